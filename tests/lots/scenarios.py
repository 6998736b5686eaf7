"""Random ledgers with what could have been recorded beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from harvest_tui.domain.allocation import Allocation
from harvest_tui.domain.booking import key_of
from harvest_tui.domain.elections import Election, Identification, Method, Pick, Purpose, Scope
from harvest_tui.domain.kinds import WITHOUT_ROW, Kind
from harvest_tui.domain.settings import Owner, SwapFee
from harvest_tui.domain.transaction import Transaction
from harvest_tui.lots.ids import lot_id
from harvest_tui.lots.methods import Order
from harvest_tui.rules.wash_sales import WashRule
from lots.ledgers import ACCOUNTS, ASSETS, FIRST, Writer

TODAY = date(2026, 11, 22)
PAUSES = (20, 500, 1500, 2500)
ZONE = "America/New_York"


@dataclass(kw_only=True)
class Scenario:
    """A ledger and what was recorded beside it."""

    transactions: list[Transaction]
    elections: tuple[Election, ...] = ()
    identifications: tuple[Identification, ...] = ()
    bound: Mapping[str, Order] = field(default_factory=dict)
    allocations: Mapping[str, Allocation] = field(default_factory=dict)
    swap_fee_before: SwapFee = SwapFee.DISPOSED
    forms_expected: frozenset[str] = frozenset()
    wash: WashRule = WashRule()  # noqa: RUF009 # frozen
    owners: Mapping[str, Owner] = field(default_factory=dict)
    off_return: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        told = [*self.transactions, *self.elections, *self.identifications, self.bound]
        told += [self.wash, self.owners, self.off_return]
        return "\n".join(["", *map(str, told)])


def scenario(
    rng: Random, *, clean: bool = False, count: int = 20, pauses: Sequence[int] = PAUSES
) -> Scenario:
    """Write a ledger, and elections, identifications and bound brokers to go with it."""
    transactions = Writer(rng, clean, pauses).write(rng.randint(2, count))
    made = [_identification(rng, transactions, number) for number in range(rng.randrange(5))]
    return Scenario(
        transactions=transactions,
        elections=tuple(_election(rng) for _ in range(rng.randrange(5))),
        identifications=tuple(one for one in made if one),
        bound={_account(rng): _order(rng)} if rng.random() < 0.2 else {},
        forms_expected=frozenset({_account(rng), _account(rng)}),
        swap_fee_before=rng.choice(list(SwapFee)),
    )


def scenarios(*, clean: bool = False, count: int = 20) -> st.SearchStrategy[Scenario]:
    """Let hypothesis choose every random number of a scenario."""
    randoms = st.randoms(use_true_random=False)
    return randoms.map(lambda rng: scenario(rng, clean=clean, count=count))


def washed(rng: Random, *, clean: bool = False, count: int = 20) -> Scenario:
    """Write a scenario in which losses can be wash sales, in the accounts of a family."""
    one = scenario(rng, clean=clean, count=count, pauses=(20, 200, 700))
    owned, owner = _account(rng), rng.choice((Owner.SPOUSE, Owner.IRA))
    off = owner is Owner.IRA or rng.random() < 0.3
    return replace(
        one,
        wash=WashRule(
            securities=frozenset(rng.sample(ASSETS, rng.choice((0, 1)))),
            others_from=rng.choice((date.min, date.min, date.min, date(2023, 2, 1), None)),
            exempt=frozenset(rng.sample(ASSETS, rng.choice((0, 0, 1)))),
        ),
        owners={owned: owner},
        off_return=frozenset({owned}) if off else frozenset(),
    )


def washed_scenarios(*, clean: bool = False, count: int = 20) -> st.SearchStrategy[Scenario]:
    """Let hypothesis choose every random number of such a scenario."""
    randoms = st.randoms(use_true_random=False)
    return randoms.map(lambda rng: washed(rng, clean=clean, count=count))


def lot_of(one: Transaction) -> str:
    """Name the lot an acquisition opens."""
    key = key_of(one.account, one.source, one.transaction_id)
    return lot_id(key, one.in_asset or "", one.acquired_at or one.at)


def _election(rng: Random) -> Election:
    year = rng.randint(2022, 2026)
    narrow = rng.random()
    universal = year < 2025 and narrow > 0.3 and rng.random() < 0.5
    return Election(
        year=year,
        method=rng.choice(list(Method)),
        scope=Scope.UNIVERSAL if universal else Scope.PER_ACCOUNT,
        account=_account(rng) if narrow < 0.2 else None,
        asset=rng.choice(ASSETS) if 0.1 < narrow < 0.4 else None,
        recorded_at=FIRST + timedelta(days=rng.randrange(1400)),
        as_filed=universal or rng.random() < 0.5,
    )


def _identification(
    rng: Random, transactions: list[Transaction], number: int
) -> Identification | None:
    outs = [one for one in transactions if one.out_asset in ASSETS]
    if not outs:
        return None
    sale = rng.choice(outs)
    lots = [one for one in transactions if one.in_asset == sale.out_asset]
    chosen = rng.sample(lots, min(len(lots), rng.randint(1, 2)))
    made_for_it = rng.random() < 0.3
    return Identification(
        identification_id=number,
        recorded_at=sale.at + timedelta(hours=rng.choice((-9000, -900, -1, 0, 1))),
        account=sale.account,
        asset=sale.out_asset or "",
        picks=tuple(Pick(lot_id=lot_of(one), quantity=Decimal("0.75")) for one in chosen),
        purpose=_purpose(rng, sale.kind),
        valid_until=sale.at + timedelta(hours=rng.choice((-1, 0, 300))) if number > 1 else None,
        transaction_id=sale.transaction_id if made_for_it else None,
        as_filed=made_for_it and rng.random() < 0.8,
    )


def _purpose(rng: Random, kind: Kind) -> Purpose:
    """Mostly what it would have been named for."""
    if rng.random() < 0.2:
        return rng.choice(list(Purpose))
    if kind in {Kind.TRANSFER, Kind.TRANSFER_OUT}:
        return Purpose.TRANSFER
    return Purpose.GIFT if kind in WITHOUT_ROW else Purpose.SALE


def _order(rng: Random) -> Order:
    since = rng.choice((None, date(2023, 6, 1), date(2025, 1, 1)))
    return Order(rng.choice([one for one in Method if one is not Method.SPECIFIC]), since)


def _account(rng: Random) -> str:
    return rng.choice(ACCOUNTS)
