"""What one transaction of a chain comes to for the wallet whose history it is.

Explorers and wallets write what came, what went and what the network took. Who stands on the
other side they do not know: what only came or only went is one half of a transfer, until
another account or the user says otherwise.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from harvest_tui.domain.amounts import ZERO, plain_text
from harvest_tui.domain.kinds import FIAT, Kind
from harvest_tui.domain.text import shown
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import RowError
from harvest_tui.sources.group import Group, Leg, Skip
from harvest_tui.sources.times import Moment

DUST: Final = Decimal("0.00000001")
"""What arrives below this was sent to be seen, and not for its worth."""
SPAM: Final = "a token that advertises a web site: nobody asked for it, and it is worth nothing"


class Tally:
    """What comes and goes under one hash, added up by asset."""

    def __init__(self) -> None:
        self.net: dict[str, Decimal] = {}
        """Signed; the fee is not in it."""
        self.fees: dict[str, Decimal] = {}
        """Taken from this wallet."""

    def move(self, asset: str, amount: Decimal) -> None:
        """Add what comes, or goes where the amount is negative.

        Raises:
            RowError: The asset bears the name of a currency, which no chain has.
        """
        if asset in FIAT:
            raise RowError(f"a token calls itself {shown(asset)}, which is a currency")
        self.net[asset] = self.net.get(asset, ZERO) + amount

    def charge(self, asset: str, amount: Decimal) -> None:
        """Add what the network took."""
        self.fees[asset] = self.fees.get(asset, ZERO) + amount


def settled(
    group: Group, tally: Tally, at: Moment, name: str, *, txid: str | None, note: str
) -> Iterator[Transaction | Skip]:
    """Book one hash: a swap, halves of transfers, or the network's fee alone.

    One asset for one other is a swap. The fee belongs to what left; beside an arrival it is a
    transaction of its own.

    Args:
        group: The rows of the hash.
        tally: What they come to.
        at: Moment of the block.
        name: Id of the transaction, and beginning of the ids of those beside it.
        txid: The hash as `chain_hash` gives it.
        note: The source's own words.

    Raises:
        RowError: Several assets came for others, or fees were taken in several.
    """
    came, went = _legs(tally.net, 1), _legs(tally.net, -1)
    fee = _fee(tally.fees, name)
    if came and not went and not fee and all(leg.quantity < DUST for leg in came):
        yield Skip(group.rows, f"dust below {plain_text(DUST)} units, sent unasked")
        return
    if came and went:
        if len(came) > 1 or len(went) > 1:
            raise RowError(
                f"{shown(name, 80)} gives several assets for others, and not what each was worth"
            )
        yield group.transaction(
            Kind.SWAP, at, name, came=came[0], went=went[0], fee=fee, txid=txid, note=note
        )
        return
    for count, leg in enumerate(came or went):
        yield group.transaction(
            Kind.TRANSFER_IN if came else Kind.TRANSFER_OUT,
            at,
            f"{name}-{leg.asset}" if count else name,
            came=leg if came else None,
            went=leg if went else None,
            fee=fee if went and not count else None,
            txid=txid,
            note=note,
        )
    if fee is not None and not went:
        ident = f"{name}-fee" if came else name
        yield group.transaction(Kind.FEE, at, ident, went=fee, txid=txid, note=note)
    if not (came or went or fee):
        yield Skip(group.rows, "moves nothing, and cost this wallet nothing")


def _legs(net: Mapping[str, Decimal], sign: int) -> list[Leg]:
    return [Leg(asset, abs(net[asset])) for asset in sorted(net) if net[asset] * sign > 0]


def _fee(fees: Mapping[str, Decimal], name: str) -> Leg | None:
    charged = [Leg(asset, fees[asset]) for asset in sorted(fees) if fees[asset]]
    if len(charged) > 1:
        raise RowError(f"the network took fees of {shown(name, 80)} in several assets")
    return charged[0] if charged else None
