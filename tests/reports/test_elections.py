from datetime import UTC, datetime

import pytest

from harvest_tui.domain.elections import Election, Method
from harvest_tui.reports.elections import election_words

MADE = datetime(2026, 1, 2, 9, 12, 44, tzinfo=UTC)
PLAIN = Election(year=2026, method=Method.HIFO, recorded_at=MADE)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        pytest.param(PLAIN, "HIFO from 2026, recorded 2026-01-02 09:12Z", id="for all"),
        pytest.param(
            Election(
                year=2025,
                method=Method.LIFO,
                recorded_at=MADE,
                account="Kraken",
                asset="ETH",
                as_filed=True,
            ),
            "LIFO from 2025 for Kraken ETH, recorded 2026-01-02 09:12Z, stated as filed",
            id="for one asset in one account",
        ),
        pytest.param(
            Election(year=2026, method=Method.FIFO, recorded_at=MADE, account="Bad\x1b[2J"),
            "FIFO from 2026 for Bad‹1B›[2J, recorded 2026-01-02 09:12Z",
            id="a name that would draw on the terminal",
        ),
    ],
)
def test_an_election_is_named_with_what_it_is_for(one: Election, words: str) -> None:
    assert election_words(one) == words
