"""Decisions written to the ledger and read back: links, resolutions, dismissals, undoing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import polars as pl

from harvest_tui.domain.amounts import EXACT, ZERO, Quantity, plain_text
from harvest_tui.domain.decisions import (
    DecisionKind,
    Decisions,
    Dismissal,
    Resolution,
    Treatment,
)
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.findings import Finding
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.text import shown
from harvest_tui.store.canonical import Json
from harvest_tui.store.results import Decision
from harvest_tui.workspace.allotments import allocation_of
from harvest_tui.workspace.balances import balances_of
from harvest_tui.workspace.closes import closes_of
from harvest_tui.workspace.elsewhere import elsewhere_of

ARRIVALS: Final = frozenset(
    {
        Kind.TRANSFER_IN,
        Kind.GIFT_IN,
        Kind.INHERITANCE,
        Kind.OPENING_BALANCE,
        Kind.INCOME,
        Kind.INTEREST,
        Kind.STAKING_REWARD,
        Kind.MINING,
        Kind.AIRDROP,
        Kind.FORK,
        Kind.LEARN_REWARD,
        Kind.REFERRAL,
        Kind.CASHBACK,
    }
)
"""What an arrival without a departure can be said to be."""
DEPARTURES: Final = frozenset(
    {
        Kind.TRANSFER_OUT,
        Kind.SPEND,
        Kind.FEE,
        Kind.GIFT_OUT,
        Kind.DONATION,
        Kind.LOST,
        Kind.STOLEN,
    }
)
"""What a departure without an arrival can be said to be."""


TREATABLE: Final = frozenset({Kind.LP_IN, Kind.LP_OUT, Kind.WRAP, Kind.REDENOMINATION})
"""Kinds whose treatment the law leaves open: the user holds them to be one or the other."""
UNDISMISSABLE: Final = frozenset(
    {
        "short disposal",
        "missing basis",
        "missing value",
        "treatment needed",
        "balance differs",
        "closed month changed",
        "allocation not confirmed",
        "allocation does not fit",
        "lots beyond balances",
        "quarantined row",
        "quarantined sale elsewhere",
        "id conflict",
        "sealed year changed",
    }
)
"""Numbers rest on these: they are mended, not set aside."""


_PARTING: Final = frozenset({DecisionKind.ALLOCATION, DecisionKind.ALLOTMENT})
"""Both say where an asset's pooled lots went: the last word counts."""


class DecisionError(HarvestError):
    """A decision does not fit the data."""


@dataclass(frozen=True, slots=True)
class Named:
    """A transaction as people name it: its id, or ID@ACCOUNT."""

    key: str
    transaction_id: str
    kind: Kind
    at: datetime
    account: str
    asset: str
    moved: Quantity
    """What left with its fee in kind, or what came less a fee taken there."""


def standing(recorded: Iterable[Decision]) -> Decisions:
    """Read the decisions that stand, in the order of recording.

    Args:
        recorded: All of them; those undone later are left out.
    """
    made = list(recorded)
    undone = {d.payload["decision_id"] for d in made if d.kind == DecisionKind.UNDO}
    stand = [one for one in made if one.decision_id not in undone]
    by_kind: dict[str, list[Mapping[str, Json]]] = {kind.value: [] for kind in DecisionKind}
    for one in stand:
        by_kind.setdefault(one.kind, []).append(one.payload)
    parting = {str(d.payload["asset"]): d for d in stand if d.kind in _PARTING}
    return Decisions(
        links=tuple((str(p["out"]), str(p["in"])) for p in by_kind[DecisionKind.LINK]),
        apart=frozenset((str(p["out"]), str(p["in"])) for p in by_kind[DecisionKind.APART]),
        resolutions=tuple(map(_resolution, by_kind[DecisionKind.RESOLVE])),
        dismissals=tuple(map(_dismissal, by_kind[DecisionKind.DISMISSAL])),
        treatments=tuple(
            (Kind(str(p["kind"])), Treatment(str(p["treatment"])))
            for p in by_kind[DecisionKind.TREATMENT]
        ),
        allocations=tuple(
            (asset, str(d.payload["reason"]))
            for asset, d in parting.items()
            if d.kind == DecisionKind.ALLOCATION
        ),
        allotted=tuple(
            allocation_of(d) for d in parting.values() if d.kind == DecisionKind.ALLOTMENT
        ),
        balances=balances_of(d for d in stand if d.kind == DecisionKind.BALANCE),
        closes=closes_of(d for d in stand if d.kind == DecisionKind.CLOSE),
        elsewhere=elsewhere_of(d for d in stand if d.kind == DecisionKind.ELSEWHERE),
    )


def named(name: str, transactions: pl.DataFrame) -> Named:
    """Find the transaction that is meant by its id, or by ID@ACCOUNT.

    Raises:
        DecisionError: None has it, or several have.
    """
    ident, _, account = name.rpartition("@")
    found = transactions.filter(pl.col("transaction_id") == name)
    if found.is_empty() and ident:
        found = transactions.filter(
            (pl.col("transaction_id") == ident) & (pl.col("account") == account)
        )
    if found.is_empty():
        raise DecisionError(
            f"{shown(name)}: no transaction has this id.\n"
            "Fix: list them (harvest-tui transactions)."
        )
    if len(found) > 1:
        choices = ", ".join(f"{shown(name)}@{shown(a)}" for a in found["account"].unique().sort())
        raise DecisionError(f"{shown(name)} names several transactions.\nFix: one of {choices}.")
    row = found.row(0, named=True)
    return Named(
        key=row["key"],
        transaction_id=row["transaction_id"],
        kind=Kind(row["kind"]),
        at=row["at"],
        account=row["account"],
        asset=row["in_asset"] or row["out_asset"] or "",
        moved=_moved(row),
    )


