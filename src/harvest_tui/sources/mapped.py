"""A spreadsheet read by a mapping that the user wrote: columns and words from a table.

Two layouts are understood. In the two-sided one a row has columns for what came and for what
went. In the signed one it has an amount with an asset; the other side of a trade is a total in
the same row, or another row of the same group. A word that the mapping does not name is
quarantined, like a row whose sides do not fit its kind.
"""

from collections.abc import Hashable, Iterator
from functools import partial
from typing import Final

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.text import shown
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells, RowError
from harvest_tui.sources.currencies import is_money, moved
from harvest_tui.sources.exchange import Entry, fees_apart, own_fee, sides, worth
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Skip, by, one_by_one
from harvest_tui.sources.mapped_row import AGAIN, MappedRow
from harvest_tui.sources.mapping import Broad, Meaning, SheetMapping
from harvest_tui.sources.shapes import misfit
from harvest_tui.sources.sided import Beside, Sided, single, traded

NAME: Final = "mapping"
_OTHERWISE: Final = f"map its word to another kind, or to trade or transfer, {AGAIN}"
_TRADES: Final = frozenset({Broad.TRADE, Kind.BUY, Kind.SELL, Kind.SWAP})


def mapped_format(mapping: SheetMapping) -> Format:
    """Make a format of a mapping, for the same machinery as the formats we know."""
    grouped = "group" in mapping.columns
    return Format(
        name=NAME,
        source=f"{NAME}:{mapping.source}",  # so that it can be no source that we know
        title="a spreadsheet, by a mapping of its columns",
        evidence=Evidence.C,
        coverage=Coverage.LEDGER,
        custody=None,
        form_1099da=False,
        account=mapping.fixed.get("account", mapping.source),
        parser_version=1,
        columns=mapping.table(),
        native_id="" if grouped else "id",
        zone=mapping.zone,
        date_order=mapping.when.order,
        decimal=mapping.decimal,
        group=by(_of_group) if grouped else one_by_one,
        book=partial(_book, mapping),
    )


def _of_group(row: Cells) -> Hashable:
    word = row.text("group")
    return (row.text("account"), word) if word else None


def _book(mapping: SheetMapping, group: Group) -> Iterator[Transaction | Skip]:
    rows = [(MappedRow(mapping, cells), cells) for cells in group.rows]
    meanings = {cells.line: row.meaning() for row, cells in rows}
    skipped = [cells for cells in group.rows if meanings[cells.line] is Broad.SKIP]
    if skipped:
        yield Skip(skipped, "left out by the mapping")
    left = [(row, cells) for row, cells in rows if cells not in skipped]
    account = group.first.text("account") or group.account
    part = group.part([cells for _, cells in left])._replace(account=account)
    if len(left) == 1:
        yield from _one(part, left[0][0], meanings[part.first.line])
    elif left:
        entries = [e for row, cells in left for e in _entries(row, cells, meanings[cells.line])]
        yield from _several(part, [row for row, _ in left], entries)


def _one(group: Group, row: MappedRow, meaning: Meaning) -> Iterator[Transaction]:
    sided, beside = row.sided(meaning), row.beside(meaning)
    if not isinstance(meaning, Kind):
        yield from traded(group, sided, beside)
        return
    kind = _told_by_side(meaning, sided)
    found = misfit(kind, sided.came, sided.went)
    if found is not None:
        side = "what came" if found.side == "in" else "what went"
        raise RowError(
            f"as {kind.value}, {side} {found.what if found.fix else 'is missing'}", _OTHERWISE
        )
    yield from single(group, kind, sided, beside)


def _told_by_side(kind: Kind, sided: Sided) -> Kind:
    """Tell which half of a transfer it is; money is deposited and withdrawn, not transferred."""
    if kind is Kind.TRANSFER:
        kind = Kind.TRANSFER_OUT if sided.came is None else Kind.TRANSFER_IN
    only = sided.came or sided.went
    return kind if only is None else moved(kind, only.asset)


def _entries(row: MappedRow, cells: Cells, meaning: Meaning) -> Iterator[Entry]:
    asset, amount, fee = row.asset("asset"), cells.amount("amount"), row.fee()
    label = cells.text("kind")
    if meaning is Kind.FEE:
        yield Entry(cells, label, asset, ZERO, -amount, None, is_money(asset))
    elif meaning in _TRADES:
        yield Entry(cells, label, asset, amount, ZERO, row.value(), is_money(asset))
    else:
        what = f"of several rows of one group each is a trade or a fee, and not {meaning.value}"
        raise RowError(what, _OTHERWISE)
    if fee is not None:
        yield Entry(cells, label, fee.asset, ZERO, fee.quantity, None, is_money(fee.asset))


def _several(group: Group, rows: list[MappedRow], entries: list[Entry]) -> Iterator[Transaction]:
    """Book the rows of one trade, and its fees, which share a word in the group column."""
    came, went, fees = sides(entries)
    beside = [row.beside(Broad.TRADE) for row in rows]
    name, at = beside[0].ident, min(one.at for one in beside)
    if len(came) != 1 or len(went) != 1:
        raise RowError(f"the rows of {shown(name)} are not one asset for another")
    money = {entry.asset for entry in entries if entry.money}
    own, others = own_fee(fees, money, went[0].asset, came[0].asset)
    note = ", ".join(dict.fromkeys(one.note for one in beside if one.note))
    said = Beside(at=at, ident=name, note=note, usd_value=worth(entries, came[0].asset))
    yield from traded(group, Sided(came[0], went[0], own), said)
    yield from fees_apart(group, name, others, at, note)
