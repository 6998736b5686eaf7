"""Schemas of the frames that pass between stages, field by field.

Amounts are `Decimal(38, 18)`, instants UTC microseconds, null means unknown. A stage takes a
frame with one of these schemas and gives one back; `require` checks it at the boundary.
"""

from typing import Final, TypeAlias

import polars as pl

AMOUNT: Final = pl.Decimal(38, 18)
INSTANT: Final = pl.Datetime("us", "UTC")

Schema: TypeAlias = dict[str, type[pl.DataType] | pl.DataType]

TRANSACTIONS: Final[Schema] = {
    "key": pl.String,  # identity inside the book: account, source and id, joined by a tab
    "transaction_id": pl.String,  # the source's own id
    "source": pl.String,  # format family
    "account": pl.String,
    "to_account": pl.String,  # transfers only
    "at": INSTANT,
    "precision": pl.String,  # second, minute or day
    "kind": pl.String,  # domain.kinds.Kind
    "in_asset": pl.String,
    "in_quantity": AMOUNT,
    "out_asset": pl.String,
    "out_quantity": AMOUNT,
    "fee_asset": pl.String,
    "fee_quantity": AMOUNT,
    "usd_value": AMOUNT,
    "fee_usd": AMOUNT,
    "basis_usd": AMOUNT,
    "acquired_at": INSTANT,
    "txid": pl.String,
    "note": pl.String,
    "file_id": pl.Int64,  # the source file it was read from
    "line": pl.Int64,  # first physical line there
}

LEDGER: Final[Schema] = TRANSACTIONS | {
    "value": AMOUNT,  # USD value of the principal; null: not known
    "value_source": pl.String,  # usd_leg, reported, price_book or none
    "fee_value": AMOUNT,  # USD value of the fee; null: no fee, or not known
    "linked_key": pl.String,  # for a linked transfer: the arriving transaction
}
"""Transactions in the one stable order, transfers linked, values filled in."""

SEALED_TRANSACTIONS: Final[Schema] = {
    name: LEDGER[name]
    for name in (
        "key", "transaction_id", "account", "to_account", "at", "kind", "in_asset", "in_quantity",
        "out_asset", "out_quantity", "fee_asset", "fee_quantity", "basis_usd", "acquired_at",
        "value", "value_source", "fee_value",
    )
}  # fmt: skip
"""What decides a transaction's part in a year's figures: kept when the year is sealed."""

PRICES: Final[Schema] = {
    "asset": pl.String,
    "on": pl.Date,  # day in the taxpayer's zone
    "price": AMOUNT,  # USD for one unit
    "source": pl.String,  # file name, `by hand`, or a service
}

LEGS: Final[Schema] = {
    "key": pl.String,
    "at": INSTANT,
    "account": pl.String,
    "asset": pl.String,
    "change": AMOUNT,  # signed: what the balance changes by
}

LOTS: Final[Schema] = {
    "lot_id": pl.String,  # names the acquisition; stable for ever
    "acquired_key": pl.String,  # key of the acquiring transaction
    "acquired_transaction_id": pl.String,
    "account": pl.String,
    "asset": pl.String,
    "quantity": AMOUNT,  # still held here
    "cost_basis": AMOUNT,  # of `quantity`, acquisition fees included
    "loss_basis": AMOUNT,  # of `quantity`, where a gift's lower value counts; else null
    "acquired_at": INSTANT,  # a donor's for gifts
    "received_at": INSTANT,  # when a gift arrived; else equal to acquired_at
    "whole_quantity": AMOUNT,  # as acquired: HIFO and LOFO rank by whole_cost / whole_quantity
    "whole_cost": AMOUNT,
    "inherited": pl.Boolean,  # always long-term
    "covered": pl.Boolean,  # bought in this account from 2026 on and never moved out
    "evidence": pl.String,  # kind of the acquiring transaction
    "provisional": pl.Boolean,  # an error finding stands before it in its pool
    "held_since": pl.Date,  # where the holding period counts from another day (a wash sale)
    "replacement": pl.Boolean,  # replaced units sold at a loss, and can replace no more
}

