from decimal import Decimal

import pytest

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.rows import RowStatus
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.contracts import WRAPPED_ETH
from harvest_tui.sources.on_chain import SPAM
from sources.tables import Told, balances, by_status, joined, loaded, sample, told
from sources.variants import assert_order_does_not_matter

ME = "0x" + "1" * 40
OTHER, THIRD, TOKEN = ("0x" + digit * 40 for digit in "423")
NOBODY = "0x" + "0" * 40
NAME = f"export-{ME}.csv"
USDC = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"  # as Circle publishes it
NORMAL, INTERNAL, TOKENS, NFTS = (
    sample(f"etherscan_{kind}_{ME}.csv") for kind in ("normal", "internal", "erc20", "nft")
)
SAMPLES = (NORMAL, INTERNAL, TOKENS, NFTS)


def h(number: str) -> str:
    return "0x" + number.rjust(64, "0")


def made(content: str, *rows: list[str], name: str = NAME) -> list[Transaction]:
    header = content.splitlines()[0].replace('"', "").split(",")
    return list(loaded(joined([header, *rows]), name)[1].transactions)


def normal(
    sender: str, to: str, came: str = "0", went: str = "0", fee: str = "0.001", status: str = ""
) -> list[str]:
    at = ["1704276000", "2024-01-03 10:00:00"]
    return [h("1"), "1", *at, sender, to, "", came, went, "0", fee, "1", "1", status, "", "Call"]


def internal(sender: str, to: str, came: str, status: str = "0") -> list[str]:
    at = ["1704276000", "2024-01-03 10:00:00"]
    return [
        h("1"),
        "1",
        *at,
        OTHER,
        THIRD,
        "0",
        sender,
        to,
        "",
        came,
        "0",
        "0",
        "1",
        status,
        "",
        "call",
    ]


def token(
    sender: str, to: str, amount: str, contract: str = TOKEN, symbol: str = "TOK"
) -> list[str]:
    at = ["1704276000", "2024-01-03 10:00:00"]
    return [h("1"), "1", *at, sender, to, amount, "1", contract, "A token", symbol]


def test_each_transaction_of_the_coin_is_booked() -> None:
    # the fee where the owner sent, also of what failed; of the swaps the coin's half alone
    _, understood = loaded(NORMAL, NAME)

    assert [told(t) for t in understood.transactions] == [
        Told(h("1"), "transfer_in", "1.5 ETH"),
        Told(h("2"), "transfer_out", went="0.5 ETH", fee="0.0041 ETH"),
        Told(h("3"), "fee", went="0.0018 ETH"),
        Told(h("4"), "fee", went="0.0052 ETH"),
        Told(h("5"), "fee", went="0.0031 ETH"),
        Told(h("6"), "transfer_out", went="0.1 ETH", fee="0.0005 ETH"),
        Told(h("7"), "fee", went="0.0021 ETH"),
        Told(h("8"), "fee", went="0.0004 ETH"),
        Told(h("9"), "transfer_out", went="0.08 ETH", fee="0.006 ETH"),
        Told(h("a"), "transfer_in", "0.25 ETH"),
    ]
    # 1.5 + 0.25 - 0.5 - 0.1 - 0.08, less fees of 0.0232
    assert balances(understood.transactions) == {"ETH": Decimal("1.0468")}
    first = understood.transactions[0]
    assert (first.account, first.txid, first.at.isoformat()) == (
        "0x11111111",
        "1".rjust(64, "0"),
        "2024-01-03T10:00:00+00:00",
    )


def test_each_internal_transaction_is_booked_but_the_one_that_failed() -> None:
    _, understood = loaded(INTERNAL, NAME)

    assert [told(t) for t in understood.transactions] == [
        Told(h("4") + "-internal", "transfer_in", "0.3121 ETH"),
        Told(h("b") + "-internal", "transfer_in", "0.05 ETH"),
    ]
    assert [(o.line, o.reason) for o in by_status(understood, RowStatus.SKIPPED)] == [
        (4, "failed: nothing moved")
    ]


def test_tokens_are_known_by_contract_and_neither_spam_nor_poison_is_booked() -> None:
    # the sample's "USDC" has a made-up contract, so it is not USDC
    _, understood = loaded(TOKENS, NAME)

    assert [told(t) for t in understood.transactions] == [
        Told(h("2") + "-token", "transfer_in", f"1145.25 {TOKEN}"),
        Told(h("4") + "-token", "transfer_out", went=f"720 {TOKEN}"),
        Told(h("7") + "-token", "transfer_out", went=f"100 {TOKEN}"),
        Told(h("f") + "-token", "transfer_in", f"0.75 {THIRD}"),
    ]
    assert [(o.line, o.reason) for o in by_status(understood, RowStatus.SKIPPED)] == [
        (5, SPAM),
        (6, "moves nothing: made to put a look-alike address into the history"),
    ]


