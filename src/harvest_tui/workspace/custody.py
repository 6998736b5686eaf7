"""What each account is: said by the user, else by the kind of source its rows came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from harvest_tui.domain.settings import (
    AccountSettings,
    Custody,
    FilingStatus,
    Owner,
    Settings,
)
from harvest_tui.harvest.sales import FeeRates
from harvest_tui.lots.methods import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCustody:
    """What a source's format says of its accounts."""

    custody: Custody | None
    """None: it says nothing of it."""
    form_1099da: bool
    estate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Custody, forms and instructed orders of a book's accounts."""

    custody: Mapping[str, Custody]
    custody_unsaid: frozenset[str]
    """Accounts of which neither the user nor a source says who keeps them: taken for wallets."""
    forms_expected: frozenset[str]
    bound: Mapping[str, Order]
    fee_rates: FeeRates
    owners: Mapping[str, Owner]
    """Of the accounts that are not the taxpayer's own."""
    off_return: frozenset[str]
    """Accounts whose disposals go on no return, or on another one."""
    estates: frozenset[str] = frozenset()
    """Accounts whose coins a bankruptcy estate holds."""

    def in_wallet(self, account: str) -> bool:
        """Tell whether an account is known to be the user's own wallet."""
        kept = self.custody.get(account)
        return kept is Custody.SELF and account not in self.custody_unsaid


def accounts_of(
    transactions: pl.DataFrame, settings: Settings, sources: Mapping[str, SourceCustody]
) -> Accounts:
    """Decide what each account is.

    An account fed by several sources is a broker's if any of them is one. Where nothing is said it
    is taken for the user's own wallet.

    Args:
        transactions: Schema TRANSACTIONS.
        settings: What the user says counts first.
        sources: By format family; one not named says nothing.
    """
    fed = transactions.select("account", "source").unique().sort("account", "source")
    names = sorted({*fed["account"], *_arrivals(transactions), *settings.accounts})
    custody, unsaid, forms, estates = {}, set(), set(), set()
    for name in names:
        said = settings.accounts.get(name, AccountSettings())
        known = [sources[s] for a, s in fed.iter_rows() if a == name and s in sources]
        kinds = {said.custody} if said.custody else {one.custody for one in known if one.custody}
        custody[name] = Custody.BROKER if Custody.BROKER in kinds else Custody.SELF
        if not kinds:
            unsaid.add(name)
        if known and all(one.estate for one in known):
            estates.add(name)
        sends = said.form_1099da
        if sends if sends is not None else any(one.form_1099da for one in known):
            forms.add(name)
    return Accounts(
        custody=custody,
        custody_unsaid=frozenset(unsaid),
        forms_expected=frozenset(forms),
        estates=frozenset(estates),
        bound={
            name: Order(said.bound_to, said.bound_since)
            for name, said in settings.accounts.items()
            if said.bound_to is not None
        },
        fee_rates=FeeRates(
            settings.harvest.fee_rate,
            {n: s.fee_rate for n, s in settings.accounts.items() if s.fee_rate is not None},
        ),
        owners=owners_of(settings),
        off_return=off_return(settings),
    )


def owners_of(settings: Settings) -> dict[str, Owner]:
    """Give the owners of the accounts that are not the taxpayer's own."""
    said = settings.accounts.items()
    return {name: one.owner for name, one in said if one.owner is not Owner.SELF}


def off_return(settings: Settings) -> frozenset[str]:
    """Give the accounts whose disposals are not on this return.

    Nothing is realised inside an IRA; a spouse's sales are on a joint return, and on no other.
    """
    joint = settings.taxpayer.filing_status is FilingStatus.MARRIED_JOINTLY
    stays = {Owner.SELF, Owner.SPOUSE} if joint else {Owner.SELF}
    return frozenset(n for n, owner in owners_of(settings).items() if owner not in stays)


def _arrivals(transactions: pl.DataFrame) -> Iterable[str]:
    return transactions["to_account"].drop_nulls().unique()
