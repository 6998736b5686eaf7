"""Sales of stocks and funds from Forms 1099-B, on the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Cli, Ledger

HEADER = "Description,Date acquired,Date sold,Proceeds,Cost or other basis,Wash sale,Box"
ROWS = (
    "ACME INC,1/2/2026,3/4/2026,1000,1200,,A",
    "ACME INC,1/2/2026,3/5/2026,500,800,100,A",
    "INDEX FUND,VARIOUS,6/1/2026,9000,5000,,E",
)


@pytest.fixture
def form(tmp_path: Path) -> Callable[..., Path]:
    """Write a Form 1099-B."""

    def write(*rows: str, name: str = "1099b.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *rows]) + "\n")
        return path

    return write


Form = Callable[..., Path]


def test_an_import_says_what_it_understood_and_fills_the_lines(cli: Cli, form: Form) -> None:
    said = cli("elsewhere", "import", form(*ROWS), "--year", "2026")

    assert said.code == 0, said.err
    assert said.out.splitlines() == [
        "1099b.csv: 3 rows = 3 sales + 0 skipped + 0 quarantined.",
        "  line 1a: 1 sale, proceeds 1,000.00, basis 1,200.00, adjustment 0.00, gain -200.00",
        "  line 1b: 1 sale, proceeds 500.00, basis 800.00, adjustment 100.00, gain -200.00",
        "  line 9: 1 sale, proceeds 9,000.00, basis 5,000.00, adjustment 0.00, gain 4,000.00",
    ]
    rows = {r["line"]: r for r in cli("schedule-d", "--year", "2026", "--format", "json").json()}
    assert (rows["1a"]["gain"], rows["1b"]["adjustment"], rows["9"]["gain"]) == (
        "-200",
        "100",
        "4000",
    )
    assert (rows["7"]["gain"], rows["15"]["gain"]) == ("-400", "4000")
    found = cli("netting", "--year", "2026", "--format", "json").json()
    assert found["before"]["schedule_d"]["16"] == "3600.00"


def test_the_same_file_again_is_no_second_import(cli: Cli, form: Form) -> None:
    cli("elsewhere", "import", form(*ROWS), "--year", "2026")

    again = cli("elsewhere", "import", form(*ROWS, name="copy.csv"), "--year", "2026")

    assert again.out == "copy.csv: imported before for 2026; nothing was done.\n"
    assert len(cli("elsewhere", "list", "--format", "csv").csv()) == 3


def test_a_file_is_taken_back_and_can_come_again(cli: Cli, form: Form) -> None:
    file = form(*ROWS)
    cli("elsewhere", "import", file, "--year", "2026")

    gone = cli("elsewhere", "import", "--retract", "1099b.csv")

    assert gone.out == "1099b.csv is taken back: 3 sales of 2026 no longer count.\n"
    assert cli("elsewhere", "list", "--year", "2026", "--format", "csv").csv() == []
    assert cli("elsewhere", "import", "--retract", "1099b.csv").code == 1
    assert cli("elsewhere", "import", file, "--year", "2026").code == 0


def test_a_row_that_is_not_understood_is_an_error_until_it_is_mended(cli: Cli, form: Form) -> None:
    said = cli("elsewhere", "import", form(ROWS[0], "FUND,,soon,1,2,,A"), "--year", "2026")

    assert said.code == 1
    assert "2 rows = 1 sale + 0 skipped + 1 quarantined." in said.out
    assert 'line 3, Date sold: "soon" is no day. Fix: write it as 12/31/2026' in said.err
    (found,) = [
        row
        for row in cli("check", "--format", "csv").csv()
        if row["finding"] == "quarantined sale elsewhere"
    ]
    assert found["severity"] == "error"
    assert "elsewhere import --retract" in found["fix"]
    aside = cli("resolve", "--dismiss", "quarantined sale elsewhere", "--reason", "never mind")
    assert "cannot be set aside" in aside.err


def test_a_rehearsal_changes_nothing(cli: Cli, form: Form) -> None:
    said = cli("elsewhere", "import", form(*ROWS), "--year", "2026", "--dry-run")

    assert said.out.endswith("Nothing was changed (--dry-run).\n")
    assert cli("elsewhere", "list", "--format", "csv").csv() == []


def test_amounts_typed_in_and_imported_add_up_and_that_is_said(
    cli: Cli, form: Form, settings: Callable[[str], None]
) -> None:
    settings('[year.2026]\nwages_and_other = "1"\nshort_term_gains_elsewhere = "50"\n')

    said = cli("elsewhere", "import", form(ROWS[0]), "--year", "2026")

    assert "these sales add to them" in said.out
    rows = {r["line"]: r for r in cli("schedule-d", "--year", "2026", "--format", "json").json()}
    assert (rows["1a"]["gain"], rows["1-5"]["gain"], rows["7"]["gain"]) == ("-200", "50", "-150")
    assert "gains elsewhere twice" in findings(cli)
    assert "they add up" in cli("schedule-d", "--year", "2026").out


def test_what_may_count_twice_is_reported(cli: Cli, form: Form, ledger: Ledger) -> None:
    cli(
        "import",
        ledger(
            "b,2026-01-05T15:00:00Z,buy,Kraken,,ETH,1,USD,3000",
            "s,2026-03-04T15:00:00Z,sell,Kraken,,USD,2000,ETH,1",
        ),
    )
    cli("elsewhere", "import", form("ETH coin,1/5/2026,3/4/2026,2000,3000,,B"), "--year", "2026")
    corrected = form(
        "ETH coin,1/5/2026,3/4/2026,2000,3000,,B", "X,,3/4/2026,1,1,,B", name="corrected.csv"
    )
    cli("elsewhere", "import", corrected, "--year", "2026")

    found = findings(cli)

    assert "the ledger has a disposal of ETH" in found["disposal counted twice"]["message"]
    assert "is in two files" in found["sale elsewhere twice"]["message"]


def test_an_import_needs_a_file_with_its_year_or_one_to_take_back(cli: Cli, form: Form) -> None:
    for arguments in ((), (form(*ROWS),), (form(*ROWS), "--year", "2026", "--retract", "x")):
        assert cli("elsewhere", "import", *arguments).code == 2


def test_what_the_rows_leave_open_is_said_for_the_whole_file(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_text(
        "Description,Date acquired,Date sold,Proceeds,Cost basis\nX,1/2/2020,3/4/2026,5,1\n"
    )

    assert "--covered or --noncovered" in cli("elsewhere", "import", path, "--year", "2026").err
    cli("elsewhere", "import", "--retract", "plain.csv")
    assert cli("elsewhere", "import", path, "--year", "2026", "--covered").code == 0
    (row,) = cli("elsewhere", "list", "--format", "json").json()
    assert (row["box"], row["form_line"], row["term"]) == ("D", "8a", "long")


def findings(cli: Cli) -> dict[str, dict[str, str]]:
    return {row["finding"]: row for row in cli("check", "--format", "csv").csv()}
