from decimal import Decimal

import pytest

from harvest_tui.reports.trace import Traced
from harvest_tui.tui.desk import Marks
from harvest_tui.tui.trace import TracePage
from harvest_tui.tui.units import AskUnits
from reports import household
from tui.fake_desk import FakeDesk
from tui.sitting import sitting

D = Decimal


async def test_all_open_lots_are_a_screen_of_their_own() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("4")
        assert seat.app.current_mode == "lots"
        assert ("lots", None, None) in desk.asked
        assert seat.grid.count == 6
        await seat.press("escape")
        assert seat.app.current_mode == "lots"


@pytest.mark.parametrize("key", ["enter", "t"])
async def test_a_lot_opens_into_where_it_comes_from(key: str) -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("4", key)
        assert desk.asked[-1] == ("trace", Traced.LOT, "kraken-9@Kraken")
        assert isinstance(seat.app.screen, TracePage)


async def test_marks_made_on_the_lots_are_on_the_candidates_and_in_the_netting() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "4", *["down"] * 4, "space", "space")
        assert "2 marked · proceeds 14,021.96" in seat.lines[-2]
        await seat.press("2")
        assert seat.app.bench.marks == {household.ETH: D("3.1"), household.SOL: D("41.2")}
        assert seat.text.count("│● ") == 2
        assert "40,933.80 → 38,984.99" in seat.text
        await seat.press("u", "4")
        assert "● " not in seat.text


async def test_a_provisional_lot_cannot_be_marked_and_it_is_said_why() -> None:
    async with sitting() as seat:
        await seat.press("4", "space", "=")
        assert seat.app.bench.marks == {}
        assert seat.text.count("This lot cannot be marked") == 2
        assert not isinstance(seat.app.screen, AskUnits)


async def test_some_units_of_a_lot_are_marked_and_the_netting_follows() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "=")
        assert "Of 3.1 ETH · Kraken · 2025-12-01" in seat.text
        await seat.press(*"1.5", "enter")
        assert seat.app.bench.marks == {household.ETH: D("1.5")}
        assert "│◐ ETH" in seat.text
        assert ("netting", {household.ETH: D("1.5")}) in desk.asked
        assert ("status", {household.ETH: D("1.5")}) in desk.asked


async def test_a_blank_marks_the_whole_lot_and_escape_marks_nothing() -> None:
    async with sitting() as seat:
        await seat.press("2", "=", "escape")
        assert seat.app.bench.marks == {}
        await seat.press("=", "enter")
        assert seat.app.bench.marks == {household.ETH: D("3.1")}
        assert "│● ETH" in seat.text


async def test_units_that_are_not_there_are_refused_in_the_dialog() -> None:
    async with sitting() as seat:
        await seat.press("2", "=", *"too many", "enter")
        assert "Units: too many of 3.1." in seat.text
        assert isinstance(seat.app.screen, AskUnits)
        assert seat.app.bench.marks == {}


async def test_marks_of_lots_that_are_gone_are_dropped_when_the_book_is_read_again() -> None:
    class Selling(FakeDesk):
        def still(self, marks: Marks) -> Marks:
            return {key: D(1) for key in marks if key == household.ETH}

    async with sitting(Selling()) as seat:
        await seat.press("2", "space", "space", "6", "b", "3", "enter", "enter", "y", "2")
        assert seat.app.bench.marks == {household.ETH: D(1)}
        assert "│◐ ETH" in seat.text
