"""How the program starts, stops and refuses."""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import Cli, Ledger


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["import", "--help"]])
def test_help_imports_neither_polars_nor_textual(arguments: list[str]) -> None:
    program = (
        "import sys; from harvest_tui.cli.main import run; code = run(sys.argv[1:]); "
        "heavy = {'polars', 'textual', 'apsw', 'numpy'} & set(sys.modules); "
        "print(sorted(heavy), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    assert done.stderr.strip() == "[]"


def test_every_command_has_a_help_line(cli: Cli) -> None:
    lines = cli("--help").out.splitlines()
    commands = [line for line in lines[lines.index("Commands:") + 1 :] if line.strip()]

    assert len(commands) >= 14
    assert all(len(line.split()) > 1 for line in commands)


def test_usage_errors_leave_with_2(cli: Cli) -> None:
    assert cli("nonsense").code == 2
    assert cli("netting").code == 2
    assert cli("netting", "--year", "2026", "--on", "2026-02-30").code == 2
    assert cli("import").code == 2
    assert cli("price", "set", "BTC").code == 2
    assert cli("price", "set", "BTC=1e5").code == 2


def test_a_book_that_is_not_there_is_refused_with_the_way_out(cli: Cli) -> None:
    refused = cli("portfolio")

    assert refused.code == 1
    assert "there is no book here" in refused.err
    assert "harvest-tui init" in refused.err


def test_a_broken_setting_names_file_line_and_key(cli: Cli, book: Path, ledger: Ledger) -> None:
    cli("import", ledger("b1,2025-01-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,40000"))
    (book / "harvest.toml").write_text('[taxpayer]\nfiling_statos = "single"\n')

    refused = cli("portfolio")

    assert refused.code == 1
    assert "harvest.toml" in refused.err
    assert "2" in refused.err
    assert "filing_status" in refused.err


def test_nothing_a_stranger_wrote_reaches_the_terminal_raw(cli: Cli, ledger: Ledger) -> None:
    evil = "b1,2025-01-10T15:00:00Z,buy,Coin\x1b]52;c;aGk=\x07base,,[red]B[/]\x1b[2J,1,USD,4"
    cli("import", ledger(evil))

    for command in ("portfolio", "lots", "transactions", "candidates", "check"):
        said = cli(command)
        assert "\x1b" not in said.out + said.err
        assert "\x07" not in said.out + said.err


def test_the_book_folder_is_only_its_owners(cli: Cli, book: Path) -> None:
    cli("init")

    assert book.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in book.glob("*.*")} == {0o600}


def test_sources_are_listed_with_their_evidence(cli: Cli) -> None:
    rows = {row["source"]: row for row in cli("sources", "--format", "json").json()}

    assert {"ledger", "coinbase", "kraken-ledgers"} <= set(rows) | {"kraken-ledgers"}
    assert {row["evidence"] for row in rows.values()} <= {"A", "B", "C"}
