"""The balances that imported files state themselves, read from the rows kept."""

from datetime import datetime

import polars as pl

from harvest_tui import __version__
from harvest_tui.ledger.running_balances import CLOSINGS
from harvest_tui.sources.running import closings
from harvest_tui.store.cache import Cache
from harvest_tui.store.store import Store
from harvest_tui.workspace.reading import kept_format, kept_options


def closing_balances(store: Store, cache: Cache, now: datetime) -> pl.DataFrame:
    """Give the last balance that each file states of each asset, schema CLOSINGS.

    Files that were taken back say nothing. Kept in the cache until something is written.
    """
    name = f"closings/{__version__}/{store.revision}"
    kept = cache.get(name)
    if kept is None:
        files = store.files().filter(pl.col("retracted_at").is_null())["file_id"]
        rows = [row for file_id in files for row in _stated(store, file_id, now)]
        kept = pl.DataFrame(rows, schema=CLOSINGS, orient="row")
        cache.put(name, kept)
    return kept


def _stated(store: Store, file_id: int, now: datetime) -> list[tuple[object, ...]]:
    table, source, account, options = store.kept(file_id)
    form = kept_format(table, source, options)
    place = account or form.account
    if place is None:
        return []
    return [
        (place, one.asset, one.at, one.quantity, table.name)
        for one in closings(table, form, kept_options(options), now)
    ]
