from harvest_tui.reports.trace import Traced
from harvest_tui.tui.trace import TracePage
from tui.fake_desk import FakeDesk
from tui.sitting import sitting


async def test_every_transaction_is_there_in_local_time() -> None:
    async with sitting() as seat:
        await seat.press("5")
        assert "Ledger · 4 transactions · times in America/New_York" in seat.lines[1]
        assert "2025-12-01 10:00" in seat.text  # 15:00 UTC
        assert "3.1 ETH" in seat.text
        assert "Ledger → Coinbase" in seat.text


async def test_it_is_filtered_by_day_kind_or_asset_of_either_side() -> None:
    async with sitting() as seat:
        for words, count in (("2025-12", 3), ("swap", 1), ("usdc", 1), ("btc", 1), ("eth", 2)):
            await seat.press("5", "/", *words, "enter")
            assert seat.grid.count == count, words
            await seat.press("escape")


async def test_a_chip_narrows_to_the_asset_that_is_no_currency() -> None:
    async with sitting() as seat:
        await seat.press("5", "down", "f")
        assert seat.grid.count == 2
        assert "ETH · 2 of 4 transactions" in seat.text


async def test_enter_traces_the_transaction() -> None:
    desk = FakeDesk()
    async with sitting(desk) as seat:
        await seat.press("5", "down", "enter")
        assert isinstance(seat.app.screen, TracePage)
        assert desk.asked[-1] == ("trace", Traced.TRANSACTION, "Kraken\tkraken\tKR-BOUGHT")
