from dataclasses import replace
from datetime import UTC, datetime

from harvest_tui.domain.comparison import Consequence, YearChange
from harvest_tui.domain.elections import Election, Method
from harvest_tui.reports.consequence import consequence_view
from reports import household

ELECTION = Election(
    year=2026, method=Method.HIFO, recorded_at=datetime(2026, 11, 22, 17, tzinfo=UTC)
)
NOTHING = Consequence(election=ELECTION, years=(), lots_differ=False, disposals=3)
CHANGE = YearChange(before=household.BEFORE, after=household.AFTER, disposals=2)


def said(consequence: Consequence) -> list[tuple[str, str]]:
    return [(fact.label, fact.words) for fact in consequence_view(consequence).facts]


def test_a_choice_from_now_on_says_that_past_sales_are_past() -> None:
    assert said(NOTHING) == [
        ("Recorded", "HIFO from 2026 on for all lots, per-account"),
        (
            "Covers",
            (
                "disposals after this moment; for a sale that is made no method can be chosen any "
                "more"
            ),
        ),
        ("Changes", "no disposal on record, and no figure of any year"),
    ]


def test_what_was_filed_says_that_it_reaches_back() -> None:
    filed = replace(ELECTION, as_filed=True, account="Kraken", asset="BTC")
    facts = said(replace(NOTHING, election=filed))
    assert facts[0][1] == "HIFO from 2026 on for Kraken BTC, per-account, stated as filed"
    assert facts[1][1].startswith("disposals from 2026 on, past ones too")


def test_a_choice_that_begins_within_its_year_says_when() -> None:
    begun = replace(ELECTION, effective_from=datetime(2026, 6, 11, 4, tzinfo=UTC))
    words = said(replace(NOTHING, election=begun))[0][1]
    assert words == "HIFO from 2026 on for all lots, per-account, in effect since 2026-06-11 04:00Z"


def test_only_what_differs_is_told_to_the_cent() -> None:
    """The household: short-term 9,120.00 to 2,399.96, tax 40,933.80 to 38,984.99."""
    facts = said(replace(NOTHING, years=(CHANGE,), lots_differ=True))
    assert facts[2:] == [
        ("2026", "2 disposals take other lots"),
        ("2026 short-term gains", "9,120.00 → 2,399.96"),
        ("2026 line 16", "23,120.00 → 16,399.96"),
        ("2026 total tax", "40,933.80 → 38,984.99"),
        ("Open lots", "others are left, or of another basis, or provisional"),
    ]


def test_what_becomes_provisional_is_not_called_another_lot() -> None:
    change = YearChange(before=household.BEFORE, after=household.BEFORE, disposals=0, provisional=1)
    assert said(replace(NOTHING, years=(change,)))[2:] == [
        ("2026", "1 disposal becomes provisional: an error stands before (check)")
    ]


def test_sealed_years_are_said_to_stay() -> None:
    (told,) = (w for label, w in said(replace(NOTHING, sealed_through=2025)) if label == "Sealed")
    assert told.startswith("years through 2025 stay as filed")


def test_without_income_no_tax_is_told() -> None:
    before, after = (replace(year, tax=None) for year in (household.BEFORE, household.AFTER))
    change = YearChange(before=before, after=after, disposals=0)
    assert said(replace(NOTHING, years=(change,)))[-1] == ("2026 total tax", "income not given")


def test_a_book_without_disposals_says_so() -> None:
    assert said(replace(NOTHING, disposals=0))[-1] == (
        "Changes",
        "nothing: the book holds no disposals yet",
    )
