from collections.abc import Iterator
from pathlib import Path

import pytest

from harvest_tui.store import Store
from store.made import Ticking


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "book" / "ledger.db"


@pytest.fixture
def store(ledger: Path) -> Iterator[Store]:
    with Store.open(ledger, Ticking()) as opened:
        yield opened
