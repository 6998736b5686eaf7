"""Header names: compared without regard to case, blanks, line breaks and underscores."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """Give the form in which two header names are compared."""
    return " ".join(name.replace("\ufeff", " ").replace("_", " ").split()).casefold()


def told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """Trim header names and number repeated ones: `Unit`, `Unit (2)`, `Unit (3)`."""
    seen: Counter[str] = Counter()
    result: list[str] = []
    for name in names:
        seen[normal(name)] += 1
        count = seen[normal(name)]
        tidy = " ".join(name.replace("\ufeff", " ").split())
        result.append(tidy if count == 1 else f"{tidy} ({count})")
    return tuple(result)
