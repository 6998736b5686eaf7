"""Disposable snapshots of frames, in the book's `cache/`: losing them costs only time."""

import hashlib
import io
import os
import tempfile
from pathlib import Path
from typing import Final

import polars as pl

_SUFFIX: Final = ".arrow"
_DIGEST: Final = 32
"""Bytes of SHA-256 before the frame: a torn file must never be taken for numbers."""


class Cache:
    """Frames by the digest of all they were computed from.

    A snapshot that is damaged, or of another version of the format, is as good as none. Nothing
    here raises on a full or read-only disk: the snapshot is then not kept.
    """

    def __init__(self, folder: Path, keep: int = 24) -> None:
        self._folder = folder
        self._keep = keep

    def get(self, digest: str) -> pl.DataFrame | None:
        """Give the frame kept under that digest, or None."""
        try:
            content = self._path(digest).read_bytes()
            stamp, body = content[:_DIGEST], content[_DIGEST:]
            if hashlib.sha256(body).digest() != stamp:
                return None
            return pl.read_ipc(io.BytesIO(body))
        except (OSError, pl.exceptions.PolarsError):
            return None

    def put(self, digest: str, frame: pl.DataFrame) -> None:
        """Keep a frame; the oldest beyond the number kept are swept."""
        body = io.BytesIO()
        frame.write_ipc(body, compression="lz4")
        content = body.getvalue()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._replace(self._path(digest), hashlib.sha256(content).digest() + content)
            self._sweep()
        except OSError:
            return

    def _path(self, digest: str) -> Path:
        # whatever the digest is made of, the name is ours
        return self._folder / (hashlib.sha256(digest.encode()).hexdigest() + _SUFFIX)

    def _replace(self, path: Path, content: bytes) -> None:
        handle, draft = tempfile.mkstemp(dir=self._folder, suffix=".draft")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise

    def _sweep(self) -> None:
        newest_first = sorted(
            self._folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True
        )
        for path in newest_first[self._keep :]:
            path.unlink(missing_ok=True)
