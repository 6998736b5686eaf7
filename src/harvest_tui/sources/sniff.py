"""Which format a file is: its header holds all that the format needs."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from harvest_tui.sources.columns import missing, places
from harvest_tui.sources.errors import (
    AmbiguousFormatError,
    UnknownFormatError,
    UnknownSourceError,
    WrongFormatError,
)
from harvest_tui.sources.format import Format
from harvest_tui.sources.reading import Heading


def chosen(formats: Mapping[str, Format], source: str | None) -> tuple[Format, ...]:
    """Give the formats in question: all, or the one or the family that the user named.

    Raises:
        UnknownSourceError: No format and no family has that name.
    """
    if source is None:
        return tuple(formats.values())
    if source in formats:
        return (formats[source],)
    family = tuple(form for form in formats.values() if source in {form.source, form.told_as})
    if not family:
        near = get_close_matches(source, formats, n=1, cutoff=0.4)
        raise UnknownSourceError(source, formats, near[0] if near else "")
    return family


def heading_among(
    headings: Sequence[Heading], formats: Sequence[Format], name: str, *, named: bool
) -> Heading:
    """Find the first line that is the header of one of the formats.

    Args:
        headings: The first lines in every splitting, in order of lines.
        formats: Those in question.
        name: Of the file.
        named: Whether the user named the formats.

    Raises:
        UnknownFormatError: None is, and the user named none.
        WrongFormatError: None is, though the user said so.
    """
    for heading in headings:
        if any(not missing(form.columns, heading.cells) for form in formats):
            return heading
    nearest, lacking = _nearest(headings, formats)
    if named:
        raise WrongFormatError(name, nearest.name, lacking)
    raise UnknownFormatError(name, nearest.name, lacking)


def recognise(header: Sequence[str], name: str, formats: Iterable[Format]) -> Format:
    """Tell the format of a header.

    A format whose needed columns include all those of another is the more specific one, and it
    is what the file is. Where several have the very same columns, the name of the file may say
    of which source it is.

    Args:
        header: Names as they came.
        name: Of the file.
        formats: Those in question.

    Raises:
        UnknownFormatError: The header is of none of them.
        AmbiguousFormatError: It is of several, none the most specific.
    """
    candidates = list(formats)
    fitting = [form for form in candidates if not missing(form.columns, header)]
    if not fitting:
        nearest, lacking = _nearest([Heading(1, ",", tuple(header))], candidates)
        raise UnknownFormatError(name, nearest.name, lacking)
    needs = {form.name: _needs(form, header) for form in fitting}
    best = [
        form
        for form in fitting
        if not any(needs[form.name] < needs[other.name] for other in fitting)
    ]
    if len(best) > 1:
        named = [form for form in best if form.source in name.casefold()]
        if len(named) != 1:
            raise AmbiguousFormatError(name, [form.name for form in best])
        return named[0]
    return best[0]


def _needs(form: Format, header: Sequence[str]) -> set[int]:
    place = places(form.columns, header)
    return {place[role] for role, column in form.columns.items() if column.needed}


def _nearest(
    headings: Sequence[Heading], formats: Sequence[Format]
) -> tuple[Format, tuple[str, ...]]:
    """Find the format that lacks the smallest part of its needed columns."""
    tried = headings or [Heading(1, ",", ())]
    lacking = {
        form.name: min((missing(form.columns, h.cells) for h in tried), key=len) for form in formats
    }

    def lack(form: Format) -> tuple[float, str]:
        needed = sum(column.needed for column in form.columns.values())
        return len(lacking[form.name]) / needed, form.name

    nearest = min(formats, key=lack)
    return nearest, lacking[nearest.name]
