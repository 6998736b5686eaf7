"""The formats that can be read."""

from collections.abc import Mapping
from typing import Final

from harvest_tui.sources.format import Format
from harvest_tui.sources.formats.coinbase import COINBASE
from harvest_tui.sources.formats.kraken_ledgers import KRAKEN_LEDGERS
from harvest_tui.sources.formats.ledger import LEDGER
from harvest_tui.sources.formats.ledger_live import LEDGER_LIVE

FORMATS: Final[Mapping[str, Format]] = {
    form.name: form
    for form in (
        LEDGER,
        COINBASE,
        KRAKEN_LEDGERS,
        LEDGER_LIVE,
    )
}
"""By the name that `--source` takes."""


def listing() -> tuple[Format, ...]:
    """Give the formats as `harvest-tui sources` lists them: the plain ledger, then by name."""
    others = (form for form in FORMATS.values() if form is not LEDGER)
    return (LEDGER, *sorted(others, key=lambda form: form.name))
