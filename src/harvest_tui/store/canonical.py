"""One spelling of a JSON value, so that its bytes can be hashed and compared."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | bool | None"
"""No float: an amount is written as text."""


def canonical(value: Json) -> str:
    """Write sorted keys, no blanks, no escapes but those that JSON demands.

    Raises:
        TypeError: There is a float in it, or something JSON does not know.
    """
    _refuse_float(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _refuse_float(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(f"{value} is a float; write an amount as text")
    if isinstance(value, Mapping):
        for part in value.values():
            _refuse_float(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            _refuse_float(part)
