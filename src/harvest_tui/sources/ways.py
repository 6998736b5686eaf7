"""Signed amounts of one asset: what a source's word means depends on whether they come or go."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.currencies import moved
from harvest_tui.sources.group import Group, Leg
from harvest_tui.sources.sided import Beside, Sided, single


class Ways(NamedTuple):
    """What an amount is when it comes, and when it goes; None: it never does."""

    came: Kind | None = None
    went: Kind | None = None


INSIDE: Final = Ways(Kind.INTERNAL_TRANSFER, Kind.INTERNAL_TRANSFER)
ARRIVED: Final = Ways(came=Kind.TRANSFER_IN)
"""Or a deposit, of money."""
SENT: Final = Ways(went=Kind.TRANSFER_OUT)
"""Or a withdrawal, of money."""
INTEREST: Final = Ways(came=Kind.INTEREST)
REWARD: Final = Ways(came=Kind.STAKING_REWARD)
AIRDROP: Final = Ways(came=Kind.AIRDROP)
REFERRAL: Final = Ways(came=Kind.REFERRAL)
INCOME: Final = Ways(came=Kind.INCOME)
CASHBACK: Final = Ways(came=Kind.CASHBACK)
REBATE: Final = Ways(came=Kind.FEE_REBATE)
SPENT: Final = Ways(went=Kind.SPEND)


def by_sign(
    group: Group,
    ways: Ways,
    beside: Beside,
    *,
    asset: str,
    amount: Decimal,
    fee: Leg | None = None,
    role: str = "amount",
) -> Iterator[Transaction]:
    """Book a signed amount, which does not contain the fee.

    Args:
        group: The row.
        ways: What it is when it comes, and when it goes.
        beside: What else it says.
        asset: That moves.
        amount: Signed.
        fee: Beside the amount.
        role: Of the cell with the amount.

    Raises:
        RowError: It is zero, or such a row never has that sign.
    """
    kind = ways.came if amount > 0 else ways.went
    if kind is None or not amount:
        raise group.first.wrong(role, "is not of the sign that such a row has")
    units = Leg(asset, abs(amount))
    sided = Sided(came=units, fee=fee) if amount > 0 else Sided(went=units, fee=fee)
    return single(group, moved(kind, asset), sided, beside)
