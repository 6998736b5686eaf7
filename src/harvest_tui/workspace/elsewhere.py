"""Sales elsewhere written down in the ledger, read back, and as frames."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import polars as pl

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.frames import DISPOSALS, ELSEWHERE, require
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.schedule_d import (
    ELSEWHERE_KIND,
    Acquired,
    ElsewhereFile,
    ElsewhereSale,
    FormLine,
    UnreadSale,
)
from harvest_tui.harvest.form_rows import of_elsewhere
from harvest_tui.harvest.schedule_d import totals
from harvest_tui.store.canonical import Json
from harvest_tui.store.results import Decision


def payload_of(file: ElsewhereFile) -> dict[str, Json]:
    """Write a file down, with its rows as they came and as they were read."""
    return {
        "name": file.name,
        "sha256": file.sha256,
        "year": file.year,
        "header": list(file.header),
        "skipped": file.skipped,
        "sales": [_sale_payload(one) for one in file.sales],
        "unread": [
            {"line": one.line, "column": one.column, "reason": one.reason} for one in file.unread
        ],
    }


def elsewhere_of(recorded: Iterable[Decision]) -> tuple[ElsewhereFile, ...]:
    """Read files back.

    Args:
        recorded: Those that stand, in the order of recording.
    """
    return tuple(map(_file, recorded))


def elsewhere_frame(files: Iterable[ElsewhereFile]) -> pl.DataFrame:
    """Give the sales of files as a frame of schema ELSEWHERE, in their order."""
    rows = [_row(file, sale) for file in files for sale in file.sales]
    return require(pl.DataFrame(rows, schema=ELSEWHERE, orient="row"), ELSEWHERE)


def totals_of(file: ElsewhereFile) -> tuple[FormLine, ...]:
    """Add a file's sales up by line of Schedule D, in the order of the form."""
    return totals(of_elsewhere(elsewhere_frame([file])))


def as_disposals(sales: pl.DataFrame) -> pl.DataFrame:
    """Give sales elsewhere (schema ELSEWHERE) in the columns of DISPOSALS; the rest is null."""
    named = sales.with_columns(
        disposal_id=pl.col("key"),
        kind=pl.lit(ELSEWHERE_KIND),
        method=pl.lit("as reported"),
        account=pl.col("file"),
        asset=pl.col("description"),
        acquired_at=pl.col("acquired").str.to_datetime("%Y-%m-%d", strict=False, time_zone="UTC"),
        disposed_on=pl.col("sold_on"),
        provisional=pl.lit(value=False),
    )
    missing = {name: pl.lit(None) for name in DISPOSALS if name not in named.columns}
    return named.with_columns(**missing).select(list(DISPOSALS)).cast(pl.Schema(DISPOSALS))


def _sale_payload(one: ElsewhereSale) -> dict[str, Json]:
    acquired = one.acquired.isoformat() if isinstance(one.acquired, date) else one.acquired
    return {
        "line": one.line,
        "description": one.description,
        "acquired": acquired,
        "sold_on": one.sold_on.isoformat(),
        "quantity": None if one.quantity is None else plain_text(one.quantity),
        "proceeds": plain_text(one.proceeds),
        "cost_basis": plain_text(one.cost_basis),
        "adjustment": plain_text(one.adjustment),
        "code": one.code,
        "box": one.box,
        "term": one.term.value,
        "form_line": one.form_line,
        "collectible": one.collectible,
        "cells": list(one.cells),
    }


def _file(made: Decision) -> ElsewhereFile:
    said = made.payload
    return ElsewhereFile(
        name=str(said["name"]),
        sha256=str(said["sha256"]),
        year=int(str(said["year"])),
        header=_texts(said["header"]),
        sales=tuple(_sale(one) for one in _tables(said["sales"])),
        skipped=int(str(said["skipped"])),
        unread=tuple(
            UnreadSale(line=int(str(r["line"])), column=str(r["column"]), reason=str(r["reason"]))
            for r in _tables(said["unread"])
        ),
        decision_id=made.decision_id,
        recorded_at=made.recorded_at,
    )


def _sale(said: Mapping[str, Json]) -> ElsewhereSale:
    quantity = said["quantity"]
    return ElsewhereSale(
        line=int(str(said["line"])),
        description=str(said["description"]),
        acquired=_acquired(said["acquired"]),
        sold_on=date.fromisoformat(str(said["sold_on"])),
        quantity=None if quantity is None else Decimal(str(quantity)),
        proceeds=Decimal(str(said["proceeds"])),
        cost_basis=Decimal(str(said["cost_basis"])),
        adjustment=Decimal(str(said["adjustment"])),
        code=str(said["code"]),
        box=str(said["box"]),
        term=Term(str(said["term"])),
        form_line=str(said["form_line"]),
        collectible=said["collectible"] is True,
        cells=_texts(said["cells"]),
    )


def _acquired(said: Json) -> Acquired:
    text = None if said is None else str(said)
    return text if text is None or text.isalpha() else date.fromisoformat(text)


def _texts(said: Json) -> tuple[str, ...]:
    return tuple(str(one) for one in said) if isinstance(said, list) else ()


def _tables(said: Json) -> list[Mapping[str, Json]]:
    return [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []


def _row(file: ElsewhereFile, one: ElsewhereSale) -> tuple[object, ...]:
    acquired = one.acquired.isoformat() if isinstance(one.acquired, date) else one.acquired
    return (
        f"{file.decision_id}:{one.line}",
        file.name,
        file.year,
        one.line,
        one.description,
        acquired,
        one.sold_on,
        one.quantity,
        one.proceeds,
        one.cost_basis,
        one.code,
        one.adjustment,
        one.gain,
        one.term.value,
        one.box,
        one.form_line,
        one.collectible,
    )
