import pytest

from harvest_tui.sources.aliases import coinbase, kraken
from harvest_tui.sources.chain import chain_hash


@pytest.mark.parametrize(
    ("code", "coin"),
    [
        ("XXBT", "BTC"),
        ("XBT", "BTC"),
        ("XBT.M", "BTC"),
        ("XXDG", "DOGE"),
        ("XDG", "DOGE"),
        ("XETH", "ETH"),
        ("ETH2", "ETH"),
        ("ETH2.S", "ETH"),
        ("ETH.B", "ETH"),
        ("ETH.F", "ETH"),
        ("KSM.P", "KSM"),
        ("DOT28.S", "DOT"),
        ("DOT.S", "DOT"),
        ("ATOM21.S", "ATOM"),
        ("C98.S", "C98"),
        ("ZUSD", "USD"),
        ("USD.HOLD", "USD"),
        ("USD.M", "USD"),
        ("USDC.M", "USDC"),
    ],
)
def test_the_codes_of_one_coin_at_kraken_are_one_coin(code: str, coin: str) -> None:
    assert kraken(code) == coin


@pytest.mark.parametrize("code", ["XTZ", "ZEC", "ZRX", "XRP", "XCN", "ZETA", "KFEE", "REPV2"])
def test_a_coin_that_begins_with_x_or_z_keeps_its_name(code: str) -> None:
    assert kraken(code) == code


def test_the_codes_of_one_coin_at_coinbase_are_one_coin() -> None:
    assert [coinbase(code) for code in ("ETH2", "CGLD", "cbETH", "MATIC", "POL")] == [
        "ETH",
        "CELO",
        "CBETH",
        "MATIC",
        "POL",
    ]


@pytest.mark.parametrize(
    ("text", "hash_"),
    [
        ("0xABCdef0123", "abcdef0123"),
        (" abcdef0123:1 ", "abcdef0123"),
        ("abcdef0123-12", "abcdef0123"),
        ("abcdef0123", "abcdef0123"),
        ("", None),
        ("  ", None),
    ],
)
def test_a_chain_hash_has_one_form(text: str, hash_: str | None) -> None:
    assert chain_hash(text) == hash_
