"""The links of a chain in words: a transaction, the rows of its file, disposals, a lot."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.decisions import Resolution
from harvest_tui.domain.text import shown
from harvest_tui.ledger.evidence import WORDS, Grade
from harvest_tui.reports.details import DetailView, Fact
from harvest_tui.store.results import Provenance

Named: TypeAlias = Mapping[str, Any]
"""One row of a frame by column name."""

_LONGEST: Final = 1000
_SHA: Final = 16
_VALUED: Final = {
    "usd_leg": "the leg in dollars",
    "reported": "as the source or you report it",
    "price_book": "by the price book of that day",
    "none": "not known",
}


def transaction_block(row: Named, zone: str) -> DetailView:
    """Word a transaction as it counts.

    Args:
        row: Of schema LEDGER, or of TRANSACTIONS where it does not count.
        zone: The taxpayer's.
    """
    return DetailView(
        title=f"Transaction {shown(row['transaction_id'])}",
        facts=tuple(_told(_of_transaction(row, zone))),
    )


def row_blocks(made_from: Provenance) -> Iterator[DetailView]:
    """Word the rows that a transaction was made from: place, then each cell under its header."""
    for row in made_from.rows:
        cells = zip(made_from.header, row.cells, strict=False)
        yield DetailView(
            title=f"{shown(made_from.name, 200)}, line {row.line}",
            facts=(
                Fact("SHA-256", f"{made_from.sha256[:_SHA]}…"),
                Fact("Imported", _instant(made_from.imported_at)),
                *(Fact(shown(name), shown(cell, _LONGEST)) for name, cell in cells),
            ),
        )


def said_block(said: Resolution) -> DetailView:
    """Word what the user has said of a transaction."""
    facts: dict[str, str | None] = {
        "Kind": said.kind and said.kind.value,
        "Basis": _dollars(said.basis_usd),
        "Acquired": None if said.acquired_at is None else _instant(said.acquired_at),
        "Value": _dollars(said.usd_value),
        "Reason": said.reason,
    }
    return DetailView(title="You said", facts=tuple(_told(facts.items())))


def disposals_block(title: str, rows: Iterable[Named]) -> DetailView:
    """Word disposals, one line for each lot used (rows of schema DISPOSALS)."""
    return DetailView(
        title=title, facts=tuple(Fact(shown(row["disposal_id"]), _disposal(row)) for row in rows)
    )


def lot_block(lot_id: str, facts: Iterable[tuple[str, str | None]], grade: Grade) -> DetailView:
    """Word a lot.

    Args:
        lot_id: Its name.
        facts: What is known of it: label and words; what is None is left out.
        grade: Of the evidence its basis rests on.
    """
    evidence = ("Evidence", f"{grade.value}: {WORDS[grade]}")
    return DetailView(title=f"Lot {shown(lot_id)}", facts=tuple(_told([*facts, evidence])))


def opened_block(lots: Iterable[tuple[str, str]]) -> DetailView:
    """Word the lots that a transaction opened: name, and what is left of it where."""
    return DetailView(title="Lots it opened", facts=tuple(Fact(shown(a), b) for a, b in lots))


def units(quantity: Decimal, asset: str) -> str:
    """Word units exactly."""
    return f"{plain_text(quantity)} {shown(asset, 32)}"


def _of_transaction(row: Named, zone: str) -> Iterator[tuple[str, str | None]]:
    yield "Kind", row["kind"]
    local = row["at"].astimezone(ZoneInfo(zone))
    yield "When", f"{_instant(row['at'])}, {local:%Y-%m-%d} in your zone"
    for label, column in (("Account", "account"), ("To", "to_account"), ("Source", "source")):
        yield label, row[column] and shown(row[column], 80)
    for label, side in (("In", "in"), ("Out", "out"), ("Fee", "fee")):
        quantity, asset = row[f"{side}_quantity"], row[f"{side}_asset"]
        yield label, None if quantity is None or asset is None else units(quantity, asset)
    yield "Value", _value(row)
    yield "Fee value", _dollars(row.get("fee_value"))
    yield "Basis given", _dollars(row["basis_usd"])
    yield "Acquired", row["acquired_at"] and _instant(row["acquired_at"])
    yield "Hash", row["txid"] and shown(row["txid"], 100)
    yield "Note", row["note"] and shown(row["note"], _LONGEST)
    if "value" not in row:
        yield "Counts", "no: another source tells the same event"


def _value(row: Named) -> str | None:
    if "value" not in row:
        return _dollars(row["usd_value"])
    if row["value"] is None:
        return _VALUED["none"]
    return f"{_dollars(row['value'])}, {_VALUED[row['value_source']]}"


def _disposal(row: Named) -> str:
    lot = "without a lot" if row["lot_id"] is None else f"of lot {shown(row['lot_id'])}"
    provisional = ", provisional" if row["provisional"] else ""
    return (
        f"{row['kind']} on {row['disposed_on']} of {units(row['quantity'], row['asset'])} {lot}: "
        f"proceeds {_dollars(row['proceeds'])}, basis {_dollars(row['cost_basis'])}, gain "
        f"{_dollars(row['gain'])}, {row['term']}, {row['method'] or 'no method'}"
        f"{provisional}"
    )


def _told(facts: Iterable[tuple[str, str | None]]) -> Iterator[Fact]:
    return (Fact(label, words) for label, words in facts if words)


def _dollars(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{plain_text(amount)} USD"


def _instant(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}Z"
