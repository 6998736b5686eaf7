"""Reading one parameter file: a label, a unit, references and dated values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final, TypeAlias

Value: TypeAlias = Decimal | bool | str | tuple["Value", ...] | Mapping[str, "Value"]

_FOLDER: Final = files(__package__) / "params"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where the law says so."""

    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number or table of the law, with the days from which each version holds."""

    name: str
    label: str
    unit: str
    reference: tuple[Reference, ...]
    values: tuple[tuple[date, Mapping[str, Value]], ...]
    """Oldest first."""

    def at(self, day: date) -> Mapping[str, Value]:
        """Give the newest version not after that day.

        Raises:
            ValueError: The day is before the first version.
        """
        held = [table for since, table in self.values if since <= day]
        if not held:
            raise ValueError(f"{self.name} is not known on {day}")
        return held[-1]


@cache
def parameter(name: str) -> Parameter:
    """Read one file of `params`, once.

    Raises:
        ValueError: It lacks a label, a unit, a reference or a value, or a value is no number,
            truth or word.
    """
    raw = tomllib.loads(_text(name), parse_float=Decimal)
    for key in ("label", "unit", "reference", "values"):
        if not raw.get(key):
            raise ValueError(f"rules/params/{name}.toml has no {key}")
    return Parameter(
        name=name,
        label=raw["label"],
        unit=raw["unit"],
        reference=tuple(Reference(**one) for one in raw["reference"]),
        values=tuple(sorted(_dated(raw["values"]), key=lambda version: version[0])),
    )


def parameter_names() -> tuple[str, ...]:
    """List the files of `params`, in name order."""
    found = (file.name for file in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


def _text(name: str) -> str:
    return (_FOLDER / f"{name}.toml").read_text(encoding="utf-8")


def _dated(raw: Mapping[str, Mapping[str, object]]) -> list[tuple[date, Mapping[str, Value]]]:
    return [
        (date.fromisoformat(day), {key: _value(cell) for key, cell in table.items()})
        for day, table in raw.items()
    ]


def _value(cell: object) -> Value:
    match cell:
        case bool() | str() | Decimal():
            return cell
        case int():
            return Decimal(cell)
        case list():
            return tuple(_value(one) for one in cell)
        case dict():
            return {str(key): _value(one) for key, one in cell.items()}
        case _:
            raise ValueError(f"{cell!r} is no number, truth or word")
