from decimal import Decimal

import pytest

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.rows import RowStatus
from harvest_tui.sources.aliases import kraken
from sources.tables import (
    Told,
    balances,
    booked,
    by_status,
    cells,
    joined,
    loaded,
    only,
    refused,
    sample,
    told,
)

HEADER = "txid,refid,time,type,subtype,aclass,subclass,asset,wallet,amount,fee,balance,amountusd\n"


def row(  # one row as the export of 2026 writes it
    txid: str,
    label: str,
    asset: str,
    amount: str,
    fee: str = "0",
    *,
    refid: str = "R1",
    usd: str = "",
    time: str = "2025-05-05 05:05:05",
) -> str:
    kind, _, subtype = label.partition("/")
    spot = "spot / main"
    return (
        f"{txid},{refid},{time},{kind},{subtype},currency,,{asset},{spot},{amount},{fee},1,{usd}\n"
    )


# By hand from the rows: an amount is a principal, its fee is beside it in the row's own asset, a
# reward is net of its commission (0.0011 - 0.000165 = 0.000935).
LEDGER_2026 = [
    Told("FTdepA1-0001", "fiat_deposit", "10000 USD"),
    Told("TTRADE-00001-AAAAAA", "buy", "0.05 BTC", "4700 USD", "12.22 USD"),
    Told("TTRADE-00002-AAAAAA", "buy", "1 ETH", "3300 USD", "0.0026 ETH"),
    Told("TTRADE-00003-AAAAAA", "swap", "0.0124 BTC", "0.4 ETH", "0.00003224 BTC"),
    Told("ELSTAKE-0001", "internal_transfer", "0.5 ETH", "0.5 ETH"),
    Told("ELRWD-0001", "staking_reward", "0.000935 ETH"),
    Told("ELRWD-0002", "staking_reward", "0.00102 ETH"),
    Told("ELUNST-0001", "internal_transfer", "0.5 ETH", "0.5 ETH"),
    Told("TSPEND-00004-AAAAAA", "buy", "0.7 SOL", "103 USD"),
    Told("TMARGN-00005-AAAAAA", "margin_pnl", "25 USD", fee="1.5 USD"),
    Told("L00018-SYNTH-LEDGER", "margin_fee", went="0.4 USD"),
    Told("AIRDROP-0006", "airdrop", "120 FLR"),
    Told("DELIST-0007", "forced_conversion", "2.22 USD", "120 FLR"),
    Told("FTwdrA1-0002", "transfer_out", went="0.03 BTC", fee="0.0001 BTC"),
    Told("TKFEE-00008-AAAAAA", "sell", "1060 USD", "0.01 BTC"),
]

LEDGER_LEGACY = [
    Told("QDEP1-00001", "fiat_deposit", "5000 USD"),
    Told("TLEG1-00001", "buy", "0.05 BTC", "2450 USD", "6.37 USD"),
    Told("TLEG1-00002", "buy", "0.2 ETH", "400 USD", "1.04 USD"),
    Told("RSTKT-00003", "internal_transfer", went="0.1 ETH"),
    Told("RSTKT-00004", "internal_transfer", came="0.1 ETH"),
    Told("STKRW-00005", "staking_reward", "0.0001 ETH"),
    Told("BFORK-00007", "airdrop", "15 XLM"),
    Told("ADJST-00008", "forced_conversion", "1.5 REP"),
    Told("TLEG1-00010", "sell", "410 USD", "0.01 BTC", "1.066 USD"),
]


def test_each_row_of_the_ledger_of_2026_is_booked_or_set_aside() -> None:
    _, understood = loaded(sample("kraken_ledgers_2026.csv"))

    assert [told(t) for t in understood.transactions] == LEDGER_2026
    assert [one.line for one in by_status(understood, RowStatus.SKIPPED)] == [2, 24, 25]
    assert len(by_status(understood, RowStatus.BOOKED)) == 23


def test_each_row_of_the_legacy_ledger_is_booked_or_set_aside() -> None:
    _, understood = loaded(sample("kraken_ledgers_legacy.csv"))

    assert [told(t) for t in understood.transactions] == LEDGER_LEGACY
    assert [one.line for one in by_status(understood, RowStatus.SKIPPED)] == [2, 8, 12, 15, 16]
    assert len(by_status(understood, RowStatus.BOOKED)) == 12


