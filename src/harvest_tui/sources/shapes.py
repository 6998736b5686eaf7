"""Which sides each kind of transaction has, and what is wrong where a row has others."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final, NamedTuple

from harvest_tui.domain.kinds import AT_VALUE, FIAT, Kind
from harvest_tui.sources.group import Leg


class Side(Enum):
    """What a kind demands of what comes, or of what goes."""

    NOTHING = auto()
    """Must be blank."""
    MONEY = auto()
    """A currency."""
    COIN = auto()
    """Anything but a currency."""
    ASSET = auto()
    """Either."""
    MAYBE = auto()
    """Either, or blank."""


class Shape(NamedTuple):
    """Which sides a kind has."""

    came: Side
    went: Side


_IN: Final = Shape(Side.ASSET, Side.NOTHING)
_OUT: Final = Shape(Side.NOTHING, Side.ASSET)
_SWAP: Final = Shape(Side.COIN, Side.COIN)
_FREE: Final = Shape(Side.MAYBE, Side.MAYBE)

SHAPES: Final[Mapping[Kind, Shape]] = {
    Kind.BUY: Shape(Side.COIN, Side.MONEY),
    Kind.SELL: Shape(Side.MONEY, Side.COIN),
    Kind.SWAP: _SWAP,
    Kind.DUST_CONVERSION: Shape(Side.ASSET, Side.COIN),
    Kind.REDENOMINATION: _SWAP,
    Kind.WRAP: _SWAP,
    Kind.NFT_BUY: Shape(Side.COIN, Side.ASSET),
    Kind.NFT_SELL: Shape(Side.ASSET, Side.COIN),
    Kind.NFT_MINT: Shape(Side.COIN, Side.MAYBE),
    Kind.TRANSFER: _OUT,
    Kind.FIAT_DEPOSIT: Shape(Side.MONEY, Side.NOTHING),
    Kind.FIAT_WITHDRAWAL: Shape(Side.NOTHING, Side.MONEY),
    **dict.fromkeys(AT_VALUE, _IN),
    **dict.fromkeys(
        (
            Kind.TRANSFER_IN,
            Kind.GIFT_IN,
            Kind.INHERITANCE,
            Kind.LOAN_IN,
            Kind.OPENING_BALANCE,
            Kind.ESTATE_DISTRIBUTION,
        ),
        _IN,
    ),
    **dict.fromkeys(
        (
            Kind.TRANSFER_OUT,
            Kind.GIFT_OUT,
            Kind.DONATION,
            Kind.SPEND,
            Kind.FEE,
            Kind.LOST,
            Kind.STOLEN,
            Kind.LOAN_OUT,
            Kind.LOAN_INTEREST,
            Kind.MARGIN_FEE,
        ),
        _OUT,
    ),
    **dict.fromkeys(
        (
            Kind.FORCED_CONVERSION,  # a delisting may take and give in two rows
            Kind.INTERNAL_TRANSFER,
            Kind.MARGIN_PNL,
            Kind.FUNDING,
            Kind.LP_IN,
            Kind.LP_OUT,
            Kind.NFT_TRANSFER,
            Kind.ESTATE_CLAIM,
            Kind.ADJUSTMENT,
            Kind.REVERSAL,
            Kind.NEUTRAL,
        ),
        _FREE,
    ),
}
"""Every kind has its shape."""

_REFUSED: Final[Mapping[Side, tuple[bool | None, str, str]]] = {
    Side.NOTHING: (None, "does not belong to {}", "leave it blank, or choose another kind"),
    Side.MONEY: (False, "is no money, which {} needs", "use swap for one asset against another"),
    Side.COIN: (True, "is money, which {} cannot have here", "use buy, sell or a fiat kind"),
}
"""Whether a side refuses money or its opposite (None: anything), what to say, and the way out."""


class Misfit(NamedTuple):
    """What speaks against a kind."""

    side: str
    """`in` or `out`."""
    what: str
    """Completes the name of that side; of a blank one, what is said behind `is blank`."""
    fix: str
    """Empty where the side is blank."""


def misfit(kind: Kind, came: Leg | None, went: Leg | None) -> Misfit | None:
    """Hold the sides of a row against what its kind demands; None: they fit."""
    shape = SHAPES[kind]
    for name, side, leg in (("in", shape.came, came), ("out", shape.went, went)):
        if leg is None and side not in {Side.NOTHING, Side.MAYBE}:
            return Misfit(name, f" ({kind.value} has one)", "")
        if leg is not None and side in _REFUSED:
            refused, what, fix = _REFUSED[side]
            if refused is None or (leg.asset in FIAT) is refused:
                return Misfit(name, what.format(kind.value), fix)
    if came is None and went is None and kind is not Kind.NEUTRAL:
        return Misfit("in", f" and so is out_asset; {kind.value} moves something", "")
    return None
