from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.schedule_d import ELSEWHERE_KIND, FormLine
from harvest_tui.reports.columns import TableView
from harvest_tui.reports.gains import gains_view
from harvest_tui.reports.netting import NettingView, netting_view
from harvest_tui.reports.schedule_d import BeforeAndAfter
from harvest_tui.reports.trace import Traced, TraceView
from harvest_tui.tui.desk import Marks
from harvest_tui.tui.gains import GainsPage
from harvest_tui.tui.lots import PositionPage
from harvest_tui.tui.trace import TracePage
from reports import household
from tui.fake_desk import FakeDesk
from tui.sitting import sitting


async def test_t_on_a_candidate_traces_its_lot_and_escape_comes_back() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "down", "t")
        assert desk.asked[-1] == ("trace", Traced.LOT, household.SOL)
        assert "A lot" in seat.lines[1]
        assert "kraken ledgers 2025.csv, line 812" in seat.text
        assert "2 Candidates" in seat.lines[0]
        await seat.press("escape")
        assert seat.grid.cursor == 1


async def test_t_on_a_position_opens_its_lots() -> None:
    async with sitting() as seat:
        await seat.press("down", "t")
        assert isinstance(seat.app.screen, PositionPage)


async def test_w_on_a_candidate_says_what_binds() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "w")
        assert desk.asked[-1] == ("why", household.ETH)
        assert "the broker was told no order" in seat.text


@pytest.mark.parametrize(
    ("downs", "term"),
    [(1, Term.SHORT), (3, Term.SHORT), (4, Term.LONG), (6, Term.LONG), (7, None), (12, None)],
)
async def test_a_line_of_schedule_d_opens_into_the_disposals_of_its_term(
    downs: int, term: Term | None
) -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3", *["j"] * downs, "enter")
        assert isinstance(seat.app.screen, GainsPage)
        assert desk.asked[-1] == ("gains", term)
        await seat.press("escape")
        assert seat.app.current_mode == "netting"


async def test_a_line_with_sales_of_its_own_opens_into_them() -> None:
    class ByLine(FakeDesk):
        def netting(self, marks: Marks) -> NettingView:
            del marks
            line = FormLine(line="2", gain=Decimal(9120), rows=3)
            return netting_view(
                household.netting(),
                filing_status=None,
                lines=BeforeAndAfter((line,), (replace(line, gain=Decimal(7)),)),
            )

    desk = ByLine()
    async with sitting(desk) as seat:
        await seat.press("3", "j")
        assert "Short-term, basis not reported" in seat.text
        await seat.press("enter")
        assert desk.asked[-1] == ("gains", Term.SHORT, "2")


async def test_t_on_a_sale_elsewhere_traces_it_to_its_file() -> None:
    class Elsewhere(FakeDesk):
        def gains(self, term: Term | None, line: str | None = None) -> TableView:
            del term, line
            rows = household.disposals().with_columns(
                kind=pl.lit(ELSEWHERE_KIND), disposal_id=pl.lit("4:2")
            )
            return gains_view(rows, 2026, "UTC")

    desk = Elsewhere()
    async with sitting(desk) as seat:
        await seat.press("3", "j", "enter", "t")
        assert desk.asked[-1] == ("trace", Traced.ELSEWHERE, "4:2")


async def test_t_on_a_disposal_traces_it() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3", "j", "t", "t")
        assert desk.asked[-1] == ("trace", Traced.DISPOSAL, "KR-SOLD@Kraken")
        await seat.press("escape")
        assert isinstance(seat.app.screen, GainsPage)


async def test_w_on_a_disposal_says_why_these_lots() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3", "j", "t", "w")
        assert desk.asked[-1] == ("explain", "KR-SOLD@Kraken")
        assert "HIFO from 2026, recorded 2026-01-02 09:12Z" in seat.text
        await seat.press("escape")
        assert isinstance(seat.app.screen, GainsPage)


async def test_a_long_trace_scrolls_by_keys() -> None:
    async with sitting(size=(80, 24)) as seat:
        await seat.press("2", "t")
        first = seat.lines[2]
        await seat.press("G")
        assert seat.lines[2] != first
        await seat.press("g")
        assert seat.lines[2] == first
        await seat.press("j", "ctrl+d", "k", "ctrl+u")
        assert seat.lines[2] == first


async def test_what_cannot_be_traced_says_why() -> None:
    class Failing(FakeDesk):
        def trace(self, what: Traced, key: str) -> TraceView:
            del what
            raise HarvestError(f"{key}: no transaction has this name.\nFix: list them.")

    async with sitting(Failing()) as seat:
        await seat.press("2", "t")
        assert isinstance(seat.app.screen, TracePage)
        assert "no transaction has this name." in seat.text
        assert "Fix: list them." in seat.text
