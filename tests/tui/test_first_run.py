import pytest
from textual.widgets import Input

from harvest_tui.domain.elections import Method
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.reports.opening import FirstRunAnswers
from harvest_tui.tui.first_run import FirstRunPage
from tui.fake_desk import FakeDesk
from tui.sitting import sitting


async def test_a_new_book_asks_three_questions_and_writes_the_answers_once() -> None:
    desk = FakeDesk(first_run=True)
    async with sitting(desk) as seat:
        assert "How do you file?" in seat.text
        await seat.press("down", "enter")
        assert "In which time zone do you live?" in seat.text
        await seat.press("j", "j", "enter")
        assert "Which units does a sale take, from 2026 on?" in seat.text
        await seat.press("j", "j", "j", "enter")
        assert "this will be written down" in seat.text
        assert "harvest-tui import FILE…" in seat.text
        await seat.press("y")
        assert desk.saved == FirstRunAnswers(
            filing_status=FilingStatus.MARRIED_JOINTLY,
            time_zone="America/Denver",
            method=Method.HIFO,
        )
        assert [question[0] for question in desk.asked].count("open") == 2
        assert not isinstance(seat.app.screen, FirstRunPage)
        assert "122,120.00" in seat.text


async def test_nothing_is_assumed_where_nothing_was_said() -> None:
    desk = FakeDesk(first_run=True)
    async with sitting(desk) as seat:
        await seat.press("up", "enter")  # from the first answer up comes the last
        await seat.press("up", "enter")
        assert "FIFO applies by law" in seat.text
        await seat.press("enter", "y")
        assert desk.saved == FirstRunAnswers()


async def test_another_zone_can_be_typed_and_must_exist() -> None:
    desk = FakeDesk(first_run=True)
    async with sitting(desk) as seat:
        await seat.press("enter", "tab", *"Mars/X", "enter")
        assert "No time zone is called 'Mars/X'." in seat.text
        seat.app.screen.query_one(Input).value = "Europe/Lisbon"
        await seat.press("enter", "enter", "y")
        assert desk.saved is not None
        assert desk.saved.time_zone == "Europe/Lisbon"


async def test_escape_goes_back_one_question_and_from_the_first_one_leaves() -> None:
    desk = FakeDesk(first_run=True)
    async with sitting(desk) as seat:
        await seat.press("enter", "escape")
        assert "How do you file?" in seat.text
        await seat.press("escape")
        assert desk.saved is None
        assert "Nothing is held." in seat.text
        assert "harvest-tui import FILE…" in seat.text


async def test_nothing_is_written_before_the_last_answer() -> None:
    desk = FakeDesk(first_run=True)
    async with sitting(desk) as seat:
        await seat.press("y", "enter", "y")
        assert desk.saved is None
        assert isinstance(seat.app.screen, FirstRunPage)


async def test_enter_does_not_write() -> None:
    desk = FakeDesk(first_run=True)
    async with sitting(desk) as seat:
        await seat.press("enter", "enter", "enter", "enter", "enter")
        assert desk.saved is None


async def test_answers_that_cannot_be_written_stay_on_the_screen() -> None:
    class Refusing(FakeDesk):
        def save_first_run(self, answers: FirstRunAnswers) -> None:
            del answers
            raise HarvestError("harvest.toml is read-only.\nFix: chmod u+w harvest.toml")

    async with sitting(Refusing(first_run=True)) as seat:
        await seat.press("enter", "enter", "enter", "y")
        assert "harvest.toml is read-only." in seat.text
        assert isinstance(seat.app.screen, FirstRunPage)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_question_fits_the_screen(size: tuple[int, int]) -> None:
    async with sitting(FakeDesk(first_run=True), size=size) as seat:
        for _ in range(4):
            assert "enter choose" in seat.text or "y write it down" in seat.text
            await seat.press("enter")
