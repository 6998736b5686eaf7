import time
from pathlib import Path

import pytest

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.rows import RowStatus
from harvest_tui.sources import load
from harvest_tui.sources.headers import normal, told_apart
from harvest_tui.sources.reading import LARGEST, LONGEST_LINE
from sources.tables import NOW, by_status, loaded, sample, unplaced

KRAKEN = sample("kraken_ledgers_2026.csv")
COINBASE = sample("coinbase_2026_v5.csv")


def error_of(content: str | bytes, name: str = "export.csv") -> str:
    with pytest.raises(HarvestError) as error:
        loaded(content, name)
    return str(error.value)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(KRAKEN.encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param(KRAKEN.encode("utf-16"), id="UTF-16 as Excel writes it"),
        pytest.param(b"\xfe\xff" + KRAKEN.encode("utf-16-be"), id="UTF-16 the other way round"),
        pytest.param(KRAKEN.replace("\n", "\r\n").encode(), id="CR LF"),
        pytest.param(KRAKEN.replace("\n", "\r").encode(), id="CR alone"),
        pytest.param(KRAKEN.replace(",", ";").encode(), id="semicolons"),
        pytest.param(KRAKEN.replace(",", "\t").encode(), id="tabs"),
        pytest.param(KRAKEN.replace(",", "|").encode(), id="bars"),
        pytest.param(KRAKEN.replace("\n", "\n\n").encode(), id="blank lines"),
        pytest.param((KRAKEN + ",,,,,,,,,,,\n" * 3).encode(), id="rows of nothing"),
        pytest.param(KRAKEN.rstrip("\n").encode(), id="no end of line at the end"),
        pytest.param(("A statement\n\n" * 14 + KRAKEN).encode(), id="28 lines above the header"),
        pytest.param(('"a quote that never ends\n' + KRAKEN).encode(), id="odd quote above"),
    ],
)
def test_the_same_file_saved_in_another_way_says_the_same(data: bytes) -> None:
    _, understood = loaded(data)
    _, plain = loaded(KRAKEN)

    assert unplaced(understood.transactions) == unplaced(plain.transactions)
    assert understood.keys == plain.keys


def test_the_table_says_how_the_file_was_written() -> None:
    data = b"\xff\xfe" + ("Statement\r\n\r\n" + KRAKEN.replace(",", ";")).encode("utf-16-le")
    table, _ = loaded(data, "kraken.csv")

    assert (table.name, table.encoding, table.delimiter) == ("kraken.csv", "utf-16-le", ";")
    assert (table.header_line, table.preamble) == (3, ("Statement", ""))
    assert len(table.sha256) == 64
    assert len(table.rows) == 26


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    content = (
        'Statement,"of\nthree\nlines"\n'  # lines 1 to 3
        "\n"
        + COINBASE.split("\n", 3)[3].split("\n", 1)[0].rstrip("\r")
        + "\n"  # line 5: the header
        "\n"
        'a,2025-01-01 10:00:00 UTC,Receive,BTC,1,USD,,,,,"two\nlines",,\n'  # 7 and 8
        "\n"
        "b,2025-01-02 10:00:00 UTC,Receive,BTC,1,USD,,,,,,,\n"  # 10
    )
    table, understood = loaded(content)

    assert table.header_line == 5
    assert [row.line for row in table.rows] == [7, 10]
    assert [t.lines for t in understood.transactions] == [(7,), (10,)]


def test_cells_are_kept_as_they_came() -> None:
    table, _ = loaded(KRAKEN.replace("spot / main", " spot / main "))

    assert table.rows[0].cells[8] == " spot / main "


def test_a_short_and_a_long_row_are_kept_and_wait() -> None:
    table, understood = loaded(KRAKEN + "L1,R1,2025-01-01 10:00:00\n" + "x," * 13 + "x\n")

    assert len(table.rows) == 28
    short, long = by_status(understood, RowStatus.QUARANTINED)
    assert short.reason == (
        "the row has 3 cells and the header 12. "
        "Fix: correct the cell in a copy of the file and import that."
    )
    assert (short.line, long.line) == (28, 29)


def test_a_short_row_holds_back_its_refid() -> None:
    _, understood = loaded(KRAKEN + "L1,ELRWD-0002,2025-01-01 10:00:00\n")

    assert [one.line for one in by_status(understood, RowStatus.QUARANTINED)] == [13, 28]


def test_repeated_headers_are_told_apart_by_position() -> None:
    assert told_apart(["Type", " Cur.", "cur.", "Fee\nunit", "CUR. ", "", ""]) == (
        "Type",
        "Cur.",
        "cur. (2)",
        "Fee unit",
        "CUR. (3)",
        "",
        " (2)",
    )


