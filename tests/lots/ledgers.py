"""Random ledgers that look like somebody's: mostly possible, sometimes short or unvalued."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Precision, Transaction

ACCOUNTS = ("Attic", "Barn", "Cellar")
ASSETS = ("BTC", "ETH", "BNB")
OLD, NEW = "ETH", "BNB"
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
        ]
        if not self.clean:
            steps += [(self.send_away, 1), (self.come_from_nowhere, 1)]
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
        kind = self.rng.choice((Kind.STAKING_REWARD, Kind.INTEREST, Kind.CASHBACK))
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
        kind = self.rng.choice((Kind.GIFT_OUT, Kind.DONATION, Kind.LOST))
        self.add(kind, account, went=(asset, units))

    def spend(self) -> None:
        """Pay with it, or pay a fee with it."""
        account, asset, units = self.something()
        kind = self.rng.choice((Kind.SPEND, Kind.FEE))
        self.add(kind, account, went=(asset, units), usd_value=self.maybe(self.dollars()))

    def redenominate(self) -> None:
        """Four new units for one old one, the same for everybody."""
        there = [a for (a, asset), units in sorted(self.held.items()) if asset == OLD and units > 0]
        if there:
            account = self.rng.choice(there)
            units = share(self.held[account, OLD], self.rng.choice((1, 2)))
            came = (NEW, units * 4)
            self.add(Kind.REDENOMINATION, account, came=came, went=(OLD, units))

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
