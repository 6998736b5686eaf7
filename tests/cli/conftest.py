"""Runs commands as a user does, in a book of their own, on a day that stands still."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from harvest_tui.cli.main import run
from harvest_tui.workspace.clock import SystemClock

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
HEADER = (
    "id,timestamp,kind,account,to_account,in_asset,in_quantity,out_asset,out_quantity,"
    "fee_asset,fee_quantity,usd_value,fee_usd,basis_usd,acquired_at,txid,note"
)


@dataclass(frozen=True)
class Result:
    """What a command said."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 # it is whatever the command says
        assert self.code == 0, self.err
        return json.loads(self.out)

    def csv(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out)))


Cli: TypeAlias = Callable[..., Result]
Ledger: TypeAlias = Callable[..., Path]


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda _: NOW)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "book"
    monkeypatch.setenv("HARVEST_TUI_BOOK", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "160")
    return folder


@pytest.fixture
def cli(book: Path, capsys: pytest.CaptureFixture[str]) -> Cli:  # noqa: ARG001 # it sets the place
    def command(*arguments: str | Path) -> Result:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return command


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Write rows of a plain ledger CSV: cells in order, the trailing blank ones left out."""

    def write(*rows: str, name: str = "ledger.csv") -> Path:
        width = HEADER.count(",") + 1
        lines = [",".join((row.split(",") + [""] * width)[:width]) for row in rows]
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *lines]) + "\n")
        return path

    return write


@pytest.fixture
def settings(book: Path) -> Callable[[str], None]:
    """Write harvest.toml."""

    def write(text: str) -> None:
        book.mkdir(mode=0o700, exist_ok=True)
        (book / "harvest.toml").write_text(text)
        (book / "harvest.toml").chmod(0o600)

    return write
