"""The SQLite ledger of a book: what was imported, decided and identified; nothing computed."""

from harvest_tui.store.imports import Reinterpret
from harvest_tui.store.prices import PriceRank
from harvest_tui.store.results import Decision, ImportResult, Provenance, RebuildResult
from harvest_tui.store.store import Store

__all__ = [
    "Decision",
    "ImportResult",
    "PriceRank",
    "Provenance",
    "RebuildResult",
    "Reinterpret",
    "Store",
]
