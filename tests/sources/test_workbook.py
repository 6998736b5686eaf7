import io
import sys
import zipfile

import pytest

from harvest_tui.domain.errors import HarvestError
from harvest_tui.sources import workbook
from sources.tables import SAMPLES, loaded

GEMINI = (SAMPLES / "gemini.xlsx").read_bytes()


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def error_of(data: bytes) -> str:
    with pytest.raises(HarvestError) as error:
        loaded(data, "book.xlsx")
    return str(error.value)


def test_a_workbook_that_unpacks_to_far_more_than_data_does_is_refused_unopened() -> None:
    # 30 MB of zeros pack to about a thousandth
    bomb = packed(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=bytes(30 * 2**20))
    assert len(bomb) < 100_000
    assert error_of(bomb) == (
        "book.xlsx: the workbook unpacks to far more than data does, as one made to fill the "
        "memory.\n"
        "Fix: open it where you trust it, save the sheet as CSV UTF-8, and import that."
    )


def test_a_part_larger_than_any_export_is_refused_unopened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbook, "LARGEST_PART", 2**20)
    assert error_of(packed(xl__workbook_xml=b"<x/>", other=bytes(range(256)) * 4097)).startswith(
        "book.xlsx: the file is larger than 1 MiB.\nFix: "
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (packed(readme=b"hello"), "a ZIP archive"),
        (b"PK\x03\x04rest", "a ZIP archive or an XLSX workbook"),
    ],
)
def test_an_archive_that_is_no_workbook_is_refused(data: bytes, what: str) -> None:
    assert error_of(data) == (
        f"book.xlsx: this is {what}, not a text file.\n"
        "Fix: take the CSV out of it, or save the sheet as CSV UTF-8, and import that."
    )


def test_without_the_extra_the_user_is_told_how_to_get_it_or_do_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert error_of(GEMINI) == (
        "book.xlsx: this is an XLSX workbook, and what reads one is not installed.\n"
        "Fix: install harvest-tui[xlsx], or save the sheet as CSV UTF-8 and import that."
    )


def test_a_broken_workbook_is_refused() -> None:
    pytest.importorskip("openpyxl", reason="the extra xlsx is not installed")
    assert error_of(packed(xl__workbook_xml=b"<x/>")).startswith(
        "book.xlsx: this is a broken XLSX workbook, not a text file.\nFix: "
    )


def test_cells_are_written_as_a_csv_would_have_them() -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra xlsx is not installed")
    book = openpyxl.Workbook()
    book.active.append(["a", "b\nc", None, 0.1 + 0.2, 4.32e-05, 12, True])
    book.active.append([])
    book.active.append(["short"])
    out = io.BytesIO()
    book.save(out)

    assert workbook.as_csv(out.getvalue(), "book.xlsx").splitlines() == [
        "a,b c,,0.3,4.32e-05,12,True",
        ",,,,,,",
        "short,,,,,,",
    ]
