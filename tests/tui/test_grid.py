from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import process_time

import polars as pl
import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from harvest_tui.reports.candidates import candidates_view
from harvest_tui.reports.columns import TableView
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.table import HEADER
from harvest_tui.tui.themes import DEFAULTS
from reports import household
from tui.sitting import sitting


def many(count: int) -> TableView:
    """The household's candidates over and over, each under its own name."""
    frame = pl.concat([household.candidates()] * (count // 5 + 1)).head(count)
    named = frame.with_columns(lot_id=pl.format("L{}", pl.int_range(pl.len())))
    return candidates_view(named, on=household.ON, lots=count).table


class Bare(App[None]):
    """Nothing but a table."""

    def compose(self) -> ComposeResult:
        yield Grid(markable=True)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(DEFAULTS)


class Recording(Grid):
    """Remembers which regions were asked to be drawn again."""

    drawn: list[Region]

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> "Recording":
        self.drawn = [*getattr(self, "drawn", []), *regions]
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self


class Recorded(Bare):
    def compose(self) -> ComposeResult:
        yield Recording(markable=True)


@asynccontextmanager
async def table(
    view: TableView, app: App[None] | None = None
) -> AsyncIterator[tuple[Grid, Pilot[None]]]:
    app = app or Bare()
    async with app.run_test(size=(120, 40)) as pilot:
        grid = app.query_one(Grid)
        grid.show(view)
        await pilot.pause()
        yield grid, pilot


async def test_keys_move_the_cursor_as_in_any_pager() -> None:
    async with table(many(1000)) as (grid, pilot):
        page = grid.page
        for key, place in (
            ("j", 1),
            ("down", 2),
            ("k", 1),
            ("up", 0),
            ("up", 0),
            ("G", 999),
            ("down", 999),
            ("g", 0),
            ("end", 999),
            ("home", 0),
            ("pagedown", page),
            ("pageup", 0),
            ("ctrl+d", page // 2),
            ("ctrl+u", 0),
        ):
            await pilot.press(key)
            assert grid.cursor == place, key
            assert 0 <= grid.cursor - grid.scroll_offset.y < page


async def test_a_step_in_sight_draws_two_lines_and_at_the_edge_half_a_page_moves() -> None:
    async with table(many(1000), Recorded()) as (grid, pilot):
        assert isinstance(grid, Recording)
        grid.drawn.clear()
        await pilot.press("j")
        assert [(region.y, region.height) for region in grid.drawn] == [
            (HEADER, 1),
            (HEADER + 1, 1),
        ]
        await pilot.press(*["j"] * (grid.page - 1))
        assert grid.cursor == grid.page
        assert grid.scroll_offset.y == 1 + grid.page // 2


async def test_brackets_choose_the_column_to_sort_by_and_s_reverses() -> None:
    async with table(many(5)) as (grid, pilot):
        assert grid.row is not None
        await pilot.press("]")  # past the last column comes the first
        assert (grid.selection.sort, grid.selection.descending) == ("asset", True)
        assert grid.row["asset"] == "ETH"  # the cursor stays with its row
        await pilot.press("s")
        assert not grid.selection.descending
        await pilot.press("g")
        assert grid.row["asset"] == "ARB"
        await pilot.press("[")
        assert grid.selection.sort == "net_benefit"


async def test_a_click_on_a_title_sorts_and_a_click_on_a_row_goes_there() -> None:
    async with sitting() as seat:
        await seat.press("2")
        x = seat.lines[2].index("Loss")
        await seat.click(x, 1)
        assert (seat.grid.selection.sort, seat.grid.selection.descending) == ("loss", True)
        await seat.click(x, 1)
        assert not seat.grid.selection.descending
        await seat.click(x, 1 + HEADER + 3)
        assert seat.grid.cursor == 3
        await seat.click(x, 25)
        assert seat.grid.cursor == 3


async def test_chips_narrow_to_the_asset_or_the_account_of_the_row() -> None:
    async with sitting() as seat:
        await seat.press("2", "down", "F")
        assert seat.grid.count == 2
        assert "Coinbase · 2 of 5 lots · esc clears" in seat.text
        await seat.press("f")
        assert seat.grid.count == 1
        await seat.press("f", "F")
        assert seat.grid.count == 5


async def test_a_filter_narrows_while_it_is_typed_and_totals_follow() -> None:
    async with sitting() as seat:
        await seat.press("2", "/")
        assert "words that occur in a row" in seat.text
        await seat.press("k", "r", "a")
        assert seat.grid.count == 1
        assert "Shown" in seat.text
        assert seat.lines[-1].strip() == "enter keep  esc drop the filter"
        await seat.press("enter")
        assert seat.app.focused is seat.grid
        assert "/kra · 1 of 5 lots · esc clears" in seat.text
        await seat.press("/", "x")
        assert "Nothing matches." in seat.text
        await seat.press("escape")
        assert seat.grid.count == 5
        assert "Total" in seat.text


async def test_v_shows_all_columns_and_arrows_scroll_what_is_not_fixed() -> None:
    async with sitting(size=(80, 24)) as seat:
        await seat.press("2")
        assert "Basis" not in seat.text
        await seat.press("v")
        assert "Basis" in seat.text
        assert "Net benefit" not in seat.text
        await seat.press(*["right"] * 9)
        assert "Net benefit" in seat.text
        assert any(line.startswith("│  ETH") and "616.92" in line for line in seat.lines)
        await seat.press(*["left"] * 9)
        assert "Account" in seat.text
        await seat.press("v")
        assert "Net benefit" in seat.text


async def test_marks_are_drawn_but_kept_by_whoever_listens() -> None:
    async with table(many(5)) as (grid, pilot):
        await pilot.press("space")
        assert grid.marks == frozenset()
        grid.marks = frozenset({"L1@Coinbase"})
        await pilot.pause()
        assert "● SOL" in grid.render_line(HEADER + 1).text


async def test_another_view_keeps_the_cursor_on_its_row_and_the_filter() -> None:
    async with table(many(1000)) as (grid, pilot):
        grid.narrow("coinbase")
        await pilot.press("j", "j", "j")
        key = grid.key
        grid.show(many(995))
        assert (grid.key, grid.selection.words) == (key, "coinbase")


async def test_an_empty_table_says_what_to_do_next() -> None:
    async with table(many(5)) as (grid, pilot):
        grid.show(many(0))
        await pilot.press("j", "G", "space", "*", "enter", "]", "s", "f", "pagedown")
        assert "No lot stands at a loss today." in grid.render_line(1).text
        assert (grid.key, grid.row) == (None, None)


async def test_every_line_fills_the_width_exactly() -> None:
    async with table(many(100)) as (grid, pilot):
        width, height = grid.scrollable_content_region.size
        for _ in range(2):
            assert {grid.render_line(y).cell_length for y in range(height)} == {width}
            await pilot.press("v", "right")


async def _cost(view: TableView) -> float:
    async with table(many(5)) as (grid, pilot):
        start = process_time()
        grid.show(view)
        await pilot.pause()
        return process_time() - start


@pytest.mark.parametrize("count", [100_000])
async def test_a_hundred_thousand_rows_open_as_fast_as_fifty(count: int) -> None:
    few, lots = many(50), many(count)
    cheap = min([await _cost(few) for _ in range(5)])
    dear = min([await _cost(lots) for _ in range(5)])
    assert dear < 3 * cheap + 0.02
