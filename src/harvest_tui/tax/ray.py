"""Amounts that move: how the forms' own arithmetic tells where their result bends.

A plan asks what the next dollar is worth, and for how many dollars that holds. Deriving the
kinks from the law a second time would be a second statement of the law. Instead one input is
replaced by a `Ray`, and the very worksheets that compute the tax carry its slope along; each
comparison on the way notes where it would turn out differently. Up to the nearest such place the
result is a straight line, without any sampling.
"""

# ruff: noqa: D105  operators mean what they always mean
from decimal import ROUND_CEILING, Decimal
from typing import Self

from harvest_tui.domain.amounts import EXACT, SCALE, ZERO, Usd

_GRAIN = Decimal(1).scaleb(-SCALE)


class Horizon:
    """The nearest distance at which a comparison turns out differently."""

    __slots__ = ("nearest",)

    def __init__(self) -> None:
        self.nearest: Usd | None = None

    def note(self, gap: Decimal, closing: Decimal) -> None:
        """Take down where a gap closes, if it does further on.

        The place is rounded up to 10**-18, so that whoever goes there has passed it.
        """
        if gap * closing >= ZERO:
            return
        place = EXACT.divide(-gap, closing).quantize(_GRAIN, ROUND_CEILING, EXACT)
        if self.nearest is None or place < self.nearest:
            self.nearest = place


class Ray(Decimal):
    """An amount now, and by how much it changes for each dollar further on.

    Comparisons hold for the dollars just ahead: equal amounts are told apart by their slopes. It
    is a Decimal, so that the worksheets need not know of it; sums, differences and products with
    constants are rays again. Anything else, such as the rows of the Tax Table, gives up the slope.
    """

    slope: Decimal
    horizon: Horizon

    __slots__ = ("horizon", "slope")

    def __new__(cls, now: Decimal, slope: Decimal, horizon: Horizon) -> Self:
        """Start at `now`."""
        ray = super().__new__(cls, now)
        ray.slope = slope
        ray.horizon = horizon
        return ray

    def _on(self, now: Decimal, slope: Decimal) -> "Ray":
        return Ray(now, slope, self.horizon)

    def __add__(self, value: Decimal | int, /) -> "Ray":
        return self._on(Decimal.__add__(self, value), self.slope + slope_of(value))

    __radd__ = __add__

    def __sub__(self, value: Decimal | int, /) -> "Ray":
        return self._on(Decimal.__sub__(self, value), self.slope - slope_of(value))

    def __rsub__(self, value: Decimal | int, /) -> "Ray":
        # of two rays the left one subtracts: this value is a constant
        return self._on(Decimal.__rsub__(self, value), -self.slope)

    def __mul__(self, value: Decimal | int, /) -> "Ray":
        if isinstance(value, Ray):
            raise TypeError("the product of two moving amounts is no straight line")
        return self._on(Decimal.__mul__(self, value), self.slope * value)

    __rmul__ = __mul__

    def __neg__(self) -> "Ray":
        return self._on(Decimal.__neg__(self), -self.slope)

    def _ahead(self, value: Decimal | int) -> Decimal:
        """Give the sign of what this is more than `value`, just ahead."""
        gap = Decimal.__sub__(self, value)
        closing = self.slope - slope_of(value)
        self.horizon.note(gap, closing)
        return gap or closing

    # constants of the forms are Decimal or int; no ray meets a float
    def __lt__(self, value: Decimal | int, /) -> bool:  # type: ignore[override]
        return self._ahead(value) < ZERO

    def __le__(self, value: Decimal | int, /) -> bool:  # type: ignore[override]
        return self._ahead(value) <= ZERO

    def __gt__(self, value: Decimal | int, /) -> bool:  # type: ignore[override]
        return self._ahead(value) > ZERO

    def __ge__(self, value: Decimal | int, /) -> bool:  # type: ignore[override]
        return self._ahead(value) >= ZERO

    def __eq__(self, value: object, /) -> bool:
        return isinstance(value, Decimal | int) and not self._ahead(value)

    def __ne__(self, value: object, /) -> bool:
        return not self == value

    def __bool__(self) -> bool:
        return bool(self._ahead(ZERO))

    __hash__ = None  # type: ignore[assignment]


def slope_of(amount: Decimal | int) -> Decimal:
    """Give an amount's change for each dollar further on; constants have none."""
    return amount.slope if isinstance(amount, Ray) else ZERO
