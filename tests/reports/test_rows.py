from decimal import Decimal

import polars as pl
import pytest

from harvest_tui.reports.candidates import candidates_view
from harvest_tui.reports.columns import TableView
from harvest_tui.reports.rows import Selection, chosen, keys_of, partly, position, sums
from reports import household

D = Decimal


@pytest.fixture(name="view")
def _view() -> TableView:
    view = candidates_view(
        household.candidates(), on=household.ON, lots=5, unreachable={household.LINK}
    )
    return view.table


def assets(view: TableView, selection: Selection) -> list[str]:
    return view.frame["asset"].gather(chosen(view, selection)).to_list()


def test_rows_come_in_the_order_of_the_view(view: TableView) -> None:
    as_it_is = Selection(sort=view.sort, descending=view.descending)
    assert assets(view, as_it_is) == ["ETH", "SOL", "ARB", "BTC", "LINK"]


def test_what_is_not_known_sorts_last_both_ways(view: TableView) -> None:
    up = Selection(sort="net_benefit")
    assert assets(view, up) == ["BTC", "ARB", "SOL", "ETH", "LINK"]
    down = up.sorted_by("net_benefit")
    assert assets(view, down)[-1] == "LINK"


def test_equal_values_keep_their_order(view: TableView) -> None:
    assert assets(view, Selection(sort="held_at"))[:2] == ["SOL", "ARB"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("eth", ["ETH"]),
        ("COINBASE", ["SOL", "ARB"]),
        ("coinbase sol", ["SOL"]),
        ("short", ["ETH", "SOL"]),
        ("asset:l", ["SOL", "LINK"]),
        ("asset:kraken", []),
        ("x:y", []),
        ("  ", ["ETH", "SOL", "ARB", "BTC", "LINK"]),
        (".*[", []),
    ],
)
def test_every_word_of_a_filter_occurs_in_a_row(
    view: TableView, words: str, found: list[str]
) -> None:
    as_it_is = Selection(sort=view.sort, descending=view.descending, words=words)
    assert assets(view, as_it_is) == found


def test_a_chip_narrows_to_one_value_and_widens_again(view: TableView) -> None:
    narrowed = Selection().toggled("account", "Coinbase")
    assert assets(view, narrowed) == ["SOL", "ARB"]
    assert narrowed.described == ("Coinbase",)
    assert not narrowed.toggled("account", "Kraken").narrows


def test_sums_are_of_the_rows_shown(view: TableView) -> None:
    numbers = chosen(view, Selection(words="coinbase"))
    assert sums(view, numbers) == {
        "cost_basis": D(16472),  # 8,652 + 7,820
        "market_value": D(7840),  # 5,356 + 2,484
        "loss": D("8639.84"),  # 3,301.356 + 5,338.484
    }


def test_a_row_is_found_again_by_its_key(view: TableView) -> None:
    numbers = chosen(view, Selection(sort="net_benefit"))
    assert position(view, numbers, household.ETH) == 3
    assert position(view, numbers, "gone@Kraken") is None


def test_locked_rows_are_left_out_of_what_can_be_marked(view: TableView) -> None:
    numbers = chosen(view, Selection())
    assert household.LINK not in keys_of(view, numbers)
    assert len(keys_of(view, numbers)) == 4


def test_a_row_is_marked_in_part_when_it_holds_more(view: TableView) -> None:
    marks = {household.ETH: D("3.0999"), household.SOL: D("41.2"), "gone@Kraken": D(1)}
    assert partly(view, marks) == {household.ETH}


def test_what_narrows_is_described_fit_to_show() -> None:
    selection = Selection(words="\x1b[2J", chips=(("asset", "a\u202eb"),))
    assert selection.described == ("a‹202E›b", "/‹1B›[2J")


def test_rows_of_an_empty_frame_are_none(view: TableView) -> None:
    empty = candidates_view(household.candidates().clear(), on=household.ON, lots=0).table
    assert chosen(empty, Selection(words="x")).is_empty()
    assert isinstance(chosen(view, Selection()), pl.Series)
