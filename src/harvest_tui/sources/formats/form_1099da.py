"""Form 1099-DA as data: what a broker reports of sales. It is held against the book, not booked.

Booked beside the exchange's own history, every sale would count twice.

Columns as on taxbitsupport 40360925180941.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from harvest_tui.domain.settings import Custody
from harvest_tui.sources.columns import Column, text
from harvest_tui.sources.errors import NotTransactionsError
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Skip
from harvest_tui.sources.reading import Heading

_COLUMNS: Final[Mapping[str, Column]] = {
    "account": text("account_id", needed=True),
    "symbol": text("asset_symbol", needed=True),
    "code": text("asset_dtif_code", needed=True),
    "acquired": text("acquired_date", needed=True),
    "disposed": text("disposed_date", needed=True),
    "proceeds": text("proceeds", needed=True),
    "basis": text("cost_basis", needed=True),
}


_FDX: Final = "tax1099da"
"""What a file in the FDX layout (JSON) says it is, in small letters."""


def refuse_form(headings: Sequence[Heading], name: str) -> None:
    """Refuse the form as JSON, which is no table at all.

    Args:
        headings: The first lines of the file.
        name: Of the file.

    Raises:
        NotTransactionsError: It is one.
    """
    if any(_FDX in cell.casefold() for heading in headings for cell in heading.cells):
        raise _not_booked(name)


def _refused(group: Group) -> Iterator[Skip]:
    raise _not_booked(group.first.sheet.file)


def _not_booked(name: str) -> NotTransactionsError:
    return NotTransactionsError(
        name,
        "these are lines of a Form 1099-DA, which tell of sales and are no record of them",
        "import the exchange's own history, and keep this file: reconcile, which holds it "
        "against the book, comes with a later version",
    )


FORM_1099DA: Final = Format(
    name="form_1099da_taxbit",
    source="form_1099da",
    title="Form 1099-DA lines by Taxbit (recognised, not imported)",
    evidence=Evidence.B,
    coverage=Coverage.AGGREGATOR,
    custody=Custody.BROKER,
    form_1099da=True,
    account=None,
    parser_version=1,
    columns=_COLUMNS,
    book=_refused,
)
