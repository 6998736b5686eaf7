"""What a year's lots rest on, as one digest: while it is the same, so are they."""

from datetime import date, timedelta
from hashlib import sha256

import polars as pl

from harvest_tui import __version__
from harvest_tui.domain.frames import SEALED_TRANSACTIONS
from harvest_tui.rules.wash_sales import window
from harvest_tui.workspace.custody import off_return
from harvest_tui.workspace.inputs import Inputs
from harvest_tui.workspace.wash_rules import wash_rule


def ground(ledger: pl.DataFrame, inputs: Inputs, year: int) -> str:
    """Name all that the lots up to the end of a year rest on.

    Args:
        ledger: Schema LEDGER.
        inputs: What was said beside it.
        year: What comes after it does not count, but for the days in which a purchase can still
            put its losses off.
    """
    settings, zone = inputs.settings, inputs.settings.taxpayer.time_zone
    until = date(year, 12, 31) + (timedelta() if wash_rule(inputs).idle else window())
    dated = pl.col("at").dt.convert_time_zone(zone).dt.date() <= until
    rows = ledger.filter(dated).select(list(SEALED_TRANSACTIONS)).write_csv()
    said = (
        __version__,
        zone,
        settings.dust,
        settings.rules,
        sorted(settings.accounts.items()),
        sorted(settings.assets.items()),
        sorted(off_return(settings)),
        settings.years.get(year),
        [one for one in inputs.elections if one.year <= year],
        [one for one in inputs.identifications if one.as_filed or one.recorded_at.year <= year],
        inputs.decisions.allocations,
        inputs.seals.before(year).digest,
    )
    return sha256((rows + repr(said)).encode()).hexdigest()
