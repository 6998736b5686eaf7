"""Times a replay under a method that changes every year, and a change of one of them.

    python benchmarks/methods.py [--rows 100000]

25 assets in 5 accounts; the ledger is made up (`made_ledger.py`) and the same each time. Given are
seconds, times of `polars.read_csv` of the same file, and the spans walked: a span is one year of
one group of assets that share lots. `one walk` splits nothing; the others go on from `whole`.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Final, NamedTuple, TypeVar
from unittest.mock import patch

import polars as pl

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.elections import Election, Method
from harvest_tui.domain.frames import PRICES, empty
from harvest_tui.ledger.prepare import Prepared, prepare
from harvest_tui.lots import spans
from harvest_tui.lots.groups import MONEY
from harvest_tui.lots.kept import Kept, unpacked
from harvest_tui.lots.replay import Conventions, replay
from harvest_tui.sources.collecting import uncollected
from harvest_tui.workspace.reading import Reading, read_in
from made_ledger import ASSETS, FIRST, LAST, Ledger

T = TypeVar("T")

ZONE: Final = "America/New_York"
NOW: Final = datetime(2026, 11, 22, 17, tzinfo=UTC)
METHODS: Final = (
    Method.HIFO,
    Method.FIFO,
    Method.LIFO,
    Method.LOFO,
    Method.HIFO,
    Method.LIFO,
)
"""From 2021 on, one a year."""


class Timing(NamedTuple):
    """What one replay took, in seconds, and the spans it walked, of how many."""

    seconds: float
    walked: int
    spans: int


def timed(rows: int) -> tuple[float, dict[str, Timing]]:
    """Give the seconds of `read_csv`, and each replay's."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.csv"
        Ledger(rows).write(path)
        read = min(_seconds(lambda: pl.read_csv(path, infer_schema=False))[0] for _ in range(5))
        _, understood = read_in(path, Reading(), NOW)
    ready = prepare(frame_of(understood.transactions), empty(PRICES), ZONE)
    return read, _timings(ready)


def _timings(ready: Prepared) -> dict[str, Timing]:
    said = [_elected(FIRST.year + number, method) for number, method in enumerate(METHODS)]
    one_asset = _elected(LAST.year - 1, Method.FIFO, ASSETS[3])
    changes = {
        "the same": said,
        "last year": [*said[:-1], _elected(LAST.year, Method.FIFO)],
        "fourth year": [*said[:3], _elected(FIRST.year + 3, Method.FIFO), *said[4:]],
        "first year": [_elected(FIRST.year, Method.FIFO), *said[1:]],
        "one asset, last two years": [*said, one_asset],
    }
    with patch.object(spans, "groups_of", lambda _: [frozenset({MONEY, *ASSETS})]):
        one_walk, _ = _replayed(ready, said)
    whole, kept = _replayed(ready, said)
    packing, file = _seconds(lambda: _written(kept))
    unpacking, back = _seconds(lambda: unpacked(pl.read_ipc(BytesIO(file))))
    return {
        "one walk": one_walk,
        "whole": whole,
        **{name: _replayed(ready, told, back)[0] for name, told in changes.items()},
        f"write its spans, {len(file) / 1e6:.0f} MB": Timing(packing, 0, whole.spans),
        "read them": Timing(unpacking, 0, whole.spans),
    }


def _elected(year: int, method: Method, asset: str | None = None) -> Election:
    recorded = datetime(year, 1, 1, tzinfo=UTC)
    return Election(year=year, method=method, asset=asset, recorded_at=recorded, as_filed=True)


def _replayed(
    ready: Prepared, said: Sequence[Election], known: Kept | None = None
) -> tuple[Timing, Kept]:
    told = Conventions(zone=ZONE, elections=tuple(said))
    with uncollected():
        seconds, done = _seconds(
            lambda: replay(ready.ledger, ready.legs, told, today=NOW.date(), known=known)
        )
    return Timing(seconds, done.spans - done.known, done.spans), done.kept


def _written(kept: Kept) -> bytes:
    file = BytesIO()
    kept.packed().write_ipc(file, compression="lz4")
    return file.getvalue()


def _seconds(act: Callable[[], T]) -> tuple[float, T]:
    start = perf_counter()
    result = act()
    return perf_counter() - start, result


def table(read: float, timings: Mapping[str, Timing]) -> str:
    """Word the timings, one row each."""
    rows = [
        f"{name:28}{one.seconds:10.3f} s{one.seconds / read:9.1f}x"
        f"{one.walked:8} of {one.spans} spans"
        for name, one in timings.items()
    ]
    return "\n".join([f"{'read_csv':28}{read:10.3f} s{1:9.1f}x", *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    print(table(*timed(parser.parse_args().rows)))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
    sys.exit()
