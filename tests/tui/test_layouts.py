"""Layout only: numbers are proved elsewhere."""

import pytest
from syrupy.assertion import SnapshotAssertion

from tui.fake_desk import FakeDesk
from tui.sitting import SIZES, sitting

SCREENS = {
    "portfolio": (),
    "accounts": ("b",),
    "lots": ("down", "enter"),
    "candidates": ("2", "space", "space"),
    "filter": ("2", "/", "e", "t", "h"),
    "netting": ("2", "space", "space", "3"),
    "carryovers": ("3", "k"),
    "worksheet": ("3", "k", "enter"),
    "assumptions": ("3", "a"),
    "all lots": ("4", "down", "space", "="),
    "landscape": ("3", "l"),
    "years ahead": ("3", "y"),
    "expected": ("3", "y", "j", "j", "enter"),
    "scenarios": ("3", "s"),
    "what if": ("2", "space", "space", "3", "s", "enter"),
    "some units": ("2", "=", "1", "enter"),
    "ledger": ("5",),
    "audit": ("6",),
    "halves": ("6", "l"),
    "mend": ("6", "e", "down", "enter"),
    "record": ("6", "b", "3", "0", "0", "enter", "enter"),
    "methods": ("3", "m"),
    "choose a method": ("3", "m", "c"),
    "gains": ("3", "j", "t"),
    "why these lots": ("3", "j", "t", "w"),
    "trace": ("2", "t"),
    "washes": ("3", "w"),
    "rebuys": ("3", "w", "enter"),
    "why": ("2", "w"),
    "help": ("2", "?"),
    "leave": ("2", "space", "q"),
}


@pytest.mark.parametrize("size", SIZES, ids="x".join(["%d"] * 2).__mod__)
@pytest.mark.parametrize("screen", SCREENS)
async def test_a_screen_is_laid_out(
    screen: str, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async with sitting(size=size) as seat:
        await seat.press(*SCREENS[screen])
        assert seat.text == snapshot


@pytest.mark.parametrize("question", range(4))
async def test_the_first_run_is_laid_out(question: int, snapshot: SnapshotAssertion) -> None:
    async with sitting(FakeDesk(first_run=True), size=(80, 24)) as seat:
        await seat.press(*["enter"] * question)
        assert seat.text == snapshot
