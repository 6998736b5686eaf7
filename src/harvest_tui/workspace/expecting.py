"""Amounts that the user expects of a year: questions, what will be written, and writing it."""

from collections.abc import Iterator, Mapping
from typing import Final

from harvest_tui.config import edit
from harvest_tui.config.edit import Entry, entry_of
from harvest_tui.domain.amounts import Usd, plain_text
from harvest_tui.domain.errors import UsageError
from harvest_tui.domain.settings import YearInputs
from harvest_tui.domain.text import shown
from harvest_tui.reports.details import Fact
from harvest_tui.reports.forms import DraftView, Field, FormView
from harvest_tui.workspace.book import Book

ASKED: Final = {
    "wages_and_other": "Wages and other",
    "interest_and_nonqualified_dividends": "Interest, other dividends",
    "qualified_dividends": "Qualified dividends",
    "deduction": "Deduction",
    "short_term_gains_elsewhere": "Short gains elsewhere",
    "long_term_gains_elsewhere": "Long gains elsewhere",
}
"""Keys of a year's table that the form asks for, and how they are called there."""


class Expecting:
    """What a book's user expects of the years."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def form_for(self, year: int) -> FormView:
        """Put the questions about a year; what is left blank stays as it is."""
        given = self._book.said().settings.years.get(year)
        return FormView(
            title=f"Expected for {year}",
            about=(
                f"What your return of {year} will hold beside this ledger, in dollars.",
                f"It is written under [year.{year}] of harvest.toml.",
            ),
            fields=tuple(
                Field(name=key, label=label, hint=_hint(given, key)) for key, label in ASKED.items()
            ),
        )

    def draft(self, year: int, answers: Mapping[str, str]) -> DraftView:
        """Show what the answers would write; nothing is written.

        Raises:
            UsageError: Nothing was answered.
        """
        facts = (Fact(key, shown(_written(entry))) for key, entry in _entries(answers))
        return DraftView(title=f"[year.{year}] of harvest.toml", facts=tuple(facts))

    def record(self, year: int, answers: Mapping[str, str]) -> str:
        """Write the answers into harvest.toml; give a sentence that says so.

        Raises:
            HarvestError: An answer is no amount; nothing is written then.
        """
        return self.set(year, dict(_entries(answers)))

    def set(self, year: int, entries: Mapping[str, Entry]) -> str:
        """Write entries of a year's table, all or none; give a sentence that says so."""
        changes: dict[tuple[str, ...], Entry] = {
            ("year", str(year), key): entry for key, entry in entries.items()
        }
        edit.put_all(self._book.place.harvest_toml, changes)
        return f"{', '.join(entries)} of {year} written to harvest.toml."


def assigned(words: list[str]) -> dict[str, Entry]:
    """Read KEY=VALUE words.

    Raises:
        UsageError: A word is none, or a key is named twice.
    """
    entries: dict[str, Entry] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key or not value:
            raise UsageError(f"{shown(word)}: this sets nothing.\nFix: write KEY=VALUE.")
        if key in entries:
            raise UsageError(f"{shown(key)} is set twice.\nFix: name each key once.")
        entries[key] = entry_of(value)
    return entries


def _entries(answers: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    given = {key: answers[key].strip() for key in ASKED if key in answers}
    if not any(given.values()):
        raise UsageError("Nothing was entered.\nFix: fill in an amount, or go back with escape.")
    yield from ((key, entry_of(text)) for key, text in given.items() if text)


def _written(entry: Entry) -> str:
    return str(entry)


def _hint(given: YearInputs | None, key: str) -> str:
    if given is None:
        return "0 if blank" if key != "deduction" else "standard if blank"
    amount: Usd | None = getattr(given, key)
    now = "standard" if amount is None else plain_text(amount)
    return f"{now}; blank leaves it"
