"""Scenarios kept in harvest.toml: asked for, shown, written, removed."""

from collections.abc import Mapping
from typing import Final

from harvest_tui.config import edit
from harvest_tui.config.edit import Entry, entry_of
from harvest_tui.domain.errors import UsageError
from harvest_tui.domain.text import shown
from harvest_tui.reports.details import Fact
from harvest_tui.reports.forms import DraftView, Field, FormView
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.scenarios import scenario_named

TABLE: Final = "scenario"
PRICES: Final = "price_percent_of"
_NAME: Final = "name"
_FIELDS: Final = (
    Field(name=_NAME, label="Name", hint="needed"),
    Field(name="price_percent", label="Prices, %", hint="-30: all three tenths less"),
    Field(name="short_term_gain", label="Short-term gain", hint="on top, USD"),
    Field(name="long_term_gain", label="Long-term gain", hint="on top, USD"),
    Field(name="other_income", label="Other income", hint="on top, USD; -5000 for less"),
    Field(name="filing_status", label="Filing status", hint="single, mfj, mfs, hoh, qss"),
    Field(name="sale_day", label="Day of sale", hint="2027-01-04"),
    Field(name="wash_sale_from", label="Wash sales from", hint="2026-06-08"),
)


class ScenarioKeeping:
    """The scenarios of one book."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def form(self) -> FormView:
        """Ask for a new scenario; what is left blank stays as it is."""
        return FormView(
            title="A scenario",
            about=(
                "What might be. It is kept under its name in harvest.toml.",
                "The same name changes it. Single prices: price_percent_of, set there.",
            ),
            fields=_FIELDS,
        )

    def draft(self, answers: Mapping[str, str]) -> DraftView:
        """Show what the answers would write; nothing is written.

        Raises:
            UsageError: There is no name, or nothing changes.
        """
        name, entries = _read(answers)
        facts = (Fact(key, shown(str(entry))) for key, entry in entries.items())
        return DraftView(title=f'[scenario."{shown(name, 40)}"]', facts=tuple(facts))

    def record(self, answers: Mapping[str, str]) -> str:
        """Write the answers into harvest.toml; give a sentence that says so.

        Raises:
            HarvestError: An answer does not fit; nothing is written then.
        """
        return self.set(*_read(answers))

    def set(self, name: str, entries: Mapping[str, Entry]) -> str:
        """Write entries of a scenario, all or none; `price_percent_of.ASSET` for one asset."""
        changes: dict[tuple[str, ...], Entry] = {
            (TABLE, name, *_keys(key)): entry for key, entry in entries.items()
        }
        edit.put_all(self._book.place.harvest_toml, changes)
        return f"{shown(name, 40)}: {', '.join(entries)} written to harvest.toml."

    def remove(self, name: str) -> str:
        """Take a scenario out of harvest.toml.

        Raises:
            ScenarioError: There is none of that name.
        """
        scenario_named(self._book.said().settings, name)
        edit.take_away(self._book.place.harvest_toml, (TABLE, name))
        return f"{shown(name, 40)} removed from harvest.toml."


def _keys(key: str) -> tuple[str, ...]:
    table, dot, asset = key.partition(".")
    return (table, asset) if dot and table == PRICES else (key,)


def _read(answers: Mapping[str, str]) -> tuple[str, dict[str, Entry]]:
    given = {field.name: answers.get(field.name, "").strip() for field in _FIELDS}
    name = given.pop(_NAME)
    entries = {key: entry_of(text) for key, text in given.items() if text}
    if not name or not entries:
        raise UsageError("A scenario has a name and changes something.\nFix: fill in both.")
    return name, entries
