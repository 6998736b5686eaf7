from tui.fake_desk import FakeDesk
from tui.sitting import sitting


async def test_y_on_the_netting_shows_the_years_ahead() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "space", "3", "y")
        assert desk.asked[-1] == ("years", dict(seat.app.bench.marks))
        assert "Years 2026 to 2029" in seat.lines[1]
        assert "With the marked lots" in seat.text
        await seat.press("escape")
        assert "Schedule D 2026" in seat.lines[1]


async def test_a_year_opens_into_what_is_expected_of_it() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3", "y", "j", "j", "j", "enter")
        assert "Expected for 2027" in seat.text
        await seat.press("enter")
        assert "Nothing was entered." in seat.text
        await seat.press(*"1200", "enter")
        assert "[year.2027] · this will be recorded" in seat.text
        assert desk.expecter.recorded == []
        await seat.press("y")
        assert desk.expecter.recorded == [(2027, {"choice": "", "wages": "1200"})]
        assert desk.asked.count(("open",)) == 2
        assert desk.asked[-1][0] in {"years", "status"}  # read again


async def test_a_line_that_is_no_year_says_what_to_do() -> None:
    async with sitting() as seat:
        await seat.press("3", "y", "enter")
        assert "Go to a year first" in seat.text
