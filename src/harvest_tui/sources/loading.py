"""From a file to transactions in one step."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from harvest_tui.domain.rows import Interpretation, Table
from harvest_tui.sources.columns import missing
from harvest_tui.sources.errors import MissingColumnError
from harvest_tui.sources.format import Format
from harvest_tui.sources.formats.form_1099da import refuse_form
from harvest_tui.sources.interpret import Told, interpret, untold
from harvest_tui.sources.options import Options
from harvest_tui.sources.reading import Heading, read
from harvest_tui.sources.registry import FORMATS
from harvest_tui.sources.sniff import chosen, heading_among, recognise


def load(
    source_file: bytes | Path,
    name: str,
    *,
    account: str | None = None,
    source: str | None = None,
    options: Options | None = None,
    now: datetime,
    told: Told = untold,
) -> tuple[Table, Interpretation]:
    """Read a file, recognise it, and say what became of each row.

    Args:
        source_file: The bytes, or where they are.
        name: What to call the file, without its folder.
        account: What the user calls the account; None: the format's own name.
        source: Name of a format or family, where the user says it; None: recognise it.
        options: What the user said where the file leaves it open.
        now: The instant of the import.
        told: Hears how many rows are done.

    Raises:
        HarvestError: The file as a whole cannot be read (see `errors`).
    """
    formats = chosen(FORMATS, source)

    def choose(headings: Sequence[Heading]) -> Heading:
        refuse_form(headings, name)
        return heading_among(headings, formats, name, named=source is not None)

    table = read(source_file, name, choose)
    form = recognise(table.header, name, formats)
    return table, interpret(table, form, account=account, options=options, now=now, told=told)


def load_as(
    source_file: bytes | Path,
    name: str,
    form: Format,
    *,
    account: str | None = None,
    options: Options | None = None,
    now: datetime,
    told: Told = untold,
) -> tuple[Table, Interpretation]:
    """Read a file of a format that the user has described, as `load` reads a known one.

    Raises:
        MissingColumnError: No line is a header with all its columns.
        HarvestError: The file as a whole cannot be read (see `errors`).
    """

    def choose(headings: Sequence[Heading]) -> Heading:
        def lacking(heading: Heading) -> tuple[str, ...]:
            return missing(form.columns, heading.cells)

        nothing = Heading(1, ",", ())
        best = min(headings, key=lambda heading: len(lacking(heading)), default=nothing)
        if lacking(best):
            raise MissingColumnError(name, lacking(best)[0], best.cells)
        return best

    table = read(source_file, name, choose)
    return table, interpret(table, form, account=account, options=options, now=now, told=told)