@pytest.mark.parametrize("name", ["kraken_ledgers_2026.csv", "kraken_ledgers_legacy.csv"])
def test_the_balances_are_those_that_kraken_writes(name: str) -> None:
    header, *rows = cells(sample(name))
    last: dict[tuple[str, str], Decimal] = {}
    for line in rows:
        row_ = dict(zip(header, line, strict=True))
        if row_["balance"] and row_["asset"] != "KFEE":
            last[row_["asset"], row_.get("wallet", "")] = Decimal(row_["balance"])

    expected: dict[str, Decimal] = {}
    for (code, _), balance in last.items():
        expected[kraken(code)] = expected.get(kraken(code), Decimal(0)) + balance
    assert balances(booked(sample(name))) == {a: b for a, b in expected.items() if b}


def test_the_balance_agrees_after_every_event() -> None:
    header, *rows = cells(sample("kraken_ledgers_2026.csv"))
    done = booked(sample("kraken_ledgers_2026.csv"))
    at = {name: header.index(name) for name in ("refid", "asset", "wallet", "balance")}
    last: dict[tuple[str, str], Decimal] = {}
    for line, row_ in enumerate(rows, start=2):
        if row_[at["balance"]] and row_[at["asset"]] != "KFEE":
            last[row_[at["asset"]], row_[at["wallet"]]] = Decimal(row_[at["balance"]])
        following = rows[line - 1][at["refid"]] if line - 1 < len(rows) else ""
        if following != row_[at["refid"]]:
            held = {asset: Decimal(0) for asset, _ in last}
            for (asset, _), balance in last.items():
                held[asset] += balance
            until = [t for t in done if max(t.lines) <= line]
            assert balances(until) == {a: b for a, b in held.items() if b}, line


def test_the_ledger_of_2024_has_no_subclass() -> None:
    rows = cells(sample("kraken_ledgers_2026.csv"))
    without = [[c for i, c in enumerate(line) if i != 6] for line in rows]

    assert [told(t) for t in booked(joined(without))] == LEDGER_2026


def test_the_oldest_ledger_ends_in_a_column_without_name() -> None:
    rows = [[*line, ""] for line in cells(sample("kraken_ledgers_legacy.csv"))]

    assert [told(t) for t in booked(joined(rows))] == LEDGER_LEGACY


def test_krakens_dollar_column_values_what_has_no_dollar_leg() -> None:
    rows = (
        row("L1", "trade/tradespot", "ETH", "-1", usd="-3001")
        + row("L2", "trade/tradespot", "BTC", "0.05", usd="3000")
        + row("L3", "earn/reward", "ETH", "0.01", "0.002", refid="R2", usd="30")
    )
    swap, reward = booked(HEADER + rows)

    assert told(swap) == Told("R1", "swap", "0.05 BTC", "1 ETH", usd="3000")
    assert told(reward) == Told("R2", "staking_reward", "0.008 ETH", usd="24")  # 30 x 8 / 10


def test_dollars_are_not_valued_in_dollars() -> None:
    rows = row("L1", "trade", "USD", "-100", usd="-100") + row("L2", "trade", "ETH", "1", usd="99")

    assert only(HEADER + rows).usd_value is None


def test_a_fee_on_both_legs_leaves_one_of_them_beside_the_trade() -> None:
    rows = row("L1", "trade", "ZUSD", "-100", "0.25") + row("L2", "trade", "XETH", "1", "0.001")
    trade, fee = sorted(booked(HEADER + rows), key=lambda t: t.transaction_id)

    assert told(trade) == Told("R1", "buy", "1 ETH", "100 USD", "0.25 USD")
    assert told(fee) == Told("R1-fee", "fee", went="0.001 ETH")
    assert fee.at == trade.at


