from dataclasses import replace
from decimal import Decimal

import pytest

from harvest_tui.domain.kinds import Term
from harvest_tui.domain.schedule_d import FormLine
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.reports.lines import Tone, cells, plain
from harvest_tui.reports.netting import NettingView, netting_view
from harvest_tui.reports.netting_lines import entry_at, netting_lines, strip_lines, text_netting
from harvest_tui.reports.schedule_d import BeforeAndAfter
from reports import household

D = Decimal


@pytest.fixture(name="view")
def _view() -> NettingView:
    return netting_view(household.netting(), filing_status=FilingStatus.SINGLE)


def test_the_lines_follow_the_form(view: NettingView) -> None:
    assert [(line.where, line.before, line.after, line.change) for line in view.schedule_d] == [
        ("lines 1a-5", "9,120.00", "2,399.96", "▼ −6,720.04"),
        ("line 6", "0.00", "0.00", ""),
        ("line 7", "9,120.00", "2,399.96", "▼ −6,720.04"),
        ("lines 8a-13", "14,000.00", "14,000.00", ""),
        ("line 14", "0.00", "0.00", ""),
        ("line 15", "14,000.00", "14,000.00", ""),
        ("line 16", "23,120.00", "16,399.96", "▼ −6,720.04"),
        ("line 21", "0.00", "0.00", ""),
        ("worksheet 8", "0.00", "0.00", ""),
        ("worksheet 13", "0.00", "0.00", ""),
    ]


def test_lines_with_sales_are_shown_one_by_one() -> None:
    before = (FormLine(line="2", gain=D(9120), rows=1), FormLine(line="3", gain=D(0)))
    after = (before[0], FormLine(line="3", gain=D("-6720.036"), rows=2))
    view = netting_view(
        household.netting(), filing_status=None, lines=BeforeAndAfter(before, after)
    )

    shown = [(x.line, x.where, x.before, x.after, x.change) for x in view.schedule_d]
    assert shown[:2] == [
        ("2", "line 2", "9,120.00", "9,120.00", ""),
        ("3", "line 3", "0.00", "−6,720.04", "▼ −6,720.04"),
    ]
    # nothing is known of the long-term lines: they stand together
    assert shown[4][:3] == (None, "lines 8a-13", "14,000.00")


def test_less_tax_is_welcome_and_less_gain_is_not(view: NettingView) -> None:
    total = view.tax[-1]
    assert (total.before, total.after, total.change) == ("40,933.80", "38,984.99", "▼ −1,948.81")
    assert total.tone is Tone.GAIN
    assert view.schedule_d[0].tone is Tone.LOSS


def test_taxes_that_are_nothing_on_both_sides_are_left_out(view: NettingView) -> None:
    labels = [line.label for line in view.tax]
    assert labels == ["Taxable income", "Income tax", "State proxy", "Total tax"]


def test_an_assumed_carryover_is_said_and_the_way_out_named(view: NettingView) -> None:
    assert [line.note for line in view.schedule_d if line.note] == ["assumed", "assumed"]
    assert view.notes[0] == (
        "Carryover into 2026 assumed to be 0. Next: give lines 8 and 13 of last year's worksheet "
        "under [year.2026] of harvest.toml."
    )
    known = netting_view(household.netting(assumed=False), filing_status=FilingStatus.SINGLE)
    assert not any(line.note for line in known.schedule_d)


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (False, "Ledger income 412.60, in the amounts above."),
        (True, "Ledger income 412.60, added to the amounts above."),
        (
            None,
            (
                "Ledger income 412.60, neither included nor added: "
                "say which with ledger_income in harvest.toml."
            ),
        ),
    ],
)
def test_income_of_the_ledger_is_never_passed_over(added: bool | None, said: str) -> None:  # noqa: FBT001  # a case of the table
    netting = replace(household.netting(), ledger_income_added=added)
    assert said in netting_view(netting, filing_status=FilingStatus.SINGLE).notes


def test_without_income_schedule_d_is_shown_and_no_tax() -> None:
    before = replace(household.BEFORE, tax=None, short_term_carryover_out=None)
    after = replace(household.AFTER, tax=None, short_term_carryover_out=None)
    netting = replace(household.netting(), before=before, after=after, short_term_segments=())
    view = netting_view(netting, filing_status=None)
    assert view.facts[0] == "filing status not given"
    assert view.tax == ()
    assert view.schedule_d[8].after == "income not given"
    assert view.schedule_d[8].change == ""
    assert any(note.startswith("Income for 2026 not given") for note in view.notes)
    assert [bar.title for bar in view.bars] == ["next long-term loss"]


