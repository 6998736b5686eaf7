"""One transaction in one line."""

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.text import shown
from harvest_tui.domain.transaction import Transaction


def one_line(one: Transaction) -> str:
    """Say when, what, in, out and fee."""
    parts = [f"{one.at:%Y-%m-%d %H:%M:%S}Z", one.kind.value, shown(one.account, 24)]
    for sign, quantity, asset in (
        ("+", one.in_quantity, one.in_asset),
        ("−", one.out_quantity, one.out_asset),
        ("fee ", one.fee_quantity, one.fee_asset),
    ):
        if quantity is not None and asset is not None:
            parts.append(f"{sign}{plain_text(quantity)} {shown(asset, 16)}")
    if one.usd_value is not None:
        parts.append(f"worth {plain_text(one.usd_value)} USD")
    return "  ".join(parts)