def test_fees_of_two_coins_go_with_the_coin_that_is_given() -> None:
    rows = row("L1", "trade", "XXBT", "-1", "0.01") + row("L2", "trade", "XETH", "20", "0.2")
    trade, fee = sorted(booked(HEADER + rows), key=lambda t: t.transaction_id)

    assert told(trade) == Told("R1", "swap", "20 ETH", "1 BTC", "0.01 BTC")
    assert told(fee) == Told("R1-fee", "fee", went="0.2 ETH")


def test_debits_from_spot_and_earn_are_one_debit() -> None:
    rows = (
        row("L1", "trade", "ETH", "-0.3", "0.001")
        + row("L2", "trade", "ETH.F", "-0.2", "0.001")
        + row("L3", "trade", "ZUSD", "1500")
    )

    assert told(only(HEADER + rows)) == Told("R1", "sell", "1500 USD", "0.5 ETH", "0.002 ETH")


def test_money_for_money_is_a_withdrawal_and_a_deposit() -> None:
    rows = row("L1", "trade", "ZUSD", "-110", "0.1") + row("L2", "trade", "ZEUR", "100")

    assert [told(t) for t in booked(HEADER + rows)] == [
        Told("R1", "fiat_withdrawal", went="110 USD", fee="0.1 USD"),
        Told("R1-in", "fiat_deposit", came="100 EUR"),
    ]


def test_a_stablecoin_is_no_money() -> None:
    rows = row("L1", "trade", "USDC", "-100") + row("L2", "trade", "ZUSD", "100")

    assert told(only(HEADER + rows)) == Told("R1", "sell", "100 USD", "100 USDC")


def test_dust_is_divided_by_what_each_part_was_worth() -> None:
    # 0.003 BTC for 1 USD of ADA and 2 USD of DOT: a third and two thirds
    rows = (
        row("L1", "spend/dustsweeping", "DOT", "-0.4", usd="-2")
        + row("L2", "spend/dustsweeping", "ADA", "-2", usd="-1")
        + row("L3", "receive/dustsweeping", "XXBT", "0.003", "0.00001", usd="3")
    )

    assert [told(t) for t in booked(HEADER + rows)] == [
        Told("R1-ADA", "dust_conversion", "0.001 BTC", "2 ADA", usd="1"),
        Told("R1-DOT", "dust_conversion", "0.002 BTC", "0.4 DOT", usd="2"),
        Told("R1-fee", "fee", went="0.00001 BTC"),
    ]


def test_dust_without_values_waits() -> None:
    rows = (
        row("L1", "spend/dustsweeping", "DOT", "-0.4")
        + row("L2", "spend/dustsweeping", "ADA", "-2")
        + row("L3", "receive/dustsweeping", "XXBT", "0.003")
    )
    _, understood = loaded(HEADER + rows)

    assert {one.reason for one in by_status(understood, RowStatus.QUARANTINED)} == {
        (
            "BTC came for ADA, DOT together, and the file does not say what each was worth. "
            "Fix: export it with its USD column, or bring this row in through the plain ledger CSV."
        )
    }
    assert len(by_status(understood, RowStatus.QUARANTINED)) == 3


def test_a_withdrawal_that_is_reversed_in_part_is_the_rest() -> None:
    rows = row("L1", "withdrawal", "XXBT", "-0.5", "0.001")
    rows += row("L2", "withdrawal", "XXBT", "0.2", "0")

    assert told(only(HEADER + rows)) == Told("R1", "transfer_out", went="0.3 BTC", fee="0.001 BTC")


def test_a_withdrawal_reversed_without_its_fee_has_cost_the_fee() -> None:
    rows = row("L1", "withdrawal", "XXBT", "-0.5", "0.001")
    rows += row("L2", "withdrawal", "XXBT", "0.5", "0")

    assert told(only(HEADER + rows)) == Told("R1-fee", "fee", went="0.001 BTC")


def test_the_reversal_of_a_withdrawal_in_an_earlier_file_brings_it_back_with_its_fee() -> None:
    one = only(HEADER + row("L2", "withdrawal", "XXBT", "0.5", "-0.001"))

    assert told(one) == Told("R1-reversal", "reversal", came="0.501 BTC")
    assert one.note == "withdrawal: reverses R1"


