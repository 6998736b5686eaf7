import pytest

from tui.fake_desk import FakeDesk
from tui.sitting import sitting


async def test_it_shows_the_year_before_and_after_the_marks() -> None:
    async with sitting() as seat:
        await seat.press("2", "space", "space", "3")
        assert "Schedule D 2026 · single" in seat.lines[1]
        (total,) = (line for line in seat.lines if "Total tax" in line)
        figures = ["Total", "tax", "40,933.80", "38,984.99", "▼", "−1,948.81"]
        assert total.strip("│").split() == figures


async def test_it_is_asked_again_only_when_the_marks_changed() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3")
        asked = desk.asked.count(("netting", {}))
        await seat.press("1", "3")
        assert desk.asked.count(("netting", {})) == asked


async def test_on_a_small_screen_it_scrolls_by_keys() -> None:
    async with sitting(size=(80, 24)) as seat:
        await seat.press("3")
        assert "Not modelled" not in seat.text
        await seat.press("G")
        assert "Not modelled" in seat.text
        await seat.press("g")
        assert "before" in seat.text
        await seat.press("j", "ctrl+d", "up", "ctrl+u")
        assert "before" in seat.text


async def test_escape_goes_back_to_the_candidates() -> None:
    async with sitting() as seat:
        await seat.press("3", "escape")
        assert seat.app.current_mode == "candidates"


async def test_k_shows_the_years_and_enter_the_worksheet() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "space", "3", "k")
        assert desk.asked[-1][0] == "carryovers"
        assert "Losses carried from year to year" in seat.text
        assert "7,000.00" in seat.text
        await seat.press("enter")
        assert desk.asked[-1][:2] == ("worksheet", 2026)
        assert "Capital Loss Carryover Worksheet 2026 to 2027" in seat.lines[1]
        assert "line 1 is not settled" in seat.text
        await seat.press("escape", "escape")
        assert "Schedule D 2026" in seat.lines[1]


@pytest.mark.parametrize("line", ["carryover in", "to 2027"])
async def test_enter_on_a_carried_loss_shows_the_years_and_not_sales(line: str) -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3")
        row = next(number for number, text in enumerate(seat.lines) if line in text)
        await seat.press(*["j"] * (row - 2), "enter")
        assert desk.asked[-1][0] == "carryovers"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_years_fit_small_screens(size: tuple[int, int]) -> None:
    async with sitting(size=size) as seat:
        await seat.press("3", "k")
        assert "In, short" in seat.text
        assert "Out, long" in seat.text


async def test_a_shows_what_the_figures_rest_on() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3", "a")
        assert desk.asked[-1] == ("assumptions",)
        assert "What the figures of 2026 rest on" in seat.lines[1]
        assert "Tax credits" in seat.text
        await seat.press("escape")
        assert "Schedule D 2026" in seat.lines[1]
