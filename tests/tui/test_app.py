import asyncio
from threading import Event, get_ident

import pytest
from rich.segment import Segments

from harvest_tui.reports.details import CandidatesView
from harvest_tui.tui.app import HarvestApp
from harvest_tui.tui.chrome import MODES
from harvest_tui.tui.confirm import Confirm
from harvest_tui.tui.working import BLINK
from tui.fake_desk import FakeDesk
from tui.sitting import THEMES, sitting


async def test_the_first_paint_does_not_wait_for_the_book() -> None:
    gate = Event()
    async with sitting(FakeDesk(gate=gate), wait=False) as seat:
        await seat.pause(0.2)
        assert "Opening the book…" in seat.text
        assert "lots 2 of 5" in seat.lines[-2]
        gate.set()
        await seat.settle()
        assert "122,120.00" in seat.text
        assert "lots 2 of 5" not in seat.text


async def test_work_that_takes_longer_than_a_blink_says_so() -> None:
    gate = Event()

    class Slow(FakeDesk):
        def candidates(self) -> CandidatesView:
            gate.wait(10)
            return super().candidates()

    async with sitting(Slow()) as seat:
        await seat.hit("2")
        await seat.pause(BLINK * 2)
        assert "Computing…" in seat.lines[-2]
        gate.set()
        await seat.settle()
        assert "nothing marked" in seat.lines[-2]
        assert "616.92" in seat.text


def test_a_program_error_shows_no_amounts() -> None:
    app = HarvestApp(FakeDesk(), THEMES, "dark")
    try:
        _break("87.654321"[::-1])  # backwards, for the traceback quotes these lines
    except ZeroDivisionError:
        app._fatal_error()  # noqa: SLF001  # what Textual calls
    (shown,) = app._exit_renderables  # noqa: SLF001  # what it prints at the end
    assert isinstance(shown, Segments)
    said = "".join(segment.text for segment in shown.segments)
    assert "ZeroDivisionError" in said
    assert "123456" not in said


def _break(amount: str) -> float:
    return len(amount) / 0


async def test_leaving_while_the_book_opens_does_not_wait_for_it() -> None:
    gate = Event()
    async with sitting(FakeDesk(gate=gate), wait=False) as seat:
        await seat.pause(0.1)
        await asyncio.wait_for(seat.app.action_quit(), 1)
    gate.set()
    assert seat.app.return_code == 0


async def test_a_book_that_cannot_be_read_says_where_what_and_the_way_out() -> None:
    trouble = "harvest.toml, line 3: unknown key 'statr_rate'.\nFix: did you mean state_rate?"
    async with sitting(FakeDesk(trouble=trouble)) as seat:
        assert "harvest.toml, line 3: unknown key 'statr_rate'." in seat.text
        assert "Fix: did you mean state_rate?" in seat.text
        await seat.press("2")
        assert "Fix: did you mean state_rate?" in seat.text
        await seat.press("3")
        assert "Fix: did you mean state_rate?" in seat.text


async def test_digits_go_to_the_screens_and_each_keeps_its_state() -> None:
    async with sitting() as seat:
        await seat.press("down", "down")
        for digit, (mode, title) in enumerate(MODES.items(), 1):
            await seat.press(str(digit))
            assert seat.app.current_mode == mode
            assert f"{digit} {title}" in seat.lines[0]
        await seat.press("1")
        assert seat.grid.cursor == 2


async def test_the_masthead_tells_the_year_the_days_left_and_the_findings() -> None:
    async with sitting() as seat:
        assert seat.lines[0].startswith(" harvest-tui   1 Portfolio  2 Candidates  3 Netting")
        assert seat.lines[0].endswith("✖ 3  ! 2  2026 · 40 days left")
    async with sitting(size=(80, 24)) as seat:
        assert seat.lines[0].startswith(" 1 Portfolio")
        assert seat.lines[0].endswith("✖3 !2 40 d left")
        await seat.resize(50, 24)
        assert seat.lines[0].split() == [
            "1",
            "Portfolio",
            "2",
            "3",
            "4",
            "5",
            "6",
            "✖3",
            "!2",
            "40",
            "d",
            "left",
        ]


async def test_q_leaves_at_once_when_nothing_is_marked() -> None:
    async with sitting() as seat:
        await seat.press("q")
        assert not seat.app.is_running


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_q_asks_when_marks_would_be_lost_and_enter_does_nothing(key: str) -> None:
    async with sitting() as seat:
        await seat.press("2", "space", key)
        assert isinstance(seat.app.screen, Confirm)
        assert "1 lot is marked" in seat.text
        await seat.press("enter", key)
        assert isinstance(seat.app.screen, Confirm)
        await seat.press("n")
        assert seat.app.current_mode == "candidates"
        await seat.press(key, "y")
        assert not seat.app.is_running


async def test_a_theme_that_does_not_exist_is_named_and_spoils_nothing() -> None:
    async with sitting(theme="mauve") as seat:
        assert "There is no theme 'mauve'." in seat.text
        assert "122,120.00" in seat.text


async def test_the_screens_survive_any_size() -> None:
    async with sitting() as seat:
        for mode in "123456":
            await seat.press(mode)
            for size in ((1, 1), (20, 5), (300, 90), (80, 24)):
                await seat.resize(*size)
        assert seat.app.is_running


async def test_a_desk_is_asked_in_one_thread_that_is_not_the_screens() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("2", "space", "space", "3", "1", "b")
    assert len(desk.threads) == 1
    assert get_ident() not in desk.threads
