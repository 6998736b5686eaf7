"""Which lots a disposal takes, as plainly as it can be said: no heaps, no caches, fractions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from fractions import Fraction

from harvest_tui.domain.elections import Election, Identification, Method, Purpose, Scope
from lots.reference_amounts import Lot

FIRST_YEAR_PER_ACCOUNT = 2025


@dataclass(frozen=True)
class Moment:
    """Of what disposal the order is asked, and what units had to be named for."""

    transaction_id: str
    account: str
    asset: str
    at: datetime
    on: date
    precision: str
    purpose: Purpose | None

    def could_follow(self, recorded_at: datetime, zone: tzinfo) -> bool:
        """Tell whether it may have happened after a record, as far as the source says when."""
        if self.precision == "day":
            return recorded_at.astimezone(zone).date() <= self.on
        if self.precision == "minute":
            return recorded_at < self.at.replace(second=0, microsecond=0) + timedelta(minutes=1)
        return recorded_at <= self.at


@dataclass
class Choices:
    """The elections, identifications and bound accounts on record."""

    zone: tzinfo
    elections: tuple[Election, ...] = ()
    identifications: tuple[Identification, ...] = ()
    bound: Mapping[str, tuple[Method, date | None]] = field(default_factory=dict)
    used: dict[tuple[int, int], Fraction] = field(default_factory=dict)
    """Units of a pick that earlier disposals consumed."""

    def method(self, moment: Moment) -> Method:
        """Name the standing order; spec-id without picks is FIFO, and so is no order at all."""
        if self._bound_by_broker(moment):
            return self.bound[moment.account][0]
        election = self.election(moment)
        if election is None or election.method is Method.SPECIFIC:
            return Method.FIFO
        return election.method

    def election(self, moment: Moment) -> Election | None:
        """Give the narrowest election in force; of equally narrow ones the latest."""
        covering = [one for one in self.elections if covers(one, moment)]
        return max(covering, key=_weight, default=None)

    def pooled(self, asset: str, year: int) -> bool:
        """Tell whether all accounts are one pool that year: through 2024, if so elected in time.

        An election for one account says nothing about pooling several.
        """
        wide = [
            one
            for one in self.elections
            if one.account is None
            and one.asset in {None, asset}
            and one.year <= year
            and (one.as_filed or one.recorded_at.year < year)
        ]
        election = max(wide, key=_weight, default=None)
        return (
            election is not None
            and election.scope is Scope.UNIVERSAL
            and year < FIRST_YEAR_PER_ACCOUNT
        )

    def named(self, moment: Moment) -> Iterable[tuple[tuple[int, int], str, Fraction]]:
        """List picks in force with what is left of them: for this sale, then oldest first."""
        if moment.purpose is None:
            return
        bound = self._bound_by_broker(moment)
        for one in sorted(self.identifications, key=_turn):
            if applies(one, moment, self.zone, bound=bound):
                for place, pick in enumerate(one.picks):
                    pick_id = (one.identification_id, place)
                    left = Fraction(pick.quantity) - self.used.get(pick_id, Fraction(0))
                    if left > 0:
                        yield pick_id, pick.lot_id, left

    def use(self, pick_id: tuple[int, int], quantity: Fraction) -> None:
        """Note that a disposal consumed this much of a pick."""
        self.used[pick_id] = self.used.get(pick_id, Fraction(0)) + quantity

    def _bound_by_broker(self, moment: Moment) -> bool:
        bound = self.bound.get(moment.account)
        return bool(bound and (bound[1] is None or moment.on >= bound[1]))


def covers(election: Election, moment: Moment) -> bool:
    """Tell whether an election rules this disposal: its year has come, and it was made in time."""
    made = election.as_filed or election.recorded_at <= moment.at
    begun = election.effective_from is None or election.effective_from <= moment.at
    return (
        election.year <= moment.on.year
        and made
        and begun
        and election.account in {None, moment.account}
        and election.asset in {None, moment.asset}
    )


def applies(identification: Identification, moment: Moment, zone: tzinfo, *, bound: bool) -> bool:
    """Tell whether units were named for this disposal, no later than it.

    Those named for a coming sale do not go with a move or a gift, nor the other way round.

    Own books do not override a broker that was instructed otherwise; a statement of what was
    named for a sale at the time does.
    """
    if (identification.account, identification.asset) != (moment.account, moment.asset):
        return False
    if identification.transaction_id not in {None, moment.transaction_id}:
        return False
    if identification.transaction_id and identification.as_filed:
        return True
    if identification.transaction_id is None and identification.purpose is not moment.purpose:
        return False
    until = identification.valid_until
    expired = until is not None and moment.at > until
    return not bound and moment.could_follow(identification.recorded_at, zone) and not expired


def in_order(lots: Iterable[Lot], method: Method) -> list[Lot]:
    """Put lots in the order a method uses them up; equal unit costs go by age."""
    oldest_first = sorted(lots, key=lambda lot: lot.age)
    match method:
        case Method.LIFO:
            return oldest_first[::-1]
        case Method.HIFO:
            return sorted(oldest_first, key=lambda lot: -lot.unit_cost)
        case Method.LOFO:
            return sorted(oldest_first, key=lambda lot: lot.unit_cost)
        case _:
            return oldest_first


def _weight(election: Election) -> tuple[bool, bool, int, datetime]:
    narrow = (election.account is not None, election.asset is not None)
    return (*narrow, election.year, election.recorded_at)


def _turn(identification: Identification) -> tuple[bool, datetime, int]:
    general = identification.transaction_id is None
    return general, identification.recorded_at, identification.identification_id
