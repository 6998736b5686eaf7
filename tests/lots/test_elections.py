"""Which standing order covers a sale: Treas. Reg. 1.1012-1(j)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from harvest_tui.domain.elections import Election, Method
from harvest_tui.lots.methods import MethodBook, Order
from harvest_tui.lots.times import micros
from lots.books import at, buy, elect, rows, run, sell
from lots.ledgers import ACCOUNTS, ASSETS
from lots.scenarios import scenario

OLD_AND_CHEAP = buy("old", "2024-01-10", 1, 20_000)
NEW_AND_DEAR = buy("new", "2025-03-10", 1, 60_000)
SALE = sell("s1", "2025-06-10", 1, 50_000)
BOOK = (OLD_AND_CHEAP, NEW_AND_DEAR, SALE)


def first_taken(*elections: Election, bound: dict[str, Order] | None = None) -> str:
    """Name the lot that the sale of 10 June 2025, noon, takes."""
    done = run(*BOOK, elections=elections, bound=bound or {})
    return str(rows(done, "acquired_transaction_id")[0][0])


def test_an_order_recorded_before_the_sale_makes_the_loss() -> None:
    """Reg. 1.1012-1(j)(2): a short loss of 10,000 with HIFO, a long gain of 30,000 without."""
    with_it = run(*BOOK, elections=(elect(Method.HIFO, 2025, recorded="2025-01-02"),))
    without = run(*BOOK)

    assert rows(with_it, "gain", "term") == [(-10_000, "short")]
    assert rows(without, "gain", "term") == [(30_000, "long")]


@pytest.mark.parametrize(
    ("recorded", "taken"),
    [
        pytest.param("2025-06-10T11:59:59", "new", id="before the sale"),
        pytest.param("2025-06-10T12:00:00", "new", id="no later than the sale"),
        pytest.param("2025-06-10T12:00:01", "old", id="after the sale: FIFO"),
        pytest.param("2026-03-01", "old", id="at filing time: FIFO"),
    ],
)
def test_an_order_covers_only_what_comes_after_its_record(recorded: str, taken: str) -> None:
    assert first_taken(elect(Method.HIFO, 2025, recorded=recorded)) == taken


def test_what_was_filed_counts_though_it_is_recorded_later() -> None:
    assert first_taken(elect(Method.HIFO, 2025)) == "new"


def test_an_order_of_a_later_year_does_not_reach_back() -> None:
    assert first_taken(elect(Method.HIFO, 2026)) == "old"


def test_an_order_holds_from_its_year_until_a_later_one() -> None:
    assert first_taken(elect(Method.HIFO, 2023)) == "new"
    assert first_taken(elect(Method.HIFO, 2023), elect(Method.LOFO, 2024)) == "old"


def test_a_late_record_leaves_the_earlier_order_in_force() -> None:
    late = elect(Method.FIFO, 2025, recorded="2025-12-01")
    assert first_taken(elect(Method.LIFO, 2024), late) == "new"


def test_an_order_may_begin_within_its_year() -> None:
    order = Election(
        year=2025,
        method=Method.HIFO,
        recorded_at=at("2025-01-01"),
        effective_from=at("2025-07-01"),
    )
    assert first_taken(order) == "old"


@pytest.mark.parametrize(
    "narrow",
    [
        pytest.param(elect(Method.HIFO, 2024, account="Kraken"), id="account"),
        pytest.param(elect(Method.HIFO, 2024, asset="BTC"), id="asset"),
        pytest.param(elect(Method.HIFO, 2024, account="Kraken", asset="BTC"), id="both"),
    ],
)
def test_a_narrower_order_wins_even_over_a_later_wide_one(narrow: Election) -> None:
    assert first_taken(elect(Method.LOFO, 2025), narrow) == "new"


def test_of_an_order_for_the_account_and_one_for_the_asset_the_accounts_wins() -> None:
    account, asset = elect(Method.HIFO, account="Kraken"), elect(Method.LOFO, asset="BTC")
    assert first_taken(account, asset) == first_taken(asset, account) == "new"


def test_an_order_for_another_account_or_asset_says_nothing_here() -> None:
    elsewhere = (elect(Method.HIFO, account="Coinbase"), elect(Method.HIFO, asset="ETH"))
    assert first_taken(*elsewhere) == "old"


def test_the_local_year_of_the_sale_decides() -> None:
    """02:30 UTC on 1 January is still the old year in New York, and its order."""
    late = sell("s1", "2026-01-01T02:30", 1, 50_000)
    orders = (elect(Method.FIFO, 2025), elect(Method.HIFO, 2026))
    in_york = run(OLD_AND_CHEAP, NEW_AND_DEAR, late, elections=orders, zone="America/New_York")
    in_utc = run(OLD_AND_CHEAP, NEW_AND_DEAR, late, elections=orders)

    assert rows(in_york, "acquired_transaction_id") == [("old",)]
    assert rows(in_utc, "acquired_transaction_id") == [("new",)]


@pytest.mark.parametrize(
    ("since", "taken"),
    [
        pytest.param(None, "old", id="always"),
        pytest.param(date(2025, 6, 10), "old", id="since that day"),
        pytest.param(date(2025, 6, 11), "new", id="not yet"),
    ],
)
def test_an_order_the_broker_was_given_binds(since: date | None, taken: str) -> None:
    bound = {"Kraken": Order(Method.LOFO, since)}
    assert first_taken(elect(Method.HIFO), bound=bound) == taken


@pytest.mark.parametrize("seed", range(60))
def test_the_method_is_that_of_the_election_that_covers_the_sale(seed: int) -> None:
    rng = Random(seed)
    methods = MethodBook(tuple(e for _ in range(4) for e in scenario(rng, count=2).elections))
    for _ in range(40):
        when = datetime(2022, 1, 1, tzinfo=UTC) + timedelta(hours=rng.randrange(44000))
        account, asset = rng.choice(ACCOUNTS), rng.choice(ASSETS)
        asked = (account, asset, when.date(), micros(when))
        election = methods.election_for(*asked)
        named = Method.FIFO if election is None else election.method

        assert methods.method_for(*asked) is (Method.FIFO if named is Method.SPECIFIC else named)


@pytest.mark.parametrize(("account", "asset"), [("Kraken", None), (None, "BTC")])
def test_the_election_that_acts_and_those_that_came_too_late_are_found_where_they_hold(
    account: str | None, asset: str | None
) -> None:
    """Sold on 10 June: what was recorded on 1 June acts, what was recorded on 11 June does not."""
    acts = elect(Method.HIFO, 2025, recorded="2025-06-01", account=account, asset=asset)
    late = elect(Method.LIFO, 2025, recorded="2025-06-11", account=account, asset=asset)
    book, sold = MethodBook((acts, late)), ("Kraken", "BTC", SALE.at.date(), micros(SALE.at))

    assert book.election_for(*sold) == acts
    assert book.passed_over(*sold) == (late,)
    assert book.method_for(*sold) is Method.HIFO
    assert book.election_for("Gemini", "ETH", *sold[2:]) is None


def test_an_order_acts_from_the_very_moment_of_its_record() -> None:
    assert first_taken(elect(Method.HIFO, 2025, recorded="2025-06-10T12:00")) == "new"


def test_an_election_is_in_force_at_the_very_moment_of_its_record_and_of_its_beginning() -> None:
    """Treas. Reg. 1.1012-1(j)(3)(ii): no later than the date and time of the sale."""
    sold = ("Kraken", "BTC", SALE.at.date(), micros(SALE.at))
    recorded = elect(Method.HIFO, 2025, recorded="2025-06-10T12:00")
    begun = replace(elect(Method.HIFO, 2025), effective_from=at("2025-06-10T12:00"))

    assert [MethodBook((one,)).election_for(*sold) for one in (recorded, begun)] == [
        recorded,
        begun,
    ]
    assert [MethodBook((one,)).passed_over(*sold) for one in (recorded, begun)] == [(), ()]


def test_what_is_overridden_from_its_beginning_on_never_acts() -> None:
    """The one for the account, then the one for the asset; of those for all the later year's."""
    may, june, july = (micros(at(f"2025-0{month}-01")) for month in (5, 6, 7))
    account = elect(Method.HIFO, 2025, recorded="2025-07-01", account="Kraken")
    same_moment = elect(Method.LIFO, 2025, recorded="2025-07-01", asset="BTC")
    wide = elect(Method.LOFO, 2025, recorded="2025-06-01")
    later = elect(Method.LIFO, 2024, recorded="2025-06-15")
    older = elect(Method.HIFO, 2023, recorded="2025-05-01")

    acting = MethodBook((account, same_moment, wide, later, older)).acting("Kraken", "BTC", 2025)

    assert acting == ((july, Method.HIFO), (june, Method.LOFO), (may, Method.HIFO))
