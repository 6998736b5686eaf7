"""What filed sales used of the units named: lot by lot, record by record, and no other."""

from decimal import Decimal
from typing import Any

import pytest

from harvest_tui.domain.elections import Identification, Purpose
from harvest_tui.domain.transaction import Transaction
from lots.books import Amount, identify, lot, move, run, sell
from lots.test_sealed import CHEAP, DEAR, sales, sealing

QUARTER, HALF, MOST = Decimal("0.25"), Decimal("0.5"), Decimal("0.75")


def used(
    story: tuple[Transaction, ...], *named: Identification, now: tuple[Identification, ...] | None
) -> list[tuple[Any, ...]]:
    """Seal 2024 and say what is used of the units named, as they are known now."""
    filed = sealing(*story, identifications=named)
    done = run(*story, filed=filed, identifications=named if now is None else now)
    return done.uses.select("identification_id", "lot_id", "quantity").rows()


def test_a_filed_sale_used_the_lot_it_took_and_not_the_one_named_before_it() -> None:
    """CHEAP had gone to Ledger: of a quarter of it and most of DEAR the sale took half of DEAR."""
    story = (
        CHEAP,
        move("away", "2024-02-01", 1, "Ledger"),
        DEAR,
        sell("sold", "2024-06-10", HALF, 1000),
    )
    named = identify(1, "2024-05-01", (CHEAP, QUARTER), (DEAR, MOST))

    assert used(story, named, now=None) == [(1, lot(DEAR), HALF)]


@pytest.mark.parametrize(("sold", "second"), [(HALF, QUARTER), (MOST, HALF)])
def test_a_filed_sale_used_what_was_named_first_and_only_the_rest_of_it_later(
    sold: Amount, second: Amount
) -> None:
    """A quarter and then a half of DEAR: named by two records, or twice by one."""
    story = (CHEAP, DEAR, sell("sold", "2024-06-10", sold, 1000))
    apart = (
        identify(1, "2024-05-01", (DEAR, QUARTER)),
        identify(2, "2024-05-02", (DEAR, HALF)),
    )
    twice = identify(1, "2024-05-01", (DEAR, QUARTER), (DEAR, HALF))

    assert used(story, *apart, now=None) == [(1, lot(DEAR), QUARTER), (2, lot(DEAR), second)]
    assert used(story, twice, now=None) == [(1, lot(DEAR), QUARTER), (1, lot(DEAR), second)]


def test_a_filed_sale_used_nothing_that_was_named_for_a_move() -> None:
    story = (CHEAP, DEAR, sell("sold", "2024-06-10", HALF, 1000))
    for_a_move = identify(1, "2024-05-01", (DEAR, 1), purpose=Purpose.TRANSFER)
    for_it = identify(2, "2024-05-02", (DEAR, QUARTER))
    filed_by = identify(2, "2024-05-02", (DEAR, HALF))

    assert used(story, filed_by, now=(for_a_move, for_it)) == [(2, lot(DEAR), QUARTER)]


def test_a_filed_sale_keeps_its_lot_when_what_was_named_is_taken_back() -> None:
    sold = sell("sold", "2024-06-10", 1, 2500)
    filed = sealing(CHEAP, DEAR, sold, identifications=(identify(1, "2024-05-01", (DEAR, 1)),))

    done = run(CHEAP, DEAR, sold, filed=filed)

    assert sales(done) == [("sold", lot(DEAR), 1, 3000, -500)]
    assert done.uses.is_empty()
