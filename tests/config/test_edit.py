"""Edits change one entry and keep everything else, comments included."""

import os
import stat
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from harvest_tui.config import atomic
from harvest_tui.config.edit import (
    entry_of,
    put,
    put_all,
    set_account,
    set_filing_status,
    set_time_zone,
    set_year,
    take_away,
)
from harvest_tui.config.errors import ConfigError
from harvest_tui.config.harvest_toml import read
from harvest_tui.domain.settings import FilingStatus, Tier

TEXT = """\
# my settings

[taxpayer]   # about me
filing_status = "single"   # until the wedding
# time_zone = "Europe/Berlin"

[year.2025]
wages_and_other = "1"      # W-2, box 1

[accounts."Cold wallet"]
custody = "self"

[year.2026]
wages_and_other = 2
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "harvest.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_one_value_changes_and_its_comment_stays(path: Path) -> None:
    settings = set_filing_status(path, FilingStatus.MARRIED_JOINTLY)

    assert settings.taxpayer.filing_status is FilingStatus.MARRIED_JOINTLY
    assert path.read_text() == TEXT.replace('"single" ', '"mfj" ')


def test_a_new_key_is_added_to_its_table(path: Path) -> None:
    settings = set_time_zone(path, "America/Chicago")

    assert settings.taxpayer.time_zone == "America/Chicago"
    assert settings == read(path)
    assert all(line in path.read_text() for line in TEXT.splitlines())


def test_amounts_of_years_are_written_as_text(path: Path) -> None:
    set_year(path, 2026, "wages_and_other", Decimal("150000.50"))
    set_year(path, 2027, "deduction", "standard")
    settings = set_year(path, 2025, "short_term_carryover_in", Decimal("1E+3"))

    assert settings.years[2026].wages_and_other == Decimal("150000.50")
    assert settings.years[2025].short_term_carryover_in == 1000
    assert settings.years[2027].deduction is None
    assert 'wages_and_other = "150000.5"' in path.read_text()
    assert 'wages_and_other = "1"      # W-2, box 1' in path.read_text()


def test_an_account_may_have_any_name(path: Path) -> None:
    settings = set_account(path, 'My "old" wallet.dat', "bound_since", date(2026, 1, 1))

    assert settings.accounts['My "old" wallet.dat'].bound_since == date(2026, 1, 1)
    assert settings.accounts["Cold wallet"].custody is not None


def test_lists_and_truths_can_be_set(path: Path) -> None:
    put(path, ("harvest", "reenter"), entry=True)
    settings = put(
        path, ("harvest", "carryforward_value"), [[Decimal(9000), "0.18"], ["rest", "0.1"]]
    )

    assert settings.harvest.reenter
    assert settings.harvest.carryforward_value == (
        Tier(width=Decimal(9000), worth=Decimal("0.18")),
        Tier(width=None, worth=Decimal("0.1")),
    )


def test_a_file_that_is_not_there_is_made_private(tmp_path: Path) -> None:
    path = tmp_path / "harvest.toml"

    set_filing_status(path, FilingStatus.SINGLE)

    assert path.read_text() == '[taxpayer]\nfiling_status = "single"\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("keys", "entry", "message"),
    [
        (("taxpayer", "filing_staus"), "single", "unknown key"),
        (("taxpayer", "time_zone"), "Mars/Olympus", "is no time zone"),
        (("year", "2026", "wages_and_other"), "a lot", "no plain decimal number"),
        (("year", "1999", "wages_and_other"), "1", "tax is computed from 2018 on"),
    ],
)
def test_a_value_that_the_key_does_not_take_is_not_written(
    path: Path, keys: tuple[str, ...], entry: str, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        put(path, keys, entry)
    assert path.read_text() == TEXT


def test_a_file_that_was_wrong_before_is_left_alone(path: Path) -> None:
    path.write_text('[taxpayer]\nname = "x"\n')

    with pytest.raises(ConfigError, match=r"line 2, taxpayer\.name: unknown key"):
        set_filing_status(path, FilingStatus.SINGLE)
    assert path.read_text() == '[taxpayer]\nname = "x"\n'


def test_a_write_that_fails_leaves_the_old_file_and_no_draft(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", failing)

    with pytest.raises(OSError, match="No space left"):
        set_filing_status(path, FilingStatus.MARRIED_JOINTLY)
    assert path.read_text() == TEXT
    assert list(path.parent.iterdir()) == [path]


def test_the_draft_of_a_killed_session_is_swept(path: Path) -> None:
    (path.parent / ".harvest.toml.abc.draft").write_text("half a")

    set_filing_status(path, FilingStatus.MARRIED_JOINTLY)

    assert list(path.parent.iterdir()) == [path]


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "book" / "harvest.toml"
    link.parent.mkdir()
    link.symlink_to(path)

    set_filing_status(link, FilingStatus.MARRIED_JOINTLY)

    assert link.is_symlink()
    assert '"mfj"' in path.read_text()


def test_the_file_and_then_its_folder_are_made_durable(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    monkeypatch.setattr(
        os, "fsync", lambda handle: synced.append(stat.S_IFMT(os.fstat(handle).st_mode))
    )

    atomic.replace(path, "")

    assert synced == [stat.S_IFREG, stat.S_IFDIR]


def test_several_entries_are_set_or_none(path: Path) -> None:
    wages, deduction = ("year", "2026", "wages_and_other"), ("year", "2027", "deduction")

    settings = put_all(path, {wages: 3, deduction: "standard"})

    assert settings.years[2026].wages_and_other == 3
    assert 2027 in settings.years
    kept = path.read_text()
    with pytest.raises(ConfigError, match="no plain decimal number"):
        put_all(path, {wages: 4, deduction: "much"})
    assert path.read_text() == kept


def test_a_table_is_taken_away_and_the_rest_stays(path: Path) -> None:
    settings = take_away(path, ("year", "2025"))

    assert 2025 not in settings.years
    assert 2026 in settings.years
    assert '# time_zone = "Europe/Berlin"' in path.read_text()
    assert "[accounts" in path.read_text()


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("true", True),
        ("12", 12),
        ("-3", -3),
        ("0.5", "0.5"),
        ("2027-01-04", date(2027, 1, 4)),
        ("standard", "standard"),
        ("007", "007"),
    ],
)
def test_what_is_typed_is_taken_for_what_it_is_in_the_file(typed: str, entry: object) -> None:
    assert entry_of(typed) == entry
