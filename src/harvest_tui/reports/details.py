"""One candidate explained, and the candidates as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from harvest_tui.domain.amounts import EXACT, ZERO
from harvest_tui.domain.text import shown
from harvest_tui.reports.lines import Tone
from harvest_tui.reports.wording import LOSS, cents_per_dollar, money, percent, units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harvest_tui.reports.columns import Row, TableView

NO_INCOME: Final = "income not given"


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatesView:
    """The table of candidates and the day they would be sold."""

    table: TableView
    on: date
    """Planned day of sale: decides terms, and the rules that apply."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about a lot, with its name."""

    label: str
    words: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailView:
    """One lot explained."""

    title: str
    facts: tuple[Fact, ...]


def candidate_detail(row: Row, on: date) -> DetailView:
    """Explain one candidate.

    Args:
        row: A row of the schema `CANDIDATES`.
        on: Planned day of sale.
    """
    asset = shown(str(row["asset"]), 12)
    return DetailView(title=held_words(row), facts=tuple(_facts(row, on, asset)))


def held_words(row: Row) -> str:
    """Name a lot by its units, its account and the day it was acquired."""
    asset, account = shown(str(row["asset"]), 12), shown(str(row["account"]), 24)
    held = units(_amount(row, "quantity") or ZERO)
    return f"{held} {asset} · {account} · {row['acquired_on']}"


def _facts(row: Row, on: date, asset: str) -> Iterator[Fact]:
    yield _term(row, on)
    if row["note"]:
        yield Fact("But", shown(str(row["note"]), 200), Tone.WARNING)
    yield _per_unit(row, asset)
    yield _loss(row)
    yield from _worth(row)


def _term(row: Row, on: date) -> Fact:
    days = row["days_to_long_term"]
    if row["term"] == "long":
        return Fact("Term", "long-term")
    if not isinstance(days, int):
        return Fact("Term", "short-term")
    return Fact("Term", f"long on {on + timedelta(days=days)} ({days} d)")


def _per_unit(row: Row, asset: str) -> Fact:
    basis, held, price = (_amount(row, name) for name in ("cost_basis", "quantity", "price"))
    paid = money(EXACT.divide(basis, held)) if basis is not None and held else "without basis"
    now = "no price" if price is None else money(price)
    return Fact(f"Per {asset}", f"{paid} → {now}")


def _loss(row: Row) -> Fact:
    loss, share = _amount(row, "loss"), _amount(row, "loss_percent")
    if loss is None:
        return Fact("Loss", "no price", Tone.MUTED)
    of_basis = "" if share is None else f" ({percent(share.scaleb(-2, EXACT), 1)})"
    return Fact("Loss", f"{LOSS} {money(loss)}{of_basis}", Tone.LOSS)


def _worth(row: Row) -> Iterator[Fact]:
    saved, worth = _amount(row, "tax_saved"), _amount(row, "worth_per_dollar")
    if saved is None:
        yield Fact("Tax saved", NO_INCOME, Tone.MUTED)
    else:
        each = "" if worth is None else f" ({cents_per_dollar(worth)} a $)"
        yield Fact("Tax saved", money(saved) + each + _of_it_later(row, saved))
    now, later = _amount(row, "trading_cost"), _amount(row, "later_tax")
    yield Fact("Costs", f"{_or_unknown(now)} now, {_or_unknown(later)} later")
    net = _amount(row, "net_benefit")
    if net is not None:
        yield Fact("Net", money(net), Tone.GAIN if net > 0 else Tone.LOSS)


def _of_it_later(row: Row, saved: Decimal) -> str:
    """Say how much of it is only the worth of a loss carried on."""
    now = _amount(row, "saved_this_year")
    if now is None or now == saved:
        return ""
    return f", {money(now)} now: the rest when carried"


def _or_unknown(amount: Decimal | None) -> str:
    return "not known" if amount is None else money(amount)


def _amount(row: Row, name: str) -> Decimal | None:
    value = row[name]
    return value if isinstance(value, Decimal) else None
