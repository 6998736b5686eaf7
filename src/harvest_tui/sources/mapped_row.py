"""One row of a spreadsheet, asked as its mapping says."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Final

from harvest_tui.domain.amounts import Usd
from harvest_tui.domain.kinds import Kind
from harvest_tui.sources.cells import MEND, Cells, RowError
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.group import Leg
from harvest_tui.sources.mapping import EPOCH, Broad, FeeSign, Meaning, SheetMapping, folded
from harvest_tui.sources.shapes import SHAPES, Side
from harvest_tui.sources.sided import Beside, Sided
from harvest_tui.sources.times import Moment

AGAIN: Final = "take the file back (harvest-tui import --retract FILE) and import it again"
_NAME_IT: Final = f"name it under [kinds] in the mapping, {AGAIN}"
_SAY_WHICH: Final = (
    f"map its word to a kind that says it (buy, sell, transfer_in, transfer_out), {AGAIN}"
)
_COMES: Final = frozenset({Kind.BUY, Kind.NFT_BUY, Kind.NFT_MINT})
_GOES: Final = frozenset({Kind.SELL, Kind.NFT_SELL})
_DEMANDED: Final = frozenset({Side.MONEY, Side.COIN, Side.ASSET})
_SECONDS: Final = re.compile(r"%[STXcfr]")
_MINUTES: Final = re.compile(r"%[MR]")


class MappedRow:
    """The words of a mapping laid over the cells of a row."""

    __slots__ = ("_cells", "_mapping")

    def __init__(self, mapping: SheetMapping, cells: Cells) -> None:
        self._mapping = mapping
        self._cells = cells

    def meaning(self) -> Meaning:
        """Tell what the row is.

        Raises:
            RowError: The mapping does not name its word.
        """
        meaning = self._mapping.kinds.get(folded(self._word("kind")))
        if meaning is None:
            raise self._cells.wrong("kind", "is not a word that the mapping names", _NAME_IT)
        return meaning

    def sided(self, meaning: Meaning) -> Sided:
        """Give what came, what went and the fee."""
        if "amount" not in self._mapping.columns:
            return Sided(self._side("in"), self._side("out"), self.fee())
        amount = self._cells.amount("amount")
        if not amount:
            raise self._cells.wrong("amount", "is zero: nothing moves", MEND)
        here, there = Leg(self.asset("asset"), abs(amount)), self._total(meaning)
        came, went = (here, there) if self._comes(amount, meaning) else (there, here)
        return Sided(came, went, self.fee())

    def fee(self) -> Leg | None:
        """Give the fee, as a cost."""
        fee = self._cells.number("fee_quantity")
        if not fee:
            return None
        sign = self._mapping.fee_sign or FeeSign.PLUS
        if (fee < 0) is (sign is FeeSign.PLUS):
            raise self._cells.wrong(
                "fee_quantity",
                f"is {'less' if fee < 0 else 'more'} than zero, and fee_sign is {sign.value}",
                f"book a rebate by hand; or set fee_sign in the mapping, {AGAIN}",
            )
        return Leg(self.asset("fee_asset"), abs(fee))

    def asset(self, role: str) -> str:
        """Give the ticker of an asset, by the mapping's own table."""
        word = self._word(role)
        return self._mapping.assets.get(word, word)

    def value(self) -> Usd | None:
        """Give what it was worth; in many sheets its sign follows that of the amount."""
        value = self._cells.number("usd_value")
        return None if value is None else abs(value)

    def beside(self, meaning: Meaning) -> Beside:
        """Give what the row says beside its sides."""
        value, fee_usd = self.value(), self._cells.number("fee_usd")
        if value is None and not _is_trade(meaning) and "total" in self._mapping.columns:
            total = self._cells.number("total")
            value = abs(total) if total and self.asset("total_asset") == "USD" else None
        return Beside(
            at=self.moment(),
            ident=self.ident(),
            note=self._cells.exact("note"),
            usd_value=value,
            fee_usd=None if fee_usd is None else abs(fee_usd),
            txid=chain_hash(self._cells.text("txid")),
        )

    def ident(self) -> str:
        """Give the id of a transaction made of this row or of its group."""
        return self._cells.text("group") or self._cells.identity

    def moment(self) -> Moment:
        """Give the row's moment."""
        pattern = self._mapping.when.pattern
        if pattern == EPOCH:
            return self._cells.epoch("time")
        said = f"{self._cells.word('time')} {self._cells.text('clock')}".strip()
        if pattern is not None:
            try:
                said = _iso(said, pattern)
            except ValueError:
                raise self._cells.wrong("time", f"is not written as {pattern}", MEND) from None
        return self._cells.moment("time", said=said)

    def _word(self, role: str) -> str:
        return self._cells.text(role) or self._mapping.fixed.get(role) or self._cells.word(role)

    def _side(self, side: str) -> Leg | None:
        """Give one side: the column says the direction, so what went may have a minus."""
        quantity = self._cells.number(f"{side}_quantity")
        if not quantity:
            return None
        if quantity < 0 and side == "in":
            raise self._cells.wrong("in_quantity", "is less than zero", MEND)
        return Leg(self.asset(f"{side}_asset"), abs(quantity))

    def _comes(self, amount: Decimal, meaning: Meaning) -> bool:
        if self._mapping.signed:
            return amount > 0
        if amount < 0:
            what = "has a sign, though the mapping says signed = false"
            raise self._cells.wrong("amount", what, MEND)
        if meaning in _COMES or _other_side(meaning, comes=True) is Side.NOTHING:
            return True
        if meaning in _GOES or _other_side(meaning, comes=False) is Side.NOTHING:
            return False
        raise RowError(
            f"{meaning.value} does not say whether an amount without a sign came or went",
            _SAY_WHICH,
        )

    def _total(self, meaning: Meaning) -> Leg | None:
        """Give the other side of a trade; beside anything else a total is only a value."""
        total = self._cells.number("total") if _is_trade(meaning) else None
        return Leg(self.asset("total_asset"), abs(total)) if total else None


def _is_trade(meaning: Meaning) -> bool:
    """Tell whether something is given for something."""
    return meaning is Broad.TRADE or (
        isinstance(meaning, Kind) and set(SHAPES[meaning]) <= _DEMANDED
    )


def _other_side(meaning: Meaning, *, comes: bool) -> Side | None:
    """Give what a kind demands on the other side; None where it says no direction itself."""
    if not isinstance(meaning, Kind) or meaning is Kind.TRANSFER:
        return None
    shape = SHAPES[meaning]
    return shape.went if comes else shape.came


def _iso(text: str, pattern: str) -> str:
    """Write a moment as ISO 8601, as finely as its pattern has it.

    Raises:
        ValueError: It is not written so.
    """
    found = datetime.strptime(text, pattern)  # noqa: DTZ007 # the sheet's zone is added later
    if _SECONDS.search(pattern):
        return found.isoformat(" ")
    if _MINUTES.search(pattern):
        return found.isoformat(" ", timespec="minutes")
    return found.date().isoformat()
