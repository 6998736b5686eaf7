from tui.fake_desk import FakeDesk
from tui.sitting import sitting


async def test_s_on_the_netting_lists_the_scenarios_and_enter_opens_one() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "space", "3", "s", "enter")
        assert desk.asked[-1] == ("what if", "January", dict(seat.app.bench.marks))
        assert "What if: January · with 1 marked lot · sale on 2027-01-04" in seat.lines[1]
        await seat.press("escape")
        assert "prices fall" in seat.text
        await seat.press("escape")
        assert "Schedule D 2026" in seat.lines[1]


async def test_a_scenario_is_made_and_listed_at_once() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3", "s", "n", *"crash", "enter", "y")
        assert "crash" in desk.planner.scenarios
        assert any(line.strip("│ ").startswith("crash") for line in seat.lines)


async def test_a_scenario_is_removed_only_when_the_user_is_sure() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3", "s", "j", "d", "n")
        assert "prices fall" in desk.planner.scenarios
        await seat.press("d", "y")
        assert list(desk.planner.scenarios) == ["January"]


async def test_without_scenarios_it_says_how_to_make_one() -> None:
    desk = FakeDesk()
    desk.planner.scenarios.clear()
    async with sitting(desk) as seat:
        await seat.press("3", "s", "enter", "d")
        assert "No scenario is kept." in seat.text
        assert "n makes one" in seat.text
