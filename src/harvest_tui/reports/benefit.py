"""Who benefits: plain sentences where a loss saves nothing, or less than it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harvest_tui.domain.amounts import EXACT, ZERO, cents
from harvest_tui.domain.tax_year import Use
from harvest_tui.reports.wording import cents_per_dollar, money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harvest_tui.domain.amounts import Usd
    from harvest_tui.domain.tax_year import Netting, Segment, Tax, TaxYear

_LITTLE: Final = {
    Use.CARRIED: "saves nothing in {year}: no gain is left to offset and the deduction against "
    "other income is used up; it is only carried on",
    Use.ZERO_RATE: "saves nothing: the gain it would offset is taxed at 0 percent",
    Use.NO_TAX: "saves nothing: no tax is due for {year}",
    Use.NIIT: "lowers the tax on net investment income, and no income tax",
    Use.STATE: "lowers the state proxy, and no income tax",
}
_KINDS: Final = {
    "short_term_segments": "short-term loss",
    "long_term_segments": "long-term loss",
    "collectible_segments": "loss on collectibles",
}


def next_words(netting: Netting) -> Iterator[str]:
    """Say of the next dollar of each kind of loss that it saves nothing, or no income tax."""
    for name, kind in _KINDS.items():
        found: tuple[Segment, ...] = getattr(netting, name)
        if found and (said := use_words(found[0], netting.after.year)):
            yield f"A further {kind} {said}."


def useless_now(netting: Netting) -> Iterator[str]:
    """Say in a few words which further losses save no tax this year."""
    kinds = [
        kind
        for name, kind in _KINDS.items()
        if (found := getattr(netting, name)) and not found[0].worth_now
    ]
    if kinds:
        yield f"a further {' or '.join(kinds)} saves no tax now"


def use_words(segment: Segment, year: int) -> str:
    """Say why a dollar saves little; empty where it lowers the income tax."""
    if segment.use not in _LITTLE:
        return ""
    said = _LITTLE[segment.use].format(year=year)
    return f"{said}, {_later(segment)}" if segment.use is Use.CARRIED else said


def marked_words(netting: Netting) -> Iterator[str]:
    """Say of the marked sales that they save nothing, or less than their losses look like."""
    before, after = netting.before, netting.after
    if before.tax is None or after.tax is None or before.schedule_d == after.schedule_d:
        return
    carried = _carried(netting)
    saved = EXACT.subtract(before.tax.total_tax, after.tax.total_tax)
    if after.schedule_d.net_gain >= before.schedule_d.net_gain:
        return
    if cents(saved) <= ZERO:
        yield f"The marked sales save no tax in {after.year}: {_why_nothing(netting, carried)}."
    else:
        yield from _less(before.tax, after.tax)
        if cents(carried) > ZERO:
            yield (
                f"Of the marked losses, {money(carried)} does not count in {after.year}: it is "
                f"carried to {after.year + 1}."
            )


def nothing_saved(netting: Netting) -> str:
    """Say in a few words why the marked sales save no tax; empty where they do, or raise it."""
    before, after = netting.before, netting.after
    if before.tax is None or after.tax is None:
        return ""
    if cents(EXACT.subtract(before.tax.total_tax, after.tax.total_tax)):
        return ""
    if after.schedule_d.net_gain >= before.schedule_d.net_gain:
        return ""
    return "only carried on" if cents(_carried(netting)) > ZERO else _without_use(before)


def _why_nothing(netting: Netting, carried: Usd) -> str:
    why = _without_use(netting.before)
    if cents(carried) <= ZERO:
        return why
    return f"{why}, and {money(carried)} of loss is only carried to {netting.after.year + 1}"


def _without_use(before: TaxYear) -> str:
    if before.tax is None or not before.tax.total_tax:
        return "no tax is due without them"
    if before.schedule_d.net_gain > ZERO:
        return "what they offset is taxed at 0 percent"
    return "no gain is left to offset, the deduction against other income is used up"


def _less(before: Tax, after: Tax) -> Iterator[str]:
    if before.income_tax == after.income_tax and not before.amt and not after.amt:
        lowered = [
            words
            for words, amounts in (
                ("the tax on net investment income", (before.niit, after.niit)),
                ("the state proxy", (before.state_tax, after.state_tax)),
            )
            if amounts[0] != amounts[1]
        ]
        yield f"The marked sales lower {' and '.join(lowered)}, and no income tax."


def _carried(netting: Netting) -> Usd:
    """Give how much more is carried on with the marked sales."""
    before, after = (
        EXACT.add(year.short_term_carryover_out or ZERO, year.long_term_carryover_out or ZERO)
        for year in (netting.before, netting.after)
    )
    return EXACT.subtract(after, before)


def _later(segment: Segment) -> str:
    if not segment.worth_later:
        return "and your settings give a carried loss no worth"
    return f"worth {cents_per_dollar(segment.worth_later)} a dollar to you"
