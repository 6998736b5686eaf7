"""Parts of a lot whose units replaced others, and the loss that goes into each: § 1091(d)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from harvest_tui.domain.elections import Method, Pick, Purpose
from harvest_tui.domain.settings import Owner
from lots.books import buy, elect, identify, left, lot, move, rows, sell
from lots.test_washes import gains, held, washed


def test_a_wash_sale_does_not_change_which_lots_are_used() -> None:
    """HIFO ranks by cost when bought: `mid` cost 95 and stays behind `high` at 99, though the
    loss put into it makes 115 of its basis."""
    done = washed(
        buy("old", "2025-01-02", 1, 100),
        sell("s", "2025-07-01", 1, 80),
        buy("mid", "2025-07-02", 1, 95),
        buy("high", "2025-09-02", 1, 99),
        sell("t", "2025-12-01", 1, 99),
        elections=(elect(Method.HIFO),),
    )

    assert rows(done, "acquired_transaction_id", "gain")[-1] == ("high", 0)
    assert held(done)[0][2] == 115


def test_naming_a_lot_names_its_parts_too() -> None:
    """Which units go does not depend on the rule: `new` was named, and all of it goes."""
    new = buy("new", "2025-07-02", 2, 180)
    done = washed(
        buy("old", "2025-01-02", 1, 100),
        sell("s", "2025-07-01", 1, 80),
        new,
        buy("other", "2025-09-01", 2, 180),
        sell("t", "2025-12-01", 2, 200),
        identifications=(identify(1, "2025-11-30", (new, 2)),),
    )

    assert rows(done, "acquired_transaction_id", "cost_basis")[1:] == [("new", 90), ("new", 110)]
    assert lot(new) in rows(done, "lot_id")[1]
    used = done.uses.select("identification_id", "lot_id", "quantity")
    assert used.rows() == [(1, lot(new), 1), (1, lot(new), 1)]


def test_each_loss_makes_a_part_of_its_own_and_replacements_are_marked() -> None:
    """Losses of 20 and 30 on one unit each; of three bought the third replaces nothing."""
    new = buy("new", "2025-07-03", 3, 270)
    done = washed(
        buy("old", "2025-01-02", 2, 200),
        sell("s1", "2025-07-01", 1, 80),
        sell("s2", "2025-07-02", 1, 70),
        new,
    )

    assert left(done, "lot_id", "cost_basis", "replacement") == [
        (lot(new), 90, False),
        (f"{lot(new)}/w1", 110, True),
        (f"{lot(new)}/w2", 120, True),
    ]


def test_units_bought_replace_first_where_they_were_bought_then_where_they_are() -> None:
    """Of two bought on Kraken one was moved to Attic: the first loss meets the one on Kraken."""
    story = (
        buy("old", "2025-01-02", 2, 200),
        buy("new", "2025-06-20", 2, 180),
        move("m", "2025-06-21", 1, "Attic"),
        sell("s1", "2025-07-01", 1, 80),
    )
    named = identify(1, "2025-06-20T13:00", (story[1], 1), purpose=Purpose.TRANSFER)

    once = washed(*story, identifications=(named,))
    twice = washed(*story, sell("s2", "2025-07-02", 1, 80), identifications=(named,))

    assert left(once, "account", "cost_basis") == [("Attic", 90), ("Kraken", 100), ("Kraken", 110)]
    assert left(twice, "account", "cost_basis") == [("Attic", 110), ("Kraken", 110)]


def test_what_is_left_of_a_purchase_replaces_more_though_another_account_has_none_of_it() -> None:
    done = washed(
        buy("other", "2024-01-02", 1, 50, account="Ledger"),
        buy("old", "2025-01-02", 2, 200),
        buy("new", "2025-06-20", 2, 180),
        sell("s1", "2025-07-01", 1, 80),
        sell("s2", "2025-07-02", 1, 80),
    )

    assert rows(done, "transaction_id", "adjustment") == [("s1", 20), ("s2", 20)]


def test_a_loss_is_shared_by_units_that_stayed_and_units_that_came_back() -> None:
    """Two bought for 180, one of them away and back; a loss of 40 on two makes 220."""
    new = buy("new", "2025-06-20", 2, 180)
    named = identify(1, "2025-06-20T13:00", (new, 1), purpose=Purpose.TRANSFER)
    done = washed(
        buy("old", "2025-01-02", 2, 200),
        new,
        move("m1", "2025-06-21", 1, "Attic"),
        move("m2", "2025-06-22", 1, "Kraken", account="Attic"),
        sell("s", "2025-07-01", 2, 160),
        identifications=(named,),
    )

    assert rows(done, "adjustment") == [(40,)]
    assert left(done, "account", "quantity", "cost_basis") == [("Kraken", 2, 220)]


def test_units_an_ira_bought_replace_once_and_keep_basis_and_period() -> None:
    """Two losses of one unit each, of three bought: two are marked, alike, and one is not."""
    new = buy("new", "2025-07-03", 3, 270, account="IRA")
    done = washed(
        buy("old", "2025-01-02", 3, 300),
        sell("s1", "2025-07-01", 1, 80),
        sell("s2", "2025-07-02", 1, 70),
        new,
        owners={"IRA": Owner.IRA},
        off_return=frozenset({"IRA"}),
    )

    assert rows(done, "adjustment") == [(20,), (30,)]
    assert left(done, "account", "lot_id", "quantity", "cost_basis", "replacement")[:2] == [
        ("IRA", lot(new), 1, 90, False),
        ("IRA", f"{lot(new)}/w0", 2, 180, True),
    ]


STORY = (
    buy("old", "2025-01-02", 2, 200),
    sell("s1", "2025-07-01", 1, 80),
    sell("s2", "2025-07-02", 1, 70),
    buy("new", "2025-07-03", 3, 270),
)
"""Losses of 20 and 30: of three units bought at 90 one costs 110 and one 120."""


def test_a_part_that_is_named_is_not_its_whole_lot_nor_another_part() -> None:
    """Two units of the part at 110 are named, and one is there; FIFO adds the one at 90."""
    new = STORY[3]
    named = identify(1, "2025-11-30", (new, 2))
    part = replace(named, picks=(Pick(lot_id=f"{lot(new)}/w1", quantity=Decimal(2)),))

    done = washed(*STORY, sell("t", "2025-12-01", 2, 300), identifications=(part,))

    assert rows(done, "cost_basis", "method")[2:] == [(110, "spec-id"), (90, "FIFO")]


def test_thirds_of_a_loss_add_up() -> None:
    """A loss of 10 on 3 units, replaced one by one: nothing is lost to rounding."""
    again = [buy(f"n{day}", f"2025-07-0{day}", 1, 10) for day in (2, 3, 4)]

    done = washed(buy("old", "2025-01-02", 3, 40), sell("s", "2025-07-01", 3, 30), *again)

    assert gains(done) == [("old", 3, 10, 0, "W")]
    assert sum(row[0] for row in left(done, "cost_basis")) == 40


def test_a_loss_that_does_not_divide_is_floored_and_the_last_units_have_the_rest() -> None:
    """10 of loss on three units: two that stayed take 6.66…, one that came back 3.33…4."""
    new = buy("new", "2025-06-20", 3, 270)
    named = identify(1, "2025-06-20T13:00", (new, 1), purpose=Purpose.TRANSFER)
    done = washed(
        buy("old", "2025-01-02", 3, 280),
        new,
        move("m1", "2025-06-21", 1, "Attic"),
        move("m2", "2025-06-22", 1, "Kraken", account="Attic"),
        sell("s", "2025-07-01", 3, 270),
        sell("t", "2025-12-01", 3, 300),
        identifications=(named,),
    )

    assert rows(done, "quantity", "cost_basis")[1:] == [
        (2, Decimal("186.666666666666666666")),
        (1, Decimal("93.333333333333333334")),
    ]


@pytest.mark.parametrize(
    ("cost", "told"), [("1.000000000001", []), ("1.000000000001000001", [("1.000001e-12",)])]
)
def test_a_trillionth_of_a_dollar_comes_of_rounding_and_is_no_loss(
    cost: str, told: list[tuple[str]]
) -> None:
    done = washed(
        buy("old", "2025-01-02", 1, cost),
        sell("s", "2025-07-01", 1, 1),
        buy("new", "2025-07-02", 1, 1),
    )

    assert done.washes.select("disallowed").rows() == [(Decimal(loss),) for (loss,) in told]


def test_a_lot_has_as_many_parts_as_numbers_are_kept_for_it() -> None:
    """With room for three numbers behind it, the third would be that of the next lot."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("book", "washes"):
            patch.setattr(f"harvest_tui.lots.{module}.ROOM", 3)

        with pytest.raises(ValueError, match=f"{lot(STORY[3])} is parted too often"):
            washed(*STORY)
