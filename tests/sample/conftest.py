"""The sample book, imported afresh as `harvest-tui demo` does, on 2026-11-22."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final

import pytest

from harvest_tui.config.resources import sample_data_folder
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.demo import sample_book
from harvest_tui.workspace.figures import Figures

NOW: Final = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
TODAY: Final = date(2026, 11, 22)


class StandingClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    folder = tmp_path_factory.mktemp("sample") / "book"
    with sample_book(folder, sample_data_folder(), StandingClock()) as opened:
        yield opened


@pytest.fixture(scope="session")
def figures(book: Book) -> Figures:
    return book.figures()
