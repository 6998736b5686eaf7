"""Folders and mapped sheets on the command line."""

from pathlib import Path

import pytest

from cli.conftest import Cli, Ledger
from harvest_tui.cli.progress import Progress

SHEET = """\
My own sheet,2025
Date,Type,Coin,Amount,Total (USD)
2025-03-01 10:00,Bought,BTC,0.5,"20,000.00"
2025-04-01 10:00,Gadget,BTC,0.1,1
"""
BUY = "b1,2025-03-01T10:00:00Z,buy,Kraken,,BTC,1,USD,60000"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(SHEET)
    return path


def test_a_sheet_is_mapped_once_and_then_read_and_read_again(
    cli: Cli, sheet: Path, tmp_path: Path
) -> None:
    unknown = cli("import", sheet)
    assert unknown.code == 1
    assert "harvest-tui mapping new mine.csv" in unknown.err

    assert cli("mapping", "new", sheet).code == 0
    mapping = tmp_path / "mine.toml"
    asked = cli("import", sheet, "--mapping", mapping)
    assert asked.code == 1
    assert "mine.toml, line 9, time: zone is missing" in asked.err

    mapping.write_text(mapping.read_text().replace("# zone", "zone"))
    read = cli("import", sheet, "--mapping", mapping)
    assert read.code == 1
    assert "2 rows = 1 booked + 0 skipped + 1 quarantined; 1 new transactions" in read.out
    assert 'Type "Gadget" is not a word that the mapping names' in read.err

    mapping.unlink()
    before = cli("transactions", "--format", "csv").out
    assert "1 booked + 0 skipped + 1 quarantined" in cli("rebuild").out
    assert cli("transactions", "--format", "csv").out == before
    (row,) = cli("lots", "--format", "json").json()
    assert (row["account"], row["cost_basis"]) == ("mine", "20000")


def test_a_mapping_is_corrected_and_the_file_read_again(
    cli: Cli, sheet: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "mine.toml"
    cli("mapping", "new", sheet, "--output", mapping)
    text = mapping.read_text().replace("# zone", "zone")
    mapping.write_text(text)
    cli("import", sheet, "--mapping", mapping)

    mapping.write_text(text.replace('# Gadget = ""', 'Gadget = "buy"'))
    cli("import", "--retract", "mine.csv", "--reason", "a word was missing")

    assert "2 booked" in cli("import", sheet, "--mapping", mapping).out


def test_a_draft_is_never_written_over(cli: Cli, sheet: Path) -> None:
    cli("mapping", "new", sheet)

    again = cli("mapping", "new", sheet)

    assert again.code == 1
    assert "mine.toml: this file is there, and is never overwritten" in again.err


def test_a_mapping_excludes_a_format_and_a_folder(cli: Cli, sheet: Path, tmp_path: Path) -> None:
    assert cli("import", sheet, "--mapping", sheet, "--source", "kraken").code == 2
    assert cli("import", tmp_path, "--mapping", sheet).code == 2
    assert "No such file" in cli("import", sheet, "--mapping", tmp_path / "none.toml").err


def test_a_folder_is_read_and_what_is_no_export_is_named(
    cli: Cli, ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    ledger(BUY).rename(folder / "deep" / "ledger.csv")
    (folder / "p.csv").write_text("date,asset,currency,price\n2026-01-02,BTC,USD,90000\n")
    (folder / "readme.txt").write_text("Hello, there\n")

    done = cli("import", folder)

    assert done.code == 0
    assert done.out.splitlines() == [
        "ledger.csv (ledger): 1 rows = 1 booked + 0 skipped + 0 quarantined; 1 new transactions.",
        "p.csv: 1 new prices.",
        "readme.txt: passed over: no known export",
    ]
    assert done.err == ""
    assert cli("import", folder).code == 0


def test_a_folder_with_nothing_to_read_leaves_with_1(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "readme.txt").write_text("Hello, there\n")

    for done in (cli("import", folder), cli("import", folder, "--dry-run")):
        assert done.code == 1
        assert "nothing here is a known export" in done.err


def test_one_bad_file_hides_no_other(cli: Cli, ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.csv").write_bytes(b"")
    ledger(BUY).rename(folder / "b.csv")

    done = cli("import", folder)

    assert done.code == 1
    assert "a.csv: the file is empty" in done.err
    assert "1 new transactions" in done.out


def test_progress_is_one_line_and_only_for_people(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Progress(2) as progress:
        progress.step("a.csv")
    assert capsys.readouterr() == ("", "")

    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with Progress(2) as progress:
        progress.step("a.csv")
        progress.step("evil\x1b[2J")
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "\r\x1b[K1 of 2  a.csv\r\x1b[K2 of 2  evil‹1B›[2J\r\x1b[K"
