"""The header of a table that nobody has described: the line that looks most like one."""

from collections.abc import Sequence

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.text import shown
from harvest_tui.sources import numbers, times
from harvest_tui.sources.headers import normal
from harvest_tui.sources.options import DateOrder
from harvest_tui.sources.reading import Heading


class NoHeaderError(HarvestError):
    """No line names columns."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{shown(name)}: none of the first lines looks like a header.\n"
            "Fix: put a line above the table that names each column once."
        )


def likely_heading(headings: Sequence[Heading], name: str) -> Heading:
    """Find the widest line of the first ones whose cells are all names; of equals the first.

    Args:
        headings: The first lines in every splitting, in order of lines.
        name: Of the file.

    Raises:
        NoHeaderError: There is none.
    """
    named = [heading for heading in headings if _names(heading.cells)]
    if not named:
        raise NoHeaderError(name)
    return max(named, key=lambda heading: len(heading.cells))


def _names(cells: Sequence[str]) -> bool:
    words = [normal(cell) for cell in cells if cell.strip()]
    return len(words) > 1 and not any(map(_is_value, words))


def _is_value(word: str) -> bool:
    for parse in (numbers.parse, _moment):
        try:
            parse(word.upper())
        except ValueError:
            continue
        return True
    return False


def _moment(word: str) -> None:
    times.parse(word, None, DateOrder.DMY)
