import pytest
from textual.binding import Binding
from textual.widgets import Input

from harvest_tui.tui.app import HarvestApp
from harvest_tui.tui.audit import AuditPage
from harvest_tui.tui.candidates import CandidatesPage
from harvest_tui.tui.gains import GainsPage
from harvest_tui.tui.grid_keys import KEYS
from harvest_tui.tui.help import Help, entries
from harvest_tui.tui.lots import LotsPage, PositionPage
from harvest_tui.tui.mending import Answer
from harvest_tui.tui.methods import MethodsPage
from harvest_tui.tui.netting import NettingPage
from harvest_tui.tui.portfolio import PortfolioPage
from harvest_tui.tui.recording import Asking, Preview
from harvest_tui.tui.sheet import Sheet
from harvest_tui.tui.trace import TracePage
from harvest_tui.tui.units import AskUnits, UnitsInput
from tui.fake_desk import FakeDesk
from tui.sitting import sitting

OWN = (
    HarvestApp,
    PortfolioPage,
    PositionPage,
    LotsPage,
    CandidatesPage,
    NettingPage,
    MethodsPage,
    GainsPage,
    AuditPage,
    TracePage,
    Sheet,
    AskUnits,
    UnitsInput,
    Asking,
    Preview,
    Answer,
)


async def test_every_key_of_the_table_and_the_screen_is_in_the_help() -> None:
    async with sitting() as seat:
        await seat.press("2", "f")  # a filter, so that its key is there too
        listed = " ".join(e.keys for e in entries(seat.app.screen, seat.app.get_key_display))
        every = [*KEYS, *CandidatesPage.BINDINGS, *HarvestApp.BINDINGS]
        for binding in Binding.make_bindings(every):
            if binding.action != "select":  # a row of candidates opens into nothing
                assert seat.app.get_key_display(binding) in listed, binding


@pytest.mark.parametrize(
    ("keys", "group"),
    [("1", "Portfolio"), ("2", "Candidates"), ("3", "Sheet"), ("6", "Self-audit")],
)
async def test_the_help_is_about_where_one_is(keys: str, group: str) -> None:
    async with sitting() as seat:
        await seat.press(keys, "?")
        assert isinstance(seat.app.screen, Help)
        assert f"│ {group} " in seat.text
        await seat.press("escape")
        assert not isinstance(seat.app.screen, Help)


async def test_typing_searches_the_help() -> None:
    async with sitting() as seat:
        await seat.press("2", "?", *"mark all")
        text = seat.app.screen.query_one("VerticalScroll Static").render()
        assert "Mark all rows shown" in str(text)
        assert "Half a page" not in str(text)
        await seat.press(*"xyz")
        assert "No such key." in seat.text
        assert seat.app.screen.query_one(Input).value == "mark allxyz"


async def test_the_help_scrolls_on_a_small_screen() -> None:
    async with sitting(size=(80, 24)) as seat:
        await seat.press("2", "?")
        before = seat.text
        await seat.press("down", "down")
        assert seat.text != before
        await seat.press("up", "up")
        assert seat.text == before


def test_every_binding_has_an_id_so_that_a_keymap_can_move_it() -> None:
    bindings = [b for owner in OWN for b in Binding.make_bindings(owner.BINDINGS)]
    bindings += Binding.make_bindings(KEYS)
    assert all(binding.id for binding in bindings)
    actions: dict[str, set[str]] = {}
    for binding in bindings:
        actions.setdefault(str(binding.id), set()).add(binding.action)
    assert all(len(found) == 1 for found in actions.values())


@pytest.mark.parametrize("mode", "123456")
async def test_the_bottom_line_teaches_at_most_eight_keys(mode: str) -> None:
    async with sitting() as seat:
        await seat.press(mode)
        taught = [part for part in seat.lines[-1].strip().split("  ") if part]
        assert 3 <= len(taught) <= 8
        assert taught[-1] == "? help"
        await seat.resize(30, 24)
        assert seat.lines[-1].endswith("? help")


async def test_a_remapped_key_is_taught_as_it_is() -> None:
    async with sitting(FakeDesk()) as seat:
        seat.app.set_keymap({"grid.filter": "x"})
        await seat.press("2")
        assert "x filter" in seat.lines[-1]
        await seat.press("x")
        assert "words that occur in a row" in seat.text


async def test_the_palette_opens_and_closes() -> None:
    async with sitting() as seat:
        await seat.press("ctrl+p")
        assert "Netting" in seat.text
        await seat.press("escape")
        assert seat.app.current_mode == "portfolio"
