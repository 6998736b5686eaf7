"""What becomes of each row of a file, given what is booked already.

A transaction new to the book is booked. One that stands there with the same content was
imported before, and its rows are skipped. One whose id stands there with other content is a
conflict: its rows are quarantined and nothing is overwritten. Two versions of one id inside a
file are a conflict as well, and then neither is booked, so that the order of rows never decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, TypeAlias

from harvest_tui.domain.rows import Interpretation, Outcome, RowStatus
from harvest_tui.domain.text import shown
from harvest_tui.domain.transaction import Transaction
from harvest_tui.store.transactions import CONTENT, Identity, Record, identity

ALREADY: Final = "already imported"
_REPEATED: Final = "the file has two versions of it"


@dataclass(frozen=True, slots=True)
class Settled:
    """Outcomes of a file's rows in order, and the transactions to book."""

    outcomes: tuple[Outcome, ...]
    conflicts: frozenset[int]
    """Lines quarantined because their id is booked otherwise."""
    fresh: tuple[tuple[Transaction, Record], ...]


class _Verdict(Enum):
    FRESH = auto()
    KNOWN = auto()
    CONFLICT = auto()


_Judged: TypeAlias = tuple[Transaction, Record, _Verdict]


def settle(
    interpretation: Interpretation,
    records: Sequence[Record],
    standing: Mapping[Identity, Record],
) -> Settled:
    """Hold what a file says against what is booked.

    Args:
        interpretation: Of the file.
        records: Its transactions as the ledger would keep them, in order.
        standing: What is booked under their identities.

    Raises:
        ValueError: A booked row stands in no transaction.
    """
    verdicts = _verdicts(records, standing)
    judged = tuple(zip(interpretation.transactions, records, verdicts, strict=True))
    clashes = _clashes(judged, standing)
    fresh = tuple(
        (t, record)
        for t, record, verdict in judged
        if verdict is _Verdict.FRESH and not (clashes and any(line in clashes for line in t.lines))
    )
    fresh_lines = frozenset(line for t, _ in fresh for line in t.lines)
    known_lines = frozenset(
        line for t, _, verdict in judged if verdict is _Verdict.KNOWN for line in t.lines
    )

    def settled(outcome: Outcome) -> Outcome:
        line = outcome.line
        if outcome.status is not RowStatus.BOOKED or line in fresh_lines:
            return outcome
        if line in clashes:
            return Outcome(line, RowStatus.QUARANTINED, clashes[line])
        if line in known_lines:
            return Outcome(line, RowStatus.SKIPPED, ALREADY)
        raise ValueError(f"line {line} is booked, and stands in no transaction")

    outcomes = tuple(settled(outcome) for outcome in interpretation.outcomes)
    return Settled(outcomes, frozenset(clashes), fresh)


def _clashes(judged: Sequence[_Judged], standing: Mapping[Identity, Record]) -> Mapping[int, str]:
    """Give the lines that cannot be booked, and why, with all that shares a row with them."""
    clashes = {
        line: _clash(record, standing)
        for t, record, verdict in judged
        if verdict is _Verdict.CONFLICT
        for line in t.lines
    }
    before = -1
    while clashes and before != len(clashes):
        before = len(clashes)
        for t, _, _ in judged:
            reason = next((clashes[line] for line in t.lines if line in clashes), None)
            if reason is not None:
                clashes.update((line, reason) for line in t.lines if line not in clashes)
    return clashes


def _verdicts(
    records: Sequence[Record], standing: Mapping[Identity, Record]
) -> tuple[_Verdict, ...]:
    names = [identity(record) for record in records]
    versions: dict[Identity, Record] = {}
    doubtful = {
        name
        for name, record in zip(names, records, strict=True)
        if versions.setdefault(name, record) is not record and versions[name] != record
    }
    verdicts = []
    for name, record in zip(names, records, strict=True):
        booked = standing.get(name)
        if booked is not None:
            verdicts.append(_Verdict.KNOWN if booked == record else _Verdict.CONFLICT)
        elif name in doubtful:
            verdicts.append(_Verdict.CONFLICT)
        else:
            verdicts.append(_Verdict.FRESH if versions[name] is record else _Verdict.KNOWN)
    return tuple(verdicts)


def _clash(record: Record, standing: Mapping[Identity, Record]) -> str:
    name = shown(str(record[2]))
    booked = standing.get(identity(record))
    what = _REPEATED if booked is None else f"it is booked with {_difference(booked, record)}"
    return (
        f"conflict over transaction {name}: {what}; "
        "take the wrong file back (harvest-tui import --retract FILE)"
    )


def _difference(booked: Record, record: Record) -> str:
    return ", ".join(
        f"{column} {_said(old)}, here {_said(new)}"
        for column, old, new in zip(CONTENT, booked, record, strict=True)
        if old != new
    )


def _said(value: str | int | None) -> str:
    return "blank" if value is None else shown(str(value))