DISPOSALS: Final[Schema] = {
    "disposal_id": pl.String,  # shared by the rows of one sale
    "kind": pl.String,  # domain.kinds.DisposalKind
    "key": pl.String,
    "transaction_id": pl.String,
    "lot_id": pl.String,  # null for margin
    "acquired_transaction_id": pl.String,
    "account": pl.String,
    "asset": pl.String,
    "quantity": AMOUNT,
    "acquired_at": INSTANT,
    "disposed_at": INSTANT,
    "disposed_on": pl.Date,  # in the taxpayer's zone: decides the year
    "proceeds": AMOUNT,  # net of selling fees
    "cost_basis": AMOUNT,
    "adjustment": AMOUNT,
    "gain": AMOUNT,  # proceeds - cost_basis + adjustment
    "term": pl.String,
    "inherited": pl.Boolean,
    "covered": pl.Boolean,
    "box": pl.String,  # of Form 8949
    "method": pl.String,
    "provisional": pl.Boolean,
    "code": pl.String,  # of Form 8949, column (f): W for a wash sale, else empty
}

WASHES: Final[Schema] = {
    "key": pl.String,  # of the sale at a loss
    "disposal_id": pl.String,
    "lot_id": pl.String,  # sold
    "moved": pl.Boolean,  # the units sold had come from another account
    "method": pl.String,
    "account": pl.String,
    "asset": pl.String,
    "disposed_on": pl.Date,
    "term": pl.String,  # of the loss
    "bought_key": pl.String,  # transaction that brought the units that replaced them
    "bought_transaction_id": pl.String,
    "bought_account": pl.String,
    "bought_on": pl.Date,
    "bought_lot_id": pl.String,
    "quantity": AMOUNT,
    "disallowed": AMOUNT,  # loss on that quantity
    "lost": pl.Boolean,  # no basis takes it up: an IRA bought
}

RELIEFS: Final[Schema] = {
    "key": pl.String,  # of the transaction by which the units left
    "transaction_id": pl.String,
    "suffix": pl.String,  # as in a disposal_id: empty, or `/fee`
    "what": pl.String,  # a disposal's kind; else the kind of transaction: transfer, gift_out…
    "account": pl.String,  # that the units left
    "to_account": pl.String,  # transfers only
    "asset": pl.String,
    "lot_id": pl.String,  # null: units that were not there
    "moved": pl.Boolean,  # had come from another account before
    "quantity": AMOUNT,
    "cost_basis": AMOUNT,  # of `quantity`; null for units that were not there
    "method": pl.String,  # by which the lot was chosen
    "at": INSTANT,
    "on": pl.Date,  # in the taxpayer's zone
}
"""Which lots each transaction took, sale or not, in the order in which it happened."""

ELSEWHERE: Final[Schema] = {
    "key": pl.String,  # decision and line of the file
    "file": pl.String,
    "year": pl.Int64,
    "line": pl.Int64,  # of the file
    "description": pl.String,
    "acquired": pl.String,  # a day, VARIOUS, INHERITED or null
    "sold_on": pl.Date,
    "quantity": AMOUNT,  # null where the file does not say
    "proceeds": AMOUNT,
    "cost_basis": AMOUNT,
    "code": pl.String,  # Form 8949, column (f)
    "adjustment": AMOUNT,
    "gain": AMOUNT,  # proceeds - cost_basis + adjustment
    "term": pl.String,
    "box": pl.String,  # of Form 8949
    "form_line": pl.String,  # of Schedule D
    "collectible": pl.Boolean,
}
"""Sales of stocks and funds, imported from Forms 1099-B."""

SEALED_CHANGES: Final[Schema] = {
    "year": pl.Int64,  # sealed
    "part": pl.String,  # transaction, lots taken, gain, line, settings or law
    "transaction_id": pl.String,
    "account": pl.String,
    "asset": pl.String,
    "lot_id": pl.String,
    "item": pl.String,  # what differs
    "filed": pl.String,  # null: it was not there
    "now": pl.String,  # null: it is not there
}
"""Where a sealed year computed again is not what was filed."""

