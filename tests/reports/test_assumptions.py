from datetime import date

from harvest_tui.domain.assumptions import Assumption, Section
from harvest_tui.reports.assumptions import assumption_frame, assumption_view
from harvest_tui.reports.trace import text_trace

LISTED = (
    Assumption(section=Section.LAW_YEAR, name="Law of 2026", value="the law of 2026"),
    Assumption(section=Section.DEFAULT, name="cost of trading", value="cost not set"),
    Assumption(
        section=Section.PARAMETER,
        name="Rate of the NIIT",
        value="0.038",
        since=date(2018, 1, 1),
        reference="26 U.S.C. § 1411",
        href="https://www.law.cornell.edu/uscode/text/26/1411",
    ),
)


def test_they_read_section_by_section() -> None:
    text = text_trace(assumption_view(LISTED, 2026), 80)

    assert text.startswith("What the figures of 2026 rest on")
    assert text.index("Not set by you") < text.index("Parameters in use")
    assert "since 2018-01-01  Rate of the NIIT: 0.038" in text
    assert "26 U.S.C. § 1411" in text
    assert "Your settings in force" not in text  # nothing is there


def test_as_rows_what_one_does_not_have_is_null() -> None:
    rows = assumption_frame(LISTED).to_dicts()

    assert rows[0] == {
        "section": "law",
        "name": "Law of 2026",
        "value": "the law of 2026",
        "since": None,
        "reference": None,
        "href": None,
    }
    assert rows[2]["href"] == "https://www.law.cornell.edu/uscode/text/26/1411"