def test_each_nft_is_an_asset_of_its_own() -> None:
    _, understood = loaded(NFTS, NAME)

    assert [told(t) for t in understood.transactions] == [
        Told(h("9") + "-nft", "transfer_in", f"1 {THIRD}#42"),
        Told(h("10") + "-nft", "transfer_out", went=f"1 {THIRD}#42"),
        Told(h("11") + "-nft", "transfer_in", f"25 {TOKEN}#7"),
    ]


@pytest.mark.parametrize("content", SAMPLES)
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content, NAME)


def test_no_two_of_the_four_files_call_a_transaction_the_same() -> None:
    done = [t for content in SAMPLES for t in loaded(content, NAME)[1].transactions]

    assert len({t.transaction_id for t in done}) == len(done)
    assert {t.account for t in done} == {"0x11111111"}


def test_a_file_whose_name_holds_no_address_is_refused() -> None:
    with pytest.raises(HarvestError) as error:
        loaded(NORMAL, "export.csv")
    assert str(error.value) == (
        "export.csv: the rows do not say whose history this is, and the file's name holds no "
        "address.\n"
        "Fix: give the file a name with your address in it (such as export-0x….csv) and import "
        "that."
    )


def test_the_same_header_serves_another_chain() -> None:
    content = NORMAL.replace("(ETH)", "(BNB)")
    assert {t.in_asset or t.out_asset for t in loaded(content, NAME)[1].transactions} == {"BNB"}


def test_older_headers_are_read_alike() -> None:
    older = TOKENS.replace("Transaction Hash", "Txhash").replace("TokenValue", "Value")
    assert len(loaded(older, NAME)[1].transactions) == 4
    older = NFTS.replace("Transaction Hash", "Txhash").replace("Token ID", "TokenId")
    assert len(loaded(older, NAME)[1].transactions) == 3


def test_wrapping_is_no_sale_and_costs_its_fee() -> None:
    (one,) = made(NORMAL, normal(ME, WRAPPED_ETH, went="2"))
    assert told(one) == Told(h("1") + "-WETH", "redenomination", "2 WETH", "2 ETH", "0.001 ETH")
    (back,) = made(INTERNAL, internal(WRAPPED_ETH, ME, "2"))
    assert told(back) == Told(h("1") + "-ETH", "redenomination", "2 ETH", "2 WETH")
    assert made(TOKENS, token(NOBODY, ME, "2", WRAPPED_ETH, "WETH")) == []


def test_a_token_for_a_token_in_one_hash_is_a_swap_and_usdc_is_known_by_its_contract() -> None:
    (one,) = made(TOKENS, token(ME, OTHER, "720", USDC), token(OTHER, ME, "3"))
    assert told(one) == Told(h("1") + "-token", "swap", f"3 {TOKEN}", "720 USDC")


def test_what_a_contract_paid_another_for_is_not_charged_to_the_receiver() -> None:
    (one,) = made(NORMAL, normal(OTHER, ME, came="1", fee="0.5"))
    assert told(one) == Told(h("1"), "transfer_in", "1 ETH")
    assert made(NORMAL, normal(OTHER, ME, came="1", status="Error(0)")) == []


@pytest.mark.parametrize(
    ("content", "row", "reason"),
    [
        (NORMAL, normal(OTHER, THIRD), f'From "{OTHER[:39]}…" is not the address in the file'),
        (NORMAL, normal(ME, OTHER, came="1"), 'Value_IN(ETH) "1" is not of the address'),
        (NORMAL, normal(ME, OTHER, status="Perhaps"), 'Status "Perhaps" is not known'),
        (INTERNAL, internal(OTHER, ME, "1", status="7"), 'Status "7" is not known'),
        (TOKENS, token(OTHER, THIRD, "1"), f'From "{OTHER[:39]}…" is not the address'),
        (TOKENS, token(OTHER, ME, "1e30"), 'TokenValue "1e30" has more than 20 digits'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(
    content: str, row: list[str], reason: str
) -> None:
    header = content.splitlines()[0].replace('"', "").split(",")
    _, understood = loaded(joined([header, row]), NAME)

    (outcome,) = by_status(understood, RowStatus.QUARANTINED)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
