"""What is recorded to mend a finding: read from the answers, shown, and only then written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import Usd, plain_text, times
from harvest_tui.domain.decisions import DecisionKind, Resolution
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.text import shown
from harvest_tui.reports.details import Fact
from harvest_tui.reports.finding import Way
from harvest_tui.reports.forms import DraftView
from harvest_tui.reports.lines import Tone
from harvest_tui.reports.wording import money
from harvest_tui.store.canonical import Json, canonical
from harvest_tui.workspace import answers
from harvest_tui.workspace.deciding import (
    DecisionError,
    dismissal_payload,
    link_payload,
    named,
    resolution_payload,
    treatment_payload,
)
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.halves import half_of, other_halves
from harvest_tui.workspace.mending_forms import (
    ALLOCATION,
    meanings,
    of_principal,
    refused,
    treatable,
)
from harvest_tui.workspace.subjects import Subject

Answers: TypeAlias = Mapping[str, str]
"""What was typed or picked, by the name of its field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision to be recorded."""

    kind: DecisionKind
    payload: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """A price to be recorded."""

    asset: str
    on: date
    price: Usd


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What will be recorded, for the eye and for the book."""

    view: DraftView
    act: Decided | Priced


def draft(subject: Subject, way: Way, said: Answers, figures: Figures) -> Draft:
    """Read the answers and lay out what they would record; nothing is written.

    Raises:
        HarvestError: An answer cannot be read, or does not fit the data.
    """
    return _DRAFTS[way](subject, said, figures)


def _link(subject: Subject, said: Answers, figures: Figures) -> Draft:
    ledger, one = figures.replay.ledger, subject.one
    found = half_of(ledger, one.key) if one else None
    if one is None or found is None:
        raise refused(subject, "it is no transfer with one side")
    half, kind = found
    rows = other_halves(ledger, half, kind).rows_by_key(
        "key", named=True, unique=True, include_key=True
    )
    if (row := rows.get(said.get("other", ""))) is None:
        raise refused(subject, "the other half is not there any more")
    other = named(f"{row['transaction_id']}@{row['account']}", figures.inputs.transactions)
    out, into = (one, other) if kind is Kind.TRANSFER_OUT else (other, one)
    asset = shown(one.asset, 16)
    return _decided(
        "These two are one transfer",
        DecisionKind.LINK,
        link_payload(out, into),
        Fact("From", shown(out.account)),
        Fact("To", shown(into.account)),
        Fact("Fee in kind", f"{plain_text(row['difference'])} {asset}, disposed of at its value"),
        *([Fact("Against it", row["against"], Tone.WARNING)] if row["against"] else []),
    )


def _basis(subject: Subject, said: Answers, figures: Figures) -> Draft:
    if subject.one is None:
        raise refused(subject, "a basis cannot be given here")
    basis = answers.dollars(said.get("basis", ""), "Basis")
    acquired = said.get("acquired", "").strip()
    on = answers.day(acquired, "Acquired", subject.on) if acquired else subject.on
    resolution = Resolution(
        key=subject.one.key,
        basis_usd=basis,
        acquired_at=answers.noon(on, figures.zone) if acquired else None,
        reason=said.get("reason", "").strip(),
    )
    return _decided(
        "What it cost",
        DecisionKind.RESOLVE,
        resolution_payload(subject.one, resolution),
        Fact("Units", subject.words),
        Fact("Basis", f"{money(basis)} USD for all of it"),
        Fact("Acquired", f"{on}{'' if acquired else ', the day it came'}"),
        *_reason(said),
    )


def _meaning(subject: Subject, said: Answers, _: Figures) -> Draft:
    if subject.finding.finding == ALLOCATION:
        return _allocation(subject, said)
    if (kind := treatable(subject)) is not None:
        return _treatment(kind, said)
    choice = said.get("choice", "")
    if subject.one is None or choice not in meanings(subject):
        raise refused(subject, "pick what it was")
    worth = said.get("value", "").strip()
    value = answers.dollars(worth, "Worth") if worth else None
    resolution = Resolution(
        key=subject.one.key,
        kind=Kind(choice),
        usd_value=value,
        reason=said.get("reason", "").strip(),
    )
    day_price = "not given: the price of that day counts, if there is one"
    return _decided(
        "What it was",
        DecisionKind.RESOLVE,
        resolution_payload(subject.one, resolution),
        Fact("Transaction", subject.words),
        Fact("It was", choice),
        Fact("Worth", day_price if value is None else f"{money(value)} USD"),
        *_reason(said),
    )


