from dataclasses import replace
from decimal import Decimal

from harvest_tui.domain.carryover import Origin
from harvest_tui.reports.carryover import chain_frame, chain_view
from harvest_tui.reports.lines import cells, plain
from harvest_tui.reports.worksheet import (
    WORDS,
    worksheet_frame,
    worksheet_table,
    worksheet_view,
)
from harvest_tui.reports.worksheet_lines import worksheet_lines
from reports.household import CARRIED

D = Decimal


def test_all_13_lines_are_there_with_their_words() -> None:
    frame = worksheet_frame(CARRIED)

    assert frame["line"].to_list() == [str(line) for line in range(1, 14)]
    assert frame["amount"].to_list()[:4] == [D(50000), D(3000), D(53000), D(3000)]
    assert frame["amount"].to_list()[12] == 7000
    assert len(WORDS) == 13


def test_without_a_worksheet_the_two_results_are_still_there() -> None:
    nothing = replace(
        CARRIED, worksheet=None, short_term_carryover_out=D(0), long_term_carryover_out=D(0)
    )
    amounts = dict(worksheet_frame(nothing).select("line", "amount").iter_rows())

    assert (amounts["8"], amounts["13"], amounts["1"]) == (D(0), D(0), None)
    assert worksheet_table(nothing).facts == ("not needed: nothing is carried on",)


def test_what_is_not_known_stays_open() -> None:
    unknown = replace(
        CARRIED, worksheet=None, short_term_carryover_out=None, long_term_carryover_out=None
    )

    assert worksheet_frame(unknown)["amount"].null_count() == 13
    assert worksheet_table(unknown).facts == ("income not given",)


def test_a_chain_says_what_is_assumed_stated_and_filed() -> None:
    filed = replace(CARRIED, year=2025, origin=Origin.COMPUTED, sealed=True, line_1_stated=True)
    rows = chain_frame([filed, CARRIED]).to_dicts()

    assert [(r["year"], r["carryover_in"], r["sealed"], r["line_1_stated"]) for r in rows] == [
        (2025, "computed", True, True),
        (2026, "assumed", False, False),
    ]
    assert rows[1]["long_term_carryover_out"] == 7000
    assert chain_view([filed, CARRIED]).frame["how"].to_list() == ["sealed", "assumed"]


def test_the_worksheet_reads_from_line_to_line() -> None:
    view = worksheet_view(replace(CARRIED, line_1_stated=True), ["not settled"])
    drawn = [plain(line) for line in worksheet_lines(view, 90)]

    assert view.title == "Capital Loss Carryover Worksheet 2026 to 2027"
    assert view.facts == ("line 1 as stated",)
    assert "line 6         0.00  short-term loss carried in, assumed" in drawn
    assert any(text.startswith("line 1    50,000.00  taxable income; below") for text in drawn)
    assert "as stated in harvest.toml" in " ".join(drawn)
    assert (
        "line 13    7,000.00  line 9 less line 12: long-term loss carried on, to line 14" in drawn
    )
    assert drawn[-4] == "not settled"
    assert "carryover_worksheet_line_1" in drawn[-1]
    for width in (40, 76):
        assert max(cells(plain(line)) for line in worksheet_lines(view, width)) <= width
