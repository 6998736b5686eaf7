from dataclasses import astuple

import polars as pl

from harvest_tui.reports.candidates import candidates_view
from harvest_tui.reports.columns import Row
from harvest_tui.reports.details import DetailView, candidate_detail
from reports import household


def row_of(asset: str) -> Row:
    rows = candidates_view(household.candidates(), on=household.ON, lots=212).table.frame
    return rows.row(by_predicate=pl.col("asset") == asset, named=True)


def told(view: DetailView) -> dict[str, str]:
    return {fact.label: fact.words for fact in view.facts}


def test_a_short_lot_is_explained_with_the_day_it_turns_long() -> None:
    view = candidate_detail(row_of("ETH"), household.ON)
    assert view.title == "3.1 ETH · Kraken · 2025-12-01"
    assert told(view) == {
        "Term": "long on 2026-12-02 (10 d)",
        "Per ETH": "3,900.00 → 2,800.00",  # 12,090 / 3.1
        "Loss": "▼ 3,418.68 (28.3 %)",
        "Tax saved": "991.42 (29.0¢ a $)",
        "Costs": "17.36 now, 357.14 later",
        "Net": "616.92",
    }


def test_why_a_lot_cannot_simply_be_sold_is_said_early() -> None:
    view = candidate_detail(row_of("LINK"), household.ON)
    assert [fact.label for fact in view.facts][:2] == ["Term", "But"]
    assert told(view)["But"] == household.STUCK


def test_what_is_not_known_is_said() -> None:
    unknown = dict.fromkeys(("price", "loss", "tax_saved", "net_benefit", "cost_basis"))
    view = candidate_detail({**row_of("ETH"), **unknown}, household.ON)
    assert told(view)["Per ETH"] == "without basis → no price"
    assert told(view)["Loss"] == "no price"
    assert told(view)["Tax saved"] == "income not given"
    assert "Net" not in told(view)


def test_strangers_words_are_fit_to_show() -> None:
    hostile = {"asset": "\x1b[31mX", "account": "a\u202eb", "note": "\x1b]52;c;QQ==\x07"}
    view = candidate_detail({**row_of("ETH"), **hostile}, household.ON)
    said = view.title + "".join(text for fact in view.facts for text in astuple(fact))
    assert said.isprintable()
