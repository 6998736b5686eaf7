from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from harvest_tui.domain.elections import Election, Identification, Method, Purpose
from harvest_tui.domain.explanation import (
    Alternative,
    Away,
    Explanation,
    GiftBasis,
    Ground,
    LotUsed,
    Missed,
    PassedOver,
    Reason,
    Unavailable,
)
from harvest_tui.reports.explanation import (
    INFORMATION,
    explanation_block,
    explanation_view,
    passed_words,
    why_words,
)

D = Decimal
RECORDED = datetime(2026, 1, 2, 9, 12, tzinfo=UTC)
HIFO = Election(year=2026, method=Method.HIFO, recorded_at=RECORDED)
NAMED = Identification(
    identification_id=3, recorded_at=RECORDED, account="Kraken", asset="ETH", picks=()
)
BY_ORDER = Reason(ground=Ground.ELECTED, quantity=D(1), method=Method.HIFO, election=HIFO)
LOT = LotUsed(
    lot_id="ETH-20251201-ABC",
    acquired_on=date(2025, 12, 1),
    quantity=D("3.1"),
    unit_cost=D(3900),
    proceeds=D("8671.32"),
    cost_basis=D(12090),
    adjustment=D(0),
    gain=D("-3418.68"),
    term="short",
    reasons=(BY_ORDER,),
)
ONE = Explanation(
    disposal_id="KR-SOLD@Kraken",
    kind="sale",
    account="Kraken",
    asset="ETH",
    disposed_at=datetime(2026, 11, 22, 17, tzinfo=UTC),
    disposed_on=date(2026, 11, 22),
    quantity=D("3.1"),
    missing=D(0),
    pooled=False,
    provisional=False,
    used=(LOT,),
    left=D("6.9"),
    lots_left=1,
    passed_over=(),
    unavailable=(),
    alternatives=(),
)


def said(one: Explanation) -> list[tuple[str, str]]:
    return [(fact.label, fact.words) for fact in explanation_block(one).facts[1:]]


def test_a_disposal_is_told_with_its_lots_and_what_decided() -> None:
    block = explanation_block(ONE)

    assert block.title == "sale of 3.1 ETH at Kraken on 2026-11-22"
    assert block.facts[0].words == "KR-SOLD@Kraken"
    assert said(ONE) == [
        (
            "Took",
            (
                "3.1 ETH of ETH-20251201-ABC, acquired 2025-12-01 at 3,900.00 each: "
                "proceeds 8,671.32, basis 12,090.00, short-term ▼ −3,418.68"
            ),
        ),
        ("Because", "HIFO from 2026, recorded 2026-01-02 09:12Z"),
        ("Left there", "6.9 ETH of 1 lot"),
    ]


def test_lots_taken_for_one_reason_share_its_line() -> None:
    labels = [label for label, _ in said(replace(ONE, used=(LOT, LOT)))]
    assert labels == ["Took", "Took", "Because", "Left there"]


def test_a_moved_lot_and_an_adjustment_are_said() -> None:
    moved = replace(LOT, came_from="Coinbase", adjustment=D(100))
    words = said(replace(ONE, used=(moved,)))[0][1]
    assert "each, acquired at Coinbase and moved here: proceeds" in words
    assert "basis 12,090.00, adjustment 100.00, short-term" in words


@pytest.mark.parametrize(
    ("received", "words"),
    [
        ({"inherited": True}, "; inherited: long-term however short it was held"),
        ({"gift": GiftBasis.DONORS}, "; a gift: for a gain the donor's basis counts"),
        ({"gift": GiftBasis.VALUE}, "; a gift: for a loss its lower value when given counts"),
        ({"gift": GiftBasis.NEITHER}, "no gain and no loss (26 U.S.C. § 1015(a))"),
    ],
)
def test_a_lot_that_was_not_bought_says_what_counts(received: Any, words: str) -> None:  # noqa: ANN401 # fields of LotUsed
    took = said(replace(ONE, used=(replace(LOT, **received),)))[0][1]
    assert words in took


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (
            Reason(
                ground=Ground.IDENTIFIED,
                quantity=D("0.5"),
                method=Method.SPECIFIC,
                identification=NAMED,
            ),
            "identification 3, recorded 2026-01-02 09:12Z, 0.5 of it",
        ),
        (
            Reason(
                ground=Ground.IDENTIFIED,
                quantity=D(1),
                method=Method.SPECIFIC,
                identification=replace(NAMED, as_filed=True),
            ),
            "identification 3, recorded 2026-01-02 09:12Z, stated as filed, 1 of it",
        ),
        (
            Reason(ground=Ground.BOUND, quantity=D(1), method=Method.FIFO, since=date(2026, 1, 1)),
            "the broker was told FIFO since 2026-01-01: its order binds",
        ),
        (
            replace(BY_ORDER, election=replace(HIFO, account="Kraken", asset="ETH", as_filed=True)),
            "HIFO from 2026 for Kraken ETH, recorded 2026-01-02 09:12Z, stated as filed",
        ),
        (
            replace(BY_ORDER, method=Method.FIFO, election=replace(HIFO, method=Method.SPECIFIC)),
            (
                "spec-id from 2026, recorded 2026-01-02 09:12Z, and no units were identified: FIFO "
                "acts"
            ),
        ),
        (
            Reason(
                ground=Ground.IDENTIFIED,
                quantity=D(1),
                method=Method.SPECIFIC,
                identification=NAMED,
                unproven=True,
            ),
            (
                "identification 3, recorded 2026-01-02 09:12Z, 1 of it (the sale's time is too "
                "coarse to prove the order)"
            ),
        ),
        (
            Reason(ground=Ground.SEALED, quantity=D(1), method=Method.LIFO),
            "the year is sealed: as filed, by LIFO",
        ),
        (
            Reason(ground=Ground.NOTHING, quantity=D(1), method=Method.FIFO),
            "FIFO: nothing else was on record in time",
        ),
    ],
)
def test_each_ground_has_its_words(reason: Reason, words: str) -> None:
    assert why_words(replace(LOT, reasons=(reason,))) == words


