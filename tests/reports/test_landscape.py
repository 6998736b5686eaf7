from dataclasses import replace

import pytest

from harvest_tui.domain.landscape import Landscape
from harvest_tui.reports.landscape import STRETCHES, landscape_view, map_points, stretches
from harvest_tui.reports.landscape_lines import text_landscape
from harvest_tui.reports.lines import cells, plain
from harvest_tui.reports.loss_map import map_lines
from reports import household


def test_each_stretch_says_from_where_to_where_how_much_and_why() -> None:
    rows = text_landscape(landscape_view(household.landscape()), 120).splitlines()

    assert rows[0] == "Next losses 2026"
    assert rows[1].split() == ["Next", "loss", "From", "To", "Worth", "Now", "Later", "Why"]
    first = ["short-term", "0.00", "2,400.00", "29.0¢", "29.0¢", "0.0¢", "offsets"]
    assert rows[2].split()[:7] == first
    assert rows[6].split()[:5] == ["short-term", "28,400.00", "and", "more", "10.0¢"]


def test_the_frame_for_scripts_is_exact_and_open_at_its_end() -> None:
    rows = stretches(household.landscape().netting).select(STRETCHES).rows()

    assert rows[3] == (
        "short-term",
        household.D(19400),
        household.D(28400),
        household.D("0.18"),
        household.D(0),
        household.D("0.18"),
        "carried forward",
    )
    assert rows[4][2] is None


def test_on_a_narrow_screen_the_reason_stays_whole() -> None:
    assert "up to 3,000" in text_landscape(landscape_view(household.landscape()), 78)


def test_the_map_marks_now_and_the_marked_lots_at_their_exact_points() -> None:
    found = household.landscape().loss_map
    assert found is not None

    lines = [plain(one) for one in map_lines(found, 100)]

    assert lines[1].split() == ["now", "marked", "all"]
    assert lines[2].split() == ["0", "6,720", "9,120", "23,120"]
    assert lines[3].split() == [
        "now", "marked", "0", "◉··", "0", "●░░", "1,949", "░░", "2,645", "▓▓", "5,445",
    ]  # fmt: skip
    assert lines[4].split() == [
        "14,000", "░░", "2,800", "▒▒", "4,749", "▓▓", "5,445", "██", "8,135",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [64, 78, 118])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    lines = text_landscape(landscape_view(household.landscape()), width).splitlines()

    assert max(cells(line) for line in lines) <= width


def test_without_room_what_has_a_name_stays() -> None:
    found = household.landscape().loss_map
    assert found is not None

    lines = [plain(one) for one in map_lines(found, 44)]
    assert lines[2].split() == ["0", "6,720"]
    assert "No room across for 9,120 and 23,120." in " ".join(lines)


def test_the_points_are_listed_for_scripts() -> None:
    points = map_points(household.landscape().loss_map)

    assert len(points) == 8
    assert points.row(5) == (household.D("6720.036"), household.D(14000), household.D("4748.81044"))
    assert map_points(None).is_empty()


def test_without_income_it_says_what_to_do() -> None:
    known = household.netting()
    unknown = replace(
        known,
        before=replace(known.before, tax=None),
        after=replace(known.after, tax=None),
        short_term_segments=(),
        long_term_segments=(),
    )

    text = text_landscape(landscape_view(Landscape(netting=unknown, loss_map=None)), 100)

    assert "income not given: what a loss is worth in 2026 is not known." in text
    assert "Next: fill in [taxpayer] and [year.2026] of harvest.toml." in text
