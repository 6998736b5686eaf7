"""How the cells of one table are to be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from harvest_tui.sources.columns import Column
from harvest_tui.sources.options import DateOrder, DecimalMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How the rows of one table are read: columns bound to roles, conventions decided."""

    format_name: str
    file: str
    """Name of the file: some sources say only there whose it is."""
    header: tuple[str, ...]
    columns: Mapping[str, Column]
    place: Mapping[str, int]
    """Index of each role's column; that of a role which the file has not is beyond its end."""
    mark: DecimalMark
    order: DateOrder | None
    zone: tzinfo | None
    until: datetime
    """The last instant that is not in the future."""

    def has(self, role: str) -> bool:
        """Tell whether the file has a column for a role."""
        return self.place[role] < len(self.header)

    def name_of(self, role: str) -> str:
        """Give the header under which a role stands in this file."""
        return self.header[self.place[role]] if self.has(role) else self.columns[role].names[0]