def test_the_reversal_of_a_deposit_takes_it_away() -> None:
    one = only(HEADER + row("L2", "deposit", "XXBT", "-0.5", "-0.001"))

    assert told(one) == Told("R1-reversal", "reversal", went="0.499 BTC")


def test_what_is_taken_back_of_a_staking_reward_is_spent() -> None:
    one = only(HEADER + row("L1", "staking", "DOT28.S", "-0.5", usd="-3"))

    assert told(one) == Told("R1", "spend", went="0.5 DOT", usd="3")


def test_earn_without_a_subtype_is_a_reward_where_there_is_a_commission() -> None:
    one = only(HEADER + row("L1", "earn", "XBT.M", "0.01", "0.002", refid="Unknown"))

    assert told(one) == Told("L1", "staking_reward", "0.008 BTC")


def test_earn_moves_without_refid_are_paired_by_time_and_amount() -> None:
    rows = (
        row("L1", "earn", "XBT.M", "-0.01", refid="Unknown")
        + row("L2", "earn", "XBT", "0.01", refid="Unknown")
        + row("L3", "earn", "XBT", "0.02", "0.001", refid="Unknown")
    )

    assert [told(t) for t in booked(HEADER + rows)] == [
        Told("L1", "internal_transfer", "0.01 BTC", "0.01 BTC"),
        Told("L3", "staking_reward", "0.019 BTC"),
    ]


def test_an_earn_row_without_subtype_commission_and_opposite_waits() -> None:
    outcome = refused(HEADER + row("L1", "earn", "XBT", "0.0000000841", refid="Unknown"))

    assert outcome.reason == (
        "L1 is an Earn row that neither says what it is nor has its opposite. "
        "Fix: bring this row in through the plain ledger CSV."
    )


@pytest.mark.parametrize(
    "label",
    ["earn/allocation", "earn/autoallocation", "earn/deallocation", "earn/migration"],
)
def test_moves_into_and_out_of_earn_are_inside_the_account(label: str) -> None:
    rows = row("L1", label, "ETH", "-1") + row("L2", label, "ETH.B", "1")

    assert told(only(HEADER + rows)) == Told("R1", "internal_transfer", "1 ETH", "1 ETH")


def test_a_move_inside_that_loses_something_waits() -> None:
    rows = row("L1", "earn/deallocation", "ETH.B", "-1")
    rows += row("L2", "earn/deallocation", "ETH", "0.9")
    _, understood = loaded(HEADER + rows)

    assert not understood.transactions
    assert understood.outcomes[0].reason == (
        "the rows of R1 move inside Kraken, but not the same in and out. "
        "Fix: bring this row in through the plain ledger CSV."
    )


@pytest.mark.parametrize(
    ("label", "asset", "kind"),
    [
        ("transfer", "BCH", Kind.FORK),
        ("transfer", "XXLM", Kind.AIRDROP),
        ("earn/airdrop", "SGB", Kind.AIRDROP),
        ("dividend", "XETH", Kind.INCOME),
        ("invite bonus", "XXBT", Kind.REFERRAL),
        ("transfer/spotfromfutures", "XXBT", Kind.TRANSFER_IN),
        ("deposit", "XXBT", Kind.TRANSFER_IN),
        ("deposit", "USD.HOLD", Kind.FIAT_DEPOSIT),
        ("adjustment", "XREP", Kind.FORCED_CONVERSION),
        ("earn/delistingconversion", "XXBT", Kind.FORCED_CONVERSION),
    ],
)
def test_what_comes_alone_is_what_its_type_says(label: str, asset: str, kind: Kind) -> None:
    one = only(HEADER + row("L1", label, asset, "2"))

    assert told(one) == Told("R1", kind.value, came=f"2 {kraken(asset)}")
    assert one.note == label


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("withdrawal", Kind.TRANSFER_OUT),
        ("transfer/spottofutures", Kind.TRANSFER_OUT),
        ("transfer", Kind.FORCED_CONVERSION),
        ("transfer/delistingconversion", Kind.FORCED_CONVERSION),
    ],
)
def test_what_goes_alone_is_what_its_type_says(label: str, kind: Kind) -> None:
    one = only(HEADER + row("L1", label, "XXMR", "-2"))

    assert told(one) == Told("R1", kind.value, went="2 XMR")


