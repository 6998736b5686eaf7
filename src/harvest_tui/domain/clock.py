"""Time as an argument. The core takes `today`; what writes takes a Clock."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the instant, read at the very moment something is written."""

    def now(self) -> datetime:
        """Give the instant, aware, UTC."""
        ...
