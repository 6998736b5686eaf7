"""Specific identification: units named for a sale or a move, stamped with that moment."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import apsw

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.elections import Identification, Pick, Purpose
from harvest_tui.store import audit
from harvest_tui.store.canonical import Json
from harvest_tui.store.instants import instant, iso, micros
from harvest_tui.store.query import rows


def record(connection: apsw.Connection, draft: Identification) -> Identification:
    """Record which units a sale takes, and the audit record of it. Wants an open transaction.

    Args:
        connection: In a write.
        draft: What was said, and when; its number is given here.

    Returns:
        The identification with its number.

    Source: Treas. Reg. 1.1012-1(j)(2), (3).
    """
    logged = audit.append(connection, "identification", _payload(draft), draft.recorded_at)
    connection.execute(
        "INSERT INTO identification VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            draft.account,
            draft.asset,
            None if draft.valid_until is None else micros(draft.valid_until),
            draft.transaction_id,
            draft.as_filed,
            draft.note,
            micros(draft.recorded_at),
            logged.seq,
            draft.purpose.value,
        ),
    )
    made = connection.last_insert_rowid()
    connection.executemany(
        "INSERT INTO identified_lot VALUES (?, ?, ?, ?)",
        (
            (made, position, pick.lot_id, plain_text(pick.quantity))
            for position, pick in enumerate(draft.picks)
        ),
    )
    return replace(draft, identification_id=made)


def _payload(draft: Identification) -> Mapping[str, Json]:
    return {
        "account": draft.account,
        "asset": draft.asset,
        "note": draft.note,
        "picks": [
            {"lot_id": pick.lot_id, "quantity": plain_text(pick.quantity)} for pick in draft.picks
        ],
        "purpose": draft.purpose.value,
        "transaction_id": draft.transaction_id,
        "valid_until": None if draft.valid_until is None else iso(draft.valid_until),
    }


def identifications(connection: apsw.Connection) -> tuple[Identification, ...]:
    """Give all of them in the order of recording."""
    picks: defaultdict[int, list[Pick]] = defaultdict(list)
    for made, lot_id, quantity in rows(
        connection,
        "SELECT identification_id, lot_id, quantity FROM identified_lot "
        "ORDER BY identification_id, position",
    ):
        picks[made].append(Pick(lot_id=lot_id, quantity=Decimal(quantity)))
    return tuple(
        Identification(
            identification_id=made,
            recorded_at=instant(at),
            account=account,
            asset=asset,
            picks=tuple(picks[made]),
            purpose=Purpose(purpose),
            valid_until=None if until is None else instant(until),
            transaction_id=transaction_id,
            as_filed=bool(as_filed),
            note=note,
        )
        for made, account, asset, purpose, until, transaction_id, as_filed, note, at in rows(
            connection,
            "SELECT identification_id, account, asset, purpose, valid_until, transaction_id, "
            "as_filed, note, recorded_at FROM identification ORDER BY identification_id",
        )
    )
