"""What exports of other tax programs have in common: rows of many accounts, told second-hand."""

from collections.abc import Iterator

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import MEND, RowError
from harvest_tui.sources.group import Group, Leg
from harvest_tui.sources.sided import Beside, Sided


def account_of(group: Group, role: str, named: str) -> str:
    """Give the account that a row names, else the one that the user named.

    Raises:
        RowError: Neither does.
    """
    account = named or group.account
    if not account:
        fix = "fill it in, or name the account with --account"
        raise group.first.wrong(role, "names no account", fix)
    return account


def only_account(group: Group, role: str, *named: str) -> str:
    """Give the one account of both sides of a row.

    Raises:
        RowError: What is given leaves one account and what is got arrives in another.
    """
    accounts = {name for name in named if name}
    if len(accounts) > 1:
        raise group.first.wrong(role, "is not the account on the other side of the trade")
    return account_of(group, role, *accounts or ("",))


def transferred(
    group: Group, sided: Sided, beside: Beside, to_account: str, role: str
) -> Iterator[Transaction]:
    """Book a row with both ends of a transfer; what was sent and did not arrive is the fee.

    Args:
        group: The row.
        sided: What left, what arrived, and the fee where the source states it.
        beside: With the account that it leaves.
        to_account: Where it arrives.
        role: Of the cell that says it is a transfer.

    Raises:
        RowError: It is not one asset, or the amounts and the fee contradict each other.
    """
    came, went, fee = sided
    if came is None or went is None or came.asset != went.asset:
        raise group.first.wrong(role, "is not of one asset that leaves and arrives")
    if to_account == beside.account:
        raise group.first.wrong(role, "arrives in the account that it leaves")
    lost = Leg(went.asset, went.quantity - came.quantity)
    if fee is None or not fee.quantity or fee == lost:
        fee = lost
    elif lost.quantity:
        raise RowError("what was sent, what arrived and the fee do not go together", MEND)
    yield group.transaction(
        Kind.TRANSFER,
        beside.at,
        beside.ident,
        went=came,
        fee=fee,
        fee_usd=beside.fee_usd if fee.asset != "USD" and fee == sided.fee else None,
        account=beside.account,
        to_account=to_account,
        txid=beside.txid,
        note=beside.note or None,
    )
