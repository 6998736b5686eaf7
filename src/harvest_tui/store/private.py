"""A book is for its owner's eyes: folder 0700, files 0600, and a refusal where they are not."""

import os
import stat
import sys
from pathlib import Path
from typing import Final

from harvest_tui.store.errors import UnsafeBookError

_FOLDER: Final = 0o700
_FILE: Final = 0o600
_OTHERS: Final = 0o077
_ROOMS: Final = frozenset({"harvest.toml", "cost-basis.toml", "ledger.db", "audit", "cache"})
"""What a book holds. A folder with nothing else in it may be closed to others."""


def claim(ledger: Path) -> None:
    """Make sure that the ledger file exists and that only its owner can read it and its folder.

    A new folder and a new file are made private. A folder without a ledger that holds nothing
    but a book's own files is closed to others; one that holds other things is not touched.

    Raises:
        UnsafeBookError: The folder or the ledger is another user's, or open to others.
    """
    folder = ledger.parent
    folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    if ledger.exists():
        _private(folder, _FOLDER)
        _private(ledger, _FILE)
        return
    _close(folder)
    # SQLite gives its -wal and -shm files the rights of the database
    os.close(os.open(ledger, os.O_CREAT | os.O_RDWR, _FILE))


def _close(folder: Path) -> None:
    mode = _owned(folder)
    if mode & _OTHERS and not {entry.name for entry in folder.iterdir()} <= _ROOMS:
        raise UnsafeBookError.shared(folder, mode)
    if mode & _OTHERS:
        folder.chmod(_FOLDER)


def _private(path: Path, wanted: int) -> None:
    mode = _owned(path)
    if mode & _OTHERS:
        raise UnsafeBookError.readable(path, mode, wanted)


def _owned(path: Path) -> int:
    """Give the rights of a path that is ours; nobody else's on systems without such rights."""
    if sys.platform == "win32":
        return _FILE
    status = path.stat()
    if status.st_uid != os.geteuid():
        raise UnsafeBookError.foreign(path)
    return stat.S_IMODE(status.st_mode)
