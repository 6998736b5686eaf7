"""Whether what is stored is still what was stored: the file, its references, every digest."""

import hashlib
import json
from collections.abc import Iterator

import apsw

from harvest_tui.store import audit, kept_digests, seals
from harvest_tui.store.query import rows
from harvest_tui.store.results import Unsound


def unsound(connection: apsw.Connection) -> Iterator[Unsound]:
    """Give all that is wrong with a ledger."""
    for (said,) in rows(connection, "PRAGMA integrity_check"):
        if said != "ok":
            yield Unsound(part="database", item="integrity", now=str(said))
    for table, row, parent, _ in rows(connection, "PRAGMA foreign_key_check"):
        yield Unsound(
            part="database",
            item=f"{table} row {row}",
            now=f"refers to a {parent} that is not there",
        )
    for name in kept_digests.changed(connection):
        yield Unsound(part="file", item=name, now="its rows are not as they were imported")
    yield from _broken_log(connection)
    yield from _changed_seals(connection)


def _broken_log(connection: apsw.Connection) -> Iterator[Unsound]:
    previous: str | None = None
    for place, one in enumerate(audit.records(connection), start=1):
        if one.seq != place:
            yield Unsound(part="audit log", item=f"record {place}", now="is missing")
            return
        whole = hashlib.sha256(one.record.encode()).hexdigest() == one.sha256
        if not whole or _previous(one.record) != previous:
            yield Unsound(part="audit log", item=f"record {place}", now="is not as it was written")
        previous = one.sha256


def _changed_seals(connection: apsw.Connection) -> Iterator[Unsound]:
    made = seals.seals(connection)
    wrong = {one.seal_id for one in seals.unlogged(connection, made)}
    for one in made:
        if one.seal_id in wrong or not seals.is_whole(connection, one):
            item = f"seal {one.seal_id} of {one.year}"
            yield Unsound(part="seal", item=item, now="is not as it was sealed")


def _previous(record: str) -> str | None:
    try:
        read = json.loads(record)
    except ValueError:
        return "unreadable"
    return str(read["previous"]) if read.get("previous") else None
