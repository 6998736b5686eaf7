"""The files of the sample book may be imported in any order."""

from itertools import permutations
from pathlib import Path

import pytest

from harvest_tui.config.resources import sample_data_folder
from harvest_tui.workspace import demo
from harvest_tui.workspace.figures import Figures
from sample.conftest import TODAY, StandingClock


@pytest.mark.parametrize("order", list(permutations(demo.EXPORTS))[1:], ids=" ".join)
def test_files_imported_in_another_order_give_the_same_lots_gains_and_findings(
    order: tuple[str, ...], figures: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "EXPORTS", {name: demo.EXPORTS[name] for name in order})
    with demo.sample_book(tmp_path / "book", sample_data_folder(), StandingClock()) as book:
        again = book.figures()

        assert again.replay.lots.equals(figures.replay.lots)
        assert again.replay.disposals.equals(figures.replay.disposals)
        assert again.findings(TODAY) == figures.findings(TODAY)
