from decimal import Decimal

from harvest_tui.domain.errors import HarvestError
from harvest_tui.reports.status import StatusLine
from harvest_tui.tui.desk import Marks
from reports import household
from tui.fake_desk import FakeDesk
from tui.sitting import sitting

D = Decimal


async def test_space_marks_and_goes_on() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "space", "space")
        assert seat.app.bench.marks == {household.ETH: D("3.1"), household.SOL: D("41.2")}
        assert seat.grid.cursor == 2
        assert "│● ETH" in seat.text
        assert desk.asked[-1][1] == {household.ETH: D("3.1"), household.SOL: D("41.2")}


async def test_space_on_a_marked_row_takes_the_mark_away() -> None:
    async with sitting() as seat:
        await seat.press("2", "space", "up", "space")
        assert seat.app.bench.marks == {}


async def test_the_status_line_and_the_panes_follow_the_marks() -> None:
    async with sitting() as seat:
        await seat.press("2")
        assert "nothing marked" in seat.lines[-2]
        assert "Nothing marked yet" in seat.text
        await seat.press("space", "space")
        assert "2 marked · proceeds 14,021.96" in seat.lines[-2]
        assert "With the 2 marked lots: now → after" in seat.text
        assert "40,933.80 → 38,984.99" in seat.text


async def test_the_row_under_the_cursor_is_explained_once_it_rests_there() -> None:
    async with sitting() as seat:
        await seat.press("2")
        assert "3.1 ETH · Kraken · 2025-12-01" in seat.text
        await seat.press("down")
        assert "41.2 SOL · Coinbase · 2026-03-02" in seat.text
        assert "long on 2027-03-03 (101 d)" in seat.text


async def test_star_marks_all_that_is_shown_and_u_none() -> None:
    async with sitting() as seat:
        await seat.press("2", "*")
        assert len(seat.app.bench.marks) == 4  # the one behind a gain cannot be marked
        await seat.press("u")
        assert seat.app.bench.marks == {}
        await seat.press("/", "c", "o", "i", "n", "enter", "*")
        assert set(seat.app.bench.marks) == {household.SOL, "cb-31@Coinbase"}


async def test_a_lot_that_cannot_be_sold_alone_is_not_marked_and_it_is_said() -> None:
    async with sitting() as seat:
        await seat.press("2", "G", "space")
        assert seat.app.bench.marks == {}
        assert "This lot cannot be sold alone" in seat.text


async def test_marks_stay_when_the_screen_or_the_filter_changes() -> None:
    async with sitting() as seat:
        await seat.press("2", "space", "/", "s", "o", "l", "enter", "1", "2", "escape")
        assert set(seat.app.bench.marks) == {household.ETH}
        assert "│● ETH" in seat.text


async def test_n_goes_to_the_netting_of_the_marks() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "space", "space", "n")
        assert seat.app.current_mode == "netting"
        assert "Total tax" in seat.text
        assert "38,984.99" in seat.text


async def test_a_desk_that_fails_is_heard_and_nothing_is_lost() -> None:
    class Failing(FakeDesk):
        def status(self, marks: Marks) -> StatusLine:
            if marks:
                raise HarvestError("prices.csv, line 4: no number.\nFix: mend the cell.")
            return super().status(marks)

    async with sitting(Failing()) as seat:
        await seat.press("2", "space")
        assert "prices.csv, line 4" in seat.text
        assert set(seat.app.bench.marks) == {household.ETH}
