from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from harvest_tui.sources.errors import AmbiguousFormatError
from sources.tables import Told, balances, booked, by_status, loaded, refused, sample, told
from sources.variants import assert_order_does_not_matter

HISTORY, TO_IMPORT = sample("cointracker_export.csv"), sample("cointracker_import.csv")


def imported(content: str) -> list[tuple[str, ...]]:
    _, understood = loaded(content, source="cointracker_import")
    return [told(t)[1:] for t in understood.transactions]


def test_each_row_of_the_history_is_booked_in_the_account_that_it_names() -> None:
    # what is sent contains the fee: 2208.80 - 8.80, 0.0505 - 0.0005; 0.02 - 0.0199 of a transfer.
    # The sale's 690 does not: its gain is 690 - 2.76 - 441.76 = 245.48
    assert [(t.account, told(t)) for t in booked(HISTORY)] == [
        ("Kraken", Told("ct1", "buy", "0.05 BTC", "2200 USD", "8.8 USD")),
        ("Kraken", Told("ct2", "swap", "0.19 ETH", "0.01 BTC", usd="450")),
        ("Kraken", Told("ct3", "transfer", "", "0.0199 BTC", "0.0001 BTC")),
        ("Ledger", Told("ct4", "staking_reward", "0.003 ETH", usd="7.5")),
        ("Ledger", Told("ct5", "airdrop", "40 ARB", usd="60")),
        ("Ledger", Told("ct6", "transfer_out", "", "0.05 ETH", "0.0005 ETH")),
        ("Ledger", Told("ct7", "transfer_in", "10 USDC")),
        ("Kraken", Told("ct8", "interest", "0.2 USDC", usd="0.2")),
        ("Kraken", Told("ct9", "sell", "690 USD", "0.01 BTC", "2.76 USD")),
    ]
    moved = booked(HISTORY)[2]
    assert (moved.to_account, moved.txid) == ("Ledger", "kh1")
    assert balances(booked(HISTORY))["USD"] == Decimal("-1521.56")  # 687.24 - 2208.80


def test_the_line_at_the_end_is_no_row() -> None:
    (footer,) = by_status(loaded(HISTORY)[1], RowStatus.SKIPPED)

    assert (footer.line, footer.reason) == (12, "no record: the export ends here")


def test_each_row_of_the_file_to_import_is_booked() -> None:
    # the fee is in what is sent only where nothing is received: 0.0505 - 0.0005
    assert imported(TO_IMPORT) == [
        ("buy", "0.05 BTC", "2200 USD", "8.8 USD", ""),
        ("swap", "0.19 ETH", "0.01 BTC", "", ""),
        ("staking_reward", "0.003 ETH", "", "", ""),
        ("airdrop", "40 ARB", "", "", ""),
        ("gift_out", "", "0.05 ETH", "0.0005 ETH", ""),
        ("lost", "", "5 ARB", "", ""),
        ("donation", "", "2 ARB", "", ""),
        ("sell", "690 USD", "0.01 BTC", "2.76 USD", ""),
    ]


def test_swan_writes_the_same_columns_so_that_the_name_or_the_user_must_say() -> None:
    assert loaded(TO_IMPORT, "my CoinTracker file.csv")[1].source == "cointracker"
    with pytest.raises(AmbiguousFormatError, match="cointracker_import"):
        loaded(TO_IMPORT)


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    assert_order_does_not_matter(HISTORY)
    assert_order_does_not_matter(TO_IMPORT, source="cointracker_import")


def test_the_older_form_has_tags_and_rows_to_ignore() -> None:
    lines = HISTORY.replace("Received Address", "Received Tag").replace("Sent Address", "Sent Tag")
    header, *rows = lines.splitlines()
    older = "\n".join(
        (
            header + ",Ignored",
            rows[5].replace("Ledger - ETH,", "Ledger - ETH,Gift").replace("SEND", "Send") + ",",
            rows[6] + ",true",
            rows[7].replace("INTEREST_PAYMENT", "SPAM") + ",",
        )
    )

    assert [told(t)[1:4] for t in booked(older)] == [("gift_out", "", "0.05 ETH")]
    assert [one.reason for one in by_status(loaded(older)[1], RowStatus.SKIPPED)] == [
        "CoinTracker was told to ignore it",
        "CoinTracker marks it as spam",
    ]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("STAKING_REWARD", "REBASE", 'Type "REBASE" is not known of a row in which something'),
        ("BTC,441.76,Kraken - BTC", "BTC,441.76,Ledger - BTC", 'Sent Wallet "Ledger - BTC" is not'),
        ("0.0505,ETH", "0.0001,ETH", "the quantity of ETH comes to -0.0004"),
        ("02/13/2024", "2/30/2024", 'Date "2/30/2024 10:00:00" is a date that does not exist'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(
    old: str, new: str, reason: str
) -> None:
    outcome = refused(HISTORY.replace(old, new, 1))
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
