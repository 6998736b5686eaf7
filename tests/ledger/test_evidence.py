"""What a lot's basis rests on, from the source's own dollars down to somebody's word."""

import pytest

from harvest_tui.domain.kinds import Kind
from harvest_tui.ledger.evidence import WORDS, Grade, grade_of


@pytest.mark.parametrize(
    ("kind", "value_source", "native", "stated", "grade"),
    [
        (Kind.BUY, "usd_leg", True, False, Grade.A),
        (Kind.STAKING_REWARD, "reported", True, False, Grade.A),
        (Kind.STAKING_REWARD, "price_book", True, False, Grade.B),
        (Kind.SWAP, "price_book", True, False, Grade.B),
        (Kind.BUY, "usd_leg", False, False, Grade.C),
        (Kind.BUY, "usd_leg", True, True, Grade.C),
        (Kind.STAKING_REWARD, "price_book", True, True, Grade.C),
        (Kind.OPENING_BALANCE, "none", True, False, Grade.C),
        (Kind.ADJUSTMENT, "reported", True, False, Grade.C),
        (Kind.GIFT_IN, "none", True, False, Grade.C),
    ],
)
def test_evidence_is_graded_by_whose_word_it_is(
    kind: Kind, value_source: str, *, native: bool, stated: bool, grade: Grade
) -> None:
    assert grade_of(kind, value_source, native=native, stated=stated) is grade


def test_every_grade_has_its_words() -> None:
    assert set(WORDS) == set(Grade)
