"""Frozen values written down as JSON and read back, field by field.

A field that came later than the record takes its default, or None; one that is gone is left out.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from harvest_tui.domain.amounts import plain_text
from harvest_tui.store.canonical import Json

T = TypeVar("T")


def written(value: object) -> Json:
    """Write a dataclass or a named tuple of amounts, words, days and the like.

    Raises:
        TypeError: There is something else in it.
    """
    match value:
        case None | bool() | int():
            return value
        case Decimal():
            return plain_text(value)
        case str():
            return str(value)  # of an enum, its word
        case date():
            return value.isoformat()
        case tuple() if hasattr(value, "_asdict"):
            return {name: written(one) for name, one in value._asdict().items()}
        case _ if is_dataclass(value):
            return {one.name: written(getattr(value, one.name)) for one in fields(value)}
        case _:
            raise TypeError(f"{type(value).__name__} cannot be written")


def read_back(kind: type[T], said: Mapping[str, Any]) -> T:
    """Read back what `written` wrote of a dataclass or a named tuple of that kind."""
    hints = get_type_hints(kind)
    known = {name: _read(hints[name], said[name]) for name in hints if name in said}
    if is_dataclass(kind):
        known |= {one.name: None for one in fields(kind) if one.name not in said and _bare(one)}
    return kind(**known)


def _bare(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _read(hint: Any, said: Any) -> Any:  # noqa: ANN401 # of any field
    if said is None:
        return None
    kinds = [one for one in get_args(hint) if one is not NoneType] or [hint]
    kind = kinds[0]
    if isinstance(said, Mapping):
        return read_back(kind, said)
    if kind is date:
        return date.fromisoformat(said)
    return kind(said)
