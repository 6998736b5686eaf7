from harvest_tui.reports.trace import Traced
from harvest_tui.tui.netting import NettingPage
from harvest_tui.tui.washes import RebuysPage, WashesPage
from tui.fake_desk import FakeDesk
from tui.sitting import sitting


async def test_w_on_the_netting_shows_the_law_beside_each_bill() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3", "w")

        assert desk.asked.count(("washes",)) == 1
        assert isinstance(seat.app.screen, WashesPage)
        assert "Wash sales 2026 · law today: no wash-sale rule for crypto" in seat.lines[1]
        (bill,) = (line for line in seat.lines if "H.R. 9172  " in line)
        assert bill.strip("│").split()[2:5] == ["2026-06-09", "600.00", "0.00"]


async def test_escape_goes_back_to_the_netting() -> None:
    async with sitting() as seat:
        await seat.press("3", "w", "escape")

        assert isinstance(seat.app.screen, NettingPage)


async def test_enter_lists_the_rebuys_and_a_row_is_traced_to_its_sale() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3", "w", "enter")
        assert type(seat.app.screen) is RebuysPage
        assert "2026-09-15" in seat.text

        await seat.press("t")
        assert desk.asked[-1] == ("trace", Traced.DISPOSAL, "cb-sold@Coinbase")
        await seat.press("escape", "escape")
        assert "None of the bills is law." in seat.text
