import pytest

from reports.household import ETH, SOL
from tui.fake_desk import FakeDesk
from tui.sitting import sitting


async def test_l_on_the_netting_shows_what_the_next_losses_are_worth() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "space", "space", "3", "l")
        assert desk.asked[-1] == ("landscape", dict(seat.app.bench.marks))
        assert {ETH, SOL} == set(seat.app.bench.marks)
        assert "Next losses 2026 · after 2 marked lots" in seat.lines[1]
        assert any("29.0¢" in line and "offsets short-term gains" in line for line in seat.lines)
        await seat.press("escape")
        assert "Schedule D 2026" in seat.lines[1]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_map_shows_where_one_is_without_colours(size: tuple[int, int]) -> None:
    async with sitting(size=size) as seat:
        await seat.press("3", "l", "G")
        (now,) = (line for line in seat.lines if "◉" in line and "·" in line and "now" in line)
        assert "●" in now
        assert "1,949" in now
        assert "The optimum is not" in seat.text
