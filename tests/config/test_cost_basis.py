"""cost-basis.toml: entries are added, and what stands there never changes."""

import multiprocessing
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from harvest_tui.config.cost_basis import append, read
from harvest_tui.config.errors import ConfigError
from harvest_tui.domain.elections import Election, Method, Scope

NOW = datetime(2026, 1, 2, 9, 12, 44, 123456, tzinfo=UTC)
PLAIN = Election(year=2026, method=Method.HIFO, recorded_at=NOW)
FULL = Election(
    year=2024,
    method=Method.SPECIFIC,
    scope=Scope.PER_ACCOUNT,
    account='My "old" wallet',
    asset="BTC",
    recorded_at=NOW,
    effective_from=datetime(2024, 1, 1, 5, tzinfo=UTC),
    as_filed=True,
    evidence="return of 2024,\nstatement 3",
    note="\x1b[31m",
)
UNIVERSAL = Election(year=2023, method=Method.FIFO, scope=Scope.UNIVERSAL, recorded_at=NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cost-basis.toml"


def test_what_was_recorded_comes_back_in_order(path: Path) -> None:
    for election in (PLAIN, FULL, UNIVERSAL):
        append(path, election)

    assert read(path) == (PLAIN, FULL, UNIVERSAL)


def test_without_a_file_nothing_was_chosen(path: Path) -> None:
    assert read(path) == ()


def test_the_file_is_readable_and_its_owners_only(path: Path) -> None:
    append(path, PLAIN)

    assert path.read_text() == (
        "# The record of the chosen cost-basis methods, written by harvest-tui.\n"
        "# Entries are added, each with the moment of recording; none is changed or removed.\n"
        "\n"
        "[[election]]\n"
        "year = 2026\n"
        'method = "HIFO"\n'
        'scope = "per-account"\n'
        "recorded_at = 2026-01-02 09:12:44.123456+00:00\n"
        "as_filed = false\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_entry_added_leaves_those_before_byte_for_byte(path: Path) -> None:
    append(path, PLAIN)
    path.write_text(path.read_text() + "# my own remark")
    before = path.read_text()

    append(path, FULL)

    assert path.read_text().startswith(before + "\n\n[[election]]\n")
    assert read(path) == (PLAIN, FULL)


def test_an_instant_in_another_zone_is_recorded_in_utc(path: Path) -> None:
    eastern = timezone(timedelta(hours=-5))
    append(path, Election(year=2026, method=Method.FIFO, recorded_at=NOW.astimezone(eastern)))

    assert read(path)[0].recorded_at == NOW
    assert "+00:00" in path.read_text()


def test_a_universal_pool_after_2024_is_refused_with_the_reason(path: Path) -> None:
    late = Election(year=2025, method=Method.FIFO, scope=Scope.UNIVERSAL, recorded_at=NOW)

    with pytest.raises(ConfigError) as refused:
        append(path, late)

    assert str(refused.value) == (
        "cost-basis.toml, line 7, election 1.scope: no universal pool in 2025: from 2025-01-01 "
        "basis is kept per wallet or account (Treas. Reg. 1.1012-1(j)).\n"
        "Fix: choose the scope per-account."
    )
    assert not path.exists()


def test_a_universal_pool_of_one_account_is_refused(path: Path) -> None:
    one = Election(
        year=2024, method=Method.FIFO, scope=Scope.UNIVERSAL, account="Kraken", recorded_at=NOW
    )

    with pytest.raises(ConfigError, match="a universal pool spans all accounts"):
        append(path, one)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            '[[election]]\nyear = 2026\nmethod = "FIFO"\nrecorded_at = 2026-01-01T00:00:00Z\n'
            '\n[[election]]\nyear = 2026\nmethod = "AVERAGE"\n',
            'line 8, election 2.method: "AVERAGE" is not known here.\n'
            'Fix: Write one of "FIFO", "LIFO", "HIFO", "LOFO", "spec-id".',
            id="a method that is none",
        ),
        pytest.param(
            '[[election]]\nmethod = "FIFO"\nyear = 2026\n',
            "line 1, election 1: recorded_at is missing.\n"
            "Fix: put the file back as the app wrote it.",
            id="no moment of recording",
        ),
        pytest.param(
            "[[election]]\nrecorded_at = 2026-01-01T00:00:00\n",
            "line 2, election 1.recorded_at: 2026-01-01 00:00:00 is no instant with a zone.\n"
            "Fix: write it without quotes: recorded_at = 2026-01-31T12:00:00Z.",
            id="a moment without a zone",
        ),
        pytest.param(
            "[[elections]]\nyear = 2026\n",
            "line 1, elections: unknown key.\nFix: did you mean election? Known here: election.",
            id="another table",
        ),
        pytest.param(
            "[election]\nyear = 2026\n",
            "line 1, election: this must be a list of tables.\n"
            "Fix: begin each entry with [[election]].",
            id="one table",
        ),
    ],
)
def test_a_record_changed_by_hand_is_refused_with_the_line(
    path: Path, text: str, message: str
) -> None:
    path.write_text(text)

    with pytest.raises(ConfigError) as refused:
        read(path)
    assert str(refused.value) == f"cost-basis.toml, {message}"

    with pytest.raises(ConfigError):
        append(path, PLAIN)
    assert path.read_text() == text


def test_no_election_of_two_sessions_is_lost(path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    sessions = [spawn.Process(target=_record, args=(path, year)) for year in (2025, 2026)]

    for session in sessions:
        session.start()
    for session in sessions:
        session.join(60)
        assert session.exitcode == 0

    assert sorted(election.year for election in read(path)) == [2025] * 20 + [2026] * 20


def _record(path: Path, year: int) -> None:
    for _ in range(20):
        append(path, Election(year=year, method=Method.FIFO, recorded_at=NOW))
