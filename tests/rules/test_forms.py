import pytest

from harvest_tui.domain.kinds import Term
from harvest_tui.rules.forms import FormBox, Reported, box_of, rows_per_page


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
