import pytest
from textual import events
from textual.widgets import Input

from harvest_tui.reports.finding import Way
from harvest_tui.reports.trace import Traced
from harvest_tui.tui.mending import MendForm
from harvest_tui.tui.picker import HalfPicker
from harvest_tui.tui.recording import Preview
from harvest_tui.tui.trace import TracePage
from tui.fake_desk import FakeDesk
from tui.sitting import sitting


async def test_errors_come_first_and_the_title_counts_findings_and_rows() -> None:
    async with sitting() as seat:
        await seat.press("6")
        assert (
            "Self-audit · 3 errors · 2 warnings · "
            "41,208 of 41,221 rows booked, 9 skipped, 4 quarantined" in seat.lines[1]
        )
        signs = [line[1] for line in seat.lines[3:8]]
        assert signs == ["✖", "✖", "✖", "▲", "▲"]


async def test_the_strip_tells_the_finding_under_the_cursor_in_full() -> None:
    async with sitting(size=(80, 24)) as seat:
        await seat.press("6")
        assert "what rests on it is provisional from 2023-05-02 on" in seat.text
        await seat.press("G")
        assert "enter short_term_carryover_in and long_term_carryover_in under" in seat.text
        assert "provisional from" not in seat.lines[-5]


@pytest.mark.parametrize("key", ["enter", "t"])
async def test_a_finding_opens_into_its_evidence(key: str) -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("6", key)
        assert isinstance(seat.app.screen, TracePage)
        what, finding = desk.asked[-1][1:]
        assert what is Traced.FINDING
        assert str(finding).startswith("unlinked transfer\tKR-ARRIVED\tKraken\tETH\t")
        assert "6 Audit" in seat.lines[0]
        await seat.press("escape")
        assert seat.grid.cursor == 0


async def test_l_offers_the_other_halves_and_y_links_the_one_picked() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("6", "l")
        assert isinstance(seat.app.screen, HalfPicker)
        assert "2023-05-02 09:25" in seat.text  # 13:25 UTC
        assert "1 h 35 min later" in seat.text
        assert "0.0012" in seat.text
        await seat.press("enter")
        assert "this will be recorded" in seat.text
        assert desk.mender.recorded == []
        await seat.press("enter", "y")
        ((_, way, answers),) = desk.mender.recorded
        assert (way, answers) == (Way.LINK, {"other": "Coinbase\tcoinbase\tcb-out"})


async def test_after_a_record_the_book_is_read_again_and_the_cursor_stays_near() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("6", "down", "down", "down", "b", *"300", "enter", "enter", "y")
        assert desk.mender.recorded[0][2] == {"choice": "", "value": "300", "reason": ""}
        assert "Recorded as decision 7. z undoes it." in seat.text
        assert desk.asked.count(("open",)) == 2
        assert seat.grid.count == 4
        assert seat.grid.cursor == 3
        assert seat.grid.key is not None
        assert seat.grid.key.startswith("assumed carryover")


async def test_the_other_screens_are_asked_again_after_a_record() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("6", "b", "3", "enter", "enter", "y")
        before = desk.asked.count(("ledger",))
        await seat.press("5")
        assert desk.asked.count(("ledger",)) == before + 1
        await seat.press("1")
        assert [name for name, *_ in desk.asked].count("portfolio") == 2


async def test_what_cannot_be_read_is_said_and_nothing_is_lost() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("6", "e", "down", "enter", "enter", *"why", "enter")
        assert "is not a plain decimal number" in seat.text
        assert isinstance(seat.app.screen, MendForm)
        await seat.press("up", "5", "enter", "enter")
        assert isinstance(seat.app.focused, Preview)
        await seat.press("y")
        assert desk.mender.recorded[0][1:] == (
            Way.MEANING,
            {"choice": "income", "value": "5", "reason": "why"},
        )


async def test_enter_records_nothing_and_n_goes_back_to_the_answers() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("6", "v", "7", "enter", "enter", "enter", "n")
        assert isinstance(seat.app.focused, Input)
        assert "this will be recorded" not in seat.text
        await seat.press("enter", "escape", "escape")
        assert not isinstance(seat.app.screen, MendForm)
        assert desk.mender.recorded == []


async def test_enter_pressed_twice_at_once_is_two_steps() -> None:
    async with sitting() as seat:
        await seat.press("6", "b", *"300")
        for _ in range(2):
            seat.app.post_message(events.Key("enter", None))
        await seat.settle()
        assert "this will be recorded" in seat.text


async def test_y_is_a_letter_while_a_reason_is_typed() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("6", "d", *"1", "enter", *"yy", "enter")
        assert desk.mender.recorded == []
        await seat.press("y")
        assert desk.mender.recorded[0][1:] == (
            Way.DISMISS,
            {"choice": "", "value": "1", "reason": "yy"},
        )


async def test_what_must_be_mended_is_not_set_aside_and_it_is_said_why() -> None:
    async with sitting() as seat:
        await seat.press("6", "down", "d")
        assert "this cannot be set aside" in seat.text
        await seat.press("G", "l")
        assert "it is no transfer with one side" in seat.text
        assert not isinstance(seat.app.screen, HalfPicker)


async def test_z_undoes_the_last_decision_made_here() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("6", "z")
        assert "Nothing was decided here" in seat.text
        await seat.press("b", "3", "enter", "enter", "y")
        assert seat.grid.count == 4
        await seat.press("z")
        assert "is undone" in seat.text
        assert seat.grid.count == 5


async def test_the_filter_works_while_v_gives_a_price() -> None:
    async with sitting() as seat:
        await seat.press("6", "/", *"v elect", "enter")
        assert seat.grid.count == 0
        await seat.press("escape", "/", *"elect", "enter")
        assert seat.grid.count == 1
        await seat.press("v")
        assert isinstance(seat.app.screen, MendForm)


async def test_on_a_small_screen_the_dialogs_fit() -> None:
    async with sitting(size=(80, 24)) as seat:
        await seat.press("6", "e")
        assert "esc cancel" in seat.text
        await seat.press("enter", "5", "enter", "enter")
        assert "y record it now" in seat.text
        await seat.resize(40, 12)
        assert "y record it now" in seat.text


async def test_a_screen_without_findings_says_where_to_go_on() -> None:
    desk = FakeDesk()
    desk.mender.mended += [
        "unlinked transfer",
        "short disposal",
        "quarantined row",
        "late election",
        "assumed carryover",
    ]
    async with sitting(desk) as seat:
        await seat.press("6", "l", "b", "enter")
        assert "Nothing is wrong." in seat.text
