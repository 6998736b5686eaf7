"""Assets that share no lots are replayed apart: nothing comes out otherwise."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given, settings

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.frames import PRICES, empty
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots import spans
from harvest_tui.lots.groups import MONEY, groups_of, routes
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.replay import Replay
from harvest_tui.lots.sealing import filed_of, sealed_year
from lots.books import buy, deed, move, run, sell
from lots.comparing import replayed
from lots.ledgers import ART, ASSETS
from lots.scenarios import Scenario, scenario, scenarios

ALL = frozenset({MONEY, ART, *ASSETS})


@settings(max_examples=60, deadline=None)
@given(scenarios(count=30))
def test_groups_come_to_what_one_walk_over_all_assets_does(one: Scenario) -> None:
    _alike(one)


@pytest.mark.parametrize("seed", range(60))
def test_groups_come_to_what_one_walk_does_with_margin_and_waiting_kinds(seed: int) -> None:
    rng = Random(seed)
    one = scenario(rng, clean=seed % 3 == 0, count=40)
    _alike(replace(one, transactions=[*one.transactions, *_odd(rng, one.transactions)]))


def test_a_swap_ties_no_assets_and_a_migration_does() -> None:
    ledger = _ledger(
        buy("b1", "2026-01-01", 1, 10, asset="OLD"),
        deed(Kind.REDENOMINATION, "m1", "2026-01-02", went=(1, "OLD"), came=(4, "MID")),
        deed(Kind.REDENOMINATION, "m2", "2026-01-03", went=(4, "MID"), came=(1, "NEW")),
        deed(Kind.SWAP, "s1", "2026-01-04", went=(1, "NEW"), came=(1, "ETH"), usd_value="5"),
    )

    assert groups_of(ledger) == [{MONEY}, {"ETH"}, {"MID", "NEW", "OLD"}]


def test_each_group_sees_the_deeds_that_name_its_assets() -> None:
    ledger = _ledger(
        buy("t0", "2024-12-31", 1, 10, asset="ETH"),
        deed(Kind.SWAP, "t1", "2025-01-01", went=(1, "ETH"), came=(1, "SOL"), usd_value="5"),
        sell("t2", "2025-01-02", 1, 9, asset="SOL", fee=("0.1", "BNB"), fee_usd="3"),
        deed(Kind.MARGIN_PNL, "t3", "2025-01-03", came=(5, "USD"), fee=("0.1", "BNB"), fee_usd="3"),
        deed(Kind.FIAT_DEPOSIT, "t4", "2025-01-04", came=(100, "USD")),
        move("t5", "2026-01-01T03:00", "0.5", "Attic", asset="SOL"),
    )
    groups = groups_of(ledger)
    seen = routes(ledger, groups, "America/New_York")

    assert groups == [{MONEY}, {"BNB"}, {"ETH"}, {"SOL"}]
    assert seen.rows() == [
        (0, 3, 2025),
        (1, 2, 2025),
        (1, 3, 2025),
        (2, 0, 2024),
        (2, 1, 2025),
        (3, 1, 2025),
        (3, 2, 2025),
        (3, 5, 2025),  # 22:00 on the last day of 2025 in New York
    ]


@pytest.mark.parametrize("seed", range(40))
def test_groups_come_to_what_one_walk_does_beside_sealed_years(seed: int) -> None:
    rng = Random(seed)
    one = scenario(rng, clean=seed % 3 == 0, count=40)
    year = rng.choice((2022, 2023, 2024))
    told: dict[str, Any] = {"elections": one.elections, "identifications": one.identifications}
    done = run(*one.transactions, **told)
    frames = (_ledger(*one.transactions), done.reliefs, done.disposals)
    filed = filed_of([sealed_year(year, 0, frames, MethodBook(one.elections), "UTC")])
    found = [t for t in one.transactions if rng.random() < 0.8]

    found += _odd(rng, one.transactions)

    _same(lambda: run(*found, filed=filed, **told))


def _alike(one: Scenario) -> None:
    _same(lambda: replayed(one))


def _same(act: Callable[[], Replay]) -> None:
    apart = act()
    with patch.object(spans, "groups_of", lambda _: [ALL]):
        together = act()

    assert apart.disposals.equals(together.disposals)
    assert apart.lots.equals(together.lots)
    assert apart.reliefs.equals(together.reliefs)
    assert apart.uses.equals(together.uses)
    assert apart.findings == together.findings


def _odd(rng: Random, among: list[Transaction]) -> list[Transaction]:
    """Write what has rows without lots, and what waits for a treatment."""
    return [
        deed(
            rng.choice((Kind.MARGIN_PNL, Kind.FUNDING, Kind.WRAP, Kind.LP_IN)),
            f"odd{number}",
            f"{rng.choice(among).at:%Y-%m-%dT%H:%M:%S}",
            account=rng.choice(among).account,
            came=_some(rng, "USD", "EUR", "ETH"),
            went=_some(rng, "USD", "BTC"),
            fee=_some(rng, "BNB", "USD", "BTC"),
            fee_usd="1",
        )
        for number in range(6)
    ]


def _some(rng: Random, *assets: str) -> tuple[int, str] | None:
    return rng.choice((None, *((rng.randint(1, 3), asset) for asset in assets)))


def _ledger(*transactions: Transaction) -> pl.DataFrame:
    return prepare(frame_of(transactions), empty(PRICES), "UTC").ledger


def test_a_ledger_of_nothing_comes_to_nothing() -> None:
    done = replayed(Scenario(transactions=[]))

    assert (len(done.lots), len(done.disposals), done.findings) == (0, 0, ())