def test_without_filing_status_line_21_is_not_known() -> None:
    schedule_d = replace(household.BEFORE.schedule_d, deductible_loss=None)
    year = replace(household.BEFORE, schedule_d=schedule_d)
    netting = replace(household.netting(), before=year, after=year)
    line = netting_view(netting, filing_status=None).schedule_d[7]
    assert (line.where, line.before) == ("line 21", "filing status not given")


def test_collectibles_get_their_line_only_where_there_are_some() -> None:
    schedule_d = replace(household.BEFORE.schedule_d, collectibles_gain=D(500))
    netting = replace(household.netting(), before=replace(household.BEFORE, schedule_d=schedule_d))
    lines = netting_view(netting, filing_status=FilingStatus.SINGLE).schedule_d
    assert [(x.before, x.after) for x in lines if x.where == "line 18"] == [("500.00", "0.00")]


def test_the_law_of_another_year_is_named() -> None:
    after = replace(household.AFTER, year=2027, law_year=2026)
    netting = replace(household.netting(), after=after)
    assert "2026 law assumed" in netting_view(netting, filing_status=None).facts


def test_the_next_dollars_are_told_stretch_by_stretch(view: NettingView) -> None:
    short, long = view.bars
    assert [(s.worth, s.amount) for s in short.stretches] == [
        ("29¢", "2,400"),
        ("20¢", "14,000"),
        ("29¢", "3,000"),
        ("18¢", "9,000"),
        ("10¢", "…"),
    ]
    assert [(s.worth, s.amount) for s in long.stretches][:2] == [
        ("20¢", "14,000"),
        ("29¢", "5,400"),
    ]
    assert short.reasons.startswith("Short-term loss: 29¢ offsets short-term gains; 20¢ offsets")


def test_both_bars_are_drawn_to_one_scale(view: NettingView) -> None:
    drawn = [plain(line) for line in netting_lines(view, 116)]
    short, long = (text for text in drawn if text.startswith("next "))
    assert short.split("20¢ ")[1].split(" ")[0] == long.split("20¢ ")[1].split(" ")[0]


@pytest.mark.parametrize("width", [60, 76, 99, 100, 116, 196])
def test_no_line_is_wider_than_the_screen(view: NettingView, width: int) -> None:
    assert max(cells(plain(line)) for line in netting_lines(view, width)) <= width


def test_each_row_drawn_leads_back_to_its_line_of_the_form(view: NettingView) -> None:
    for row, drawn in enumerate(netting_lines(view, 116)):
        entry = entry_at(view, row)
        assert entry is None or plain(drawn).startswith(entry.label)
    assert entry_at(view, 0) is None
    assert entry_at(view, 11) is None  # ten lines of the form below one of titles


def test_lines_1_to_7_are_of_short_term_disposals_and_8_to_15_of_long(view: NettingView) -> None:
    terms = [line.term for line in view.schedule_d if not line.carried]
    assert terms == [Term.SHORT] * 2 + [Term.LONG] * 2 + [None] * 2


def test_lines_6_and_14_and_those_of_the_worksheet_are_carried_losses(view: NettingView) -> None:
    carried = [line.where for line in view.schedule_d if line.carried]
    assert carried == ["line 6", "line 14", "worksheet 8", "worksheet 13"]


def test_the_strip_shows_the_three_nets_and_the_tax(view: NettingView) -> None:
    assert [plain(line).split() for line in strip_lines(view, 38)] == [
        ["Net", "short-term", "9,120.00", "→", "2,399.96"],
        ["Net", "long-term", "14,000.00", "→", "14,000.00"],
        ["Net", "(line", "16)", "23,120.00", "→", "16,399.96"],
        ["Total", "tax", "40,933.80", "→", "38,984.99"],
    ]


def test_the_netting_in_a_pipe_starts_with_its_title(view: NettingView) -> None:
    text = text_netting(view, 80)
    assert text.splitlines()[0] == "Schedule D 2026 · single"
    assert "Net long-term        14,000.00   14,000.00" in text
    assert not any(line.endswith(" ") for line in text.splitlines())
