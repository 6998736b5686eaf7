"""Commands by which the user mends what is wrong with the data: link, resolve."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from harvest_tui.cli.options import BookOption, amount, day
from harvest_tui.cli.session import opened
from harvest_tui.cli.words import say
from harvest_tui.domain.errors import UsageError
from harvest_tui.domain.kinds import Kind

if TYPE_CHECKING:
    from harvest_tui.store.canonical import Json
    from harvest_tui.workspace.book import Book


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("link")(link)
    app.command("resolve")(resolve)


def link(
    context: typer.Context,
    out: Annotated[str, typer.Argument(help="Id of the departure.")],
    into: Annotated[str, typer.Argument(metavar="IN", help="Id of the arrival.")],
    apart: Annotated[
        bool, typer.Option("--apart", help="Say that these two are two events.")
    ] = False,
    book: BookOption = None,
) -> None:
    """Confirm that a departure and an arrival are one transfer between your own accounts."""
    from harvest_tui.domain.decisions import DecisionKind
    from harvest_tui.workspace.deciding import link_payload, named

    with opened(book or context.obj) as one:
        ledger = one.store.transactions()
        first, second = named(out, ledger), named(into, ledger)
        if apart:
            _record(one, DecisionKind.APART, {"out": first.key, "in": second.key})
        else:
            _record(one, DecisionKind.LINK, link_payload(first, second))


def resolve(
    context: typer.Context,
    transaction: Annotated[
        str | None, typer.Argument(metavar="[TRANSACTION]", help="Its id, or ID@ACCOUNT.")
    ] = None,
    kind: Annotated[
        Kind | None, typer.Option("--as", metavar="KIND", help="What it was: spend, gift_in…")
    ] = None,
    basis: Annotated[str | None, typer.Option(help="What the units had cost, in USD.")] = None,
    acquired: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="When they were acquired.")
    ] = None,
    value: Annotated[str | None, typer.Option(help="What it was worth that day, in USD.")] = None,
    allocation: Annotated[
        str | None, typer.Option(metavar="ASSET", help="Confirm the allocation of 2025-01-01.")
    ] = None,
    dismiss: Annotated[
        str | None, typer.Option(metavar="FINDING", help="Set a finding aside.")
    ] = None,
    treat: Annotated[
        str | None,
        typer.Option(metavar="KIND=HOW", help="Hold lp_in, lp_out, wrap… to be swap or carry."),
    ] = None,
    undo: Annotated[int | None, typer.Option(help="Number of the decision to undo.")] = None,
    reason: Annotated[str, typer.Option(help="Why; kept with the decision.")] = "",
    book: BookOption = None,
) -> None:
    """Say what the sources do not: a kind, a basis, a value; or set a finding aside."""
    said = any(x is not None for x in (kind, basis, acquired, value))
    ways = [said, allocation, dismiss, treat, undo is not None]
    if sum(map(bool, ways)) != 1:
        raise UsageError(
            "resolve: say one thing.\n"
            "Fix: --as, --basis, --value, --allocation, --treat, --dismiss, --undo."
        )
    with opened(book or context.obj) as one:
        if undo is not None:
            _undo(one, undo)
        elif allocation is not None:
            _allocate(one, allocation, _reason(reason))
        elif treat is not None:
            _treat(one, treat, _reason(reason))
        elif dismiss is not None:
            _dismiss(one, dismiss, transaction, _reason(reason))
        elif transaction is None:
            raise UsageError("resolve: which transaction?\nFix: resolve TRANSACTION …")
        else:
            _say(one, transaction, reason, kind=kind, basis=basis, acquired=acquired, value=value)


def _say(
    one: "Book",
    transaction: str,
    reason: str,
    *,
    kind: Kind | None,
    basis: str | None,
    acquired: date | None,
    value: str | None,
) -> None:
    from harvest_tui.domain.decisions import DecisionKind, Resolution
    from harvest_tui.workspace.deciding import named, resolution_payload

    known = named(transaction, one.store.transactions())
    resolution = Resolution(
        key=known.key,
        kind=kind,
        basis_usd=None if basis is None else amount(basis),
        acquired_at=None if acquired is None else _noon(acquired),
        usd_value=None if value is None else amount(value),
        reason=reason,
    )
    _record(one, DecisionKind.RESOLVE, resolution_payload(known, resolution))


def _undo(one: "Book", number: int) -> None:
    from harvest_tui.domain.decisions import DecisionKind

    _record(one, DecisionKind.UNDO, {"decision_id": number})


def _allocate(one: "Book", asset: str, reason: str) -> None:
    from harvest_tui.domain.decisions import DecisionKind

    _record(one, DecisionKind.ALLOCATION, {"asset": asset, "reason": reason})


def _treat(one: "Book", treatment: str, reason: str) -> None:
    from harvest_tui.domain.decisions import DecisionKind
    from harvest_tui.workspace.deciding import treatment_payload

    _record(one, DecisionKind.TREATMENT, treatment_payload(treatment, reason))


def _dismiss(one: "Book", finding: str, transaction: str | None, reason: str) -> None:
    from harvest_tui.domain.decisions import DecisionKind
    from harvest_tui.workspace.deciding import dismissal_payload

    figures = one.figures()
    found = figures.findings(figures.inputs.today)
    _record(one, DecisionKind.DISMISSAL, dismissal_payload(finding, transaction, found, reason))


def _record(one: "Book", kind: str, payload: "dict[str, Json]") -> None:
    made = one.store.decide(kind, payload)
    say(
        f"Recorded as decision {made.decision_id} (undo: harvest-tui resolve --undo "
        f"{made.decision_id})."
    )


def _reason(text: str) -> str:
    if not text.strip():
        raise UsageError("resolve: a reason is needed.\nFix: --reason TEXT.")
    return text


def _noon(acquired: date) -> datetime:
    """Give an instant that is on that day in every zone of the United States."""
    return datetime(acquired.year, acquired.month, acquired.day, 17, tzinfo=UTC)
