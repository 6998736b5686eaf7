"""What formats share beyond the three oldest: dates in words, epochs, lines below the table."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from harvest_tui.domain.rows import Row, RowStatus, Table
from harvest_tui.domain.transaction import Precision
from harvest_tui.sources import FORMATS, Options
from harvest_tui.sources.binding import sheet_of
from harvest_tui.sources.cells import Cells, RowError
from harvest_tui.sources.interpret import interpret
from harvest_tui.sources.times import parse
from sources.tables import NOW, loaded, sample

SECOND, MINUTE, DAY = Precision.SECOND, Precision.MINUTE, Precision.DAY


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("Jan. 28, 2022, 12:13 AM", "2022-01-28T00:13:00+00:00", MINUTE),
        ("Jun 28 2024 00:00:01", "2024-06-28T00:00:01+00:00", SECOND),
        ("Jun 28 2024", "2024-06-28T12:00:00+00:00", DAY),
        (
            "Wed Jan 03 2024 10:00:00 GMT-0500 (Eastern Standard Time)",
            "2024-01-03T15:00:00+00:00",
            SECOND,
        ),
        ("2024-01-03 10:00:00 UTC+0200", "2024-01-03T08:00:00+00:00", SECOND),
    ],
)
def test_a_month_may_be_named_in_english(text: str, iso: str, precision: Precision) -> None:
    assert parse(text, UTC, None) == (datetime.fromisoformat(iso), precision)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Abc 01 2024", "names no month"),
        ("Feb 30 2024", "is a date that does not exist"),
        ("Feb 01 24", "is not a date and time that this format writes"),
        ("Jan 01 2024 13:00 PM", "is a time that does not exist"),
    ],
)
def test_a_date_in_words_must_exist(text: str, what: str) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        parse(text, UTC, None)
    assert str(error.value) == what


def _cell(text: str) -> Cells:
    form = FORMATS["ledger_live"]
    header = ("Operation Date", *(c.names[0] for c in list(form.columns.values())[1:]))
    row = Row(2, (text, *[""] * (len(header) - 1)))
    table = Table(name="f.csv", sha256="", header=header, header_line=1, rows=(row,))
    return Cells(sheet_of(table, form, Options(), NOW), 0, row)


def test_an_epoch_is_read_where_a_format_asks_for_one() -> None:
    # 1,704,276,000 s = 19,725 days and 10 hours after 1970-01-01; 19,725 days end 2024-01-03
    assert _cell("1704276000").epoch("time").at == datetime(2024, 1, 3, 10, tzinfo=UTC)
    assert _cell("1704276000000").epoch("time").at == datetime(2024, 1, 3, 10, tzinfo=UTC)
    for text, what in {
        "17042760": "is not a count of seconds since 1970",
        "9999999999": "lies before 2009-01-03 or in the future",
        "0000000001": "lies before 2009-01-03 or in the future",
    }.items():
        with pytest.raises(RowError, match=what):
            _cell(text).epoch("time")


def test_a_cell_may_be_said_in_other_words_and_is_still_the_one_at_fault() -> None:
    cell = _cell("yesterday")
    assert cell.moment("time", said="2024-01-03").precision is DAY
    with pytest.raises(RowError) as error:
        cell.moment("time", said="2024-02-30")
    assert error.value.reason == (
        'Operation Date "yesterday" is a date that does not exist. '
        "Fix: correct the cell in a copy of the file and import that."
    )


def test_a_line_below_the_table_is_set_aside_whatever_its_width() -> None:
    form = replace(
        FORMATS["ledger_live"],
        aside=lambda row: "a closing line" if row.text("time").startswith("Note") else None,
    )
    table, plain = loaded(sample("ledger_live.csv"))
    longer = replace(table, rows=(*table.rows, Row(99, ("Note: made up",))))
    again = interpret(longer, form, now=NOW)

    assert again.transactions == plain.transactions
    assert (again.outcomes[-1].status, again.outcomes[-1].reason) == (
        RowStatus.SKIPPED,
        "a closing line",
    )
