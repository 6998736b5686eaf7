"""What the rules can refuse."""

from harvest_tui.domain.errors import HarvestError


class UncoveredYearError(HarvestError):
    """The year lies before the first one whose tax amounts are known."""

    def __init__(self, year: int, first: int) -> None:
        self.year, self.first = year, first
        super().__init__(
            f"{year}: tax amounts before {first} are not covered; lots still work.\n"
            f"Fix: ask for {first} or later, or read gains and lots of {year} "
            f"(harvest-tui gains --year {year})."
        )
