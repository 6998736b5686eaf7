"""Times a book from the file to the figures, in seconds and in times of `polars.read_csv`.

    python benchmarks/replay.py [--sizes 1000,10000,100000]

Each size runs in a process of its own, so that its peak of memory is its own too. The ledger is
made up (`made_ledger.py`) and the same each time. Sales take up about as many lots as purchases
open, by HIFO.
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Final, TypeVar

import polars as pl

from harvest_tui.config.locations import Book as Place
from harvest_tui.domain.elections import Election, Method
from harvest_tui.ledger.legs import balances
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots.positions import positions, priced
from harvest_tui.lots.replay import replay
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.reading import Reading
from harvest_tui.workspace.replaying import conventions
from made_ledger import LAST, Ledger

T = TypeVar("T")

SETTINGS: Final = """\
[taxpayer]
filing_status = "single"
state_rate = "0.05"

[year.2026]
wages_and_other = "164000"
short_term_carryover_in = "0"
long_term_carryover_in = "0"

[harvest]
fee_rate = "0.001"
reenter = true
later_tax_per_dollar = "0.105"
carryforward_value = [["9000", "0.18"], ["rest", "0.10"]]
"""
READ: Final = "read_csv"
_MARKS: Final = 10


class Then:
    """A clock that stands still, after the last row."""

    def now(self) -> datetime:
        """Give the instant."""
        return datetime(2026, 11, 22, 17, tzinfo=UTC)


@dataclass
class Timing:
    """What one size took, in seconds by stage, and the peak of memory in MiB."""

    rows: int
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    peak: float = 0.0

    def of(self, stage: str, act: Callable[[], T], times: int = 1) -> T:
        """Time a stage, the best of several runs."""
        best = float("inf")
        for _ in range(times):
            start = perf_counter()
            result = act()
            best = min(best, perf_counter() - start)
        self.seconds[stage] = best
        return result


def timed(rows: int) -> Timing:
    """Take one ledger through all stages."""
    timing = Timing(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.csv"
        made = Ledger(rows)
        made.write(path)
        timing.of(READ, lambda: pl.read_csv(path, infer_schema=False), times=3)
        place = Place(Path(folder) / "book")
        _make(place, made)
        with Book.open(place, Then()) as book:
            timing.of("import", lambda: book.import_file(path, Reading()))
            figures = timing.of("first figures", lambda: _figured(book))
        with Book.open(place, Then()) as again:
            later = timing.of("again, from the snapshot", lambda: _figured(again))
            if not _same(later, figures):
                raise SystemExit("the snapshot gives other figures than the ledger")
        timing.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with Book.open(place, Then()) as book:
            _stages(timing, book)
    _harvest(timing, later)
    return timing


def _make(place: Place, made: Ledger) -> None:
    with Book.open(place, Then()) as book:
        place.harvest_toml.write_text(SETTINGS)
        prices = {asset: Decimal(price) for asset, price in made.prices().items()}
        book.set_prices(prices, LAST.date())
        book.elect(
            Election(
                year=2021,
                method=Method.HIFO,
                recorded_at=datetime(2021, 1, 1, tzinfo=UTC),
                as_filed=True,
            )
        )


def _figured(book: Book) -> Figures:
    figures = book.figures()
    figures.positions(_today(figures))
    return figures


def _same(one: Figures, other: Figures) -> bool:
    return one.positions(_today(one)).equals(other.positions(_today(other)))


def _today(figures: Figures) -> date:
    return figures.inputs.today


def _stages(timing: Timing, book: Book) -> None:
    """Time the parts of the first computation one by one."""
    timing.of("  store to frame", book.store.transactions)
    figures = book.figures()
    inputs, zone, on = figures.inputs, figures.zone, _today(figures)
    ready = timing.of("  prepare", lambda: prepare(inputs.transactions, inputs.prices, zone))
    done = timing.of(
        "  replay",
        lambda: replay(
            ready.ledger,
            ready.legs,
            conventions(inputs, figures.accounts),
            findings=ready.findings,
            today=on,
        ),
    )
    prices = figures.prices(on)
    timing.of(
        "  positions at prices",
        lambda: positions(balances(ready.legs), priced(done.lots, prices, on, zone), prices),
    )
    timing.counts = {
        "open lots": len(done.lots),
        "disposals": len(done.disposals),
        "findings": len(done.findings),
    }


def _harvest(timing: Timing, figures: Figures) -> None:
    on = _today(figures)
    found = timing.of("candidates", lambda: figures.candidates(on)).lots
    best = found.head(_MARKS).select("lot_id", "account").iter_rows()
    marks: dict[tuple[str, str], Decimal | None] = dict.fromkeys(best)
    timing.of("netting, first", lambda: figures.netting(on.year, marks, on))
    timing.of("netting preview", lambda: figures.netting(on.year, marks, on), times=5)


def table(timings: list[Timing]) -> str:
    """Word the timings: one row a stage, seconds and times of read_csv for each size."""
    first = timings[0]
    rows = [
        ("", [f"{one.rows:,} rows" for one in timings]),
        *((stage, [_told(one, stage) for one in timings]) for stage in first.seconds),
        *((name, [f"{one.counts[name]:,}" for one in timings]) for name in first.counts),
        ("peak memory", [f"{one.peak:.0f} MiB" for one in timings]),
    ]
    return "\n".join(f"{name:26}" + "".join(f"{c:>22}" for c in cells) for name, cells in rows)


def _told(timing: Timing, stage: str) -> str:
    seconds = timing.seconds[stage]
    return f"{seconds:.4f} s {seconds / timing.seconds[READ]:7.1f}x"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        print(table([pool.apply(timed, (size,)) for size in sizes]))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
    sys.exit()
