from harvest_tui.reports.columns import Group
from harvest_tui.tui.lots import LotsPage
from tui.fake_desk import FakeDesk
from tui.sitting import sitting


async def test_it_opens_on_the_portfolio_by_asset() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        assert desk.asked[0] == ("open",)
        assert ("portfolio", Group.ASSET) in desk.asked
        assert "Portfolio by asset · 9 assets in 4 accounts" in seat.lines[1]


async def test_b_groups_by_account_and_back() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("b")
        assert "Portfolio by account" in seat.lines[1]
        assert "holds units without basis" in seat.text
        await seat.press("b")
        assert "Portfolio by asset" in seat.lines[1]


async def test_enter_opens_the_lots_of_an_asset_and_escape_comes_back() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("down", "enter")
        assert desk.asked[-1] == ("lots", "ETH", None)
        assert isinstance(seat.app.screen, LotsPage)
        assert "Lots of ETH · 2 lots" in seat.lines[1]
        await seat.press("escape")
        assert seat.grid.key == "ETH"


async def test_enter_opens_the_lots_of_an_account() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("b", "down", "enter")
        assert desk.asked[-1] == ("lots", None, "Coinbase")


async def test_enter_on_units_without_basis_opens_their_asset() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("G", "enter")
        assert desk.asked[-1] == ("lots", "ETH", None)


async def test_escape_clears_the_filter_of_the_lots_before_it_goes_back() -> None:
    async with sitting() as seat:
        await seat.press("b", "down", "enter", "f")
        assert seat.grid.count == 1
        await seat.press("escape")
        assert isinstance(seat.app.screen, LotsPage)
        assert seat.grid.count == 2
        await seat.press("escape")
        assert not isinstance(seat.app.screen, LotsPage)


async def test_nothing_can_be_marked_where_nothing_is_sold() -> None:
    async with sitting() as seat:
        await seat.press("space", "*", "u")
        assert seat.app.bench.marks == {}
