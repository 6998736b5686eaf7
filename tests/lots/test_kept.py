"""What a change does not touch is not walked again, and nothing comes out otherwise for it."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest_tui.domain.allocation import Allocation, AllocationMethod, Allotment
from harvest_tui.domain.elections import Election, Method
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import SwapFee
from harvest_tui.lots.book import Book
from harvest_tui.lots.kept import unpacked
from harvest_tui.lots.methods import Order
from harvest_tui.lots.replay import Conventions
from lots.books import buy, deed, elect, identify, lot, move, pooled, sell
from lots.going_on import ZONE, Told, replayed, saying, sealed, told_of, walked_again
from lots.ledgers import ACCOUNTS, ASSETS
from lots.scenarios import Scenario, scenario, scenarios

METHODS = [Method.HIFO, Method.FIFO, Method.LIFO, Method.LOFO]


@settings(max_examples=80, deadline=None)
@given(scenarios(count=30), st.randoms(use_true_random=False))
def test_a_replay_that_goes_on_from_another_gives_what_a_whole_one_does(
    one: Scenario, rng: Random
) -> None:
    told = told_of(one)
    walked_again(told, _changed(told, rng))


@pytest.mark.parametrize("seed", range(150))
def test_a_replay_that_goes_on_from_a_known_one_gives_what_a_whole_one_does(seed: int) -> None:
    rng = Random(seed)
    told = told_of(scenario(rng, clean=seed % 3 == 0, count=40))
    walked_again(told, _changed(told, rng))


@pytest.mark.parametrize("seed", range(40))
def test_what_is_known_serves_beside_sealed_years_too(seed: int) -> None:
    rng = Random(seed)
    told = told_of(scenario(rng, clean=seed % 3 == 0, count=40))
    filed = sealed(told, rng.choice((2022, 2023, 2024)))
    late = _changed(filed, rng)

    walked_again(told, filed)
    walked_again(filed, late)
    walked_again(late, _changed(late, rng))


@pytest.mark.parametrize("seed", range(30))
def test_a_replay_of_the_same_walks_nothing(seed: int) -> None:
    told = told_of(scenario(Random(seed), count=40))
    first = replayed(told)
    again = replayed(told, first.kept)

    assert again.known == again.spans == first.spans
    assert again.disposals.equals(first.disposals)
    assert again.lots.equals(first.lots)
    assert again.findings == first.findings


def test_another_method_for_a_year_touches_that_year_and_those_after() -> None:
    before = _elected(*METHODS)
    after = _elected(METHODS[0], METHODS[1], Method.HIFO, METHODS[3])

    # in 2024 HIFO instead of LIFO: BTC and ETH in 2024 and in 2025 are walked again
    assert walked_again(before, after) == 4


def test_another_method_for_one_asset_leaves_the_other_alone() -> None:
    before = _elected(*METHODS)
    narrow = elect(Method.HIFO, 2025, asset="ETH")
    after = replace(
        before,
        conventions=replace(before.conventions, elections=(*before.conventions.elections, narrow)),
    )

    assert walked_again(before, after) == 1


def test_an_election_that_others_override_touches_nothing() -> None:
    before = _elected(*METHODS)
    after = replace(
        before,
        conventions=replace(
            before.conventions,
            elections=(*before.conventions.elections, elect(Method.LIFO, 2015)),
        ),
    )

    assert walked_again(before, after) == 0


def test_a_late_transaction_touches_its_asset_from_its_year_on() -> None:
    before = _elected(*METHODS)
    late = buy("late", "2024-02-01", 1, 70, asset="ETH")
    after = replace(before, transactions=[*before.transactions, late])

    assert walked_again(before, after) == 2


def test_a_swap_touches_both_its_assets() -> None:
    before = _elected(*METHODS)
    after = replace(
        before,
        transactions=[
            replace(one, usd_value=Decimal(77)) if one.transaction_id == "w25" else one
            for one in before.transactions
        ],
    )

    assert walked_again(before, after) == 2


def test_an_identification_touches_only_what_it_can_act_in() -> None:
    before = _elected(*METHODS)
    bought = before.transactions[0]
    named = identify(1, "2024-01-01", (bought, "0.5"), until="2024-12-01")
    after = replace(before, conventions=replace(before.conventions, identifications=(named,)))

    assert walked_again(before, after) == 2


def test_what_only_decides_boxes_touches_nothing() -> None:
    before = _elected(*METHODS)
    after = replace(
        before, conventions=replace(before.conventions, forms_expected=frozenset({"Kraken"}))
    )

    assert walked_again(before, after) == 0


def test_whatever_else_is_told_touches_everything() -> None:
    """So does a convention that is yet to come, until somebody says which spans it acts in."""
    before = _elected(*METHODS)
    after = replace(before, conventions=replace(before.conventions, dust=Decimal("0.001")))

    assert walked_again(before, after) == 8


def test_every_field_of_a_book_is_told_to_it_or_given_out_or_kept() -> None:
    """A new one that lives on from deed to deed needs its entry in `checkpoint.PARTS`."""
    told = {"mine", "methods", "named", "dust", "taints", "swap_fee_before"}
    given_out = {"rows", "reliefs", "notes", "put_off"}
    only_within_a_span = {"sealed"}
    kept = {"pools", "lots", "opened", "year", "washes"}

    assert {one.name for one in fields(Book)} == told | given_out | only_within_a_span | kept


def test_what_is_kept_comes_back_from_one_frame() -> None:
    kept = replayed(_elected(*METHODS)).kept
    back = unpacked(kept.packed())

    assert back is not None
    assert all(frame.equals(back.frames[name]) for name, frame in kept.frames.items())
    assert back.spans == kept.spans


def test_what_another_program_kept_is_as_good_as_nothing() -> None:
    packed = replayed(_elected(*METHODS)).kept.packed()

    assert unpacked(packed.drop("lots")) is None
    assert unpacked(packed.with_columns(lots=pl.lit([{"span": "x"}]))) is None


def _elected(*methods: Method) -> Told:
    """Trade two assets in each year from 2022 to 2025, the years under methods of their own."""
    transactions = []
    for year in range(2022, 2026):
        for asset in ("BTC", "ETH"):
            name = f"{asset}{year}"
            transactions += [
                buy(f"{name}a", f"{year}-01-10", 1, year - 2000, asset=asset),
                buy(f"{name}b", f"{year}-01-20", 1, year - 1995, asset=asset),
                move(f"{name}m", f"{year}-02-10", "0.25", "Attic", asset=asset),
                sell(f"{name}s", f"{year}-03-10", 1, 30, asset=asset),
            ]
    transactions.append(
        deed(Kind.SWAP, "w25", "2025-06-01", went=("0.5", "BTC"), came=(3, "ETH"), usd_value="70")
    )
    elections = tuple(elect(method, 2022 + n) for n, method in enumerate(methods))
    return Told(transactions=transactions, conventions=Conventions(zone=ZONE, elections=elections))


def _changed(told: Told, rng: Random) -> Told:
    """Change one thing, or three."""
    if not told.transactions:
        return told
    for change in rng.sample(_CHANGES, rng.choice((1, 1, 3))):
        told = change(told, rng)
    return told


def _one_fewer(told: Told, rng: Random) -> Told:
    gone = rng.choice(told.transactions[1:] or told.transactions)
    stay = [one for one in told.transactions if one is not gone]
    return replace(told, transactions=stay or told.transactions)


def _one_more(told: Told, rng: Random) -> Told:
    at = f"{rng.choice(told.transactions).at - timedelta(days=1):%Y-%m-%dT%H:%M:%S}"
    act = rng.choice((buy, sell))
    account, asset = rng.choice(ACCOUNTS), rng.choice(ASSETS)
    more = act("more", at, rng.choice(("0.5", 2)), 150, account=account, asset=asset)
    return replace(told, transactions=[*told.transactions, more])


def _other_value(told: Told, rng: Random) -> Told:
    place = rng.randrange(len(told.transactions))
    worth = replace(told.transactions[place], usd_value=Decimal(rng.randint(50, 400)))
    return replace(
        told, transactions=[*told.transactions[:place], worth, *told.transactions[place + 1 :]]
    )


def _other_elections(told: Told, rng: Random) -> Told:
    other = scenario(rng, count=2).elections
    kept = tuple(one for one in told.conventions.elections if rng.random() < 0.5)
    return saying(told, elections=rng.choice((kept, kept + other, _turned(kept))))


def _turned(elections: tuple[Election, ...]) -> tuple[Election, ...]:
    return tuple(replace(one, method=Method.LOFO) for one in elections)


def _other_identifications(told: Told, rng: Random) -> Told:
    made = scenario(Random(rng.random()), count=40).identifications
    numbered = [replace(one, identification_id=90 + number) for number, one in enumerate(made)]
    kept = [one for one in told.conventions.identifications if rng.random() < 0.5]
    return saying(told, identifications=(*kept, *numbered))


def _other_orders(told: Told, rng: Random) -> Told:
    since = rng.choice((None, date(2023, 1, 1), date(2024, 6, 1)))
    order = Order(rng.choice(METHODS), since)
    return saying(told, bound=rng.choice(({}, {rng.choice(ACCOUNTS): order})))


def _other_pools(told: Told, rng: Random) -> Told:
    asset = rng.choice((None, *ASSETS))
    pool = replace(pooled(rng.choice(METHODS), rng.choice((2022, 2023, 2024))), asset=asset)
    return saying(told, elections=(*told.conventions.elections, pool))


def _an_allocation(told: Told, rng: Random) -> Told:
    bought = [one for one in told.transactions if one.in_asset == "BTC"]
    lots = tuple(
        Allotment(lot_id=lot(one), account=rng.choice(ACCOUNTS), quantity=Decimal(1))
        for one in rng.sample(bought, min(len(bought), 3))
    )
    stated = Allocation(
        asset="BTC",
        method=AllocationMethod.SPECIFIC,
        made_on=date(2024, 12, 30),
        evidence="",
        lots=lots,
    )
    return saying(told, allocations={"BTC": stated})


def _other_word(told: Told, rng: Random) -> Told:
    said: dict[str, Any] = rng.choice(
        (
            {"allocated": frozenset({rng.choice(ASSETS)})},
            {"forms_expected": frozenset({rng.choice(ACCOUNTS)})},
            {"dust": Decimal("0.01")},
            {"swap_fee_before": SwapFee.ACQUIRED},
        )
    )
    return saying(told, **said)


def _a_finding(told: Told, rng: Random) -> Told:
    found = Finding(
        finding="unlinked transfer",
        severity=Severity.ERROR,
        message="",
        fix="",
        account=rng.choice(ACCOUNTS),
        asset=rng.choice(ASSETS),
        at=rng.choice(told.transactions).at,
    )
    return replace(told, findings=(found,))


def _another_day(told: Told, rng: Random) -> Told:
    return replace(told, today=date(rng.choice((2023, 2024, 2025, 2028)), 5, 5))


_CHANGES: list[Callable[[Told, Random], Told]] = [
    _one_fewer,
    _one_more,
    _other_value,
    _other_elections,
    _other_identifications,
    _other_orders,
    _other_pools,
    _an_allocation,
    _other_word,
    _a_finding,
    _another_day,
]
