"""The one place that reads the machine's clock."""

from datetime import UTC, datetime


class SystemClock:
    """Tells the machine's time."""

    def now(self) -> datetime:
        """Give the instant, UTC."""
        return datetime.now(UTC)  # noqa: TID251 # the clock behind every injected Clock
