"""Strangers' words reach every place of the screens, and no place obeys them."""

import unicodedata
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.findings import Finding, frame_of_findings
from harvest_tui.domain.kinds import Term
from harvest_tui.reports.audit import audit_view
from harvest_tui.reports.candidates import candidates_view
from harvest_tui.reports.columns import Group, TableView
from harvest_tui.reports.details import CandidatesView, DetailView, Fact
from harvest_tui.reports.finding import Way
from harvest_tui.reports.forms import DraftView, Field, FormView
from harvest_tui.reports.gains import gains_view
from harvest_tui.reports.halves import halves_view
from harvest_tui.reports.layout import fitted, row_line
from harvest_tui.reports.ledger import ledger_view
from harvest_tui.reports.lines import plain
from harvest_tui.reports.lots import lots_view
from harvest_tui.reports.netting import NettingView
from harvest_tui.reports.opening import BookView, Choice
from harvest_tui.reports.portfolio import portfolio_view
from harvest_tui.reports.trace import Traced, TraceView
from harvest_tui.tui.desk import Answers, Marks, Progress
from harvest_tui.tui.ink import drawn, words
from reports import household
from tui.fake_desk import ZONE, FakeDesk, FakeMender
from tui.sitting import Sitting, sitting

HOSTILE = (
    "[/oops]",
    "[red]x[/red]",
    "[@click=app.quit]x[/]",
    "[type=x, v={'a[0]'}]",
    "[$1000]",
    "\x1b]52;c;QQ==\x07",
    "\x1b[2J\x9b2J",
    "a\u202eb\u2066c",
    "x\x00y\tz\nw\r",
    "e" + "\u0301" * 40,
    "龍🚀\ufe0f" * 20,
    "=1+1",
    "",
)
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


WORST = tuple(HOSTILE[n] for n in (0, 2, 3, 5, 7))
"""One of each kind, for titles, facts and notices; all of them stand in the rows."""


