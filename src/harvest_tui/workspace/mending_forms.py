"""What is asked before a finding is mended."""

from collections.abc import Callable, Mapping
from typing import Final

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.decisions import Treatment
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.text import shown
from harvest_tui.reports.finding import Way
from harvest_tui.reports.forms import Field, FormView
from harvest_tui.reports.opening import Choice
from harvest_tui.workspace.deciding import (
    ARRIVALS,
    DEPARTURES,
    TREATABLE,
    DecisionError,
    dismissal_payload,
)
from harvest_tui.workspace.subjects import Subject

WITH_BASIS: Final = frozenset(
    {Kind.TRANSFER_IN, Kind.GIFT_IN, Kind.OPENING_BALANCE, Kind.ADJUSTMENT}
)
"""Kinds whose lot has the basis that is stated; other receipts are worth what they were then."""
ALLOCATION: Final = "allocation not confirmed"
MIGRATION: Final = "migration"
MEANINGS: Final[Mapping[Kind, str]] = {
    Kind.TRANSFER_IN: "from an account of mine that is not in the book",
    Kind.OPENING_BALANCE: "bought before the records begin: its basis is needed too",
    Kind.GIFT_IN: "a gift: the donor's basis and date are needed too",
    Kind.INHERITANCE: "value at death is the basis; always long-term",
    Kind.INCOME: "ordinary income at its value on that day",
    Kind.STAKING_REWARD: "income at its value on that day",
    Kind.INTEREST: "income at its value on that day",
    Kind.MINING: "income at its value on that day",
    Kind.AIRDROP: "income at its value on that day",
    Kind.FORK: "income at its value on that day",
    Kind.LEARN_REWARD: "income at its value on that day",
    Kind.REFERRAL: "income at its value on that day",
    Kind.CASHBACK: "a rebate: no income, its value is the basis",
    Kind.TRANSFER_OUT: "to an account of mine that is not in the book",
    Kind.SPEND: "paid with: a sale at its value on that day",
    Kind.FEE: "paid as a fee: a sale at its value on that day",
    Kind.GIFT_OUT: "given away: no gain, no loss",
    Kind.DONATION: "given to a charity: no gain, no loss",
    Kind.LOST: "lost: the lots leave, no loss is counted",
    Kind.STOLEN: "stolen: the lots leave, no loss is counted",
}
"""What each kind means for the tax, in the order in which they are offered."""
TREATMENTS: Final = {
    Treatment.SWAP: "a taxable exchange: one sold, the other bought",
    Treatment.CARRY: "no sale: lots go on with their basis and date",
}
_REASON: Final = Field(name="reason", label="Reason", hint="kept with the decision; may be blank")
_WHY: Final = Field(name="reason", label="Reason", hint="needed; it is kept with the decision")


def form_for(subject: Subject, way: Way) -> FormView:
    """Put the questions.

    Raises:
        DecisionError: This does not mend that finding; the message says what does.
    """
    return _FORMS[way](subject)


def refused(subject: Subject, why: str) -> DecisionError:
    """Say that something does not mend a finding, and what does."""
    return DecisionError(f"{shown(subject.finding.finding)}: {why}.\nFix: {subject.finding.fix}.")


def _basis(subject: Subject) -> FormView:
    if subject.one is None or subject.kind not in WITH_BASIS:
        raise refused(subject, "a basis cannot be given here")
    units = "" if subject.units is None else f"{plain_text(subject.units)} "
    what = f"all {units}{shown(subject.one.asset, 16)}"
    return _form(
        subject,
        "What it cost",
        Field(name="basis", label="Basis, USD", hint=f"what {what} cost, with fees: 1234.56"),
        Field(name="acquired", label="Acquired", hint=f"2024-06-30; blank: on {subject.on}"),
        _REASON,
    )


def _meaning(subject: Subject) -> FormView:
    if subject.finding.finding == ALLOCATION:
        return _form(subject, "The allocation is the one I filed", _WHY)
    if treatable(subject) is not None:
        choices = [Choice(one.value, one.value, words) for one, words in TREATMENTS.items()]
        return _form(subject, "What this is held to be", _WHY, choices=choices)
    kinds = meanings(subject)
    if not kinds:
        raise refused(subject, "what it is can only be said of a transfer with one side")
    return _form(
        subject,
        "What it was",
        Field(name="value", label="Worth, USD", hint="of all of it, that day; may be blank"),
        _REASON,
        choices=[Choice(kind.value, kind.value, MEANINGS[kind]) for kind in kinds],
    )


def _price(subject: Subject) -> FormView:
    asset = subject.unpriced
    if asset is None:
        raise refused(subject, "no price is missing")
    fields = [Field(name="price", label=f"USD for 1 {shown(asset, 10)}", hint=f"on {subject.on}")]
    if of_principal(subject):
        fields.append(
            Field(name="worth", label="or for all", hint="USD, in place of a price; with a reason")
        )
        fields.append(_REASON)
    return _form(subject, f"Price on {subject.on}", *fields)


def _dismiss(subject: Subject) -> FormView:
    one = subject.finding
    dismissal_payload(one.finding, one.transaction_id, [one], "")  # refuses what must be mended
    return _form(subject, "Set this finding aside", _WHY)


def meanings(subject: Subject) -> tuple[Kind, ...]:
    """List what a transaction can be said to be; nothing where its source said it."""
    for kinds in (ARRIVALS, DEPARTURES):
        if subject.one is not None and subject.one.kind in kinds:
            return tuple(kind for kind in MEANINGS if kind in kinds)
    return ()


def treatable(subject: Subject) -> Kind | None:
    """Tell which kind the law leaves open here, if one."""
    if subject.finding.finding == MIGRATION:
        return Kind.REDENOMINATION
    if subject.one is not None and subject.one.kind in TREATABLE:
        return subject.one.kind
    return None


def of_principal(subject: Subject) -> bool:
    """Tell whether a value of the whole transaction would fill what is missing."""
    return (
        subject.one is not None
        and subject.unpriced == subject.one.asset
        and subject.kind not in {Kind.TRANSFER_IN, Kind.TRANSFER_OUT, Kind.TRANSFER}
    )


def _form(
    subject: Subject, title: str, *fields: Field, choices: list[Choice] | None = None
) -> FormView:
    return FormView(
        title=title,
        about=(f"{subject.finding.message}.",),
        fields=fields,
        choices=tuple(choices or ()),
    )


_FORMS: Final[Mapping[Way, Callable[[Subject], FormView]]] = {
    Way.BASIS: _basis,
    Way.MEANING: _meaning,
    Way.PRICE: _price,
    Way.DISMISS: _dismiss,
}
