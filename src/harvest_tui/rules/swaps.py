"""Which side of a swap its fee belongs to: a dated rule."""

from datetime import date

from harvest_tui.rules.files import parameter


def swap_fee_by_rule_since() -> date:
    """Give the first day on which the whole fee of a swap belongs to the side given up.

    Source: Treas. Reg. 1.1001-7(b), 1.1012-1(h)(2).
    """
    versions = parameter("swap_fee_on_disposal").values
    return next(since for since, table in versions if table["all"] is True)
