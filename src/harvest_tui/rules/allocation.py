"""Until when pooled basis could be allocated to wallets and accounts: a dated rule."""

from datetime import date

from harvest_tui.domain.allocation import AllocationMethod
from harvest_tui.rules.files import parameter
from harvest_tui.rules.identification import per_account_since


def allocation_window_ends(method: AllocationMethod, first_used: date | None) -> date | None:
    """Give the last day on which an allocation of an asset could be completed.

    Unit by unit: before the first sale, disposition or transfer of the asset since the change, or
    the due date of that year's return, whichever is earlier. By a rule that was in the books
    before the change: whichever is later.

    Args:
        method: How it was made.
        first_used: Day of that first sale, disposition or transfer; None: there was none.

    Returns:
        None: the window is open.

    Source: Rev. Proc. 2024-28, section 5.
    """
    due = date.fromisoformat(str(parameter("allocation_due").at(per_account_since())["all"]))
    if method is AllocationMethod.SPECIFIC:
        return due if first_used is None else min(first_used, due)
    return None if first_used is None else max(first_used, due)