def test_a_margin_loss_goes_with_the_fee_of_closing_and_opening_costs_its_fee() -> None:
    rows = row("L1", "margin", "ZUSD", "-25", "1.5") + row(
        "L2", "margin", "ZUSD", "0", "0.75", refid="R2"
    )

    assert [told(t) for t in booked(HEADER + rows)] == [
        Told("R1", "margin_pnl", went="25 USD", fee="1.5 USD"),
        Told("R2", "margin_fee", went="0.75 USD"),
    ]


def test_settling_a_position_is_a_trade() -> None:
    rows = row("L1", "settled", "ZUSD", "-100", "0.2") + row("L2", "settled", "XXBT", "0.002")

    assert told(only(HEADER + rows)) == Told("R1", "buy", "0.002 BTC", "100 USD", "0.2 USD")


def test_rollovers_under_one_refid_are_each_their_own() -> None:
    rows = row("L1", "rollover", "ZUSD", "0", "0.4") + row("L2", "rollover", "ZUSD", "0", "0.4")

    assert [told(t).ident for t in booked(HEADER + rows)] == ["L1", "L2"]


def test_one_row_not_understood_holds_back_its_whole_refid() -> None:
    rows = row("L1", "trade", "ZUSD", "-100") + row("L2", "trade", "XETH", "one")
    rows += row("L3", "deposit", "ZUSD", "5", refid="R2")
    _, understood = loaded(HEADER + rows)

    first, second, third = understood.outcomes
    assert first.reason == "belongs to line 3, which is not understood. Fix: mend that row."
    assert (second.column, second.reason) == (
        "amount",
        (
            'amount "one" is not a number (decimal point). '
            "Fix: correct the cell in a copy of the file and import that."
        ),
    )
    assert third.status is RowStatus.BOOKED
    assert [t.transaction_id for t in understood.transactions] == ["R2"]


def test_a_trade_cut_in_half_waits() -> None:
    outcome = refused(HEADER + row("L1", "trade", "XETH", "1"))

    assert outcome.reason == (
        "the rows of R1 are not one asset for another. "
        "Fix: bring this row in through the plain ledger CSV."
    )


@pytest.mark.parametrize(
    ("line", "column", "what"),
    [
        (row("L1", "nfttrade", "ZUSD", "1"), "type", 'type "nfttrade" is not known (nfttrade)'),
        (
            row("L1", "transfer/vaultmove", "DOT", "7"),
            "subtype",
            'subtype "vaultmove" is not known (transfer/vaultmove)',
        ),
        (
            row("L1", "deposit", "AAPLx", "1").replace("currency", "tokenized_asset"),
            "aclass",
            'aclass "tokenized_asset" is a class of assets that is not read',
        ),
    ],
)
def test_what_kraken_adds_waits_until_it_is_known(line: str, column: str, what: str) -> None:
    outcome = refused(HEADER + line)

    assert outcome.column == column
    assert outcome.reason == f"{what}. Fix: bring this row in through the plain ledger CSV."


def test_a_deposit_of_a_staked_asset_may_be_a_reward_written_twice() -> None:
    outcome = refused(HEADER + row("L1", "deposit", "ETH2.S", "0.01"))

    assert outcome.reason == (
        "R1 deposits a staked asset, which nobody can send: perhaps a reward that the file also "
        "has as `staking`. Fix: if it has not, bring this row in through the plain ledger CSV."
    )


def test_a_fee_given_back_beyond_what_was_charged_waits() -> None:
    rows = row("L1", "trade", "ZUSD", "-100", "-0.25") + row("L2", "trade", "XETH", "1")
    _, understood = loaded(HEADER + rows)

    assert understood.outcomes[0].reason == (
        "more of the fee is given back than was charged. "
        "Fix: bring this row in through the plain ledger CSV."
    )


def test_the_native_id_is_the_key_of_a_row() -> None:
    _, understood = loaded(sample("kraken_ledgers_2026.csv"))

    assert understood.keys[1] == "L00002-SYNTH-LEDGER"
    assert understood.keys[0].endswith("#1")
