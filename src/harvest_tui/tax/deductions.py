"""What comes off adjusted gross income: the standard deduction or a given one, and for seniors."""

from dataclasses import dataclass

from harvest_tui.domain.amounts import ZERO, Usd
from harvest_tui.domain.settings import YearInputs
from harvest_tui.rules.parameters import YearLaw


@dataclass(frozen=True, slots=True, kw_only=True)
class Deductions:
    """Deductions of one year. USD, zero or more."""

    standard: Usd | None
    """With what age and blindness add to it; None where a deduction was given instead."""
    given: Usd
    """Zero where the standard deduction is taken."""
    senior: Usd
    """Schedule 1-A: on top of either. Less than full where income is high."""

    @property
    def total(self) -> Usd:
        """All that comes off."""
        return (self.given if self.standard is None else self.standard) + self.senior

    @property
    def not_for_minimum_tax(self) -> Usd:
        """What Form 6251 does not allow: the standard deduction, and the seniors' one.

        Source: 26 U.S.C. § 56(b)(1)(D); Form 6251 (2025), lines 1a and 2a.
        """
        return (self.standard or ZERO) + self.senior


def deductions_of(inputs: YearInputs, adjusted_gross: Usd, law: YearLaw) -> Deductions:
    """Give a year's deductions.

    Args:
        inputs: A given deduction, and who is 65 or blind; no more people than can be on the
            return are counted.
        adjusted_gross: Nothing earned abroad is left out of it, so it is the modified one too.
            Signed.
        law: The year's.

    Source: 26 U.S.C. §§ 63(c), (f), 151(d)(5); Form 1040, lines 12e and 13b.
    """
    older = min(inputs.people_65_or_older, law.status.people)
    blind = min(inputs.people_blind, law.status.people)
    standard = law.standard_deduction + law.age.additional_standard * (older + blind)
    return Deductions(
        standard=standard if inputs.deduction is None else None,
        given=inputs.deduction or ZERO,
        senior=_senior(older, adjusted_gross, law),
    )


def _senior(people: int, adjusted_gross: Usd, law: YearLaw) -> Usd:
    """Schedule 1-A, Part V: each person's deduction shrinks by itself."""
    age = law.age
    if not people or not age.senior:
        return ZERO
    over = max(ZERO, adjusted_gross - age.senior_phase_out_start)
    return people * max(ZERO, age.senior - age.senior_phase_out_rate * over)
