"""What is kept of a replay, span by span: what came of it, and the state to go on from."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from operator import attrgetter
from typing import Any, Final

import polars as pl

from harvest_tui.domain.findings import findings_of_frame, frame_of_findings
from harvest_tui.domain.frames import FINDINGS, Schema, empty
from harvest_tui.lots import tables, wash_tables
from harvest_tui.lots.book import Book
from harvest_tui.lots.checkpoint import PARTS, Checkpoint, Row, saved
from harvest_tui.lots.spans import Note

_SPAN: Final = "span"
_NOTED: Final[Schema] = {"year": pl.Int64, "key": pl.String, "place": pl.Int64}


@dataclass(frozen=True)
class Kept:
    """Spans by their digests (`grounds`). To lose one costs time and nothing else."""

    frames: Mapping[str, pl.DataFrame]
    """`notes` and those of `OUTPUTS` and `checkpoint.PARTS`, each with `span`: whose row it is."""

    @cached_property
    def spans(self) -> frozenset[str]:
        """Give the digests of what is here."""
        return frozenset(self.frames["counts"][_SPAN])

    @property
    def notes(self) -> list[Note]:
        """Give the findings."""
        noted = self.frames["notes"]
        found = findings_of_frame(noted.select(list(FINDINGS)))
        places = noted.select(list(_NOTED)).iter_rows()
        return [Note(one, *place) for one, place in zip(found, places, strict=True)]

    def only(self, spans: Collection[str]) -> "Kept":
        """Give these spans and no others."""
        if not spans:
            return nothing()
        wanted = pl.col(_SPAN).is_in(list(spans))
        return Kept({name: frame.filter(wanted) for name, frame in self.frames.items()})

    def beside(self, other: "Kept") -> "Kept":
        """Give these spans and others."""
        if not other.spans:
            return self
        return Kept(
            {name: pl.concat([frame, other.frames[name]]) for name, frame in self.frames.items()}
        )

    def checkpoints(self, spans: Collection[str]) -> Mapping[str, Checkpoint]:
        """Give the states after the last deeds of spans."""
        states: dict[str, dict[str, list[Row]]] = {span: {} for span in spans}
        if not states:
            return states
        few = self.only(spans)
        for name in PARTS:
            parts = few.frames[name].partition_by(_SPAN, as_dict=True, include_key=False)
            for (span,), rows in parts.items():
                states[span][name] = rows.rows()
        return states

    def packed(self) -> pl.DataFrame:
        """Give all as one row, each frame a list in it: what is written is read whole or not."""
        return pl.select(
            frame.to_struct(name).implode() for name, frame in sorted(self.frames.items())
        )


@dataclass(frozen=True, slots=True)
class Output:
    """One kind of thing that a book gives out deed by deed."""

    given_out: Callable[[Book], list[Any]]
    """The list in which the book collects it."""
    parts: Callable[[Sequence[Any]], list[Any]]
    """Parts it into what makes one row each."""
    frame_of: Callable[[Sequence[Any]], pl.DataFrame]
    """Makes those rows, each with `key` and `place`: where it stands in the order."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Collects spans as they are walked, and makes frames of all of them at once."""

    _spans: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _found: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def keep(self, span: str, book: Book, noted: Sequence[Note]) -> None:
        """Take what a span has come to, and the state of its book."""
        told = {"notes": noted, **saved(book)}
        told |= {name: one.parts(one.given_out(book)) for name, one in OUTPUTS.items()}
        for name, found in told.items():
            self._found[name] += found
            self._spans[name] += [span] * len(found)
        for output in OUTPUTS.values():
            output.given_out(book).clear()

    def kept(self) -> Kept:
        """Give all that was kept."""
        return Kept(
            {
                name: frame_of(self._found[name]).insert_column(
                    0, pl.Series(_SPAN, self._spans[name], pl.String)
                )
                for name, frame_of in _FRAMES.items()
            }
        )


@cache
def nothing() -> Kept:
    """Give what a first replay knows."""
    return Keeper().kept()


def unpacked(frame: pl.DataFrame) -> Kept | None:
    """Give back what `Kept.packed` made; None if that was made by another program."""
    expected = nothing().frames
    if frame.columns != sorted(expected):
        return None
    frames = {name: frame[name][0].struct.unnest() for name in frame.columns}
    alike = all(frames[name].schema == none.schema for name, none in expected.items())
    return Kept(frames) if alike else None


def _noted(noted: Sequence[Note]) -> pl.DataFrame:
    places = pl.DataFrame([note[1:] for note in noted], schema=_NOTED, orient="row")
    return frame_of_findings(note.finding for note in noted).hstack(places)


def _columns(schema: Schema, rows: Sequence[Row]) -> pl.DataFrame:
    if not rows:
        return empty(schema)
    columns = zip(schema.items(), zip(*rows, strict=True), strict=True)
    return pl.DataFrame([pl.Series(name, cells, kind) for (name, kind), cells in columns])


OUTPUTS: Final[Mapping[str, Output]] = {
    "rows": Output(attrgetter("rows"), list, tables.gain_rows),
    "reliefs": Output(attrgetter("reliefs"), tables.takes_of, tables.relief_rows),
    "uses": Output(attrgetter("named.uses"), list, tables.use_rows),
    "washes": Output(attrgetter("put_off"), list, wash_tables.wash_rows),
}

_FRAMES: Final[Mapping[str, Callable[[Sequence[Any]], pl.DataFrame]]] = {
    **{name: output.frame_of for name, output in OUTPUTS.items()},
    "notes": _noted,
    **{name: partial(_columns, part.schema) for name, part in PARTS.items()},
}
