"""Bars drawn with blocks, an eighth of a cell exact."""

from decimal import Decimal
from typing import Final

from harvest_tui.domain.amounts import EXACT

_EIGHTHS: Final = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


def bar(share: Decimal, width: int) -> str:
    """Draw a share of a width.

    Args:
        share: From 0 to 1; what lies outside is drawn as the nearest of both.
        width: Cells that stand for 1.

    Returns:
        At most `width` cells, without blanks; something above zero shows at least a sliver.
    """
    eighths = int(EXACT.multiply(min(max(share, Decimal(0)), Decimal(1)), Decimal(width * 8)))
    if share > 0 and width > 0:
        eighths = max(eighths, 1)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8]
