"""What losses are worth: for the next dollars, and over short-term and long-term loss together."""

from dataclasses import dataclass

from harvest_tui.domain.amounts import Usd
from harvest_tui.domain.tax_year import Netting


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A loss at which the worth of a dollar changes, or that has a name."""

    loss: Usd
    """Exact; below zero for a gain."""
    names: tuple[str, ...] = ()
    """`now`, `marked`, `all`: nothing sold, the marked lots, all candidates of the term. None
    where it is a breakpoint only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossMap:
    """The worth of losses of both terms taken together, at exact points."""

    short_term: tuple[Tick, ...]
    """Ascending. Breakpoints are those without a long-term loss."""
    long_term: tuple[Tick, ...]
    """Ascending. Breakpoints are those without a short-term loss."""
    saved: tuple[tuple[Usd, ...], ...]
    """Tax saved this year and value of losses carried on, less that of no loss at all: a row for
    each of `long_term`, in it an amount for each of `short_term`."""
    marked: tuple[Usd, Usd] | None
    """Short-term and long-term loss of the marked sales; None: nothing is marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landscape:
    """What the next losses of a year are worth."""

    netting: Netting
    """Its stretches are those after the marked sales."""
    loss_map: LossMap | None
    """From before the marked sales; None where the tax is not known."""
