"""Halves of transfers: joined where only one pairing is possible, else left to the user."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest_tui.ledger.links import SLACK, Half, Links, could_be, link

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def half(
    key: str,
    account: str,
    quantity: str = "1",
    *,
    minutes: float = 0,
    txid: str | None = None,
    fee: str = "0",
    asset: str = "BTC",
) -> Half:
    """One side, so many minutes after noon."""
    return Half(
        key=key,
        account=account,
        asset=asset,
        at=NOON + timedelta(minutes=minutes),
        quantity=Decimal(quantity),
        fee=Decimal(fee),
        txid=txid,
    )


def paired(out: Half, into: Half) -> bool:
    """Tell whether the two alone are linked."""
    return link([out], [into]).pairs == {out.key: into.key}


@pytest.mark.parametrize(
    ("minutes", "linked"),
    [
        pytest.param(0, True, id="at once"),
        pytest.param(24 * 60, True, id="a day later"),
        pytest.param(24 * 60 + 1, False, id="more than a day later"),
        pytest.param(-15, True, id="stamped a little early"),
        pytest.param(-16, False, id="before it left"),
    ],
)
def test_without_a_hash_time_decides(
    minutes: int,
    linked: bool,  # noqa: FBT001 # a case of the table
) -> None:
    assert paired(half("d", "Kraken"), half("a", "Ledger", minutes=minutes)) is linked


@pytest.mark.parametrize(
    ("sent", "fee", "arrived", "possible"),
    [
        pytest.param("1", "0", "1", True, id="the same"),
        pytest.param("1", "0", "0.995", True, id="half a percent less: a fee not stated"),
        pytest.param("1", "0", "0.994999999999999999", False, id="more than that"),
        pytest.param("1", "0", "1.000000000000000001", False, id="more than was sent"),
        pytest.param("1", "0.1", "0.9", True, id="less by the stated fee"),
        pytest.param("1", "0.1", "0.899", False, id="less by more than the stated fee"),
        pytest.param("1", "0.1", "1.1", True, id="the fee was within what was sent"),
    ],
)
def test_what_arrives_is_what_left_or_less_by_a_fee(
    sent: str,
    fee: str,
    arrived: str,
    possible: bool,  # noqa: FBT001 # a case of the table
) -> None:
    out, into = half("d", "Kraken", sent, fee=fee), half("a", "Ledger", arrived)
    assert could_be(out, into) is possible
    assert paired(out, into) is possible


def test_a_hash_links_whatever_the_time() -> None:
    out, into = half("d", "Kraken", txid="ab"), half("a", "Ledger", txid="ab", minutes=99_999)
    assert paired(out, into)


def test_hashes_that_differ_speak_against_a_pair() -> None:
    assert not paired(half("d", "Kraken", txid="ab"), half("a", "Ledger", txid="cd"))
    assert paired(half("d", "Kraken", txid="ab"), half("a", "Ledger"))


def test_a_hash_does_not_override_asset_amount_or_account() -> None:
    out = half("d", "Kraken", txid="ab")
    assert not paired(out, half("a", "Ledger", txid="ab", asset="ETH"))
    assert not paired(out, half("a", "Ledger", "0.5", txid="ab"))
    assert not paired(out, half("a", "Kraken", txid="ab"))


def test_one_account_never_transfers_to_itself() -> None:
    assert not paired(half("d", "Kraken"), half("a", "Kraken"))


def test_two_possible_arrivals_are_left_to_the_user() -> None:
    arrivals = [half("a1", "Ledger", minutes=5), half("a2", "Trezor", minutes=6)]
    assert link([half("d", "Kraken")], arrivals) == Links({}, {"d": ("a1", "a2")})


def test_two_possible_departures_are_left_to_the_user() -> None:
    departures = [half("d1", "Kraken"), half("d2", "Coinbase")]
    found = link(departures, [half("a", "Ledger", minutes=5)])
    assert found == Links({}, {"d1": ("a",), "d2": ("a",)})


def test_a_hash_clears_up_what_amount_and_time_leave_open() -> None:
    departures = [half("d1", "Kraken", txid="ab"), half("d2", "Coinbase")]
    arrivals = [half("a1", "Ledger", minutes=5), half("a2", "Ledger", minutes=6, txid="ab")]
    assert link(departures, arrivals).pairs == {"d1": "a2", "d2": "a1"}


def test_a_batch_with_one_hash_is_told_apart_by_amounts() -> None:
    departures = [half("d1", "Kraken", "1", txid="ab"), half("d2", "Kraken", "2", txid="ab")]
    arrivals = [half("a2", "Ledger", "2", txid="ab"), half("a1", "Trezor", "1", txid="ab")]
    assert link(departures, arrivals).pairs == {"d1": "a1", "d2": "a2"}


def test_a_batch_of_equal_amounts_is_left_to_the_user() -> None:
    departures = [half("d1", "Kraken", txid="ab"), half("d2", "Kraken", txid="ab")]
    arrivals = [half("a1", "Ledger", txid="ab"), half("a2", "Trezor", txid="ab")]
    found = link(departures, arrivals)
    assert found == Links({}, {"d1": ("a1", "a2"), "d2": ("a1", "a2")})


def test_a_hash_that_leaves_two_open_does_not_free_what_else_they_could_be() -> None:
    """One of d1 and d2 is a1; the other could be a2, so that d3 and a2 are not the only pair."""
    departures = [half("d1", "Kraken", txid="ab"), half("d2", "Kraken", txid="ab")]
    departures.append(half("d3", "Trezor"))
    arrivals = [half("a1", "Trezor", txid="ab"), half("a2", "Ledger")]
    assert link(departures, arrivals).pairs == {}


def test_what_the_user_chose_counts_and_takes_both_out_of_the_search() -> None:
    departures = [half("d1", "Kraken"), half("d2", "Coinbase")]
    arrivals = [half("a1", "Ledger", minutes=5), half("a2", "Trezor", minutes=6)]
    assert link(departures, arrivals, chosen={"d1": "a2"}).pairs == {"d1": "a2", "d2": "a1"}


@pytest.mark.parametrize(
    "arrivals",
    [
        pytest.param([], id="its file was taken back"),
        pytest.param([half("a", "Ledger", "1.5")], id="more arrived than had left"),
    ],
)
def test_a_choice_that_cannot_be_any_more_rests(arrivals: list[Half]) -> None:
    assert link([half("d", "Kraken")], arrivals, chosen={"d": "a"}) == Links({}, {})


def test_one_arrival_is_never_joined_twice_even_if_chosen_twice() -> None:
    departures = [half("d1", "Kraken"), half("d2", "Coinbase")]
    chosen = {"d1": "a", "d2": "a"}
    assert link(departures, [half("a", "Ledger")], chosen=chosen).pairs == {"d2": "a"}


def test_a_choice_may_bridge_any_time_and_hash() -> None:
    departure, arrival = half("d", "Kraken", txid="ab"), half("a", "Ledger", "0.5", minutes=99_999)
    assert link([departure], [arrival], chosen={"d": "a"}).pairs == {"d": "a"}


def test_what_the_user_parted_is_never_joined_again() -> None:
    departures, arrivals = [half("d", "Kraken", txid="ab")], [half("a", "Ledger", txid="ab")]
    assert link(departures, arrivals, apart=[("d", "a")]) == Links({}, {})


def test_january_is_not_linked_to_march() -> None:
    january, march = half("d", "Kraken"), half("a", "Ledger", minutes=60 * 24 * 60)
    assert link([january], [march]) == Links({}, {})


some_halves = st.lists(
    st.builds(
        half,
        st.uuids().map(str),
        st.sampled_from(["Kraken", "Ledger", "Trezor"]),
        st.sampled_from(["1", "0.999", "2"]),
        minutes=st.sampled_from([0, 5, 10, 1440, 2000]),
        txid=st.sampled_from([None, None, "ab", "cd"]),
        fee=st.sampled_from(["0", "0.001"]),
    ),
    max_size=7,
)


@settings(deadline=None)
@given(some_halves, some_halves, st.randoms(use_true_random=False))
def test_links_are_one_to_one_possible_and_do_not_depend_on_order(
    out: list[Half], into: list[Half], rng: Random
) -> None:
    found = link(out, into)
    departures, arrivals = {h.key: h for h in out}, {h.key: h for h in into}

    assert len(set(found.pairs.values())) == len(found.pairs)
    assert all(could_be(departures[d], arrivals[a]) for d, a in found.pairs.items())
    assert not found.ambiguous.keys() & found.pairs.keys()
    assert not {a for some in found.ambiguous.values() for a in some} & {*found.pairs.values()}
    again = link(rng.sample(out, len(out)), rng.sample(into, len(into)))
    assert again.pairs == found.pairs
    assert {d: {*a} for d, a in again.ambiguous.items()} == {
        d: {*a} for d, a in found.ambiguous.items()
    }


@settings(deadline=None)
@given(some_halves)
def test_linking_is_symmetric_in_what_is_alike(halves: list[Half]) -> None:
    """Turn time around and swap the roles: exact amounts without fees pair the same way."""
    plain = [Half(h.key, h.account, h.asset, NOON, Decimal(1), Decimal(0), h.txid) for h in halves]
    out, into = plain[::2], plain[1::2]

    forth, back = link(out, into).pairs, link(into, out).pairs
    assert {(a, d) for d, a in forth.items()} == set(back.items())


def test_a_source_that_tells_only_the_day_is_given_that_day() -> None:
    out, earlier = half("d", "Swan"), half("a", "Ledger", minutes=-9 * 60)

    assert not paired(out, earlier)
    assert paired(replace(out, slack=SLACK["day"]), earlier)
