"""Small balances of several assets given for one: dust."""

from collections.abc import Iterator, Sequence

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.exchange import Entry, exchange, fees_apart, first_moment, sides, worth
from harvest_tui.sources.group import Group


def swept(group: Group, entries: Sequence[Entry], name: str, *, note: str) -> Iterator[Transaction]:
    """Book dust for one asset.

    Where the source says what each part was worth, what came is divided by that. Where it does
    not, nobody can say which part came for what: each side then stands alone, at its own value
    of that day.

    Args:
        group: The rows to book.
        entries: The same rows, read.
        name: Id of the transaction, and beginning of the ids of those beside it.
        note: The source's own words.

    Raises:
        RowError: It is not assets for one other.
    """
    came, went, fees = sides(entries)
    valued = all(worth(entries, leg.asset) is not None for leg in went)
    if len(came) != 1 or len(went) <= 1 or valued:
        yield from exchange(group, entries, name, note=note, kind=Kind.DUST_CONVERSION)
        return
    at = first_moment(group)
    for leg in went:
        ident = f"{name}-{leg.asset}"
        yield group.transaction(Kind.FORCED_CONVERSION, at, ident, went=leg, note=note)
    yield group.transaction(Kind.FORCED_CONVERSION, at, name, came=came[0], note=note)
    yield from fees_apart(group, name, fees, at, note)