class HostileMender(FakeMender):
    """Asks and records what strangers wrote."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def halves_for(self, key: str) -> TableView:
        del key
        named = household.halves().with_columns(
            account=pl.lit(self.name), transaction_id=pl.lit(self.name), against=pl.lit(self.name)
        )
        return halves_view(named, title=self.name, other="departures", zone=ZONE)

    def form_for(self, key: str, way: Way) -> FormView:
        del key, way
        return FormView(
            title=self.name,
            about=(self.name, *HOSTILE),
            fields=(Field(name="value", label=self.name, hint=self.name),),
            choices=(Choice("x", self.name, self.name),),
        )

    def draft(self, key: str, way: Way, answers: Answers) -> DraftView:
        del key, way, answers
        return DraftView(title=self.name, facts=(Fact(self.name, self.name),))

    def record(self, key: str, way: Way, answers: Answers) -> str:
        del key, way, answers
        return self.name


class HostileDesk(FakeDesk):
    """The household, but every name is one of a stranger's."""

    def __init__(self, name: str) -> None:
        super().__init__(mender=HostileMender(name))
        self.name = name

    def open(self, progress: Progress) -> BookView:
        progress(self.name)
        return replace(super().open(progress), moment=self.name)

    def portfolio(self, group: Group) -> TableView:
        positions = household.positions()
        named = positions.with_columns(asset=self._names(positions), account=self._names(positions))
        return portfolio_view(named, group, facts=[self.name], arrivals={self.name: self.name})

    def lots(self, asset: str | None, account: str | None) -> TableView:
        del asset, account
        return lots_view(self._named(household.lots()), title=self.name, facts=[self.name])

    def candidates(self) -> CandidatesView:
        household_thrice = pl.concat([household.candidates()] * 3)
        rows = self._named(household_thrice).with_columns(note=pl.lit(self.name))
        return candidates_view(
            rows,
            on=household.ON,
            lots=5,
            facts=[self.name],
            account_signs={self.name: "→"},
            unreachable={f"0{self.name}@{self.name}"},
            legend=[self.name],
        )

    def netting(self, marks: Marks) -> NettingView:
        view = super().netting(marks)
        return replace(view, title=self.name, facts=(self.name,), notes=(self.name,))

    def gains(self, term: Term | None, line: str | None = None) -> TableView:
        del term, line
        rows = household.disposals().with_columns(
            asset=pl.lit(self.name), account=pl.lit(self.name), disposal_id=pl.lit(self.name)
        )
        return gains_view(rows, 2026, "UTC", [self.name])

    def ledger(self) -> TableView:
        rows = household.ledger().with_columns(
            pl.lit(self.name).alias(name)
            for name in ("account", "to_account", "in_asset", "out_asset", "fee_asset", "source")
        )
        return ledger_view(rows, frame_of_findings(self._findings()), ZONE)

    def audit(self) -> TableView:
        return audit_view(frame_of_findings(self._findings()), household.COUNTS, ZONE)

    def trace(self, what: Traced, key: str) -> TraceView:
        del what, key
        facts = tuple(Fact(name, name) for name in (self.name, *HOSTILE))
        return TraceView(title=self.name, blocks=(DetailView(title=self.name, facts=facts),))

    def why(self, key: str) -> TraceView:
        return self.trace(Traced.LOT, key)

    def _findings(self) -> list[Finding]:
        return [
            replace(
                one,
                finding=f"unlinked transfer {self.name}",
                transaction_id=self.name,
                account=self.name,
                asset=self.name,
                message=self.name,
                fix=self.name,
            )
            for one in household.FINDINGS
        ]

    def _named(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows.with_columns(
            asset=self._names(rows),
            account=self._names(rows),
            lot_id=pl.format("{}{}", pl.int_range(pl.len()), pl.lit(self.name)),
        )

    def _names(self, rows: pl.DataFrame) -> pl.Series:
        return pl.Series([(self.name, *HOSTILE)[n % 14] for n in range(len(rows))])


def shown_by(seat: Sitting) -> str:
    return "".join(line for line in seat.lines)


def assert_harmless(seat: Sitting) -> None:
    found = {c for c in shown_by(seat) if unicodedata.category(c) in HIDDEN}
    assert not found
    for strip in seat.app.screen._compositor.render_strips():  # noqa: SLF001  # Textual has no other door
        for segment in strip:
            assert segment.style is None or segment.style.link is None
            assert segment.style is None or "@click" not in segment.style.meta


@pytest.mark.parametrize("name", WORST)
async def test_every_screen_shows_a_strangers_name_and_obeys_none(name: str) -> None:
    async with sitting(HostileDesk(name)) as seat:
        for keys in (
            ["b"],
            ["b", "enter", "f", "v"],
            ["escape", "escape", "2", "space", "f", "F"],
            ["?"],
            ["escape", "escape", "/", "q"],
            ["escape", "3"],
            ["j", "t"],
            ["t"],
            ["4"],
            ["t"],
            ["5"],
            ["enter"],
            ["6"],
            ["t"],
            ["escape", "l"],
            ["enter"],
            ["escape", "escape", "b"],
            ["enter", *"12", "enter"],
            ["y"],
            ["2", "w"],
            ["escape", "="],
        ):
            await seat.press(*keys)
            assert_harmless(seat)
        assert seat.app.is_running


@pytest.mark.parametrize("name", WORST)
async def test_an_error_and_a_notice_are_shown_as_text(name: str) -> None:
    async with sitting(FakeDesk(trouble=f"{name} is no book")) as seat:
        assert_harmless(seat)

    class Failing(FakeDesk):
        def candidates(self) -> CandidatesView:
            raise HarvestError(name)

        def netting(self, marks: Marks) -> NettingView:
            del marks
            raise HarvestError(name)

    async with sitting(Failing()) as seat:
        seat.app.notify(name)
        await seat.press("2")
        assert_harmless(seat)
        await seat.press("3")
        assert_harmless(seat)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=80), st.integers(min_value=30, max_value=130))
def test_no_text_breaks_a_row_or_leaves_it(name: str, width: int) -> None:
    view = HostileDesk(name).candidates().table
    layout = fitted(view, width)
    for row in view.frame.iter_rows(named=True):
        said = plain(row_line(view, layout, row))
        assert said.isprintable() or not {unicodedata.category(c) for c in said} & HIDDEN


@given(st.text())
def test_text_for_a_title_or_a_line_is_never_markup(text: str) -> None:
    assert words(text).markup.replace("\\[", "[") is not None
    assert not words(text).spans
    assert not {unicodedata.category(c) for c in words(text).plain} & HIDDEN
    assert drawn(()).plain == ""
