"""A first draft of a column mapping, made from a sheet's header: every line is for the user."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import Final

import tomli_w

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.rows import Table
from harvest_tui.domain.text import shown
from harvest_tui.domain.transaction import Precision
from harvest_tui.sources import times
from harvest_tui.sources.heading import likely_heading
from harvest_tui.sources.mapping import ROLES
from harvest_tui.sources.options import DateOrder
from harvest_tui.sources.reading import read
from harvest_tui.workspace.guessing import meanings_of, roles_of

_MOST_WORDS: Final = 60
_WIDTH: Final = 96
_ZONE: Final = '# zone = "America/New_York"  # needed: on which clock these times are'
_WORD: Final = '# {} = ""  # buy, sell, trade, transfer, staking_reward, spend, skip …'


def draft(sheet: Path, target: Path) -> str:
    """Draft a mapping of a sheet.

    Args:
        sheet: A file of text with a header.
        target: Where the mapping will be; named in it.

    Raises:
        HarvestError: The sheet cannot be read, or no line of it looks like a header.
    """
    table = read(sheet, sheet.name, lambda headings: likely_heading(headings, sheet.name))
    roles = roles_of(table.header)
    lines = [
        f"# How to read {shown(table.name)}: a draft made from its header. Check each line, then",
        f"#   harvest-tui import {shown(table.name)} --mapping {shown(target.name)} --dry-run",
        "# A row with a word that is not named here is quarantined, never guessed.",
        "",
        f"{_entry('source', sheet.stem)}  # where it is from; and the account, unless said below",
        '# decimal = "comma"  # what stands before the decimals, where the numbers do not show it',
        *_signs(table, roles),
        *_time(table, roles),
        *_columns(table, roles),
        *_fixed(roles),
        *_kinds(table, roles),
    ]
    return "\n".join(lines) + "\n"


def write_new(target: Path, content: str) -> None:
    """Write a file that is not there yet.

    Raises:
        HarvestError: It is there, or cannot be written.
    """
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except FileExistsError:
        raise HarvestError(
            f"{shown(str(target), 200)}: this file is there, and is never overwritten.\n"
            "Fix: name another one (--output FILE)."
        ) from None
    except OSError as error:
        why = error.strerror or "it cannot be written"
        raise HarvestError(
            f"{shown(str(target), 200)}: {why}.\nFix: name another place (--output FILE)."
        ) from None


def _signs(table: Table, roles: dict[str, str]) -> Iterator[str]:
    amounts, fees = _cells(table, roles, "amount"), _cells(table, roles, "fee_quantity")
    if "amount" in roles and not any(map(_negative, amounts)):
        yield "signed = false  # amounts have no sign here: the kind says what came and what went"
    if any(map(_negative, fees)):
        yield 'fee_sign = "minus"  # a fee is a number below zero here'


def _time(table: Table, roles: dict[str, str]) -> Iterator[str]:
    cells = _cells(table, roles, "time")
    yield "\n[time]"
    yield _named(roles, "time", "column")
    if "clock" in roles:
        yield _named(roles, "clock", "clock")
    if cells and all(_reads(times.parse_epoch, cell) for cell in cells):
        yield 'format = "epoch"'
        return
    yield '# format = "%d.%m.%Y %H:%M:%S"  # only where it is not understood by itself'
    if (orders := times.orders_shown_by(cells)) and len(orders) > 1:
        yield '# order = "mdy"  # needed: no date shows which number is the month (or "dmy")'
    settled = bool(cells) and "clock" not in roles and all(map(_needs_no_zone, cells))
    yield 'zone = "UTC"  # of times that name none' if settled else _ZONE


def _columns(table: Table, roles: dict[str, str]) -> Iterator[str]:
    yield "\n[columns]"
    yield from (_entry(role, roles[role]) for role in ROLES if role in roles)
    if not {"amount", "in_quantity", "out_quantity"} & set(roles):
        yield "# needed: amount and asset, with a sign; or the two sides of a row,"
        yield "# in_asset, in_quantity, out_asset and out_quantity"
    rest = [name for name in table.header if name and name not in roles.values()]
    if rest:
        held = f"not used below; what a column can hold: {', '.join(ROLES)}"
        yield from (f"# {line}" for line in wrap(held, _WIDTH))
    yield from (f"# {_value(name)}" for name in rest)


def _fixed(roles: dict[str, str]) -> Iterator[str]:
    yield "\n[fixed]  # what is the same for all rows, where no column says it"
    yield '# account = "My wallet"'
    for quantity, asset in (
        ("total", "total_asset"),
        ("amount", "asset"),
        ("in_quantity", "in_asset"),
        ("out_quantity", "out_asset"),
        ("fee_quantity", "fee_asset"),
    ):
        if quantity in roles and asset not in roles:
            known = "usd" in roles[quantity].casefold()
            yield f'{"" if known else "# "}{asset} = "USD"  # needed: the asset of {quantity}'
    if "kind" not in roles:
        yield '# kind = "buy"  # needed, where no column says what a row is'


def _kinds(table: Table, roles: dict[str, str]) -> Iterator[str]:
    if "kind" not in roles:
        return
    yield "\n[kinds]  # what the words of that column mean"
    words = sorted(set(_cells(table, roles, "kind")))
    for word, meaning in meanings_of(words[:_MOST_WORDS]).items():
        key = _entry(word, "").partition(" = ")[0]
        yield _entry(word, meaning) if meaning else _WORD.format(key)


def _cells(table: Table, roles: dict[str, str], role: str) -> Sequence[str]:
    """Give what stands in a role's column, blanks left out."""
    if role not in roles:
        return ()
    at = table.header.index(roles[role])
    found = (row.cells[at].strip() for row in table.rows if at < len(row.cells))
    return [cell for cell in found if cell]


def _named(roles: dict[str, str], role: str, key: str) -> str:
    return _entry(key, roles[role]) if role in roles else f'# {key} = ""  # needed: its column'


def _entry(key: str, value: str) -> str:
    """Write one key as TOML does, whatever characters stand in it."""
    return tomli_w.dumps({key: value}).rstrip("\n")


def _value(text: str) -> str:
    return _entry("key", text).removeprefix("key = ")


def _negative(cell: str) -> bool:
    return cell.startswith(("-", "−", "("))


def _needs_no_zone(cell: str) -> bool:
    """Tell whether a moment names its zone, or is a whole day."""
    for order in (None, *DateOrder):
        if _reads(partial(times.parse, zone=None, order=order), cell):
            return True
        if _reads(partial(_whole_day, order=order), cell):
            return True
    return False


def _whole_day(cell: str, order: DateOrder | None) -> None:
    if times.parse(cell, UTC, order).precision is not Precision.DAY:
        raise ValueError("has a clock")


def _reads(parse: Callable[[str], object], cell: str) -> bool:
    try:
        parse(cell)
    except ValueError:
        return False
    return True
