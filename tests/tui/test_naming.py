from decimal import Decimal

import pytest

from harvest_tui.tui.candidates import CandidatesPage
from harvest_tui.tui.mending import MendForm
from harvest_tui.tui.netting import NettingPage
from tui.fake_desk import FakeDesk
from tui.sitting import sitting


async def test_the_marked_units_are_identified_only_after_they_were_shown() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "space", "c", "enter", "enter")
        assert "I identify these units · this will be recorded" in seat.text
        await seat.press("enter")  # does nothing here
        assert not desk.named
        await seat.press("y")
        assert isinstance(seat.app.screen, CandidatesPage)
        (((_, units),),) = (tuple(marks.items()) for marks, _ in desk.named)
        assert units > Decimal(0)
    assert desk.named[0][1] == {"choice": "sale", "until": ""}
    assert desk.asked.count(("open",)) == 2  # read again, with what was recorded


async def test_no_goes_back_to_the_questions_and_escape_records_nothing() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "space", "c", "down", "enter", "enter", "n")
        assert [type(screen) for screen in seat.app.screen_stack[-2:]] == [CandidatesPage, MendForm]
        await seat.press("escape")
        assert isinstance(seat.app.screen, CandidatesPage)
    assert not desk.named


@pytest.mark.parametrize("screen", ["2", "3", "4"])
async def test_without_a_mark_it_is_said_what_to_do(screen: str) -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press(screen, "c")
        assert not isinstance(seat.app.screen, MendForm)
        assert "No lot is marked." in seat.text


async def test_what_does_not_fit_is_said_beside_the_questions() -> None:
    async with sitting() as seat:
        await seat.press("2", "space", "c", "enter", *"never", "enter")
        assert "'never' is no day" in seat.text
        assert isinstance(seat.app.screen, MendForm)


async def test_it_opens_from_the_netting_too() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "space", "3", "c", "enter", "enter", "y")
        assert isinstance(seat.app.screen, NettingPage)
    assert desk.named
