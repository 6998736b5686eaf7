from datetime import date

import pytest

from harvest_tui.domain.elections import Method
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.reports.opening import US_ZONES, brief_moment, first_run_view, is_zone, moment


@pytest.mark.parametrize(
    ("today", "said", "brief"),
    [
        # 9 days in November, 31 in December
        (date(2026, 11, 22), "2026 · 40 days left", "40 d left"),
        (date(2026, 12, 31), "2026 · 1 day left", "1 d left"),
        (date(2027, 1, 1), "2026 · over", "2026 over"),
    ],
)
def test_the_days_in_which_a_sale_still_counts_include_today(
    today: date, said: str, brief: str
) -> None:
    assert (moment(2026, today), brief_moment(2026, today)) == (said, brief)


def test_every_status_and_every_method_can_be_chosen_and_none_is_assumed() -> None:
    status, zone, method = first_run_view(2026).questions
    assert {c.value for c in status.choices} == {None, *(s.value for s in FilingStatus)}
    assert {c.value for c in method.choices} == {None, *(m.value for m in Method)}
    assert {c.value for c in zone.choices} == {None, *US_ZONES}
    assert (zone.other, method.choices[0].label) != ("", "")


def test_no_method_chosen_means_fifo_and_says_so() -> None:
    none = first_run_view(2026).questions[2].choices[0]
    assert none.value is None
    assert none.meaning == "FIFO applies by law, and the self-audit says so"


def test_the_next_command_is_named() -> None:
    assert any("harvest-tui import" in line for line in first_run_view(2026).after)


@pytest.mark.parametrize("zone", [*US_ZONES, "Europe/Lisbon"])
def test_zones_on_offer_are_known(zone: str) -> None:
    assert is_zone(zone)


@pytest.mark.parametrize("zone", ["", "EST", "Mars/Olympus", "../etc/passwd", "America/", "\x1b/x"])
def test_what_is_no_zone_is_refused(zone: str) -> None:
    assert not is_zone(zone)
