"""How a choice of method on record is worded, wherever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harvest_tui.domain.text import shown

if TYPE_CHECKING:
    from datetime import datetime

    from harvest_tui.domain.elections import Election


def election_words(one: Election) -> str:
    """Word an election: its method, from when on, for what, and when it was recorded."""
    filed = ", stated as filed" if one.as_filed else ""
    made = instant_words(one.recorded_at)
    return f"{one.method.value} from {one.year}{_only(one)}, recorded {made}{filed}"


def place_words(account: str | None, asset: str | None) -> str:
    """Name an account, an asset, or one in the other; empty where both are open."""
    return " ".join(shown(word, 24) for word in (account, asset) if word)


def instant_words(at: datetime) -> str:
    """Word an instant, UTC, to the minute."""
    return f"{at:%Y-%m-%d %H:%M}Z"


def _only(one: Election) -> str:
    where = place_words(one.account, one.asset)
    return f" for {where}" if where else ""