@pytest.mark.parametrize(
    "name", ["Order_Id", " order\u00a0id ", "ORDER\nID", "order  id", "\ufeffOrder ID"]
)
def test_headers_are_compared_without_case_blanks_and_underscores(name: str) -> None:
    assert normal(name) == "order id"


@pytest.mark.parametrize("data", [b"", b"\n\n \n", b"\xef\xbb\xbf", b",,,\n,,,\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert error_of(data) == (
        "export.csv: the file is empty.\nFix: export it again over a period with transactions."
    )


def test_a_header_without_rows_is_refused() -> None:
    assert error_of(KRAKEN.split("\n", 1)[0]) == (
        "export.csv: the file has a header and no rows.\n"
        "Fix: export it again over a period with transactions."
    )


SAVE_AS = "Fix: save the file as CSV UTF-8 (in Excel: Save As, CSV UTF-8) and import that."


def test_latin_1_is_refused_with_line_and_byte() -> None:
    # the first line has 6 bytes, the bad byte is the 4th of the second
    assert error_of(b"a,b,c\nZ\xfcrich\n") == (
        f"export.csv, line 2, byte 8: the text is not UTF-8 here.\n{SAVE_AS}"
    )


def test_a_nul_byte_is_refused_with_line_and_byte() -> None:
    data = KRAKEN.encode()
    at = data.index(b"L00003")
    assert error_of(data[:at] + b"\0" + data[at:]) == (
        f"export.csv, line 4, byte {at + 1:,}: a NUL byte, so this is no text.\n{SAVE_AS}"
    )


def test_utf_16_without_a_mark_is_refused() -> None:
    assert error_of(KRAKEN.encode("utf-16-le")).startswith("export.csv, line 1, byte 2: a NUL byte")


def test_a_cut_off_utf_16_file_is_refused() -> None:
    data = b"\xff\xfe" + KRAKEN.encode("utf-16-le")[:-1]
    assert f", byte {len(data):,}: the text is not UTF-16-LE here" in error_of(data)


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"PK\x03\x04rest", "a ZIP archive or an XLSX workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"\xd0\xcf\x11\xe0", "an XLS workbook"),
        (b"SQLite format 3\0", "a database"),
    ],
)
def test_what_is_no_text_at_all_is_named(start: bytes, what: str) -> None:
    assert error_of(start, "book.xlsx") == (
        f"book.xlsx: this is {what}, not a text file.\n"
        "Fix: take the CSV out of it, or save the sheet as CSV UTF-8, and import that."
    )


def test_one_endless_line_is_refused_at_once() -> None:
    data = b"x" * (200 * 2**20)
    began = time.process_time()
    message = error_of(data)

    assert time.process_time() - began < 1
    assert message == (
        "export.csv, line 1: the line is longer than 65,536 characters.\n"
        "Fix: this is no CSV export; choose the file again, or export it again."
    )


def test_one_endless_line_in_a_file_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST - 1)  # sparse: takes no room
    began = time.process_time()
    with pytest.raises(HarvestError, match=r"line 1: the line is longer"):
        load(path, path.name, now=NOW)
    assert time.process_time() - began < 0.5


def test_an_endless_line_further_down_is_refused_by_its_number() -> None:
    assert "line 28: the line is longer" in error_of(KRAKEN + "x," * LONGEST_LINE)


def test_a_file_beyond_the_limit_is_refused() -> None:
    assert error_of(b"a,b\n" * (LARGEST // 4 + 1)) == (
        "export.csv: the file is larger than 256 MiB.\n"
        "Fix: export shorter periods and import them one by one."
    )


@pytest.mark.parametrize("rows", [1, 20_000], ids=["to the end", "beyond the longest cell"])
def test_a_quote_that_is_never_closed_is_refused_where_it_opens(rows: int) -> None:
    content = KRAKEN + '"L1,R1,2025-01-01 10:00:00,deposit\n' + "L2,R2\n" * rows

    assert error_of(content) == (
        "export.csv, line 28: a quotation mark opens here and is never closed, so the rows below "
        "cannot be told apart.\n"
        "Fix: export the file again; it may have been cut off while saving."
    )


def test_a_quote_inside_a_cell_is_only_a_quote() -> None:
    _, understood = loaded(KRAKEN + 'L9,R9,2025-01-01 10:00:00,dep"osit,,currency,fiat,USD,,1,0,1')

    (waiting,) = by_status(understood, RowStatus.QUARANTINED)
    assert waiting.reason.startswith('type "dep"osit" is not known')


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HarvestError) as error:
        load(tmp_path / "gone.csv", "gone.csv", now=NOW)
    assert str(error.value) == (
        "gone.csv: No such file or directory.\nFix: give the path of a file that you may read."
    )


def test_a_file_may_be_given_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "kraken.csv"
    path.write_text(KRAKEN)

    table, _ = load(path, path.name, now=NOW)
    assert table == loaded(KRAKEN, "kraken.csv")[0]
