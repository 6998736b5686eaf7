"""What each method would have made of a year, and what an election would change. Signed USD."""

from dataclasses import dataclass
from datetime import date

from harvest_tui.domain.amounts import Usd
from harvest_tui.domain.elections import Election, Method
from harvest_tui.domain.tax_year import TaxYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """What the open lots still hold at the prices of a day: next year's opening."""

    cost_basis: Usd
    short_term_gain: Usd | None
    """Unrealised, by the term of a sale on that day; None where no lot has a price."""
    long_term_gain: Usd | None
    lots_without_price: int
    """Left out of the gains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One method's year."""

    method: Method | None
    """None: as recorded, whatever that was."""
    year: TaxYear
    objective: Usd | None
    """Tax less the value of losses carried on; None where income was not given."""
    embedded: Embedded
    provisional: int
    """Rows of gains before which an error finding stands."""
    best: bool = False
    """No other has a lower objective."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The methods side by side."""

    year: int
    through: date
    """The year's last day, or today: up to then there are disposals, of then are the prices."""
    account: str | None
    """Only there the method differs; None for all."""
    asset: str | None
    recorded: Outcome
    methods: tuple[Outcome, ...]
    carryover_in_assumed: bool
    to_come: bool
    """The year is not over."""
    sealed: bool = False
    """It was filed: on record it is as it was then."""

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """All of them, the recorded one last."""
        return (*self.methods, self.recorded)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearChange:
    """One year before and after."""

    before: TaxYear
    after: TaxYear
    disposals: int
    """That take other lots, or at another basis."""
    provisional: int = 0
    """That become provisional."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What an election would change of what is on record."""

    election: Election
    years: tuple[YearChange, ...]
    """Those of which anything differs, oldest first."""
    lots_differ: bool
    """Other lots, or of another basis, are left open."""
    disposals: int
    """That the book holds."""
    sealed_through: int | None = None
    """Last sealed year, where the election reaches back into sealed years: they stay as filed."""

    @property
    def matters(self) -> bool:
        """Whether anything that was disposed of, or is left of it, becomes another."""
        return bool(self.disposals and (self.years or self.lots_differ))