@pytest.mark.parametrize(
    ("why", "ends"),
    [
        (Missed.LATE, "after the sale, so it does not count for it"),
        (Missed.NOT_YET, "it takes effect after the sale"),
        (Missed.OVERRULED, "the broker's order binds"),
    ],
)
def test_what_did_not_decide_says_why(why: Missed, ends: str) -> None:
    words = passed_words(PassedOver(why=why, election=HIFO))
    assert words == f"HIFO from 2026, recorded 2026-01-02 09:12Z: {ends}"


@pytest.mark.parametrize(
    ("why", "ends"),
    [
        (Missed.EXPIRED, "its last day was before the sale"),
        (Missed.GONE, "0.25 of it found no such lot here"),
    ],
)
def test_units_named_in_vain_say_why(why: Missed, ends: str) -> None:
    words = passed_words(PassedOver(why=why, identification=NAMED, quantity=D("0.25")))
    assert words == f"identification 3, recorded 2026-01-02 09:12Z: {ends}"


def test_units_named_for_a_move_say_that_a_sale_does_not_use_them() -> None:
    named = replace(NAMED, purpose=Purpose.TRANSFER)
    words = passed_words(PassedOver(why=Missed.PURPOSE, identification=named, quantity=D(1)))
    assert words.endswith(": it names them for a transfer: a sale does not use it")


def test_lots_out_of_reach_are_counted_and_the_oldest_named() -> None:
    away = Unavailable(
        why=Away.ELSEWHERE,
        account="Ledger",
        lots=4,
        quantity=D(2),
        lowest_unit_cost=D(1500),
        highest_unit_cost=D(4000),
        oldest=("a", "b", "c"),
    )
    assert said(replace(ONE, unavailable=(away,)))[-1] == (
        "Not available",
        (
            "4 lots at Ledger (basis is kept per account), 2 ETH at 1,500.00 to 4,000.00 each: "
            "a, b, c and 1 more"
        ),
    )


def test_what_another_method_gives_stands_by_term() -> None:
    other = Alternative(
        method=Method.FIFO, short_term_gain=D(0), long_term_gain=D(693), lots=1, same=False
    )
    same = replace(other, method=Method.HIFO, same=True)
    assert said(replace(ONE, alternatives=(other, same)))[-2:] == [
        ("FIFO gives", "short-term 0.00, long-term ▲ 693.00"),
        ("HIFO gives", "short-term 0.00, long-term ▲ 693.00, the same lots"),
    ]


def test_what_is_short_provisional_or_pooled_is_said() -> None:
    labels = [label for label, _ in said(replace(ONE, missing=D(1), provisional=True, pooled=True))]
    assert labels == ["Took", "Because", "Short", "Provisional", "Pool", "Left there"]


def test_what_was_filed_and_is_gone_is_said_and_no_unit_cost_is_made_up() -> None:
    facts = said(replace(ONE, gone=True, used=(replace(LOT, unit_cost=None),)))
    assert "acquired 2025-12-01: proceeds" in facts[0][1]
    assert ("Gone", "filed, and its transaction is no longer in the ledger (verify)") in facts


def test_names_from_outside_are_made_fit_to_show() -> None:
    block = explanation_block(replace(ONE, account="Kra\x1b[31mken"))
    assert "\x1b" not in block.title


def test_the_view_says_what_the_alternatives_are_good_for() -> None:
    view = explanation_view([ONE], "Why these lots 2026")
    assert view.blocks[-1].facts[0].words == INFORMATION


def test_nothing_to_explain_is_said() -> None:
    (block,) = explanation_view([], "Why these lots 2020").blocks
    assert block.facts[0].words == "no disposal with lots is among them"
