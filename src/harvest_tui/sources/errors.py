"""Why a file cannot be read at all. What is wrong with one row is an outcome of that row.

Each says where, what, and after "Fix:" the way out.
"""

from collections.abc import Iterable, Sequence

from harvest_tui.domain.errors import HarvestError, UsageError
from harvest_tui.domain.text import shown


class EmptyFileError(HarvestError):
    """There is nothing in the file, or nothing under its header."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            f"{shown(name)}: {what}.\nFix: export it again over a period with transactions."
        )


class UnreadableFileError(HarvestError):
    """The file cannot be opened."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"{shown(name)}: {what}.\nFix: give the path of a file that you may read.")


class FileTooLargeError(HarvestError):
    """The file is larger than any export we expect."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(
            f"{shown(name)}: the file is larger than {limit // 2**20} MiB.\n"
            "Fix: export shorter periods and import them one by one."
        )


class LineTooLongError(HarvestError):
    """A physical line that no export has."""

    def __init__(self, name: str, line: int, limit: int) -> None:
        super().__init__(
            f"{shown(name)}, line {line}: the line is longer than {limit:,} characters.\n"
            "Fix: this is no CSV export; choose the file again, or export it again."
        )


class UnclosedQuoteError(HarvestError):
    """A cell opens with a quotation mark that is never closed: the rest would be swallowed."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            f"{shown(name)}, line {line}: a quotation mark opens here and is never closed, "
            "so the rows below cannot be told apart.\n"
            "Fix: export the file again; it may have been cut off while saving."
        )


class EncodingError(HarvestError):
    """The bytes are not the text they should be."""

    def __init__(self, name: str, line: int, byte: int, what: str) -> None:
        super().__init__(
            f"{shown(name)}, line {line}, byte {byte:,}: {what}.\n"
            "Fix: save the file as CSV UTF-8 (in Excel: Save As, CSV UTF-8) and import that."
        )


class NotTextError(HarvestError):
    """The file is of a kind that holds no lines of text."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            f"{shown(name)}: this is {what}, not a text file.\n"
            "Fix: take the CSV out of it, or save the sheet as CSV UTF-8, and import that."
        )


class WorkbookBombError(HarvestError):
    """A workbook that unpacks to far more than it is."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{shown(name)}: the workbook unpacks to far more than data does, as one made to fill "
            "the memory.\n"
            "Fix: open it where you trust it, save the sheet as CSV UTF-8, and import that."
        )


class NoWorkbookReaderError(HarvestError):
    """Reading workbooks is an extra that is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{shown(name)}: this is an XLSX workbook, and what reads one is not installed.\n"
            "Fix: install harvest-tui[xlsx], or save the sheet as CSV UTF-8 and import that."
        )


class UnknownFormatError(HarvestError):
    """No known export has this header."""

    def __init__(self, name: str, nearest: str, missing: Sequence[str]) -> None:
        super().__init__(
            f"{shown(name)}: no known export has these columns; the nearest is {nearest}, "
            f"of which it lacks {_named(missing)}.\n"
            "Fix: `harvest-tui sources` lists what can be read. Export one of those, or say once "
            f"what its columns are (harvest-tui mapping new {shown(name)})."
        )


class WrongFormatError(HarvestError):
    """The file is not of the format that the user named."""

    def __init__(self, name: str, format_name: str, missing: Sequence[str]) -> None:
        super().__init__(
            f"{shown(name)}: not a file of format {format_name}: none of its first lines is a "
            f"header with {_named(missing)}.\n"
            "Fix: leave --source out to have the format recognised, or name another one "
            "(`harvest-tui sources`)."
        )


class MissingColumnError(HarvestError):
    """The file lacks a column that a mapping names."""

    def __init__(self, name: str, column: str, header: Sequence[str]) -> None:
        self.column = column
        """As the mapping names it."""
        self.header = tuple(cell.strip() for cell in header if cell.strip())
        """Of the line that comes nearest."""
        super().__init__(
            f'{shown(name)}: there is no column "{shown(column)}".\n'
            f"Fix: name one of its columns in the mapping: {_named(self.header) or 'it has none'}."
        )


class AmbiguousFormatError(HarvestError):
    """Several formats have this very header."""

    def __init__(self, name: str, choices: Sequence[str]) -> None:
        super().__init__(
            f"{shown(name)}: {' and '.join(choices)} write the same columns.\n"
            f"Fix: say which it is (harvest-tui import --source {choices[0]} …)."
        )


class UnknownSourceError(UsageError):
    """`--source` names no format."""

    def __init__(self, named: str, known: Iterable[str], nearest: str) -> None:
        hint = f"Did you mean {nearest}? " if nearest else ""
        super().__init__(
            f"--source {shown(named)}: there is no such format.\n"
            f"Fix: {hint}Known are {', '.join(known)}."
        )


class AmbiguousNumbersError(HarvestError):
    """Numbers such as 1,234 could be thousands or thousandths."""

    def __init__(self, name: str, example: str, line: int, header: str) -> None:
        super().__init__(
            f"{shown(name)}, line {line}, {shown(header)}: {shown(example)!r} can be read in two "
            "ways, and no number in the file says which.\n"
            "Fix: say what stands before the decimals (--decimal point or --decimal comma)."
        )


class AmbiguousDatesError(HarvestError):
    """Dates such as 03/04/2024 could be of March or of April."""

    def __init__(self, name: str, example: str, line: int, header: str) -> None:
        super().__init__(
            f"{shown(name)}, line {line}, {shown(header)}: {shown(example)!r} does not say which "
            "number is the month, and no date in the file settles it.\n"
            "Fix: say the order (--date-order dmy or --date-order mdy)."
        )


class NotTransactionsError(HarvestError):
    """The file tells of transactions, and is no record of them: booked, it would double them."""

    def __init__(self, name: str, what: str, fix: str) -> None:
        super().__init__(f"{shown(name)}: {what}.\nFix: {fix}.")


class UnknownOwnerError(HarvestError):
    """The history of one address, which only the file's name could tell."""

    def __init__(self, name: str, example: str) -> None:
        super().__init__(
            f"{shown(name)}: the rows do not say whose history this is, and the file's name holds "
            "no address.\n"
            f"Fix: give the file a name with your address in it (such as {example}) and import "
            "that."
        )


def _named(headers: Sequence[str]) -> str:
    return ", ".join(f'"{shown(h)}"' for h in headers)
