from harvest_tui.rules.not_modelled import left_out
from harvest_tui.rules.states import states


def test_every_state_is_there_and_the_district() -> None:
    assert len(states()) == 51
    assert {"DC", "PA", "NJ", "WI", "MA", "AL", "WA"} <= set(states())


def test_a_note_has_its_reference_and_nothing_is_said_without_one() -> None:
    for one in states().values():
        assert bool(one.note) == bool(one.reference)
        assert one.effect in {"", "no income tax", "no carryover", "limited", "differently"}
        assert all(cited.href.startswith("https://") for cited in one.reference)


def test_states_that_carry_no_loss_on_are_named() -> None:
    found = {code for code, one in states().items() if one.effect == "no carryover"}
    assert found == {"AL", "NJ", "PA"}


def test_states_without_an_income_tax_are_named() -> None:
    found = {code for code, one in states().items() if one.effect == "no income tax"}
    assert found == {"AK", "FL", "NV", "NH", "SD", "TN", "TX", "WY"}


def test_what_is_left_out_says_how_it_matters_and_cites_the_law() -> None:
    said = " ".join(one.what for one in left_out())

    for word in ("credits", "ACA", "IRMAA", "QBI", "SALT", "Straddles", "1256", "States"):
        assert word in said
    for one in left_out():
        assert one.why.endswith(".")
        assert one.reference.href.startswith("https://")
