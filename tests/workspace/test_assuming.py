from decimal import Decimal

from harvest_tui.domain.assumptions import Section
from harvest_tui.domain.settings import (
    AccountSettings,
    AssetSettings,
    FilingStatus,
    HarvestSettings,
    Settings,
    Taxpayer,
    Tier,
    YearInputs,
)
from harvest_tui.workspace.assuming import assumptions, state_note

D = Decimal


def said(settings: Settings, section: Section, year: int = 2026) -> dict[str, str]:
    return {one.name: one.value for one in assumptions(settings, year) if one.section is section}


def test_what_the_user_has_not_said_is_listed_with_what_is_taken_instead() -> None:
    unsaid = said(Settings(), Section.DEFAULT)

    assert unsaid["filing status"] == "not given: no tax is computed"
    assert unsaid["income of 2026"] == "not given: no tax is computed ([year.2026])"
    assert unsaid["time zone"] == "not set: America/New_York"
    assert unsaid["cost of trading"] == "cost not set: fee_rate and order_cost 0"
    assert unsaid["worth of a carried loss"] == "not set: a carried loss is worth nothing"
    assert "deduction" not in unsaid  # nothing is known of the year at all
    assert not said(Settings(), Section.HOUSEHOLD)


def test_what_the_user_has_said_is_listed_word_for_word() -> None:
    settings = Settings(
        taxpayer=Taxpayer(
            filing_status=FilingStatus.SINGLE, time_zone_given=True, state_rate=D("0.05")
        ),
        years={
            2026: YearInputs(
                wages_and_other=D(150000), people_65_or_older=1, ledger_income_added=True
            )
        },
        harvest=HarvestSettings(
            cost_given=True,
            fee_rate=D("0.001"),
            reenter=True,
            carryforward_value=(Tier(width=D(9000), worth=D("0.18")), Tier(width=None, worth=D(0))),
            keep=("BTC", "@Kraken"),
        ),
        accounts={"Kraken": AccountSettings(form_1099da=True)},
        assets={"PUNK#12": AssetSettings(collectible=True)},
    )

    assert said(settings, Section.HOUSEHOLD) == {
        "[taxpayer] filing_status": "single",
        "[taxpayer] state_rate": "0.05",
        "[year.2026] wages_and_other": "150000",
        "[year.2026] people_65_or_older": "1",
        "[year.2026] ledger_income": "add",
        "[harvest] fee_rate": "0.001",
        "[harvest] reenter": "yes",
        "[harvest] carryforward_value": "9000 at 0.18, the rest at 0",
        "[harvest] keep": "BTC, @Kraken",
        "[accounts.Kraken] form_1099da": "yes",
        "[assets.PUNK#12] collectible": "yes",
    }
    unsaid = said(settings, Section.DEFAULT)
    assert set(unsaid) == {"deduction"}


def test_the_law_of_a_year_not_published_yet_is_said_to_be_assumed() -> None:
    assert said(Settings(), Section.LAW_YEAR, 2026) == {"Law of 2026": "as published for the year"}
    assert said(Settings(), Section.LAW_YEAR, 2028)["Law of 2028"].startswith("2026 law assumed")
    assert "before 2018" in said(Settings(), Section.LAW_YEAR, 2015)["Law of 2015"]


def test_a_state_is_a_note_and_no_computation() -> None:
    assert state_note(Taxpayer()) is None
    assert (state_note(Taxpayer(state="PA")) or "").startswith("Pennsylvania: A loss counts only")
    assert state_note(Taxpayer(state="OR")) == (
        "Oregon: nothing is known here of its rules on capital losses."
    )
    (note,) = said(Settings(taxpayer=Taxpayer(state="NJ")), Section.STATE).values()
    assert note.endswith("The flat rate stays a proxy.")


def test_what_is_not_modelled_and_the_parameters_are_there_with_their_law() -> None:
    listed = assumptions(Settings(), 2026)

    assert any("IRMAA" in one.name for one in listed if one.section is Section.NOT_MODELLED)
    for one in listed:
        if one.section in {Section.NOT_MODELLED, Section.PARAMETER}:
            assert one.reference
            assert one.href.startswith("https://")