def _allocation(subject: Subject, said: Answers) -> Draft:
    payload: dict[str, Json] = {
        "asset": subject.finding.asset,
        "reason": answers.reason(said.get("reason", "")),
    }
    return _decided(
        "The allocation is the one I filed",
        DecisionKind.ALLOCATION,
        payload,
        Fact("Asset", shown(subject.finding.asset or "", 16)),
        *_reason(said),
    )


def _treatment(kind: Kind, said: Answers) -> Draft:
    why = answers.reason(said.get("reason", ""))
    return _decided(
        "What this is held to be",
        DecisionKind.TREATMENT,
        treatment_payload(f"{kind.value}={said.get('choice', '')}", why),
        Fact("All of kind", kind.value),
        Fact("Held to be", shown(said.get("choice", ""))),
        *_reason(said),
    )


def _price(subject: Subject, said: Answers, figures: Figures) -> Draft:
    price, worth = said.get("price", "").strip(), said.get("worth", "").strip()
    if bool(price) == bool(worth):
        raise DecisionError("Price: say one of the two.\nFix: the price of one, or for all of it.")
    if worth:
        return _worth(subject, said, worth)
    asset = subject.unpriced or ""
    usd = answers.dollars(price, "Price")
    facts = [Fact("Price", f"{plain_text(usd)} USD for 1 {shown(asset, 16)}, by hand")]
    if subject.finding.amount is not None and asset == subject.finding.asset:
        facts.append(Fact("So", f"it is worth {money(times(subject.finding.amount, usd))} USD"))
    known = figures.inputs.prices.filter(asset=asset, on=subject.on)["price"]
    if len(known):
        facts.append(Fact("In place of", f"{plain_text(known[0])} USD", Tone.WARNING))
    return Draft(
        view=DraftView(title=f"Price on {subject.on}", facts=tuple(facts)),
        act=Priced(asset=asset, on=subject.on, price=usd),
    )


def _worth(subject: Subject, said: Answers, worth: str) -> Draft:
    if subject.one is None or not of_principal(subject):
        raise refused(subject, "only a price can be given here")
    value = answers.dollars(worth, "Worth")
    resolution = Resolution(
        key=subject.one.key, usd_value=value, reason=said.get("reason", "").strip()
    )
    return _decided(
        f"Value on {subject.on}",
        DecisionKind.RESOLVE,
        resolution_payload(subject.one, resolution),
        Fact("Transaction", subject.words),
        Fact("Worth", f"{money(value)} USD for all of it"),
        *_reason(said),
    )


def _dismiss(subject: Subject, said: Answers, _: Figures) -> Draft:
    one = subject.finding
    why = answers.reason(said.get("reason", ""))
    return _decided(
        "Set aside",
        DecisionKind.DISMISSAL,
        dismissal_payload(one.finding, one.transaction_id, [one], why),
        Fact("Finding", f"{one.finding}: {one.message}"),
        *_reason(said),
    )


def _reason(said: Answers) -> list[Fact]:
    why = said.get("reason", "").strip()
    return [Fact("Reason", shown(why, 200))] if why else []


def _decided(title: str, kind: DecisionKind, payload: Mapping[str, Json], *facts: Fact) -> Draft:
    written = Fact("Written", f"{kind.value} {canonical(payload)}", Tone.MUTED)
    return Draft(
        view=DraftView(title=title, facts=(*facts, written)),
        act=Decided(kind=kind, payload=payload),
    )


_DRAFTS: Final[Mapping[Way, Callable[[Subject, Answers, Figures], Draft]]] = {
    Way.LINK: _link,
    Way.BASIS: _basis,
    Way.MEANING: _meaning,
    Way.PRICE: _price,
    Way.DISMISS: _dismiss,
}