USES: Final[Schema] = {
    "identification_id": pl.Int64,
    "key": pl.String,
    "transaction_id": pl.String,  # that used the units
    "account": pl.String,
    "asset": pl.String,
    "lot_id": pl.String,  # as it was named; its parts count for it
    "quantity": AMOUNT,
    "used_at": INSTANT,
    "unproven": pl.Boolean,  # known so coarsely that it may have come before the record
}
"""Units that identifications gave to sales, moves and gifts, in the stable order."""

REBUYS: Final[Schema] = {
    "disposal_id": pl.String,
    "lot_id": pl.String,  # acquisition of the units sold
    "account": pl.String,
    "asset": pl.String,
    "disposed_on": pl.Date,
    "term": pl.String,
    "bought_transaction_id": pl.String,
    "bought_account": pl.String,
    "bought_on": pl.Date,
    "days": pl.Int64,  # from the sale to the purchase; below zero: bought before
    "quantity": AMOUNT,  # units sold that the purchase replaced
    "loss": AMOUNT,  # on them
    "ira": pl.Boolean,  # an IRA bought: a loss put off would be gone
}
"""Without the columns of the laws, one for each: what it disallows of that loss."""

INCOME_ROWS: Final[Schema] = {
    "transaction_id": pl.String,
    "account": pl.String,
    "asset": pl.String,
    "kind": pl.String,
    "at": INSTANT,
    "received_on": pl.Date,  # in the taxpayer's zone
    "quantity": AMOUNT,
    "income": AMOUNT,  # null: no value known
}

POSITIONS: Final[Schema] = {
    "account": pl.String,
    "asset": pl.String,
    "quantity": AMOUNT,  # what the legs add up to, fiat included
    "quantity_without_basis": AMOUNT,
    "cost_basis": AMOUNT,
    "price": AMOUNT,
    "market_value": AMOUNT,
    "unrealized_gain": AMOUNT,  # of the units with basis
    "short_term_gain": AMOUNT,
    "long_term_gain": AMOUNT,
}

FINDINGS: Final[Schema] = {
    "finding": pl.String,
    "severity": pl.String,  # error or warning
    "transaction_id": pl.String,
    "account": pl.String,
    "asset": pl.String,
    "amount": AMOUNT,  # money or units at stake; the message says which
    "message": pl.String,
    "fix": pl.String,
    "at": INSTANT,  # since when what rests on it is provisional
}

CANDIDATES: Final[Schema] = {
    "lot_id": pl.String,
    "account": pl.String,
    "asset": pl.String,
    "acquired_at": INSTANT,
    "acquired_on": pl.Date,
    "term": pl.String,
    "days_to_long_term": pl.Int64,  # null once long
    "quantity": AMOUNT,
    "cost_basis": AMOUNT,
    "price": AMOUNT,
    "market_value": AMOUNT,
    "loss": AMOUNT,  # after the fee of the sale; more than zero
    "loss_percent": AMOUNT,  # of the basis
    "tax_saved": AMOUNT,  # by this lot alone, carried loss valued; null: income not given
    "saved_this_year": AMOUNT,  # the part of it that is less tax now
    "worth_per_dollar": AMOUNT,
    "trading_cost": AMOUNT,
    "later_tax": AMOUNT,
    "net_benefit": AMOUNT,
    "note": pl.String,  # why it cannot simply be sold, or empty
}


def empty(schema: Schema) -> pl.DataFrame:
    """Give a frame of that schema with no rows."""
    return pl.DataFrame(schema=schema)


def require(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Give the frame back if its columns are the schema's, in order and type.

    Raises:
        ValueError: They are not: a promise inside our own code is broken.
    """
    if dict(frame.schema) != dict(pl.Schema(schema)):
        raise ValueError(f"frame {dict(frame.schema)} is not {schema}")
    return frame
