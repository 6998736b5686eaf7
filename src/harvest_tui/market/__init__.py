"""The price book: prices from files, with where they come from, and how a price is looked up."""

from harvest_tui.market.files import read_prices
from harvest_tui.market.lookup import latest_on_or_before, with_price_of_the_day

__all__ = ["latest_on_or_before", "read_prices", "with_price_of_the_day"]
