"""Which version of each parameter of the law a year rests on."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from harvest_tui.rules.files import Parameter, Value, parameter, parameter_names


def law_in_force(year: int) -> dict[str, tuple[date, str]]:
    """Give, by name, the day since which each parameter of a year holds, and a digest of it.

    Args:
        year: A parameter that begins to hold within it counts; of several, the last one.
    """
    last = date(year, 12, 31)
    known = (parameter(name) for name in parameter_names())
    return {one.name: _version(one, last) for one in known if one.values[0][0] <= last}


def _version(one: Parameter, last: date) -> tuple[date, str]:
    since, values = max((v for v in one.values if v[0] <= last), key=lambda version: version[0])
    return since, sha256(_spelled(values).encode()).hexdigest()


def _spelled(value: Value) -> str:
    """Write a value in one way, whatever the order in its file."""
    if isinstance(value, Mapping):
        return repr(sorted((name, _spelled(one)) for name, one in value.items()))
    if isinstance(value, tuple):
        return repr([_spelled(one) for one in value])
    return str(value)
