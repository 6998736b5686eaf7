"""Files read as the user says, and read again the same way from the rows kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.rows import Interpretation, Table
from harvest_tui.domain.text import shown
from harvest_tui.sources.errors import MissingColumnError
from harvest_tui.sources.format import Format
from harvest_tui.sources.interpret import Told, interpret, untold
from harvest_tui.sources.loading import load, load_as
from harvest_tui.sources.mapped import mapped_format
from harvest_tui.sources.options import DateOrder, DecimalMark, Options
from harvest_tui.sources.registry import FORMATS
from harvest_tui.sources.sniff import chosen, recognise
from harvest_tui.workspace.mapping_toml import read_mapping, refuse_column


@dataclass(frozen=True, slots=True)
class MappingFile:
    """A column mapping as the user wrote it: kept with every file that was read by it."""

    name: str
    content: str

    @classmethod
    def at(cls, path: Path) -> Self:
        """Read one.

        Raises:
            HarvestError: There is none, or it is no text.
        """
        try:
            return cls(path.name, path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            why = error.strerror or "it cannot be opened"
            raise HarvestError(f"{shown(path.name)}: {why}.\nFix: check the path.") from None
        except UnicodeDecodeError:
            raise HarvestError(
                f"{shown(path.name)}: this is not UTF-8 text.\nFix: save the file as UTF-8."
            ) from None

    def format(self) -> Format:
        """Make a format of it.

        Raises:
            ConfigError: It is not a mapping; with file, line and key.
        """
        return mapped_format(read_mapping(self.content, self.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the user says about a file to import."""

    account: str | None = None
    source: str | None = None
    """Name of a format; None: recognise it."""
    mapping: MappingFile | None = None
    """For a file that is no known export."""
    options: Options = field(default_factory=Options)
    told: Told = untold
    """Hears how many rows are done."""

    def stored(self) -> dict[str, str]:
        """Give it as the ledger keeps it, to read the rows the same way again."""
        said: dict[str, str | None] = {
            "source": self.source,
            "decimal": self.options.decimal,
            "date_order": self.options.date_order,
        }
        if self.mapping is not None:
            said |= {"mapping": self.mapping.content, "mapping_name": self.mapping.name}
        return {name: value for name, value in said.items() if value is not None}


def read_in(path: Path, how: Reading, now: datetime) -> tuple[Table, Interpretation]:
    """Read a file and say what became of each row.

    Raises:
        HarvestError: The file as a whole cannot be read.
    """
    if how.mapping is None:
        return load(
            path,
            path.name,
            account=how.account,
            source=how.source,
            options=how.options,
            now=now,
            told=how.told,
        )
    form = how.mapping.format()
    try:
        return load_as(
            path,
            path.name,
            form,
            account=how.account,
            options=how.options,
            now=now,
            told=how.told,
        )
    except MissingColumnError as error:
        refuse_column(how.mapping.content, how.mapping.name, error)


def read_again(
    table: Table, source: str, account: str | None, kept: Mapping[str, str], now: datetime
) -> Interpretation:
    """Read the rows that the ledger keeps of a file.

    Args:
        table: As it was read.
        source: Family of the format.
        account: As the user named it.
        kept: From `Reading.stored`.
        now: The instant of the reading.
    """
    return interpret(
        table,
        kept_format(table, source, kept),
        account=account,
        options=kept_options(kept),
        now=now,
    )


def kept_options(kept: Mapping[str, str]) -> Options:
    """Give the options that `Reading.stored` kept."""
    decimal, order = kept.get("decimal"), kept.get("date_order")
    return Options(
        decimal=DecimalMark(decimal) if decimal else None,
        date_order=DateOrder(order) if order else None,
    )


def kept_format(table: Table, source: str, kept: Mapping[str, str]) -> Format:
    """Give the format by which a kept file was read."""
    if "mapping" in kept:
        return MappingFile(kept["mapping_name"], kept["mapping"]).format()
    return recognise(table.header, table.name, chosen(FORMATS, kept.get("source", source)))
