"""What only all cells of a file together show: decimal mark and order of dates."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from harvest_tui.sources.errors import AmbiguousDatesError, AmbiguousNumbersError
from harvest_tui.sources.options import DateOrder, DecimalMark, Options
from sources.tables import by_status, loaded, only, sample, unplaced

KRAKEN = "txid;refid;time;type;aclass;asset;amount;fee;balance\n"
CHOICE_OF_NUMBERS = Options(decimal=DecimalMark.COMMA)


def kraken(time: str, amount: str, fee: str = "0") -> str:
    return f"{KRAKEN}L1;R1;{time};deposit;currency;ZEUR;{amount};{fee};0\n"


def test_a_file_saved_by_a_spreadsheet_with_decimal_commas_says_the_same() -> None:
    plain = sample("kraken_ledgers_2026.csv")
    saved = "".join(
        line.replace(".", "§").replace(",", ";").replace("§", ",")
        for line in plain.splitlines(keepends=True)
    )

    there, here = loaded(saved)[1], loaded(plain)[1]
    assert unplaced(there.transactions) == unplaced(here.transactions)
    assert there.keys == here.keys


def test_numbers_that_can_be_read_in_two_ways_are_for_the_user_to_tell() -> None:
    content = kraken("2024-01-02 10:00:00", "1,234")
    with pytest.raises(AmbiguousNumbersError) as error:
        loaded(content)

    assert str(error.value) == (
        "export.csv, line 2, amount: '1,234' can be read in two ways, and no number in the file "
        "says which.\n"
        "Fix: say what stands before the decimals (--decimal point or --decimal comma)."
    )
    for mark, amount in ((DecimalMark.POINT, "1234"), (DecimalMark.COMMA, "1.234")):
        (one,) = loaded(content, options=Options(decimal=mark))[1].transactions
        assert one.in_quantity == Decimal(amount)


def test_what_the_user_says_of_numbers_goes_before_what_the_file_shows() -> None:
    content = kraken("2024-01-02 10:00:00", "1.234", "0,5")

    (one,) = loaded(content, options=CHOICE_OF_NUMBERS)[1].transactions
    assert one.in_quantity == 1234


def test_a_number_against_the_files_mark_waits() -> None:
    rows = kraken("2024-01-02 10:00:00", "1.5")
    _, understood = loaded(rows + "L2;R2;2024-01-02 10:00:00;deposit;currency;ZEUR;2,5;0;0\n")

    (waiting,) = by_status(understood, RowStatus.QUARANTINED)
    assert waiting.reason.startswith('amount "2,5" is not a number (decimal point)')


def test_a_day_beyond_twelve_settles_the_order_of_all_dates() -> None:
    rows = kraken("13/04/2024 10:00", "1") + (
        "L2;R2;03/04/2024 10:00;deposit;currency;ZEUR;2;0;0\n"
    )

    at = {t.transaction_id: t.at for t in loaded(rows)[1].transactions}
    assert at["R2"] == datetime(2024, 4, 3, 10, tzinfo=UTC)


def test_dates_that_nothing_settles_are_for_the_user_to_tell() -> None:
    content = kraken("03/04/2024 10:00", "1")
    with pytest.raises(AmbiguousDatesError) as error:
        loaded(content)

    assert str(error.value) == (
        "export.csv, line 2, time: '03/04/2024 10:00' does not say which number is the month, "
        "and no date in the file settles it.\n"
        "Fix: say the order (--date-order dmy or --date-order mdy)."
    )
    for order, month in ((DateOrder.DMY, 4), (DateOrder.MDY, 3)):
        (one,) = loaded(content, options=Options(date_order=order))[1].transactions
        assert one.at.month == month


def test_dates_that_contradict_each_other_are_refused() -> None:
    rows = kraken("13/04/2024 10:00", "1") + (
        "L2;R2;04/13/2024 10:00;deposit;currency;ZEUR;2;0;0\n"
    )
    with pytest.raises(AmbiguousDatesError):
        loaded(rows)


def test_a_source_that_always_writes_the_month_first_needs_no_telling() -> None:
    header = "Timestamp,Transaction Type,Asset,Quantity Transacted,Notes\n"

    assert only(f"{header}03/04/2019,Receive,BTC,1,\n").at.month == 3
    # a spreadsheet that turned the dates round shows it
    swapped = loaded(f"{header}03/04/2019,Receive,BTC,1,\n13/04/2019,Receive,BTC,1,\n")[1]
    assert {t.at.month for t in swapped.transactions} == {4}