def _moved(row: Mapping[str, Any]) -> Quantity:
    side, sign = ("in", -1) if row["in_quantity"] is not None else ("out", 1)
    units: Quantity = row[f"{side}_quantity"] or ZERO
    fee = row["fee_quantity"] if row["fee_asset"] == row[f"{side}_asset"] else None
    return EXACT.add(units, EXACT.multiply(sign, fee or ZERO))


def link_payload(out: Named, into: Named) -> dict[str, Json]:
    """Write down that two transactions are one transfer (or are not).

    Raises:
        DecisionError: They cannot be: kind, asset or account speak against it.
    """
    if out.kind is not Kind.TRANSFER_OUT or into.kind is not Kind.TRANSFER_IN:
        raise DecisionError(
            "a transfer joins a transfer_out with a transfer_in.\n"
            "Fix: name the departure first, then the arrival."
        )
    if out.asset != into.asset or out.account == into.account:
        raise DecisionError(
            "the two halves of a transfer are of one asset in two accounts.\n"
            "Fix: look at both (harvest-tui transactions)."
        )
    if into.moved > out.moved:
        raise DecisionError(
            f"{plain_text(into.moved)} arrived and {plain_text(out.moved)} left.\n"
            "Fix: a transfer brings no more than was sent; look at both (harvest-tui transactions)."
        )
    return {"out": out.key, "in": into.key}


def resolution_payload(one: Named, said: Resolution) -> dict[str, Json]:
    """Write down what a transaction is.

    Raises:
        DecisionError: An arrival cannot become a departure, nor the other way round.
    """
    for kinds in (ARRIVALS, DEPARTURES):
        if said.kind is not None and one.kind in kinds and said.kind not in kinds:
            allowed = ", ".join(sorted(kind.value for kind in kinds))
            raise DecisionError(f"{one.kind.value} cannot be {said.kind.value}.\nFix: {allowed}.")
    return {
        "key": one.key,
        "kind": said.kind and said.kind.value,
        "basis_usd": _text(said.basis_usd),
        "acquired_at": None if said.acquired_at is None else said.acquired_at.isoformat(),
        "usd_value": _text(said.usd_value),
        "reason": said.reason,
    }


def treatment_payload(text: str, reason: str) -> dict[str, Json]:
    """Read and write down KIND=swap or KIND=carry.

    Raises:
        DecisionError: The kind has one treatment only, or there is no such treatment.
    """
    name, _, how = text.partition("=")
    kinds = {kind.value for kind in TREATABLE}
    if name not in kinds or how not in set(Treatment):
        raise DecisionError(
            f"{shown(text)}: no such treatment.\n"
            f"Fix: one of {', '.join(sorted(kinds))}, then =swap or =carry."
        )
    return {"kind": name, "treatment": how, "reason": reason}


def dismissal_payload(
    finding: str, transaction_id: str | None, found: Iterable[Finding], reason: str
) -> dict[str, Json]:
    """Write down that a finding is set aside.

    Raises:
        DecisionError: There is no such finding, there are several, or it must be mended.
    """
    meant = [
        f
        for f in found
        if f.finding == finding and transaction_id in {None, f.transaction_id, f.asset}
    ]
    if not meant:
        raise DecisionError(
            f"{shown(finding)}: no such finding.\nFix: list them (harvest-tui check)."
        )
    if len(meant) > 1:
        raise DecisionError(
            f"{shown(finding)}: there are {len(meant)}.\nFix: name its transaction or asset too."
        )
    one = meant[0]
    if one.finding in UNDISMISSABLE:
        raise DecisionError(f"{one.finding}: this cannot be set aside.\nFix: {one.fix}.")
    return {
        "finding": one.finding,
        "transaction_id": one.transaction_id,
        "account": one.account,
        "asset": one.asset,
        "reason": reason,
    }


def undismissed(
    findings: Iterable[Finding], dismissals: Iterable[Dismissal]
) -> tuple[Finding, ...]:
    """Leave out the findings that the user has set aside."""
    aside = {(d.finding, d.transaction_id, d.account, d.asset) for d in dismissals}
    return tuple(
        f for f in findings if (f.finding, f.transaction_id, f.account, f.asset) not in aside
    )


def _resolution(payload: Mapping[str, Json]) -> Resolution:
    kind, acquired = payload.get("kind"), payload.get("acquired_at")
    return Resolution(
        key=str(payload["key"]),
        kind=Kind(str(kind)) if kind else None,
        basis_usd=_amount(payload.get("basis_usd")),
        acquired_at=datetime.fromisoformat(str(acquired)) if acquired else None,
        usd_value=_amount(payload.get("usd_value")),
        reason=str(payload.get("reason", "")),
    )


def _dismissal(payload: Mapping[str, Json]) -> Dismissal:
    said = {name: payload.get(name) for name in ("transaction_id", "account", "asset")}
    return Dismissal(
        finding=str(payload["finding"]),
        reason=str(payload["reason"]),
        **{name: None if value is None else str(value) for name, value in said.items()},
    )


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else plain_text(amount)


def _amount(text: Json) -> Decimal | None:
    return None if text is None else Decimal(str(text))
