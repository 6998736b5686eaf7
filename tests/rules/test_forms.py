import pytest

from harvest_tui.domain.kinds import Term
from harvest_tui.rules.forms import (
    FormBox,
    Reported,
    box_elsewhere,
    box_of,
    line_of_box,
    line_without_rows,
    rows_per_page,
    term_of_box,
)


# Form 8949 (2024) and (2025), boxes above the tables; Schedule D lines 1b-3 and 8b-10
@pytest.mark.parametrize(
    ("year", "reported", "short", "long"),
    [
        (2024, Reported.BASIS, ("A", "1b"), ("D", "8b")),
        (2024, Reported.PROCEEDS, ("B", "2"), ("E", "9")),
        (2024, Reported.NOTHING, ("C", "3"), ("F", "10")),
        (2025, Reported.BASIS, ("G", "1b"), ("J", "8b")),
        (2025, Reported.PROCEEDS, ("H", "2"), ("K", "9")),
        (2026, Reported.NOTHING, ("I", "3"), ("L", "10")),
    ],
)
def test_digital_assets_have_boxes_of_their_own_from_2025_on(
    year: int, reported: Reported, short: tuple[str, str], long: tuple[str, str]
) -> None:
    assert box_of(year, Term.SHORT, reported) == FormBox(box=short[0], line=short[1])
    assert box_of(year, Term.LONG, reported) == FormBox(box=long[0], line=long[1])


def test_the_page_lost_three_rows_in_2025() -> None:
    assert (rows_per_page(2024), rows_per_page(2025)) == (14, 11)


def test_there_was_no_such_form_before_2011() -> None:
    with pytest.raises(ValueError, match="form_8949_boxes is not known on 2010-12-31"):
        box_of(2010, Term.SHORT, Reported.NOTHING)


# Schedule D (2025): the boxes named beside lines 1b to 3 and 8b to 10
@pytest.mark.parametrize(
    ("boxes", "line", "term"),
    [
        ("AG", "1b", Term.SHORT),
        ("BH", "2", Term.SHORT),
        ("CI", "3", Term.SHORT),
        ("DJ", "8b", Term.LONG),
        ("EK", "9", Term.LONG),
        ("FL", "10", Term.LONG),
    ],
)
def test_the_totals_of_a_box_go_to_one_line(boxes: str, line: str, term: Term) -> None:
    for box in boxes:
        assert line_of_box(box) == line
        assert term_of_box(box) is term


def test_only_sales_with_basis_reported_can_go_straight_to_the_schedule() -> None:
    # Instructions for Form 8949, Exception 1
    assert [line_without_rows(box) for box in "AGDJ"] == ["1a", "1a", "8a", "8a"]
    assert [line_without_rows(box) for box in "BCEFHIKL"] == [None] * 8


def test_stocks_keep_the_boxes_a_to_f() -> None:
    assert box_elsewhere(Term.SHORT, Reported.BASIS) == "A"
    assert box_elsewhere(Term.LONG, Reported.PROCEEDS) == "E"
