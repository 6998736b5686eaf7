from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.domain.frames import AMOUNT
from harvest_tui.reports.candidates import candidates_view
from harvest_tui.reports.columns import Column, ColumnKind, Group, TableView
from harvest_tui.reports.layout import (
    MARK,
    fitted,
    header,
    row_line,
    title_words,
    totals_line,
    whole,
)
from harvest_tui.reports.lines import Tone, cells, plain
from harvest_tui.reports.measure import measured
from harvest_tui.reports.portfolio import portfolio_view
from reports import household

D = Decimal
AMOUNTS = st.one_of(
    st.none(), st.decimals(min_value=-(10**19), max_value=10**19, places=18, allow_nan=False)
)


def amounts_view(kind: ColumnKind, amounts: list[Decimal | None]) -> TableView:
    frame = pl.DataFrame(
        {"key": [f"{n}" for n in range(len(amounts))], "x": amounts},
        schema={"key": pl.String, "x": AMOUNT},
    )
    return measured(
        TableView(
            title="T",
            columns=(
                Column(name="key", title="Key", kind=ColumnKind.TEXT),
                Column(name="x", title="X", kind=kind, missing="no price"),
            ),
            frame=frame,
            key="key",
            empty=("Nothing.",),
        )
    )


def lines_of(view: TableView, width: int) -> list[str]:
    layout = fitted(view, width)
    return [plain(row_line(view, layout, row)) for row in view.frame.iter_rows(named=True)]


@pytest.mark.parametrize(
    "kind", [ColumnKind.MONEY, ColumnKind.SIGNED_MONEY, ColumnKind.LOSS, ColumnKind.QUANTITY]
)
@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=6))
def test_amounts_stand_on_their_point_and_are_never_cut(
    kind: ColumnKind, amounts: list[Decimal | None]
) -> None:
    view = amounts_view(kind, amounts)
    layout = fitted(view, 10)
    words = lines_of(view, 10)
    points = {text.rindex(".") for text, amount in zip(words, amounts, strict=True) if amount}
    assert len(points) <= 1
    assert {cells(text) for text in words} == {layout.width}


@pytest.mark.parametrize(
    ("amounts", "decimals", "cut"),
    [
        (["1.42", "14.85"], 2, False),
        (["1.42", "0.1234"], 4, False),
        (["0.12345678"], 8, False),
        (["0.123456789"], 8, True),
    ],
)
def test_a_column_of_quantities_shows_as_many_decimals_as_it_needs(
    amounts: list[str], decimals: int, *, cut: bool
) -> None:
    column = amounts_view(ColumnKind.QUANTITY, [D(a) for a in amounts]).columns[1]
    assert (column.decimals, column.cut) == (decimals, cut)


@pytest.mark.parametrize("width", [60, 78, 96, 118, 198])
def test_every_line_fits_and_has_the_same_width(width: int) -> None:
    for group in Group:
        view = portfolio_view(household.positions(), group, arrivals={"ETH": household.ARRIVED})
        layout = fitted(view, width)
        lines = [
            header(layout, view.sort, descending=True),
            totals_line(layout, view.totals, "Total"),
            *(row_line(view, layout, row) for row in view.frame.iter_rows(named=True)),
        ]
        assert {cells(plain(line)) for line in lines} == {layout.width}
        assert layout.width <= width


def names(view: TableView, width: int) -> list[str]:
    return [place.column.title for place in fitted(view, width).places]


def test_on_a_narrow_screen_the_columns_of_high_rank_go_first() -> None:
    view = candidates_view(household.candidates(), on=household.ON, lots=212).table
    every = [column.title for column in view.columns]
    assert names(view, 118) == every
    assert names(view, 78) == [t for t in every if t not in {"Basis", "Value", "Cost", "Later"}]
    assert names(view, 20) == ["Asset", "Account", "Term", "Loss", "Net benefit"]


def test_a_note_takes_the_place_of_the_figures() -> None:
    view = candidates_view(
        household.candidates(), on=household.ON, lots=212, unreachable={household.LINK}
    ).table
    assert lines_of(view, 118)[-1].startswith("◌ LINK   Gemini ")
    assert lines_of(view, 118)[-1].rstrip().endswith(f"3,875.00 {household.STUCK}")


def test_a_note_starts_later_where_its_column_was_left_out() -> None:
    view = portfolio_view(household.positions(), Group.ASSET, arrivals={"ETH": "from nowhere"})
    narrow = replace(view, columns=tuple(c for c in view.columns if c.name != "cost_basis"))
    narrow = replace(narrow, note_from="unrealized_gain")
    assert lines_of(narrow, 60)[-1].rstrip().endswith("1,120.00 ✖ from nowhere")


def test_a_mark_stands_in_front_of_the_row() -> None:
    view = candidates_view(household.candidates(), on=household.ON, lots=212).table
    line = row_line(view, fitted(view, 118), view.frame.row(0, named=True), MARK)
    assert plain(line).startswith("● ETH")
    assert line[0].tone is Tone.ACCENT


def test_the_sorted_column_carries_its_direction() -> None:
    view = candidates_view(household.candidates(), on=household.ON, lots=212).table
    layout = fitted(view, 118)
    assert plain(header(layout, "net_benefit", descending=True)).endswith("Net benefit▾")
    assert plain(header(layout, "asset", descending=False)).startswith("  Asset▴ Account")
    assert "Wort▴" in plain(header(layout, "worth_per_dollar", descending=False))


def test_all_columns_are_placed_at_their_full_width_on_demand() -> None:
    view = candidates_view(household.candidates(), on=household.ON, lots=212).table
    layout = whole(view)
    assert [place.width for place in layout.places] == [column.width for column in view.columns]
    assert layout.fixed_width == layout.places[1].start


def test_a_click_finds_its_column() -> None:
    view = candidates_view(household.candidates(), on=household.ON, lots=212).table
    layout = fitted(view, 118)
    place = layout.places[3]
    assert layout.column_at(place.start) == place.column
    assert layout.column_at(place.start + place.width - 1) == place.column
    assert layout.column_at(0) is None


def test_a_title_loses_its_last_facts_first() -> None:
    facts = ("sale on 2026-11-22", "5 of 212 lots")
    assert title_words("Candidates", facts, 47) == "Candidates · sale on 2026-11-22 · 5 of 212 lots"
    assert title_words("Candidates", facts, 46) == "Candidates · sale on 2026-11-22"
    assert title_words("Candidates", facts, 5) == "Cand…"
