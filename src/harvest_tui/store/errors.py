"""What can stop the ledger from opening or from being written, and the way out of each.

- `NotALedgerError`: the file is no ledger of ours, or is damaged.
- `NewerLedgerError`: a later version made it.
- `UnsafeBookError`: others on this machine can read or own it.
- `BookBusyError`: another session keeps writing.
- `BookWriteError`: the disk is full or fails.
- `DamagedSealError`: a sealed year is not what was sealed.
- `UnknownFileError`: nothing imported has that name.
"""

import shlex
from collections.abc import Sequence
from pathlib import Path

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.text import shown

_PATH = 200


class BookError(HarvestError):
    """The book cannot be used."""


class NotALedgerError(BookError):
    """Some other file lies where the ledger should."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{_said(path)}: this is no harvest-tui ledger ({why}).\n"
            "Fix: name another folder with --book DIR, or put back a copy of the ledger."
        )


class NewerLedgerError(BookError):
    """Its schema is one that this version does not know."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{_said(path)}: written by a newer harvest-tui "
            f"(schema {found}; this one knows up to {known}). Nothing was changed.\n"
            "Fix: upgrade harvest-tui."
        )


class UnsafeBookError(BookError):
    """Someone else could read the book, or owns it."""

    def __init__(self, path: Path, why: str, fix: str) -> None:
        super().__init__(f"{_said(path)}: {why}.\nFix: {fix}")

    @classmethod
    def readable(cls, path: Path, mode: int, wanted: int) -> "UnsafeBookError":
        """Others have rights to it."""
        return cls(
            path,
            f"other users of this machine have rights to it (mode {mode:04o})",
            f"chmod {wanted:o} {_quoted(path)}",
        )

    @classmethod
    def foreign(cls, path: Path) -> "UnsafeBookError":
        """It belongs to another user."""
        return cls(
            path,
            "it belongs to another user",
            f"chown it to yourself ({_quoted(path)}), or name another folder with --book DIR",
        )

    @classmethod
    def shared(cls, path: Path, mode: int) -> "UnsafeBookError":
        """A folder that others can enter, with other things in it: not ours to close."""
        return cls(
            path,
            f"other users can enter this folder (mode {mode:04o}), and it holds other things",
            f"name a folder of its own with --book DIR, or chmod 700 {_quoted(path)}",
        )


class BookBusyError(BookError):
    """The write lock did not come free."""

    def __init__(self, path: str, seconds: float) -> None:
        super().__init__(
            f"{shown(path, _PATH)}: another session has been writing for {seconds:.0f} s. "
            "Nothing was changed.\n"
            "Fix: wait for it to end, or close it, and try again."
        )


class BookWriteError(BookError):
    """The disk did not take it. The transaction was rolled back."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{shown(path, _PATH)}: could not be written ({shown(why, _PATH)}). "
            "Nothing was changed.\n"
            "Fix: make room on the disk (or mend it) and try again."
        )


class DamagedSealError(BookError):
    """What lies there is not what was sealed: no figure of that year, nor of a later one, holds."""

    def __init__(self, path: str, year: int) -> None:
        super().__init__(
            f"{shown(path, _PATH)}: the seal of {year} is not as it was sealed.\n"
            "Fix: put back a copy of the book; harvest-tui verify says what else was changed."
        )


class UnknownFileError(BookError):
    """No imported file is meant by that name, or more than one."""

    def __init__(self, which: str, why: str, choices: Sequence[str]) -> None:
        listed = "".join(f"\n  {shown(choice, _PATH)}" for choice in choices)
        super().__init__(
            f"{shown(which, _PATH)}: {why}.\n"
            "Fix: name one of these by its file name or the start of its SHA-256:"
            f"{listed or ' (nothing is imported)'}"
        )


def _said(path: Path) -> str:
    return shown(str(path), _PATH)


def _quoted(path: Path) -> str:
    return shown(shlex.quote(str(path)), _PATH)
