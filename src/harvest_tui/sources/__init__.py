"""Files of exchanges and wallets: read as text, recognised, and understood row by row.

One file format each in `formats`; what they share is here. `load` is the way in.
"""

from harvest_tui.sources.formats.ledger_text import write_ledger
from harvest_tui.sources.interpret import interpret
from harvest_tui.sources.loading import load
from harvest_tui.sources.options import Options
from harvest_tui.sources.registry import FORMATS, listing
from harvest_tui.sources.sniff import recognise

__all__ = ["FORMATS", "Options", "interpret", "listing", "load", "recognise", "write_ledger"]
