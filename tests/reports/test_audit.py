from dataclasses import replace
from datetime import date

import pytest

from harvest_tui.domain.findings import frame_of_findings
from harvest_tui.reports.audit import RowCounts, audit_view
from harvest_tui.reports.columns import TableView
from harvest_tui.reports.finding import Way, finding_detail, ways_of
from harvest_tui.reports.text_table import text_table
from reports import household

ZONE = "America/New_York"


def view(*findings: int) -> TableView:
    found = [household.FINDINGS[number] for number in findings or range(5)]
    return audit_view(frame_of_findings(found), household.COUNTS, ZONE)


def test_findings_keep_their_order_and_carry_the_sign_of_their_severity() -> None:
    rows = view().frame
    assert rows["sign"].to_list() == ["✖", "✖", "✖", "▲", "▲"]
    assert rows["finding"][0] == "unlinked transfer"


def test_the_title_counts_findings_and_rows() -> None:
    assert view().facts == (
        "3 errors",
        "2 warnings",
        "41,208 of 41,221 rows booked, 9 skipped, 4 quarantined",
    )
    assert view(0).facts[:2] == ("1 error", "0 warnings")
    empty = RowCounts(rows=0, booked=0, skipped=0, quarantined=0)
    assert audit_view(frame_of_findings([]), empty, ZONE).facts[2] == "nothing imported"


def test_only_what_an_error_makes_provisional_has_a_day_and_it_is_local() -> None:
    # 2024-08-11 04:12 UTC is 00:12 in New York; three hours earlier it is still the 10th
    short = household.FINDINGS[1]
    assert short.at is not None
    earlier = replace(short, at=short.at.replace(hour=1))
    warning = replace(household.FINDINGS[3], at=short.at)
    rows = audit_view(frame_of_findings([short, earlier, warning]), household.COUNTS, ZONE).frame
    assert rows["since"].to_list() == [date(2024, 8, 11), date(2024, 8, 10), None]


def test_equal_findings_have_keys_of_their_own_that_do_not_move() -> None:
    twice = view(0, 2, 2)
    assert twice.frame["key"].n_unique() == 3
    assert set(view(2, 2).frame["key"]) <= set(twice.frame["key"])


def test_the_message_takes_the_room_that_is_left() -> None:
    wide, narrow = (text_table(view(), width).splitlines()[2] for width in (160, 78))
    assert "no matching departure: its basis is not known" in wide
    assert "…" in narrow
    assert "2023-05-02" in narrow


def test_one_finding_is_told_in_full() -> None:
    facts = finding_detail(view().frame.row(0, named=True)).facts
    assert [fact.label for fact in facts] == ["Error", "So", "Fix"]
    assert facts[1].words == "what rests on it is provisional from 2023-05-02 on"
    warning = finding_detail(view().frame.row(4, named=True)).facts
    assert [fact.label for fact in warning] == ["Warning", "Fix"]


@pytest.mark.parametrize(
    ("finding", "ways"),
    [
        ("unlinked transfer", (Way.LINK, Way.BASIS, Way.MEANING, Way.DISMISS)),
        ("short disposal", ()),
        ("coverage gap", (Way.DISMISS,)),
    ],
)
def test_what_can_be_done_depends_on_the_finding(finding: str, ways: tuple[Way, ...]) -> None:
    assert ways_of(finding) == ways
