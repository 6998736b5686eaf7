"""Random ledgers that look like somebody's: mostly possible, sometimes short or unvalued."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from harvest_tui.domain.kinds import AT_VALUE, DERIVATIVES, SWAPS, WITHOUT_LOTS, WITHOUT_ROW, Kind
from harvest_tui.domain.transaction import Precision, Transaction

ACCOUNTS = ("Attic", "Barn", "Cellar")
ASSETS = ("BTC", "ETH", "BNB")
OLD, NEW = "ETH", "BNB"
ART = "ART"
"""A token of its own, units of one."""
WAITING = (
    Kind.LOAN_IN,
    Kind.LOAN_OUT,
    Kind.LP_IN,
    Kind.LP_OUT,
    Kind.WRAP,
    Kind.NFT_TRANSFER,
    Kind.ESTATE_CLAIM,
    Kind.ESTATE_DISTRIBUTION,
    Kind.REVERSAL,
    Kind.ADJUSTMENT,
    Kind.MARGIN_PNL,
    Kind.FUNDING,
)
"""Units out are set aside, units in open no lot: the law leaves it open, or it is not modelled."""
ODD = Decimal("0.333333333333333333")
DUST = Decimal("0.000000005")
FINEST = Decimal("1e-18")
PRECISIONS = (*[Precision.SECOND] * 4, Precision.MINUTE, Precision.DAY)
FIRST = datetime(2022, 11, 20, 4, 30, tzinfo=UTC)


@dataclass
class Writer:
    """Writes one ledger, keeping balances so that most sales are possible."""

    rng: Random
    clean: bool
    """Nothing short, nothing unvalued."""
    pauses: Sequence[int]
    """Hours that may lie between two transactions."""
    at: datetime = FIRST
    held: dict[tuple[str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    written: list[Transaction] = field(default_factory=list)

    def write(self, count: int) -> list[Transaction]:
        """Write that many transactions."""
        steps = [
            (self.buy, 5),
            (self.sell, 5),
            (self.swap, 2),
            (self.income, 2),
            (self.transfer, 3),
            (self.gift, 1),
            (self.inheritance, 1),
            (self.opening, 1),
            (self.leave, 1),
            (self.spend, 1),
            (self.redenominate, 1),
            (self.adjust, 1),
            (self.trade_art, 1),
            (self.exchange_money, 1),
            (self.bet, 1),
            (self.shuffle, 1),
        ]
        if not self.clean:
            steps += [(self.send_away, 1), (self.come_from_nowhere, 1), (self.wait, 1)]
        for _ in range(count):
            # at one instant what a swap brings cannot be moved on: moves are in order before swaps
            at_once = (1,) if self.clean else (0, 0, 1)
            self.at += timedelta(hours=self.rng.choice((*at_once, *self.pauses)))
            self.rng.choices([s for s, _ in steps], [weight for _, weight in steps])[0]()
        return self.written

    def buy(self) -> None:
        """Pay dollars; the fee in dollars, in kind, in a third asset, or none."""
        account, asset, units = self.account(), self.asset(), self.units()
        fee: dict[str, Any] = self.dollar_fee()
        if self.rng.random() < 0.2:
            fee = {"fee_asset": asset, "fee_quantity": share(units, 8)}
        elif self.rng.random() < 0.3:
            fee = self.third_fee(account, {asset})
        self.add(Kind.BUY, account, came=(asset, units), went=("USD", self.dollars()), **fee)

    def sell(self) -> None:
        """Take dollars; the fee likewise."""
        account, asset, units = self.something()
        fee: dict[str, Any] = self.dollar_fee()
        if self.rng.random() < 0.2:
            fee = {"fee_asset": asset, "fee_quantity": share(units, 8)}
            units -= share(units, 8)
        elif self.rng.random() < 0.3:
            fee = self.third_fee(account, {asset})
        self.add(Kind.SELL, account, came=("USD", self.dollars()), went=(asset, units), **fee)

    def swap(self) -> None:
        """Give one asset for another."""
        account, asset, units = self.something()
        other = self.rng.choice([one for one in ASSETS if one != asset])
        fee: dict[str, Any] = self.dollar_fee()
        came = self.units()
        if self.rng.random() < 0.3:
            stated = self.rng.choice((None, self.cents()))
            fee = {"fee_asset": other, "fee_quantity": share(came, 4), "fee_usd": stated}
        elif self.rng.random() < 0.3:
            fee = {"fee_asset": asset, "fee_quantity": share(units, 8)}
            units -= share(units, 8)
        elif self.rng.random() < 0.3:
            fee = self.third_fee(account, {asset, other})
        self.add(
            Kind.SWAP,
            account,
            came=(other, came),
            went=(asset, units),
            usd_value=self.maybe(self.dollars()),
            **fee,
        )

    def income(self) -> None:
        """Receive a reward at its value."""
        kind = self.rng.choice(sorted(AT_VALUE))
        value = self.maybe(self.dollars())
        self.add(kind, self.account(), came=(self.asset(), self.units()), usd_value=value)

    def transfer(self) -> None:
        """Move some, often with a network fee in kind."""
        account, asset, units = self.something()
        to = self.rng.choice([one for one in ACCOUNTS if one != account])
        fee: dict[str, Any] = {}
        if self.rng.random() < 0.5:
            fee = {"fee_asset": asset, "fee_quantity": share(units, 16), **self.fee_worth()}
            units -= share(units, 16)
        elif self.rng.random() < 0.3:
            fee = self.third_fee(account, {asset})
        self.held[to, asset] += units
        self.add(Kind.TRANSFER, account, went=(asset, units), to_account=to, **fee)

    def send_away(self) -> None:
        """Send where no file shows."""
        account, asset, units = self.something()
        self.add(Kind.TRANSFER_OUT, account, went=(asset, units))

    def come_from_nowhere(self) -> None:
        """Receive from where no file shows."""
        self.add(Kind.TRANSFER_IN, self.account(), came=(self.asset(), self.units()))

    def gift(self) -> None:
        """Receive with a donor's basis and date, the value sometimes lower."""
        self.add(
            Kind.GIFT_IN,
            self.account(),
            came=(self.asset(), self.units()),
            usd_value=self.rng.choice((None, self.dollars())),
            basis_usd=self.maybe(self.dollars()),
            acquired_at=self.at - timedelta(days=self.rng.randrange(1500)),
        )

    def inheritance(self) -> None:
        """Receive at the value at death."""
        value = self.maybe(self.dollars())
        came = (self.asset(), self.units())
        self.add(Kind.INHERITANCE, self.account(), came=came, usd_value=value)

    def opening(self) -> None:
        """State a lot by hand."""
        self.add(
            Kind.OPENING_BALANCE,
            self.account(),
            came=(self.asset(), self.units()),
            basis_usd=self.maybe(self.dollars()),
            acquired_at=self.at - timedelta(days=self.rng.randrange(800)),
        )

    def leave(self) -> None:
        """Give away, donate, lose."""
        account, asset, units = self.something()
        kind = self.rng.choice(sorted(WITHOUT_ROW))
        self.add(kind, account, went=(asset, units))

    def spend(self) -> None:
        """Pay with it, or pay a fee or interest with it."""
        account, asset, units = self.something()
        kind = self.rng.choice((Kind.SPEND, Kind.FEE, Kind.LOAN_INTEREST))
        self.add(kind, account, went=(asset, units), usd_value=self.maybe(self.dollars()))

    def redenominate(self) -> None:
        """Four new units for one old one, the same for everybody."""
        there = [a for (a, asset), units in sorted(self.held.items()) if asset == OLD and units > 0]
        if there:
            account = self.rng.choice(there)
            units = share(self.held[account, OLD], self.rng.choice((1, 2)))
            came = (NEW, units * 4)
            self.add(Kind.REDENOMINATION, account, came=came, went=(OLD, units))

    def adjust(self) -> None:
        """State a lot by hand under the other name."""
        self.add(
            Kind.ADJUSTMENT,
            self.account(),
            came=(self.asset(), self.units()),
            basis_usd=self.maybe(self.dollars()),
            acquired_at=self.at - timedelta(days=self.rng.randrange(800)),
        )

    def trade_art(self) -> None:
        """Buy, mint or sell a token, for dollars or for coins."""
        there = [a for (a, asset), units in sorted(self.held.items()) if asset == ART and units > 0]
        if there and self.rng.random() < 0.5:
            account = self.rng.choice(there)
            went = (ART, self.held[account, ART])
            came = self.rng.choice((("USD", self.dollars()), ("ETH", self.units())))
            value = self.maybe(self.dollars())
            self.add(Kind.NFT_SELL, account, came=came, went=went, usd_value=value)
            return
        account, asset, units = self.something()
        went = self.rng.choice((("USD", self.dollars()), (asset, units)))
        if went[0] == ART:
            went = ("USD", self.dollars())
        self.add(
            self.rng.choice((Kind.NFT_BUY, Kind.NFT_MINT)),
            account,
            came=(ART, Decimal(1)),
            went=went,
            usd_value=self.maybe(self.dollars()),
            **self.dollar_fee(),
        )

    def exchange_money(self) -> None:
        """Convert coins to dollars or dollars to coins, under the names of swaps."""
        kind = self.rng.choice(sorted(SWAPS))
        if self.rng.random() < 0.5:
            came = (self.asset(), self.units())
            account, went = self.account(), ("USD", self.dollars())
        else:
            account, asset, units = self.something()
            came, went = ("USD", self.dollars()), (asset, units)
        self.add(kind, account, came=came, went=went, **self.dollar_fee())

    def bet(self) -> None:
        """Win or lose by a derivative, in dollars; its fee may be in coins."""
        kind, account = self.rng.choice(sorted(DERIVATIVES)), self.account()
        fee = self.rng.choice((self.dollar_fee(), self.third_fee(account, set())))
        if self.rng.random() < 0.5:
            self.add(kind, account, came=("USD", self.cents()), **fee)
        else:
            self.add(kind, account, went=("USD", self.cents()), **fee)

    def shuffle(self) -> None:
        """Do what touches no lot; a fee in coins is a disposal all the same."""
        kind = self.rng.choice(sorted(WITHOUT_LOTS))
        if kind == Kind.INTERNAL_TRANSFER:
            account, asset, units = self.something()
            self.add(kind, account, came=(asset, units), went=(asset, units))
            return
        account = self.account()
        fee: dict[str, Any] = self.third_fee(account, set())
        if kind == Kind.FIAT_DEPOSIT:
            self.add(kind, account, came=("USD", self.dollars()), **fee)
        else:
            self.add(kind, account, went=("USD", self.cents()), **fee)

    def wait(self) -> None:
        """Do what waits for a treatment: units go, come, or both."""
        kind = self.rng.choice(WAITING)
        account, asset, units = self.something()
        others = [one for one in ASSETS if one != asset]
        came, went = (self.rng.choice(others), self.units()), (asset, units)
        side = self.rng.randrange(1 if kind is Kind.ADJUSTMENT else 3)
        if side == 0:
            self.add(kind, account, went=went, **self.third_fee(account, {asset}))
        elif side == 1:
            self.add(kind, account, came=came, **self.third_fee(account, {came[0]}))
        else:
            self.add(kind, account, came=came, went=went)

    def add(
        self,
        kind: Kind,
        account: str,
        *,
        came: tuple[str, Decimal] | None = None,
        went: tuple[str, Decimal] | None = None,
        **more: Any,  # noqa: ANN401 # the remaining fields of Transaction
    ) -> None:
        """Write one down and keep the balances."""
        for sign, side in ((1, came), (-1, went), (-1, _fee(more))):
            if side:
                self.held[account, side[0]] += sign * side[1]
        self.written.append(
            Transaction(
                transaction_id=f"t{len(self.written) + 1}",
                source="ledger",
                account=account,
                at=self.at,
                kind=kind,
                precision=self.rng.choice(PRECISIONS),
                in_asset=came[0] if came else None,
                in_quantity=came[1] if came else None,
                out_asset=went[0] if went else None,
                out_quantity=went[1] if went else None,
                **more,
            )
        )

    def something(self) -> tuple[str, str, Decimal]:
        """Pick units that are there, mostly; a part, all, or a little too many."""
        there = [at for at, units in sorted(self.held.items()) if units > 0 and at[1] != "USD"]
        if not there or (not self.clean and self.rng.random() < 0.03):
            account, asset, units = self.account(), self.asset(), self.units()
            if self.clean:
                self.add(Kind.BUY, account, came=(asset, units), went=("USD", self.dollars()))
            return account, asset, units
        account, asset = self.rng.choice(there)
        units = self.held[account, asset]
        part = self.rng.random()
        if part < 0.6:
            return account, asset, share(units, 2)
        extra = (Decimal(0), Decimal(1), DUST, 2 * DUST)
        return account, asset, units + (Decimal(0) if self.clean else self.rng.choice(extra))

    def third_fee(self, account: str, used: set[str]) -> dict[str, Any]:
        """Pay the fee in something else that is there, if anything is."""
        rest = [s for s in ASSETS if s not in used and self.held[account, s] > 0]
        if not rest:
            return {}
        asset = self.rng.choice(rest)
        units = share(self.held[account, asset], 16)
        return {"fee_asset": asset, "fee_quantity": units, "fee_usd": self.maybe(self.cents())}

    def fee_worth(self) -> dict[str, Decimal]:
        """State the fee's value, or that of what is moved: then it has the same price."""
        return {self.rng.choice(("fee_usd", "usd_value")): self.cents()}

    def dollar_fee(self) -> dict[str, Any]:
        """Pay a fee in dollars, or none."""
        return self.rng.choice(({}, {"fee_asset": "USD", "fee_quantity": self.cents()}))

    def maybe(self, amount: Decimal) -> Decimal | None:
        """Leave it out now and then."""
        return None if not self.clean and self.rng.random() < 0.04 else amount

    def account(self) -> str:
        """Pick one."""
        return self.rng.choice(ACCOUNTS)

    def asset(self) -> str:
        """Pick one."""
        return self.rng.choice(ASSETS)

    def units(self) -> Decimal:
        """Few distinct sizes, so that equal unit costs happen."""
        return self.rng.choice((Decimal(1), Decimal(2), Decimal(3), Decimal("0.125"), ODD))

    def dollars(self) -> Decimal:
        """Few distinct sums, for the same reason."""
        return self.rng.choice((Decimal(100), Decimal(200), Decimal(300), Decimal("1234.57")))

    def cents(self) -> Decimal:
        """A small sum."""
        return Decimal(self.rng.randrange(1, 500)) / 100


def share(units: Decimal, of: int) -> Decimal:
    """Divide, to no more decimals than a ledger keeps."""
    return (units / of).quantize(FINEST)


def _fee(more: dict[str, Any]) -> tuple[str, Decimal] | None:
    return (more["fee_asset"], more["fee_quantity"]) if more.get("fee_asset") else None
