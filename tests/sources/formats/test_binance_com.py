from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from harvest_tui.sources import Options
from harvest_tui.sources.errors import AmbiguousDatesError
from harvest_tui.sources.options import DecimalMark
from sources.tables import (
    balances,
    booked,
    by_status,
    cells,
    joined,
    loaded,
    refused,
    sample,
    told,
)
from sources.variants import assert_order_does_not_matter

TRADES, GLUED = "binance_com_trades.csv", "binance_com_trades_executed.csv"
CONVERT, DEPOSITS = "binance_com_convert.csv", "binance_com_deposits.csv"
WITHDRAWALS = "binance_com_withdrawals.csv"
MARKET = sample(TRADES).splitlines()[0] + "\n"
OLDER = "Date(UTC),Coin,Network,Amount,TransactionFee,Address,TXID,SourceAddress,PaymentID,Status\n"
SENT = "2020-02-03 10:00:00,BTC,BTC,0.1,0.0005,bc1q,7a,,,Completed\n"


def short(content: str) -> list[tuple[str, ...]]:
    """Leave the ids out: they are made from the rows."""
    transactions = booked(content)
    assert len({t.transaction_id for t in transactions}) == len(transactions)
    return [told(t)[1:] for t in transactions]


def test_each_row_of_the_older_trade_history_is_a_trade() -> None:
    # the columns Amount, Total and Fee; a pair is split where Fee Coin is what was received
    assert short(sample(TRADES)) == [
        ("swap", "0.05 BTC", "840 USDT", "0.00005 BTC", ""),
        ("swap", "0.4 ETH", "0.0298 BTC", "0.00041 BNB", ""),
        ("swap", "390 BUSD", "1.2 BNB", "0.39 BUSD", ""),
        ("swap", "200 1INCH", "110 USDT", "0.2 1INCH", ""),
        ("swap", "205 USDC", "10 SOL", "0.205 USDC", ""),
        ("buy", "20 LUNA", "25 EUR", "0.02 LUNA", ""),
        ("swap", "538 USDT", "0.02 BTC", "0.538 USDT", ""),
        ("buy", "3 ARB", "51300 IDR", "0.003 ARB", ""),
        ("swap", "0.39 BNB", "150 XRP", "0.0002 BNB", ""),
        ("buy", "500 DOGE", "850 TRY", "0.5 DOGE", ""),
    ]


def test_each_row_of_the_newer_trade_history_is_split_where_the_pair_says() -> None:
    # 100.00000000001INCH is 100.0000000000 and 1INCH
    assert short(sample(GLUED)) == [
        ("swap", "0.02 BTC", "1230 USDT", "0.00002 BTC", ""),
        ("swap", "1700 USDT", "0.5 ETH", "1.7 USDT", ""),
        ("swap", "100 1INCH", "60 USDT", "0.1 1INCH", ""),
        ("swap", "0.01 BTC", "5 SOL", "0.000025 BNB", ""),
        ("swap", "300 XRP", "186 USDT", "0.3 XRP", ""),
        ("swap", "100 ADA", "70 USDT", "0.1 ADA", ""),
        ("swap", "36 USDT", "50 ADA", "0.036 USDT", ""),
        ("swap", "1 BNB", "480 USDT", "0.00075 BNB", ""),
        ("swap", "12 DOT", "120 USDT", "0.012 DOT", ""),
        ("swap", "22 USDT", "2 DOT", "0.022 USDT", ""),
    ]
    after = balances(booked(sample(GLUED)))
    assert after["BNB"] == Decimal("0.999225")  # 1 - 0.00075 - 0.000025
    assert after["USDT"] == Decimal("-389.758")  # 1758 - 1.758 - 2146, the columns of the file


def test_a_conversion_that_failed_is_skipped() -> None:
    _, understood = loaded(sample(CONVERT))

    assert short(sample(CONVERT)) == [
        ("swap", "1 SOL", "180 USDT", "", ""),
        ("swap", "0.2 ETH", "0.01 BTC", "", ""),
    ]
    (skipped,) = by_status(understood, RowStatus.SKIPPED)
    assert (skipped.line, skipped.reason) == (4, "not carried out (Failed)")


def test_deposits_and_withdrawals_are_halves_of_transfers_by_their_hash() -> None:
    came, went = booked(sample(DEPOSITS)), booked(sample(WITHDRAWALS))

    assert [(told(t)[1:4], t.txid, t.at.isoformat()) for t in came] == [
        (("transfer_in", "0.015 BTC", ""), "aa11synthetic", "2024-05-01T12:00:00+00:00"),
        (("transfer_in", "250 USDT", ""), "bb22synthetic", "2024-05-02T12:00:00+00:00"),
    ]
    assert [(told(t)[1:5], t.txid) for t in went] == [
        (("transfer_out", "", "0.0099 BTC", "0.0001 BTC"), "dd44synthetic"),
        (("transfer_out", "", "49 USDT", "1 USDT"), "ee55synthetic"),
    ]
    assert len(by_status(loaded(sample(DEPOSITS))[1], RowStatus.SKIPPED)) == 1  # Pending


