from harvest_tui.domain.elections import Method
from harvest_tui.tui.methods import MethodPicker, MethodsPage
from harvest_tui.tui.netting import NettingPage
from tui.fake_desk import FakeDesk
from tui.sitting import sitting


async def test_m_on_the_netting_puts_the_methods_side_by_side() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3", "m")
        assert desk.asked[-1] == ("methods",)
        assert "Methods 2026" in seat.lines[1]
        (total,) = (line for line in seat.lines if "Total tax" in line)
        assert total.strip("│").split() == [
            *("Total", "tax"), "40,933.80", "38,984.99", "38,984.99",
        ]  # fmt: skip
        assert "A method cannot be chosen after the sale" in seat.text
        await seat.press("escape")
        assert isinstance(seat.app.screen, NettingPage)


async def test_a_method_is_recorded_only_after_its_consequence_was_shown() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3", "m", "c", "down", "enter")
        assert desk.asked[-1] == ("method draft", Method.LIFO)
        assert "this will be recorded" in seat.text
        await seat.press("enter")  # does nothing here
        assert ("choose method", Method.LIFO) not in desk.asked
        await seat.press("y")
        assert isinstance(seat.app.screen, MethodsPage)
    after = desk.asked[desk.asked.index(("choose method", Method.LIFO)) :]
    assert ("open",) in after
    assert ("methods",) in after


async def test_no_goes_back_to_the_methods_and_escape_records_nothing() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("3", "m", "c", "enter", "n")
        assert [type(screen) for screen in seat.app.screen_stack[-2:]] == [
            MethodsPage,
            MethodPicker,
        ]
        await seat.press("escape")
        assert isinstance(seat.app.screen, MethodsPage)
    assert not any(asked[0] == "choose method" for asked in desk.asked)


async def test_a_method_that_cannot_be_chosen_says_why() -> None:
    async with sitting() as seat:
        await seat.press("3", "m", "c", "end", *["down"] * 4, "enter")
        assert "spec-id: not today." in seat.text
        assert isinstance(seat.app.screen, MethodPicker)
