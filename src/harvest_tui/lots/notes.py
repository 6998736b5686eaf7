"""What the kernel reports: every finding of this package is worded here.

`short disposal`, `dust`, `missing basis`, `missing value`, `treatment needed`,
`allocation not confirmed`, `allocation does not fit`, `lots beyond balances`.
"""

from collections.abc import Sequence
from typing import Final

from harvest_tui.domain.amounts import Atoms, from_atoms, plain_text
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.kinds import ESTATE, Kind
from harvest_tui.domain.text import shown, typed
from harvest_tui.lots.deeds import Deed
from harvest_tui.lots.pool import Micros
from harvest_tui.lots.times import instant_of

_MOST_SAID: Final = 3
_STATED: Final = frozenset({Kind.GIFT_IN, Kind.OPENING_BALANCE, Kind.ADJUSTMENT})
"""Their basis is stated, and never the value of the day."""


def short(deed: Deed, asset: str, missing: Atoms, held: Atoms, *, dust: bool) -> Finding:
    """More units left than were there."""
    when = f"{instant_of(deed.at):%Y-%m-%d %H:%M}Z"
    text = f"{_units(missing, asset)} more left {shown(deed.account)} on {when} than it held"
    if held:
        text += f"; proceeds of {from_atoms(held):,.2f} wait for their basis"
    return _finding(
        deed,
        "dust" if dust else "short disposal",
        asset,
        text,
        "import what brought these units there, or state them (kind opening_balance)",
        severity=Severity.WARNING if dust else Severity.ERROR,
        amount=missing,
    )


def no_basis(deed: Deed, asset: str, units: Atoms) -> Finding:
    """Units came in and nothing says what they cost."""
    text = f"{_units(units, asset)} came into {shown(deed.account)} by {deed.kind} without a basis"
    stated = deed.kind in _STATED
    fix = _basis(deed) if stated else _price_or_value(deed, asset)
    return _finding(deed, "missing basis", asset, text, fix, amount=units)


def no_value(deed: Deed, asset: str, units: Atoms) -> Finding:
    """A disposal has no USD value."""
    text = f"{deed.kind} of {_units(units, asset)} at {shown(deed.account)} has no USD value"
    return _finding(deed, "missing value", asset, text, _price_or_value(deed, asset), amount=units)


def untreated(deed: Deed, asset: str, units: Atoms) -> Finding:
    """A kind whose treatment the law leaves open, or that is not modelled."""
    text = f"{deed.kind} of {_units(units, asset)} at {shown(deed.account)} waits for a treatment"
    if deed.kind in ESTATE:
        text += ": no loss until the estate settles the claim or it is sold"
    return _finding(
        deed,
        "treatment needed",
        asset,
        text,
        _treatments(deed),
        amount=units,
    )


def allocation(asset: str, at: Micros) -> Finding:
    """Pooled lots were parted by estimate at the start of a per-account year."""
    return Finding(
        finding="allocation not confirmed",
        severity=Severity.ERROR,
        asset=asset,
        message=(
            f"pooled {shown(asset, 16)} lots were allocated to accounts by estimate: "
            "they are provisional until the allocation made under Rev. Proc. 2024-28 is stated"
        ),
        fix=(
            "harvest-tui allocation import FILE; or harvest-tui resolve --allocation "
            f"{typed(asset)} --reason TEXT, if the estimate is as filed"
        ),
        at=instant_of(at),
    )


def allocation_misfit(asset: str, differences: Sequence[str], at: Micros) -> Finding:
    """The allocation on record does not account for the lots and balances as they now are."""
    more = len(differences) - _MOST_SAID
    said = "; ".join(differences[:_MOST_SAID]) + (f"; and {more} more" if more > 0 else "")
    return Finding(
        finding="allocation does not fit",
        severity=Severity.ERROR,
        asset=asset,
        message=(
            f"the allocation of {shown(asset, 16)} on record no longer fits, and an estimate "
            f"stands in for it: {said}"
        ),
        fix=(
            "import what is missing, or take back what is wrong (harvest-tui import --retract "
            "FILE); or state the allocation again (harvest-tui allocation import FILE)"
        ),
        at=instant_of(at),
    )


def beyond_balances(asset: str, units: Atoms, at: Micros) -> Finding:
    """Pooled lots hold more units than the accounts do."""
    return Finding(
        finding="lots beyond balances",
        severity=Severity.ERROR,
        asset=asset,
        amount=from_atoms(units),
        message=f"lots of {_units(units, asset)} are in no account's balance: "
        "something left that no file shows",
        fix="import the missing exports",
        at=instant_of(at),
    )


def _price_or_value(deed: Deed, asset: str) -> str:
    return (
        f"harvest-tui price set {typed(asset)}=USD --at {deed.on}; "
        f"or harvest-tui resolve {typed(deed.transaction_id)} --value USD"
    )


def _basis(deed: Deed) -> str:
    """A price of the day is no basis of what was given or held before."""
    return (
        f"harvest-tui resolve {typed(deed.transaction_id)} --basis USD --acquired DATE "
        "--reason TEXT (what the donor, or you, had paid)"
    )


def _treatments(deed: Deed) -> str:
    if deed.kind in ESTATE:
        return (
            "coins given back in kind: a transfer from the estate's account to yours, lots and "
            "dates kept; money: a sell at the estate's account"
        )
    by_hand = "book it in a ledger CSV as what it was (swap, income, spend, gift_out)"
    if deed.in_asset is None or deed.out_asset is None:
        return by_hand
    return f"harvest-tui resolve --treat {deed.kind}=carry --reason TEXT (or =swap); or {by_hand}"


def _units(count: Atoms, asset: str) -> str:
    return f"{plain_text(from_atoms(count))} {shown(asset, 16)}"


def _finding(
    deed: Deed,
    name: str,
    asset: str,
    text: str,
    fix: str,
    *,
    severity: Severity = Severity.ERROR,
    amount: Atoms,
) -> Finding:
    return Finding(
        finding=name,
        severity=severity,
        transaction_id=deed.transaction_id,
        account=deed.account,
        asset=asset,
        amount=from_atoms(amount),
        message=text,
        fix=fix,
        at=instant_of(deed.at),
    )
