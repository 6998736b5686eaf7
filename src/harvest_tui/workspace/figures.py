"""The figures of a book: each computed when first asked for, and never twice."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import localcontext
from functools import cached_property, lru_cache

import polars as pl

from harvest_tui.domain.amounts import EXACT, Quantity, Usd
from harvest_tui.domain.findings import Finding
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.landscape import Landscape
from harvest_tui.domain.settings import Settings
from harvest_tui.domain.sums import exact_sum
from harvest_tui.domain.tax_year import Netting
from harvest_tui.domain.years_ahead import YearsAhead
from harvest_tui.harvest.blocked import Blocked, blocked_of
from harvest_tui.harvest.candidates import Candidates, Worth, candidates
from harvest_tui.harvest.form_rows import of_disposals, of_elsewhere, summed
from harvest_tui.harvest.landscape import Losses, landscape
from harvest_tui.harvest.netting import Household, chain, netting, settled
from harvest_tui.harvest.reach import sale_notes
from harvest_tui.harvest.sales import planned, refuse_off_return
from harvest_tui.harvest.washes import Recent, purchase_notes, put_off, recent_purchases
from harvest_tui.harvest.year_gains import gains_by_year, with_elsewhere
from harvest_tui.harvest.years_ahead import years_ahead
from harvest_tui.ledger.impostors import (
    STOOD_IN,
    spam_findings,
    spam_tokens,
)
from harvest_tui.ledger.income import income_rows
from harvest_tui.ledger.legs import balances
from harvest_tui.lots.positions import positions, priced
from harvest_tui.market.lookup import changed, latest_on_or_before
from harvest_tui.rules.wash_sales import WashRule
from harvest_tui.tax.chain import ChainedYear
from harvest_tui.tax.objective import objective
from harvest_tui.tax.year import LedgerGains
from harvest_tui.workspace.custody import Accounts, accounts_of
from harvest_tui.workspace.deciding import undismissed
from harvest_tui.workspace.elsewhere import elsewhere_frame
from harvest_tui.workspace.found import all_found
from harvest_tui.workspace.inputs import Inputs
from harvest_tui.workspace.replaying import Replayed, replay_after, replay_of, replays_alike
from harvest_tui.workspace.wash_rules import spoken_of, wash_rule

Marks = Mapping[tuple[str, str], Quantity | None]
"""(lot id, account) → units to sell; None for all."""


class Figures:
    """What one state of a book comes to. Nothing here changes anything."""

    def __init__(self, inputs: Inputs, replayed: Callable[[], Replayed] | None = None) -> None:
        """Take what the figures rest on.

        Args:
            inputs: Read from the book.
            replayed: Gives the replay, from a snapshot if there is one.
        """
        self.inputs = inputs
        self._replayed = replayed or (lambda: replay_of(inputs))
        self.lots = lru_cache(maxsize=4)(self._lots)
        self.positions = lru_cache(maxsize=4)(self._positions)
        self.candidates = lru_cache(maxsize=4)(self._candidates)
        self.findings = lru_cache(maxsize=4)(self._findings)
        self.form_rows = lru_cache(maxsize=8)(self._form_rows)
        self.recent = lru_cache(maxsize=4)(self._recent)
        self.washed = lru_cache(maxsize=8)(self._washed)

    @property
    def settings(self) -> Settings:
        """What the user has said."""
        return self.inputs.settings

    @property
    def zone(self) -> str:
        """The taxpayer's time zone."""
        return self.settings.taxpayer.time_zone

    @cached_property
    def replay(self) -> Replayed:
        """The ledger, its lots and its disposals."""
        return self._replayed()

    @cached_property
    def accounts(self) -> Accounts:
        """Custody and the like of each account."""
        return accounts_of(self.inputs.transactions, self.settings, self.inputs.sources)

    @property
    def disposals(self) -> pl.DataFrame:
        """Schema DISPOSALS."""
        return self.replay.disposals

    def under(self, inputs: Inputs) -> "Figures":
        """Give the figures of what might be: replayed is only what depends on what differs."""
        if replays_alike(self.inputs, inputs):
            return Figures(inputs, lambda: self.replay)
        return Figures(inputs, lambda: replay_after(inputs, self.inputs, self.replay))

    def _washed(self, rule: WashRule) -> "Figures":
        """Give the figures under another wash-sale rule."""
        return self.under(replace(self.inputs, wash=rule))

    def gains(self, year: int | None) -> pl.DataFrame:
        """Give the disposals of a year, or all (schema DISPOSALS)."""
        if year is None:
            return self.disposals
        return self.disposals.filter(pl.col("disposed_on").dt.year() == year)

    def pools_held(self) -> tuple[tuple[str, str], ...]:
        """Name each account and asset of which there are open lots, in order."""
        held = self.replay.lots.select("account", "asset").unique().sort("account", "asset")
        return tuple((account, asset) for account, asset in held.iter_rows())

    def prices(self, on: date) -> pl.DataFrame:
        """Give the latest price of each asset on or before a day: `asset`, `on`, `price`."""
        return changed(latest_on_or_before(self.inputs.prices, on), self.inputs.price_change)

    def _lots(self, on: date) -> pl.DataFrame:
        """Give the open lots at the prices of a day, as `lots.positions.priced` does."""
        return priced(self.replay.lots, self.prices(on), on, self.zone)

    def _positions(self, on: date) -> pl.DataFrame:
        """Give what each account holds (schema POSITIONS)."""
        return positions(balances(self.replay.legs), self.lots(on), self.prices(on))

    @cached_property
    def income(self) -> pl.DataFrame:
        """Income booked in the ledger (schema INCOME_ROWS)."""
        return income_rows(self.replay.ledger, self.zone)

    @cached_property
    def year_gains(self) -> dict[int, LedgerGains]:
        """What the ledger, and what was imported from elsewhere, adds to each tax year."""
        ledger = gains_by_year(self.disposals, self._income_by_year, self._collectibles)
        return with_elsewhere(ledger, self.elsewhere)

    @cached_property
    def elsewhere(self) -> pl.DataFrame:
        """Sales of stocks and the like, imported (schema ELSEWHERE)."""
        return elsewhere_frame(self.inputs.decisions.elsewhere)

    @cached_property
    def blocked(self) -> Blocked:
        """What is not proposed for sale, whatever it would save."""
        accounts = self.accounts
        return blocked_of(
            self.replay.ledger, self.settings.assets, accounts.estates, accounts.off_return
        )

    def _form_rows(self, year: int) -> pl.DataFrame:
        """Give the sales of a year added up by line of Schedule D (schema FORM_ROWS)."""
        other = self.elsewhere.filter(pl.col("year") == year)
        return summed(pl.concat([of_disposals(self.gains(year)), of_elsewhere(other)]))

    def _candidates(self, on: date) -> Candidates:
        """Give the lots that would be sold at a loss on a day."""
        return candidates(
            self.lots(on),
            self.settings.harvest,
            self.accounts.fee_rates,
            self._worth(on),
            self._sale_notes(on),
            self.blocked,
            self.recent(on),
        )

    def _sale_notes(self, on: date) -> dict[tuple[str, str], str]:
        """Say of lots what hinders their sale, and what was bought too short a time before."""
        lots, bills = self.lots(on), spoken_of(self.settings)
        hindered = sale_notes(lots, self.accounts.bound, self.brokers, on)
        bought = purchase_notes(lots, self.recent(on), bills)
        return bought | {
            lot: f"{note}; {bought[lot]}" if lot in bought else note
            for lot, note in hindered.items()
        }

    def _recent(self, on: date) -> Recent:
        """Give the purchases that a loss on a day would meet."""
        return recent_purchases(self.lots(on), wash_rule(self.inputs), on)

    def netting(self, year: int, marks: Marks, on: date) -> Netting:
        """Give Schedule D and the tax before and after the sale of marked lots.

        Raises:
            SaleError: A mark cannot be sold.
        """
        return netting(self._household, year, self.planned(marks, on))

    def settled(self, year: int) -> ChainedYear:
        """Settle a year as it stands, with what the years before it carry on."""
        return settled(self._household, year)

    def chain(self, through: int, marks: Marks, on: date) -> dict[int, ChainedYear]:
        """Settle every year from the first known one, each with what the one before carries on.

        Args:
            through: The last year.
            marks: Sold on a day of the last year.
            on: That day.

        Raises:
            SaleError: A mark cannot be sold.
        """
        return chain(self._household, through, self.planned(marks, on) if marks else None)

    def landscape(self, year: int, marks: Marks, on: date) -> Landscape:
        """Give what the next losses are worth after the sale of marked lots, and the whole map.

        Raises:
            SaleError: A mark cannot be sold.
        """
        losses = self.candidates(on).lots.select("term", "loss")
        short, long = (exact_sum(losses.filter(pl.col("term") == t.value)["loss"]) for t in Term)
        sales = self.planned(marks, on)
        return landscape(self._household, year, sales, Losses(short, long))

    def years_ahead(self, marks: Marks, on: date, first: int, last: int) -> YearsAhead:
        """Give a row of years without the sale of marked lots on a day, and with it.

        Raises:
            SaleError: A mark cannot be sold.
        """
        return years_ahead(self._household, self.planned(marks, on), on.year, first, last)

    def saved(self, found: Netting) -> tuple[Usd | None, Usd | None]:
        """Give the tax that planned sales save this year, and with what is carried on.

        Returns:
            Less tax of the year; less of the objective. Both None where income is not given.
        """
        if found.before.tax is None or found.after.tax is None:
            return None, None
        settings = self.settings.harvest
        with localcontext(EXACT):
            return (
                found.before.tax.total_tax - found.after.tax.total_tax,
                objective(found.before, settings) - objective(found.after, settings),
            )

    def prices_said(self, on: date) -> str:
        """Say in words how old the prices of what is held are."""
        held = self.replay.lots["asset"].unique().to_list()
        days = self.prices(on).filter(pl.col("asset").is_in(held))["on"]
        oldest, newest = days.min(), days.max()
        if not isinstance(oldest, date) or not isinstance(newest, date):
            return "no prices"
        if oldest == newest:
            return f"prices of {newest}"
        return f"prices of {newest}, the oldest of {oldest}"

    def planned(self, marks: Marks, on: date) -> pl.DataFrame:
        """Give the sales of marked lots on a day (schema PLANNED)."""
        refuse_off_return(marks, self.accounts.off_return)
        lots = self.lots(on)
        sales = planned(lots, marks, self.accounts.fee_rates)
        return put_off(sales, lots, self.recent(on))

    def _findings(self, on: date) -> tuple[Finding, ...]:
        """Give all that is wrong or must be known, errors first."""
        spam = set(self.spam)
        found = undismissed(all_found(self, on), self.inputs.decisions.dismissals)
        told = (f for f in found if f.asset not in spam or f.finding not in STOOD_IN)
        return tuple(sorted(told, key=lambda f: f.severity))

    @cached_property
    def spam(self) -> tuple[str, ...]:
        """Tokens that came unasked and advertise, but for those the user wants."""
        tokens = spam_tokens(self.replay.ledger, set(self.inputs.prices["asset"]))
        found = undismissed(spam_findings(tokens), self.inputs.decisions.dismissals)
        return tuple(one.asset for one in found if one.asset is not None)

    def _worth(self, on: date) -> Worth:
        """Value a further loss in the year of the sale; not known without income."""
        now = netting(self._household, on.year, None)
        if now.before.tax is None:
            return Worth(short_term=None, long_term=None)
        return Worth(
            short_term=now.short_term_segments,
            long_term=now.long_term_segments,
            collectibles=now.collectible_segments,
            collectible_assets=self._collectibles,
        )

    @cached_property
    def _household(self) -> Household:
        return Household(
            taxpayer=self.settings.taxpayer,
            years=self.settings.years,
            gains=self.year_gains,
            collectibles=self._collectibles,
            harvest=self.settings.harvest,
            filed=self.inputs.seals.settled,
        )

    @cached_property
    def incomes(self) -> dict[int, pl.Series]:
        """Amounts of income booked in the ledger, by year; those without a value left out."""
        by_year = self.income.with_columns(year=pl.col("received_on").dt.year())
        return {
            year: rows["income"].drop_nulls()
            for (year,), rows in by_year.partition_by("year", as_dict=True).items()
        }

    @cached_property
    def _income_by_year(self) -> dict[int, Usd]:
        return {year: exact_sum(amounts) for year, amounts in self.incomes.items()}

    @cached_property
    def _collectibles(self) -> frozenset[str]:
        return frozenset(a for a, said in self.settings.assets.items() if said.collectible)

    @cached_property
    def brokers(self) -> frozenset[str]:
        """Accounts in a broker's custody."""
        return frozenset(
            name for name, custody in self.accounts.custody.items() if custody == "broker"
        )
