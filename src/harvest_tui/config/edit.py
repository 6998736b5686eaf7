"""Changing entries of harvest.toml and nothing else: comments and order stay."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeAlias

import tomlkit

from harvest_tui.config.atomic import alone_in, replace
from harvest_tui.config.errors import ConfigError, dotted
from harvest_tui.config.harvest_toml import settings_of
from harvest_tui.config.place import Document, load, parse
from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.settings import FilingStatus, Settings

Entry: TypeAlias = str | int | bool | date | Decimal | Sequence["Entry"]
"""What an entry can be set to; a Decimal is written as text."""

_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})", re.ASCII)
_TRUTHS: Final = {"true": True, "false": False}


def set_filing_status(path: Path, status: FilingStatus) -> Settings:
    """Say the filing status."""
    return put(path, ("taxpayer", "filing_status"), status.value)


def set_time_zone(path: Path, zone: str) -> Settings:
    """Say the zone that decides every tax date."""
    return put(path, ("taxpayer", "time_zone"), zone)


def set_year(path: Path, year: int, key: str, entry: Entry) -> Settings:
    """Set an amount, or the deduction, of a year's table."""
    return put(path, ("year", str(year), key), entry)


def set_account(path: Path, account: str, key: str, entry: Entry) -> Settings:
    """Set a key of an account's table."""
    return put(path, ("accounts", account, key), entry)


def put(path: Path, keys: tuple[str, ...], entry: Entry) -> Settings:
    """Set one entry, making its tables where they are not there yet.

    Args:
        path: Of harvest.toml, which need not exist; its folder must.
        keys: Names of the tables, then the key.
        entry: The new value.

    Returns:
        The settings as they are now in the file.

    Raises:
        ConfigError: The file was wrong before, or the key does not take this value. The file is
            then as it was.
    """
    return put_all(path, {keys: entry})


def put_all(path: Path, entries: Mapping[tuple[str, ...], Entry]) -> Settings:
    """Set several entries, all or none.

    Args:
        path: As for `put`.
        entries: The new value by names of tables and key.

    Raises:
        ConfigError: As `put`.
    """
    target = path.resolve()  # a link stays a link, and what it leads to is replaced
    with alone_in(target.parent):
        before = load(target) or parse("", path.name)
        settings_of(before)
        document = before
        for keys, entry in entries.items():
            document = _with(document, keys, _plain(entry))
        settings = settings_of(document)
        replace(target, document.text)
    return settings


def take_away(path: Path, keys: tuple[str, ...]) -> Settings:
    """Remove an entry or a table.

    Args:
        path: As for `put`.
        keys: Names of the tables, then the key or the table's own name; it is there.

    Raises:
        ConfigError: As `put`.
    """
    target = path.resolve()
    with alone_in(target.parent):
        before = load(target) or parse("", path.name)
        settings_of(before)
        said = tomlkit.parse(before.text)
        table: Any = said
        for key in keys[:-1]:
            table = table[key]
        del table[keys[-1]]
        document = parse(tomlkit.dumps(said), path.name)
        settings = settings_of(document)
        replace(target, document.text)
    return settings


def entry_of(text: str) -> Entry:
    """Take what was typed for what it is in the file: a truth, a date, a whole number, a text."""
    if text in _TRUTHS:
        return _TRUTHS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _with(before: Document, keys: tuple[str, ...], entry: object) -> Document:
    """Set one entry, and make sure that no other changed."""
    document = parse(_edited(before.text, keys, entry), before.name)
    if document.said != _expected(before.text, keys, entry):
        raise ConfigError(
            before.name,
            before.lines.get(keys),
            keys,
            "this cannot be set without touching other entries",
            f"edit the file by hand: {keys[-1]} = … under [{dotted(keys[:-1])}]",
        )
    return document


def _edited(text: str, keys: tuple[str, ...], entry: object) -> str:
    document = tomlkit.parse(text)
    table: Any = document
    for depth, key in enumerate(keys[:-1], start=1):
        if key not in table:
            table[key] = tomlkit.table(is_super_table=depth < len(keys) - 1)
        table = table[key]
    table[keys[-1]] = entry
    return tomlkit.dumps(document)


def _expected(text: str, keys: tuple[str, ...], entry: object) -> object:
    said: dict[str, Any] = deepcopy(dict(parse(text, "").said))
    table = said
    for key in keys[:-1]:
        table = table.setdefault(key, {})
    table[keys[-1]] = entry
    return said


def _plain(entry: Entry) -> object:
    if isinstance(entry, Decimal):
        return plain_text(entry)
    if isinstance(entry, (str, int, date)):
        return entry
    return [_plain(part) for part in entry]
