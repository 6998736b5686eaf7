"""To which losses the wash-sale rule applies: by the law in force, and by each pending bill."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from harvest_tui.rules.files import Parameter, Value, parameter

DIGITAL_ASSETS: Final = "digital assets"
"""The word for a law that covers more than stock and securities."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WashRule:
    """Which losses are tested for a replacement.

    Stock and securities always are: so is the law today. Everything else from a day on, if at all.
    """

    securities: frozenset[str] = frozenset()
    """Assets that are stock or securities."""
    others_from: date | None = None
    """First day of sale from which other assets are covered; None: they are not."""
    exempt: frozenset[str] = frozenset()
    """Of the other assets those that stay out."""
    adjusts: bool = True
    """False: losses are only counted; gains, basis and dates stay as they are without a rule."""

    def covers(self, asset: str, sold_on: date) -> bool:
        """Tell whether a loss on an asset sold that day can be a wash sale."""
        return self.ever_covers(asset) and (
            asset in self.securities
            or (self.others_from is not None and sold_on >= self.others_from)
        )

    def ever_covers(self, asset: str) -> bool:
        """Tell whether a loss on an asset can be a wash sale on any day."""
        others = self.others_from is not None and asset not in self.exempt
        return asset in self.securities or others

    @property
    def idle(self) -> bool:
        """Tell whether there is nothing it could ever cover."""
        return not self.securities and self.others_from is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A bill that would extend the rule."""

    name: str
    """Its number, such as `H.R. 9172`."""
    title: str
    sales_from: date
    """First day of sale it would reach; for calendar-year taxpayers, and at the earliest."""
    applies_to: str
    exempt: str
    """What it leaves out, in words."""
    status: str
    status_on: date
    read: str
    """What these words were taken from."""
    href: str


def window() -> timedelta:
    """Give how long before and after a loss a purchase counts.

    Source: 26 U.S.C. § 1091(a).
    """
    return timedelta(days=int(str(_newest(parameter("wash_sale_window"))["all"])))


def law_today(securities: frozenset[str]) -> WashRule:
    """Give the law in force: it reaches stock and securities only.

    Source: 26 U.S.C. § 1091(a).
    """
    law = parameter("wash_sale_law")
    since = next((day for day, table in law.values if table["all"] == DIGITAL_ASSETS), None)
    return WashRule(securities=securities, others_from=since, exempt=payment_stablecoins())


def counted(year: int) -> WashRule:
    """Give a rule that counts a year's losses on units that were replaced, and puts none off.

    It begins a window before the year: what losses of its last days were replaced by is used up.
    """
    return WashRule(others_from=date(year, 1, 1) - window(), adjusts=False)


def extended(securities: frozenset[str], sales_from: date) -> WashRule:
    """Give the rule as the pending bills would have it, from a day of sale on."""
    return WashRule(securities=securities, others_from=sales_from, exempt=payment_stablecoins())


@cache
def payment_stablecoins() -> frozenset[str]:
    """Give the tickers that no pending bill would cover."""
    tickers = _newest(parameter("payment_stablecoins"))["all"]
    return frozenset(map(str, tickers)) if isinstance(tickers, tuple) else frozenset()


@cache
def pending_bills() -> tuple[Bill, ...]:
    """Give the bills known when this was released, in the order of their days, then numbers."""
    told = _newest(parameter("wash_sale_bills"))
    bills = [_bill(name, said) for name, said in told.items() if isinstance(said, Mapping)]
    return tuple(sorted(bills, key=lambda bill: (bill.sales_from, bill.status_on, bill.name)))


def _bill(name: str, said: Mapping[str, Value]) -> Bill:
    words = {key: str(cell) for key, cell in said.items()}
    return Bill(
        name=name,
        title=words["title"],
        sales_from=date.fromisoformat(words["sales_from"]),
        applies_to=words["applies_to"],
        exempt=words["exempt"],
        status=words["status"],
        status_on=date.fromisoformat(words["status_on"]),
        read=words["read"],
        href=words["href"],
    )


def _newest(known: Parameter) -> Mapping[str, Value]:
    return known.values[-1][1]
