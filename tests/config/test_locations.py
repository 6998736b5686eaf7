"""Where a book lies."""

import re
import stat
from pathlib import Path

import platformdirs
import pytest

from harvest_tui.config.harvest_toml import read
from harvest_tui.config.locations import Book, book_at, init
from harvest_tui.domain.settings import Settings


def test_the_folder_asked_for_counts_before_the_environment(tmp_path: Path) -> None:
    assert book_at(tmp_path, {"HARVEST_TUI_BOOK": "elsewhere"}) == Book(tmp_path)


def test_the_environment_counts_before_the_users_own_folder(tmp_path: Path) -> None:
    assert book_at(None, {"HARVEST_TUI_BOOK": str(tmp_path)}) == Book(tmp_path)


@pytest.mark.parametrize("environment", [{}, {"HARVEST_TUI_BOOK": ""}])
def test_else_it_is_the_platforms_folder(environment: dict[str, str]) -> None:
    own = platformdirs.user_data_path("harvest-tui", appauthor=False)

    assert book_at(None, environment) == Book(own)


def test_a_relative_folder_is_made_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    assert book_at(Path("here"), {}).folder == tmp_path / "here"
    assert book_at(Path("~/book"), {}).folder == tmp_path / "home" / "book"


def test_a_book_made_new_is_private_and_sets_nothing(tmp_path: Path) -> None:
    book = Book(tmp_path / "deep" / "book")

    existed = book.exists

    assert init(book)

    assert (existed, book.exists) == (False, True)
    assert stat.S_IMODE(book.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(book.harvest_toml.stat().st_mode) == 0o600
    assert read(book.harvest_toml) == Settings()


def test_every_line_offered_in_a_new_book_is_understood(tmp_path: Path) -> None:
    book = Book(tmp_path)
    init(book)
    written = book.harvest_toml.read_text().split("\n\n", 1)[1]
    offered = re.sub(r"(?m)^# ", "", written)
    book.harvest_toml.write_text(offered)

    settings = read(book.harvest_toml)

    assert settings.taxpayer.filing_status is not None
    assert 2026 in settings.years
    assert settings.harvest.keep == ("BTC@cold-wallet",)


def test_a_book_that_is_there_is_left_alone(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.harvest_toml.write_text("# mine")

    assert not init(book)
    assert book.harvest_toml.read_text() == "# mine"


def test_the_rooms_of_a_book_are_named_as_the_manual_says(tmp_path: Path) -> None:
    book = Book(tmp_path)

    rooms = [book.harvest_toml, book.cost_basis_toml, book.ledger, book.audit, book.cache]

    assert [room.name for room in rooms] == [
        "harvest.toml",
        "cost-basis.toml",
        "ledger.db",
        "audit",
        "cache",
    ]