@pytest.mark.parametrize("name", [TRADES, GLUED, CONVERT, DEPOSITS, WITHDRAWALS])
def test_the_order_of_rows_and_columns_does_not_matter(name: str) -> None:
    assert_order_does_not_matter(sample(name))


def test_two_equal_fills_of_one_second_are_two() -> None:
    header, first, *_ = sample(TRADES).splitlines()
    one, other = booked(f"{header}\n{first}\n{first}")

    assert told(one)[1:] == told(other)[1:]
    assert other.transaction_id == f"{one.transaction_id}-2"


def test_dates_that_a_spreadsheet_has_turned_round_are_asked_for() -> None:
    turned_round = sample(TRADES).splitlines()[1].replace("2023-01-05", "05/01/2023")

    with pytest.raises(AmbiguousDatesError, match="--date-order dmy"):
        loaded(MARKET + turned_round)


@pytest.mark.parametrize(
    ("pair", "side", "fee_coin", "split"),
    [
        ("ARBIDR", "BUY", "BNB", ("1 ARB", "2 IDR")),  # not AR for BIDR
        ("BTCBIDR", "BUY", "BNB", ("1 BTC", "2 BIDR")),  # not BTCB for IDR
        ("ARBIDR", "BUY", "AR", ("1 AR", "2 BIDR")),  # the fee shows what was received
        ("ADAEUR", "SELL", "BNB", ("2 EUR", "1 ADA")),
        ("BTCAEUR", "SELL", "AEUR", ("2 AEUR", "1 BTC")),
    ],
)
def test_a_pair_is_split_by_the_fee_or_by_the_longest_quote_but_for_exceptions(
    pair: str, side: str, fee_coin: str, split: tuple[str, str]
) -> None:
    row = f"2023-01-05 10:30:00,{pair},{side},2,1,2,0.001,{fee_coin}\n"

    assert short(MARKET + row)[0][1:3] == split


def test_a_spreadsheet_with_decimal_commas_says_the_same() -> None:
    rows = cells(sample(GLUED))
    swapped = str.maketrans(".,", ",.")
    german = [
        rows[0],
        *([row[0], *(cell.translate(swapped) for cell in row[1:])] for row in rows[1:]),
    ]

    assert short(joined(german, ";")) == short(sample(GLUED))


def test_decimal_commas_inside_words_need_to_be_said() -> None:
    content = sample(CONVERT).replace("0.2 ETH", '"0,2 ETH"').replace("0.01 BTC", '"0,01 BTC"')
    assert refused(content).reason.startswith('Buy "0,2 ETH" is not a number')

    _, understood = loaded(content, options=Options(decimal=DecimalMark.COMMA))
    assert [told(t)[1:] for t in understood.transactions] == short(sample(CONVERT))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (MARKET + "2023-01-05 10:30:00,BTCXYZ,BUY,2,1,2,0.1,BTC\n", 'Market "BTCXYZ" does not end'),
        (MARKET + "2023-01-05 10:30:00,BTCEUR,HOLD,2,1,2,0.1,BTC\n", 'Type "HOLD" is neither'),
        (sample(GLUED).replace("ETHUSDT", "ETHBTC"), 'Pair "ETHBTC" is not the two assets'),
        (sample(GLUED).replace("1.7000000000USDT", "lots"), 'Fee "lots" is not a number and'),
        (sample(CONVERT).replace("Failed", "Odd"), 'Status "Odd" is not known'),
        (sample(DEPOSITS).replace("Pending", "Odd"), 'Status "Odd" is not known'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Withdrawal History.csv", ("transfer_out", "", "0.1 BTC", "0.0005 BTC", "")),
        ("DepositHistory.csv", None),  # a fee of a deposit: inside or beside, nobody says
        ("history.csv", None),
    ],
)
def test_the_older_files_say_their_direction_in_their_name_alone(
    name: str, expected: tuple[str, ...] | None
) -> None:
    _, understood = loaded(OLDER + SENT, name)

    assert [told(t)[1:] for t in understood.transactions] == ([expected] if expected else [])
    assert (understood.outcomes[0].status is RowStatus.QUARANTINED) is (expected is None)


def test_an_older_deposit_without_a_fee_is_booked() -> None:
    _, understood = loaded(OLDER + SENT.replace("0.0005", "0"), "deposits.csv")

    assert told(understood.transactions[0])[1:3] == ("transfer_in", "0.1 BTC")
