"""Why a disposal took its lots, in words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.elections import Method
from harvest_tui.domain.explanation import Away, GiftBasis, Ground, Missed
from harvest_tui.domain.text import shown
from harvest_tui.reports.details import DetailView, Fact
from harvest_tui.reports.elections import election_words, instant_words
from harvest_tui.reports.lines import Tone
from harvest_tui.reports.trace import TraceView
from harvest_tui.reports.wording import money, signed_money, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harvest_tui.domain.elections import Identification
    from harvest_tui.domain.explanation import (
        Alternative,
        Explanation,
        LotUsed,
        PassedOver,
        Reason,
        Unavailable,
    )

_AWAY: Final = {
    Away.ELSEWHERE: "basis is kept per account",
    Away.USED: "used up or gone before",
    Away.LATER: "acquired after it",
}
_GIFT: Final = {
    GiftBasis.DONORS: "a gift: for a gain the donor's basis counts (26 U.S.C. § 1015(a))",
    GiftBasis.VALUE: (
        "a gift: for a loss its lower value when given counts, and the time since then (26 U.S.C. "
        "§§ 1015(a), 1223(2))"
    ),
    GiftBasis.NEITHER: (
        "a gift, sold between the donor's basis and its value when given: no gain and no loss "
        "(26 U.S.C. § 1015(a))"
    ),
}
_INHERITED: Final = "inherited: long-term however short it was held (26 U.S.C. § 1223(9))"
INFORMATION: Final = (
    "What other methods would have given is for information: a method counts only if it was on "
    "record no later than the sale (Treas. Reg. 1.1012-1(j))."
)


def explanation_view(explanations: Iterable[Explanation], title: str) -> TraceView:
    """Word disposals under each other; the last block says what the figures are good for."""
    blocks = [explanation_block(one) for one in explanations]
    if not blocks:
        nothing = Fact("Nothing", "no disposal with lots is among them")
        return TraceView(title=title, blocks=(DetailView(title="Disposals", facts=(nothing,)),))
    note = DetailView(title="For information", facts=(Fact("Note", INFORMATION, Tone.MUTED),))
    return TraceView(title=title, blocks=(*blocks, note))


def explanation_block(one: Explanation) -> DetailView:
    """Word one disposal: its lots, why these, which were out of reach, what others would give."""
    asset = shown(one.asset, 16)
    return DetailView(
        title=(
            f"{one.kind} of {units(one.quantity)} {asset} at {shown(one.account, 40)} on "
            f"{one.disposed_on}"
        ),
        facts=(
            Fact("Disposal", shown(one.disposal_id, 160), Tone.MUTED),
            *_used(one, asset),
            *_around(one, asset),
            *map(_alternative, one.alternatives),
        ),
    )


def why_words(used: LotUsed) -> str:
    """Say in one sentence why a lot was taken."""
    return "; ".join(_reason(reason) for reason in used.reasons)


def passed_words(passed: PassedOver) -> str:
    """Say what on record did not decide, and why."""
    if passed.election is not None:
        return f"{election_words(passed.election)}: {_missed(passed)}"
    if passed.identification is not None:
        return f"{_identification(passed.identification)}: {_missed(passed)}"
    return _missed(passed)


def _used(one: Explanation, asset: str) -> Iterator[Fact]:
    for why, lots in groupby(one.used, key=why_words):
        yield from (Fact("Took", _lot(used, asset)) for used in lots)
        yield Fact("Because", why)
    if one.missing:
        short = f"{units(one.missing)} {asset} more left than were there: no lots for them"
        yield Fact("Short", short, Tone.WARNING)
    if one.gone:
        words = "filed, and its transaction is no longer in the ledger (verify)"
        yield Fact("Gone", words, Tone.WARNING)
    if one.provisional:
        yield Fact("Provisional", "an error finding stands before it (check)", Tone.WARNING)


def _around(one: Explanation, asset: str) -> Iterator[Fact]:
    for passed in one.passed_over:
        yield Fact("Did not decide", passed_words(passed), Tone.WARNING)
    if one.pooled:
        yield Fact("Pool", "the lots of all accounts were one pool in that year")
    if one.lots_left:
        yield Fact("Left there", f"{units(one.left)} {asset} of {_lots(one.lots_left)}")
    for away in one.unavailable:
        yield Fact("Not available", _unavailable(away, asset), Tone.MUTED)


def _lot(used: LotUsed, asset: str) -> str:
    moved = f", acquired at {shown(used.came_from, 24)} and moved here" if used.came_from else ""
    adjusted = f", adjustment {money(used.adjustment)}" if used.adjustment else ""
    each = "" if used.unit_cost is None else f" at {money(used.unit_cost)} each"
    return (
        f"{units(used.quantity)} {asset} of {shown(used.lot_id)}, acquired {used.acquired_on}"
        f"{each}{moved}: proceeds {money(used.proceeds)}, basis "
        f"{money(used.cost_basis)}{adjusted}, {used.term}-term "
        f"{signed_money(used.gain).words}{_received(used)}"
    )


def _received(used: LotUsed) -> str:
    """Say what counts because the lot was not bought."""
    if used.inherited:
        return f"; {_INHERITED}"
    return "" if used.gift is None else f"; {_GIFT[used.gift]}"


def _reason(reason: Reason) -> str:
    if reason.identification is not None:
        doubt = " (the sale's time is too coarse to prove the order)" if reason.unproven else ""
        told = _identification(reason.identification)
        return f"{told}, {units(reason.quantity)} of it{doubt}"
    if reason.election is not None:
        named = reason.election.method is Method.SPECIFIC
        acts = ", and no units were identified: FIFO acts" if named else ""
        return election_words(reason.election) + acts
    if reason.ground is Ground.SEALED:
        return f"the year is sealed: as filed, by {reason.method.value}"
    if reason.ground is Ground.BOUND:
        since = f" since {reason.since}" if reason.since else ""
        return f"the broker was told {reason.method.value}{since}: its order binds"
    return "FIFO: nothing else was on record in time"


def _identification(one: Identification) -> str:
    filed = ", stated as filed" if one.as_filed else ""
    return (
        f"identification {one.identification_id}, recorded {instant_words(one.recorded_at)}{filed}"
    )


def _missed(passed: PassedOver) -> str:
    match passed.why:
        case Missed.LATE:
            return "after the sale, so it does not count for it"
        case Missed.NOT_YET:
            return "it takes effect after the sale"
        case Missed.EXPIRED:
            return "its last day was before the sale"
        case Missed.OVERRULED:
            return "the broker's order binds"
        case Missed.GONE:
            return f"{units(passed.quantity or ZERO)} of it found no such lot here"
        case Missed.PURPOSE:
            return f"it names them for {_purpose(passed)}: a sale does not use it"


def _purpose(passed: PassedOver) -> str:
    one = passed.identification
    return "something else" if one is None else f"a {one.purpose.value}"


def _unavailable(away: Unavailable, asset: str) -> str:
    low, high = money(away.lowest_unit_cost), money(away.highest_unit_cost)
    each = low if low == high else f"{low} to {high}"
    named = ", ".join(shown(name) for name in away.oldest)
    more = "" if away.lots <= len(away.oldest) else f" and {away.lots - len(away.oldest)} more"
    return (
        f"{_lots(away.lots)} at {shown(away.account, 24)} ({_AWAY[away.why]}), "
        f"{units(away.quantity)} {asset} at {each} each: {named}{more}"
    )


def _alternative(other: Alternative) -> Fact:
    same = ", the same lots" if other.same else ""
    return Fact(
        f"{other.method.value} gives",
        f"short-term {signed_money(other.short_term_gain).words}, long-term "
        f"{signed_money(other.long_term_gain).words}{same}",
    )


def _lots(count: int) -> str:
    return f"{count:,} lot{'' if count == 1 else 's'}"
