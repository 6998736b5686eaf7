"""A spreadsheet read by a mapping: two layouts, one machinery."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.rows import Interpretation, Outcome, RowStatus
from harvest_tui.domain.transaction import Precision
from harvest_tui.sources.errors import AmbiguousNumbersError, MissingColumnError
from harvest_tui.sources.loading import load_as
from harvest_tui.sources.mapped import mapped_format
from harvest_tui.sources.mapping import EPOCH, Broad, FeeSign, Meaning, SheetMapping, When
from harvest_tui.sources.options import DateOrder, DecimalMark, Options
from sources.tables import NOW, Told, by_status, told, unplaced

KINDS: Mapping[str, Meaning] = {
    "bought": Kind.BUY,
    "sold": Kind.SELL,
    "trade": Broad.TRADE,
    "moved": Kind.TRANSFER,
    "reward": Kind.STAKING_REWARD,
    "fee": Kind.FEE,
    "failed": Broad.SKIP,
}
WHEN = When(column="Date", zone="America/New_York")
TWO_SIDED = SheetMapping(
    source="my sheet",
    when=WHEN,
    columns={
        "id": "No",
        "kind": "What",
        "in_asset": "In",
        "in_quantity": "In units",
        "out_asset": "Out",
        "out_quantity": "Out units",
        "fee_quantity": "Fee",
        "usd_value": "Worth",
        "note": "Remark",
    },
    fixed={"fee_asset": "USD"},
    kinds=KINDS,
)
TWO_SIDED_HEADER = "No,Date,What,In,In units,Out,Out units,Fee,Worth,Remark\n"
SIGNED = SheetMapping(
    source="my sheet",
    when=WHEN,
    columns={
        "kind": "Type",
        "asset": "Coin",
        "amount": "Amount",
        "total": "Total",
        "fee_quantity": "Fee",
        "fee_asset": "Fee coin",
    },
    fixed={"total_asset": "USD"},
    kinds=KINDS,
)
SIGNED_HEADER = "Date,Type,Coin,Amount,Total,Fee,Fee coin\n"
GROUPED = replace(SIGNED, columns={**SIGNED.columns, "group": "Order"})


def read(
    mapping: SheetMapping,
    content: str,
    *,
    account: str | None = None,
    options: Options | None = None,
) -> Interpretation:
    form = mapped_format(mapping)
    return load_as(content.encode(), "sheet.csv", form, account=account, options=options, now=NOW)[
        1
    ]


def two_sided(*rows: str) -> Interpretation:
    return read(TWO_SIDED, TWO_SIDED_HEADER + "\n".join(rows) + "\n")


def signed(*rows: str, mapping: SheetMapping = SIGNED) -> Interpretation:
    return read(mapping, SIGNED_HEADER + "\n".join(rows) + "\n")


def only(understood: Interpretation) -> Told:
    (one,) = understood.transactions
    return told(one)._replace(ident="")


def refused(understood: Interpretation) -> Outcome:
    (one,) = by_status(understood, RowStatus.QUARANTINED)
    return one


def test_a_row_with_two_sides_is_what_its_word_says() -> None:
    understood = two_sided("7,2024-03-14 10:00:00,Bought,BTC,0.5,USD,20000,10,,hello")

    (one,) = understood.transactions
    assert told(one) == Told("7", "buy", "0.5 BTC", "20000 USD", "10 USD")
    # 10:00 in New York in March is 14:00 UTC
    assert one.at.isoformat() == "2024-03-14T14:00:00+00:00"
    assert (one.account, one.source, one.note) == ("my sheet", "mapping:my sheet", "hello")


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        pytest.param("BTC,1,USD,100", Told("", "buy", "1 BTC", "100 USD"), id="money paid"),
        pytest.param("USD,100,BTC,-1", Told("", "sell", "100 USD", "1 BTC"), id="money got"),
        pytest.param("ETH,9,BTC,1", Told("", "swap", "9 ETH", "1 BTC"), id="no money"),
    ],
)
def test_a_trade_is_told_by_the_side_that_is_money(sides: str, expected: Told) -> None:
    assert only(two_sided(f"1,2024-03-14 10:00,Trade,{sides},,,")) == expected


@pytest.mark.parametrize(
    ("sides", "kind"),
    [
        ("BTC,1,,", "transfer_in"),
        (",,BTC,1", "transfer_out"),
        ("USD,50,,", "fiat_deposit"),
        (",0,EUR,50", "fiat_withdrawal"),
    ],
)
def test_a_transfer_is_told_by_its_direction_and_by_money(sides: str, kind: str) -> None:
    assert only(two_sided(f"1,2024-03-14 10:00,Moved,{sides},,,")).kind == kind


def test_a_reward_is_worth_what_the_sheet_says_whatever_its_sign() -> None:
    understood = two_sided("1,2024-03-14 10:00,Reward,ETH,0.1,,,,-250,")

    assert only(understood) == Told("", "staking_reward", "0.1 ETH", usd="250")


def test_words_are_compared_without_regard_to_case_and_blanks() -> None:
    assert only(two_sided("1,2024-03-14 10:00,  rEWARD ,ETH,0.1,,,,,")).kind == "staking_reward"


def test_a_word_that_is_not_named_is_quarantined_with_the_way_out() -> None:
    assert refused(two_sided("1,2024-03-14 10:00,Gadget,ETH,1,,,,,")) == Outcome(
        2,
        RowStatus.QUARANTINED,
        'What "Gadget" is not a word that the mapping names. Fix: name it under [kinds] in the '
        "mapping, take the file back (harvest-tui import --retract FILE) and import it again.",
        "What",
    )


def test_sides_that_do_not_fit_the_word_are_quarantined() -> None:
    assert (
        "as buy, what went is no money, which buy needs"
        in refused(two_sided("1,2024-03-14 10:00,Bought,ETH,1,BTC,1,,,")).reason
    )
    assert (
        "as buy, what went is missing"
        in refused(two_sided("1,2024-03-14 10:00,Bought,ETH,1,,,,,")).reason
    )
    assert (
        "as staking_reward, what went does not belong to staking_reward"
        in refused(two_sided("1,2024-03-14 10:00,Reward,ETH,1,BTC,1,,,")).reason
    )


def test_a_row_that_is_to_be_left_out_is_skipped() -> None:
    (outcome,) = two_sided("1,2024-03-14 10:00,Failed,ETH,1,,,,,").outcomes

    assert outcome == Outcome(2, RowStatus.SKIPPED, "left out by the mapping")


def test_the_id_column_tells_rows_apart_and_a_repeated_row_counts_once() -> None:
    row = "1,2024-03-14 10:00,Reward,ETH,1,,,,,"

    assert len(two_sided(row, row).transactions) == 1
    assert len(by_status(two_sided(row, row.replace("ETH,1", "ETH,2")), RowStatus.QUARANTINED)) == 2


def test_without_an_id_two_equal_rows_are_two() -> None:
    row = "2024-03-14 10:00,Reward,ETH,1,,,"

    first, second = signed(row, row).transactions
    assert first.transaction_id != second.transaction_id


def test_the_sign_of_an_amount_says_the_direction() -> None:
    assert only(signed("2024-03-14 10:00,Bought,BTC,0.5,20000,,")) == Told(
        "", "buy", "0.5 BTC", "20000 USD"
    )
    assert only(signed('2024-03-14 10:00,Sold,BTC,-0.5,"20,000.00",5,USD')) == Told(
        "", "sell", "20000 USD", "0.5 BTC", "5 USD"
    )
    assert only(signed("2024-03-14 10:00,Moved,BTC,-0.5,,,")).kind == "transfer_out"


def test_a_sign_against_the_word_is_quarantined() -> None:
    assert (
        "as buy, what came is money"
        in refused(signed("2024-03-14 10:00,Bought,BTC,-0.5,20000,,")).reason
    )


def test_beside_a_receipt_a_total_is_its_value() -> None:
    assert only(signed("2024-03-14 10:00,Reward,ETH,0.1,250,,")) == Told(
        "", "staking_reward", "0.1 ETH", usd="250"
    )


def test_without_signs_the_word_says_the_direction() -> None:
    mapping = replace(SIGNED, signed=False)

    assert only(signed("2024-03-14 10:00,Sold,BTC,0.5,20000,,", mapping=mapping)) == Told(
        "", "sell", "20000 USD", "0.5 BTC"
    )
    assert only(signed("2024-03-14 10:00,Fee,BTC,0.5,,,", mapping=mapping)).went == "0.5 BTC"
    assert (
        "trade does not say whether"
        in refused(signed("2024-03-14 10:00,Trade,BTC,0.5,20000,,", mapping=mapping)).reason
    )
    assert (
        "has a sign, though the mapping says signed = false"
        in refused(signed("2024-03-14 10:00,Sold,BTC,-0.5,20000,,", mapping=mapping)).reason
    )


def test_nothing_moved_is_quarantined() -> None:
    assert "is zero: nothing moves" in refused(signed("2024-03-14 10:00,Reward,ETH,0,,,")).reason


def test_a_fee_with_the_wrong_sign_is_quarantined_and_never_a_rebate_by_guess() -> None:
    row = "2024-03-14 10:00,Sold,BTC,-0.5,20000,-5,USD"

    assert "is less than zero, and fee_sign is plus" in refused(signed(row)).reason
    minus = replace(SIGNED, fee_sign=FeeSign.MINUS)
    assert only(signed(row, mapping=minus)).fee == "5 USD"
    assert (
        "is more than zero, and fee_sign is minus"
        in refused(signed(row.replace("-5", "5"), mapping=minus)).reason
    )


def test_rows_of_one_group_are_one_trade_with_its_fees() -> None:
    understood = read(
        GROUPED,
        "Order,Date,Type,Coin,Amount,Total,Fee,Fee coin\n"
        "o1,2024-03-14 10:00:02,Trade,BTC,0.3,,,\n"
        "o1,2024-03-14 10:00:01,Trade,USD,-12000,,,\n"
        "o1,2024-03-14 10:00:03,Trade,BTC,0.2,,,\n"
        "o1,2024-03-14 10:00:03,Trade,USD,-8000,,1,BNB\n"
        "o1,2024-03-14 10:00:03,Fee,USD,-20,,,\n",
    )

    trade, fee = sorted(map(told, understood.transactions))
    assert trade == Told("o1", "buy", "0.5 BTC", "20000 USD", "20 USD")
    assert fee == Told("o1-fee", "fee", went="1 BNB")
    assert {t.at.second for t in understood.transactions} == {1}


def test_a_group_that_is_not_one_asset_for_another_is_quarantined_whole() -> None:
    understood = read(
        GROUPED,
        "Order,Date,Type,Coin,Amount,Total,Fee,Fee coin\n"
        "o1,2024-03-14 10:00,Trade,BTC,0.3,,,\n"
        "o1,2024-03-14 10:00,Trade,ETH,1,,,\n"
        "o2,2024-03-14 10:00,Reward,BTC,0.3,,,\n"
        "o2,2024-03-14 10:00,Trade,ETH,1,,,\n"
        ",2024-03-14 10:00,Reward,BTC,0.1,,,\n",
    )

    first, _, third, _ = by_status(understood, RowStatus.QUARANTINED)
    assert "the rows of o1 are not one asset for another" in first.reason
    assert "each is a trade or a fee, and not staking_reward" in third.reason
    assert [t.kind for t in understood.transactions] == [Kind.STAKING_REWARD]


@pytest.mark.parametrize(
    ("when", "cells", "iso", "precision"),
    [
        pytest.param(
            replace(WHEN, pattern="%d-%b-%y %H:%M"), "5-Apr-24 09:30,", "2024-04-05T13:30:00",
            Precision.MINUTE, id="a pattern, in the zone",
        ),
        pytest.param(
            replace(WHEN, pattern="%Y%m%dT%H%M%S%z"), "20240405T093000+0200,",
            "2024-04-05T07:30:00", Precision.SECOND, id="a pattern with a zone",
        ),
        pytest.param(
            replace(WHEN, pattern="%d.%m.%Y"), "05.04.2024,", "2024-04-05T12:00:00",
            Precision.DAY, id="a whole day",
        ),
        pytest.param(
            replace(WHEN, pattern=EPOCH), "1712309400,", "2024-04-05T09:30:00",
            Precision.SECOND, id="seconds since 1970",
        ),
        pytest.param(
            replace(WHEN, clock="Hour"), "2024-04-05,09:30:00", "2024-04-05T13:30:00",
            Precision.SECOND, id="a clock of its own",
        ),
        pytest.param(
            replace(WHEN, order=DateOrder.DMY), "05/04/2024 09:30,", "2024-04-05T13:30:00",
            Precision.MINUTE, id="day first",
        ),
    ],
)  # fmt: skip
def test_moments_are_read_as_the_mapping_says(
    when: When, cells: str, iso: str, precision: Precision
) -> None:
    mapping = replace(
        TWO_SIDED,
        when=when,
        columns={"in_asset": "In", "in_quantity": "Units"},
        fixed={"kind": "reward"},
    )
    (one,) = read(mapping, f"Date,Hour,In,Units\n{cells},ETH,1\n").transactions

    assert one.at.isoformat() == f"{iso}+00:00"
    assert one.precision is precision


def test_a_moment_that_does_not_fit_the_pattern_is_quarantined() -> None:
    mapping = replace(SIGNED, when=replace(WHEN, pattern="%d.%m.%Y"))

    assert (
        "is not written as %d.%m.%Y"
        in refused(signed("2024-03-14,Reward,ETH,1,,,", mapping=mapping)).reason
    )


def test_tickers_and_numbers_are_translated() -> None:
    mapping = replace(SIGNED, assets={"Bitcoin": "BTC"})
    content = (
        "Date;Type;Coin;Amount;Total;Fee;Fee coin\n2024-03-14 10:00;Sold;Bitcoin;-1,5;60.000;;\n"
    )
    sold = Told("", "sell", "60000 USD", "1.5 BTC")

    assert only(read(mapping, content, options=Options(decimal=DecimalMark.COMMA))) == sold
    assert only(read(replace(mapping, decimal=DecimalMark.COMMA), content)) == sold


def test_a_number_that_the_file_leaves_open_is_settled_by_the_mapping() -> None:
    row = '2024-03-14 10:00,Sold,BTC,-1,"1,234",,'

    with pytest.raises(AmbiguousNumbersError):
        signed(row)
    point = replace(SIGNED, decimal=DecimalMark.POINT)
    assert only(signed(row, mapping=point)).came == "1234 USD"
    comma = replace(SIGNED, decimal=DecimalMark.COMMA)
    assert only(signed(row, mapping=comma)).came == "1.234 USD"


def test_the_account_is_the_rows_then_the_users_then_the_mappings() -> None:
    mapping = replace(SIGNED, columns={**SIGNED.columns, "account": "Wallet"})
    content = (
        f"Wallet,{SIGNED_HEADER}"
        "Cold,2024-03-14 10:00,Reward,ETH,1,,,\n,2024-03-14 10:01,Reward,ETH,1,,,\n"
    )

    def accounts(understood: Interpretation) -> list[str]:
        return [t.account for t in understood.transactions]

    assert accounts(read(mapping, content)) == ["Cold", "my sheet"]
    assert accounts(read(mapping, content, account="Hot")) == ["Cold", "Hot"]
    fixed = replace(mapping, fixed={**mapping.fixed, "account": "Warm"})
    assert accounts(read(fixed, content)) == ["Cold", "Warm"]


def test_neither_order_of_columns_nor_of_rows_matters() -> None:
    rows = ["2024-03-14 10:00,Reward,ETH,1,,,", "2024-03-15 10:00,Sold,ETH,-1,9,,"]
    turned = [",".join(reversed(row.split(","))) for row in (SIGNED_HEADER.strip(), *rows[::-1])]

    straight, other = signed(*rows), read(SIGNED, "\n".join(turned) + "\n")

    assert unplaced(other.transactions) == unplaced(straight.transactions)
    assert sorted(other.keys) == sorted(straight.keys)


def test_a_sheet_without_a_column_that_the_mapping_names_is_refused() -> None:
    with pytest.raises(MissingColumnError) as error:
        read(SIGNED, "Made by hand,2024\nDate,Type,Coin,Amout,Total,Fee,Fee coin\n1,2,3,4,5,6,7\n")

    assert str(error.value) == (
        'sheet.csv: there is no column "Amount".\n'
        'Fix: name one of its columns in the mapping: "Date", "Type", "Coin", "Amout", "Total", '
        '"Fee", "Fee coin".'
    )


def test_a_sheet_of_one_column_is_refused_too() -> None:
    with pytest.raises(MissingColumnError, match="it has none"):
        read(SIGNED, "hello\nworld\n")


def test_amounts_are_exact() -> None:
    (one,) = signed("2024-03-14 10:00,Reward,ETH,0.123456789012345678,,,").transactions

    assert one.in_quantity == Decimal("0.123456789012345678")
