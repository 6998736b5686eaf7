"""Snapshots: exact when they are there, and never in the way when they are not."""

import stat
from decimal import Decimal
from pathlib import Path

import polars as pl

from harvest_tui.domain.frames import PRICES, TRANSACTIONS, empty
from harvest_tui.store.cache import Cache
from store.test_records import prices


def frame(price: str = "1") -> pl.DataFrame:
    return prices(("BTC", "2025-01-01", price))


def test_a_frame_comes_back_as_it_was(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    kept = frame("99999999999999999999.999999999999999999")

    cache.put("revision 7", kept)

    found = cache.get("revision 7")
    assert found is not None
    assert found.equals(kept)
    assert found.schema == pl.Schema(PRICES)
    assert found["price"].to_list() == [Decimal("99999999999999999999.999999999999999999")]


def test_an_empty_frame_keeps_its_schema(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("none", empty(TRANSACTIONS))

    found = cache.get("none")

    assert found is not None
    assert found.schema == pl.Schema(TRANSACTIONS)


def test_another_digest_finds_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("revision 7", frame())

    assert cache.get("revision 8") is None


def test_a_damaged_snapshot_is_as_good_as_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("a", frame())
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()

    for damaged in (b"", whole[:10], whole[:-1], whole[:-40] + b"\0" * 40, b"x" + whole[1:]):
        path.write_bytes(damaged)
        assert cache.get("a") is None


def test_only_the_newest_snapshots_are_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path, keep=3)
    for n in range(6):
        cache.put(str(n), frame())

    assert len(list(tmp_path.iterdir())) == 3
    assert cache.get("5") is not None
    assert cache.get("0") is None


def test_a_snapshot_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    Cache(tmp_path / "cache").put("a", frame())

    (path,) = (tmp_path / "cache").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a folder")
    cache = Cache(tmp_path / "cache")

    cache.put("a", frame())

    assert cache.get("a") is None
