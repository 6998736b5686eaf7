"""A column mapping as its file states it, held against the keys that we know."""

from collections.abc import Callable, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Final, NoReturn
from zoneinfo import ZoneInfo

from harvest_tui.config.errors import Keys
from harvest_tui.config.place import Place, parse
from harvest_tui.config.values import RefusedError, name, one_of, said, time_zone, truth
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.text import shown
from harvest_tui.sources.errors import MissingColumnError
from harvest_tui.sources.mapping import (
    EPOCH,
    FIXABLE,
    ROLES,
    Broad,
    FeeSign,
    Meaning,
    SheetMapping,
    When,
    folded,
)
from harvest_tui.sources.options import DateOrder, DecimalMark
from harvest_tui.workspace.mapping_checks import check_together

WORDS: Final = tuple(sorted({*map(str, Kind), *map(str, Broad)}))
"""What a word of a sheet can mean."""
_EXAMPLE: Final = datetime(2023, 11, 25, 13, 45, 51, tzinfo=ZoneInfo("UTC"))


def read_mapping(content: str, file: str) -> SheetMapping:
    """Read a mapping.

    Args:
        content: TOML.
        file: Name of the file, for errors.

    Raises:
        ConfigError: A key is unknown, missing or at odds with another, or a value is not what
            its key wants; with file, line and key.
    """
    document = parse(content, file)
    top = Place(document=document, value=document.said)
    given: dict[str, Any] = {}
    for key, place in top.table().items():
        if key in _TABLES:
            given[key] = _TABLES[key](place)
        elif key in _TOP:
            given[key] = place.one_of(_TOP, key)
        else:
            place.unknown(dict.fromkeys((*_TOP, *_TABLES)))
    check_together(top, given)
    fixed = given.setdefault("fixed", {})
    if "kind" in fixed:
        place = top.at("fixed", None).at("kind", fixed["kind"])
        given["kinds"] = {folded(fixed["kind"]): place.one_of({"kind": meaning}, "kind")}
    return SheetMapping(when=given.pop("time"), **given)


def refuse_column(content: str, file: str, error: MissingColumnError) -> NoReturn:
    """Say which key of a mapping names a column that the sheet has not.

    Raises:
        ConfigError: Always.
    """
    document = parse(content, file)
    keys = _key_of(document.said, error.column)
    place = Place(document=document, keys=keys, value=error.column)
    near = get_close_matches(error.column, error.header, n=1, cutoff=0.4)
    meant = f'did you mean "{shown(near[0])}"? ' if near else ""
    listed = ", ".join(f'"{shown(cell)}"' for cell in error.header)
    place.refuse(
        f'the sheet has no column "{shown(error.column)}"', f"{meant}Its columns are {listed}"
    )


def _key_of(document: Mapping[str, object], column: str) -> Keys:
    for table in ("time", "columns"):
        keys = document.get(table)
        for key, value in keys.items() if isinstance(keys, dict) else ():
            if value == column:
                return (table, str(key))
    return ()


def meaning(value: object) -> Meaning:
    """Read what a word of a sheet means."""
    if not isinstance(value, str) or value not in WORDS:
        near = get_close_matches(str(value), WORDS, n=1)
        meant = f'did you mean "{near[0]}"? ' if near else ""
        raise RefusedError(
            f"{said(value)} is no kind of transaction",
            f"{meant}Write one such as buy, sell, trade, transfer, staking_reward, spend or skip",
        )
    return Broad(value) if value in set(Broad) else Kind(value)


def _pattern(value: object) -> str:
    """Read how a moment is written; it must give a whole date."""
    pattern = name(value)
    if pattern == EPOCH:
        return pattern
    try:
        again = datetime.strptime(_EXAMPLE.strftime(pattern), pattern)  # noqa: DTZ007 # a trial
        whole = again.date() == _EXAMPLE.date() and "%Z" not in pattern
    except ValueError:
        whole = False
    if not whole:
        raise RefusedError(
            f"{said(pattern)} does not give a whole date",
            'write one such as KEY = "%d.%m.%Y %H:%M" (or "epoch"), and the zone under zone',
        )
    return pattern


def _when(place: Place) -> When:
    given = place.read(_TIME)
    if "column" not in given:
        place.refuse("column is missing", 'name the column of the date: column = "Date"')
    if "zone" not in given and given.get("format") != EPOCH:
        place.refuse(
            "zone is missing",
            'say on which clock the times are: zone = "UTC", or such as "America/New_York"; '
            "a time that names its own zone keeps it",
        )
    return When(
        column=given["column"],
        clock=given.get("clock"),
        pattern=given.get("format"),
        zone=given.get("zone", "UTC"),
        order=given.get("order"),
    )


def _columns(place: Place) -> Mapping[str, str]:
    return place.read(dict.fromkeys(ROLES, name))


def _fixed(place: Place) -> Mapping[str, str]:
    return place.read(dict.fromkeys(FIXABLE, name))


def _kinds(place: Place) -> Mapping[str, Meaning]:
    found: dict[str, Meaning] = {}
    for word, one in place.table().items():
        read = one.one_of({word: meaning}, word)
        if found.setdefault(folded(word), read) is not read:
            one.refuse("the same word stands here twice", "keep one of them: case does not matter")
    return found


def _assets(place: Place) -> Mapping[str, str]:
    return {word: one.one_of({word: name}, word) for word, one in place.table().items()}


_TOP: Final[Mapping[str, Callable[[object], Any]]] = {
    "source": name,
    "decimal": one_of(DecimalMark),
    "signed": truth,
    "fee_sign": one_of(FeeSign),
}
_TIME: Final[Mapping[str, Callable[[object], Any]]] = {
    "column": name,
    "clock": name,
    "format": _pattern,
    "zone": time_zone,
    "order": one_of(DateOrder),
}
_TABLES: Final[Mapping[str, Callable[[Place], object]]] = {
    "time": _when,
    "columns": _columns,
    "fixed": _fixed,
    "kinds": _kinds,
    "assets": _assets,
}
