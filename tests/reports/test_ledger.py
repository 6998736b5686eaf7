from harvest_tui.domain.findings import frame_of_findings
from harvest_tui.reports.ledger import ledger_view
from harvest_tui.reports.rows import Selection, chosen
from harvest_tui.reports.text_table import text_table
from reports import household

VIEW = ledger_view(household.ledger(), frame_of_findings(household.FINDINGS), "America/Los_Angeles")


def found(words: str) -> list[str]:
    numbers = chosen(VIEW, Selection(sort=VIEW.sort, words=words))
    return VIEW.frame["transaction_id"].gather(numbers).to_list()


def test_times_are_of_the_taxpayers_zone() -> None:
    assert VIEW.frame["when"].to_list()[:2] == ["2023-05-02 08:00", "2025-12-01 07:00"]
    assert VIEW.facts == ("4 transactions", "times in America/Los_Angeles")


def test_a_transaction_with_an_error_carries_a_sign_that_is_explained() -> None:
    assert VIEW.frame["sign"].to_list() == ["✖", None, None, None]
    assert VIEW.legend == ("✖ an error is open: key 6",)
    sound = ledger_view(household.ledger(), frame_of_findings([]), "UTC")
    assert sound.legend == ()


def test_a_transfer_names_both_accounts() -> None:
    assert VIEW.frame["place"].to_list()[-1] == "Ledger → Coinbase"


def test_units_carry_their_asset_and_names_stand_under_each_other() -> None:
    lines = text_table(VIEW, 140).splitlines()
    assert "2,650.00000001 USDC" in lines[4]
    assert "12,060 USD " in lines[3]
    assert lines[3].index(" USD ") == lines[4].index(" USDC")


def test_a_filter_finds_assets_of_either_side_and_of_the_fee() -> None:
    assert found("usdc") == ["cb-swap"]
    assert found("btc") == ["move"]
    assert found("in_asset:eth") == ["KR-ARRIVED", "KR-BOUGHT"]
    assert found("asset:sol") == ["cb-swap"]
    assert found("2025-12-0 kraken") == ["KR-BOUGHT"]


def test_on_a_narrow_screen_the_two_sides_stay() -> None:
    header = text_table(VIEW, 78).splitlines()[1].split()
    assert header == ["When▴", "Kind", "Account", "In", "Out"]
