"""The plain ledger CSV: our own format, read strictly and without loss.

One row is one transaction; its accounts stand in the rows. `ledger_text` writes it.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Final

from harvest_tui.domain.amounts import Usd
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import MEND, Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.formats.ledger_text import unguarded
from harvest_tui.sources.group import Group, Leg
from harvest_tui.sources.shapes import misfit

_DATE_WIDTH: Final = 10

_COLUMNS: Final[Mapping[str, Column]] = {
    "id": text("id", needed=True),
    "timestamp": moment("timestamp", needed=True),
    "kind": text("kind", needed=True),
    "account": text("account", needed=True),
    "to_account": text("to_account"),
    "in_asset": text("in_asset", needed=True),
    "in_quantity": number("in_quantity", needed=True),
    "out_asset": text("out_asset", needed=True),
    "out_quantity": number("out_quantity", needed=True),
    "fee_asset": text("fee_asset"),
    "fee_quantity": number("fee_quantity"),
    "usd_value": number("usd_value"),
    "fee_usd": number("fee_usd"),
    "basis_usd": number("basis_usd"),
    "acquired_at": moment("acquired_at"),
    "txid": text("txid"),
    "note": text("note"),
}

_KINDS_FOR_EXAMPLE: Final = "write one such as buy, sell, swap, transfer, spend or airdrop"
_FEE_IN_DOLLARS: Final = "give fee_asset and fee_quantity too (USD for a fee in dollars)"


def _book(group: Group) -> Iterator[Transaction]:
    row = group.first
    kind = _kind(row)
    account = unguarded(row.text("account")) or group.account
    if not account:
        raise row.wrong("account", "is blank", "fill it in, or name the account with --account")
    came, went, fee = _leg(row, "in"), _leg(row, "out"), _fee(row)
    _require_shape(row, kind, came, went)
    at = row.moment("timestamp")
    acquired = _acquired(row, came)
    if acquired is not None and acquired > at.at:
        raise row.wrong("acquired_at", "is later than the transaction", MEND)
    yield group.transaction(
        kind,
        at,
        unguarded(row.word("id")),
        came=came,
        went=went,
        fee=fee,
        account=account,
        to_account=_destination(row, kind, account),
        usd_value=_usd(row, "usd_value"),
        fee_usd=_usd(row, "fee_usd"),
        basis_usd=_basis(row, came),
        acquired_at=acquired,
        txid=chain_hash(unguarded(row.text("txid"))),
        note=unguarded(row.exact("note")) or None,
    )


_NO_EVENT: Final = frozenset({"worthless", "abandoned", "write_off", "writeoff"})
_SELL_IT: Final = (
    "a loss needs a closed sale (CCA 202302011): book the sale when it is done, and leave this out"
)


def _kind(row: Cells) -> Kind:
    word = row.word("kind").casefold()
    try:
        return Kind(word)
    except ValueError:
        if word in _NO_EVENT:
            raise row.wrong("kind", "realises nothing", _SELL_IT) from None
        near = get_close_matches(word, [kind.value for kind in Kind], n=1)
        fix = f"perhaps {near[0]} is meant" if near else _KINDS_FOR_EXAMPLE
        raise row.wrong("kind", "is no kind of transaction", fix) from None


def _leg(row: Cells, side: str) -> Leg | None:
    asset, quantity = unguarded(row.text(f"{side}_asset")), row.number(f"{side}_quantity")
    if not asset and quantity is None:
        return None
    if not asset:
        raise row.blank(f"{side}_asset")
    if quantity is None:
        raise row.blank(f"{side}_quantity")
    if quantity <= 0:
        raise row.wrong(f"{side}_quantity", "is not more than zero", MEND)
    return Leg(asset, quantity)


def _fee(row: Cells) -> Leg | None:
    if row.number("fee_quantity") == 0 and not row.number("fee_usd"):
        return None
    fee = _leg(row, "fee")
    if fee is None and row.number("fee_usd") is not None:
        raise row.wrong("fee_usd", "values a fee that is not there", _FEE_IN_DOLLARS)
    return fee


def _require_shape(row: Cells, kind: Kind, came: Leg | None, went: Leg | None) -> None:
    found = misfit(kind, came, went)
    if found is not None:
        role = f"{found.side}_asset"
        raise row.wrong(role, found.what, found.fix) if found.fix else row.blank(role, found.what)


def _destination(row: Cells, kind: Kind, account: str) -> str | None:
    named = unguarded(row.text("to_account"))
    if kind is not Kind.TRANSFER:
        if named:
            raise row.wrong("to_account", f"does not belong to {kind.value}", "leave it blank")
        return None
    if not named:
        raise row.blank("to_account")
    if named == account:
        raise row.wrong("to_account", "is the account it leaves", MEND)
    return named


def _usd(row: Cells, role: str) -> Usd | None:
    amount = row.number(role)
    if amount is not None and amount < 0:
        raise row.wrong(role, "is less than zero", MEND)
    return amount


def _basis(row: Cells, came: Leg | None) -> Usd | None:
    basis = _usd(row, "basis_usd")
    if basis is not None and came is None:
        raise row.wrong("basis_usd", "is the basis of something that comes in", MEND)
    return basis


def _acquired(row: Cells, came: Leg | None) -> datetime | None:
    """Read the donor's or first date: a day alone is that day, wherever it was."""
    text = row.text("acquired_at")
    if not text:
        return None
    if came is None:
        raise row.wrong("acquired_at", "is the date of something that comes in", MEND)
    return row.moment("acquired_at", zone=UTC if len(text) <= _DATE_WIDTH else None).at


LEDGER: Final = Format(
    name="ledger",
    source="ledger",
    title="Plain ledger CSV (our own)",
    evidence=Evidence.A,
    coverage=Coverage.LEDGER,
    custody=None,
    form_1099da=False,
    account=None,
    parser_version=1,
    columns=_COLUMNS,
    native_id="id",
    zone=None,
    book=_book,
)
