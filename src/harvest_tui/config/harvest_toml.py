"""harvest.toml: what the user says about themselves, held against the keys that we know."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from harvest_tui.config.place import Document, Place, Readers, load
from harvest_tui.config.values import (
    RefusedError,
    amount,
    count,
    day,
    one_of,
    rate,
    said,
    text,
    time_zone,
    truth,
    unsigned,
)
from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.elections import Method
from harvest_tui.domain.scenario import PriceChange, Scenario
from harvest_tui.domain.settings import (
    AccountSettings,
    AssetSettings,
    Custody,
    FilingStatus,
    HarvestSettings,
    Owner,
    RuleSettings,
    Settings,
    SwapFee,
    Taxpayer,
    Tier,
    WashSale,
    YearInputs,
)
from harvest_tui.rules.states import states

FIRST_YEAR: Final = 2018
"""The law before it is not held: brackets, limits and forms were others."""


_PERCENT_OF: Final = "price_percent_of"
_ALL_OF_IT: Final = Decimal(-100)


class _LedgerIncome(StrEnum):
    INCLUDED = "included"
    ADD = "add"


class _Order(StrEnum):
    NONE = ""
    FIFO = "fifo"
    LIFO = "lifo"
    HIFO = "hifo"
    LOFO = "lofo"


def read(path: Path) -> Settings:
    """Read harvest.toml; without the file, everything is at its default.

    Raises:
        ConfigError: An unknown key, a wrong type or value, or no TOML at all.
    """
    document = load(path)
    return Settings() if document is None else settings_of(document)


def settings_of(document: Document) -> Settings:
    """Read the settings that a document states.

    Raises:
        ConfigError: As `read`.
    """
    given: dict[str, Any] = {}
    for key, place in Place(document=document, value=document.said).table().items():
        if key not in _SECTIONS:
            place.unknown(_SECTIONS)
        given |= _SECTIONS[key](place)
    settings = Settings(**given)
    _require_people(settings, document)
    return settings


def _require_people(settings: Settings, document: Document) -> None:
    """Refuse more people of 65 or blind than can be on the return."""
    status = settings.taxpayer.filing_status
    most = status.people if status else max(one.people for one in FilingStatus)
    for year, inputs in settings.years.items():
        for key in ("people_65_or_older", "people_blind"):
            if getattr(inputs, key) > most:
                keys = ("year", str(year), key)
                Place(document=document, keys=keys, value=None).refuse(
                    f"more people than are on the return ({most})",
                    f"count only who files it: {key} = {most} or less",
                )


def _taxpayer(place: Place) -> Mapping[str, object]:
    given = place.read(_TAXPAYER)
    return {"taxpayer": Taxpayer(time_zone_given="time_zone" in given, **given)}


def _years(place: Place) -> Mapping[str, object]:
    return {"years": {_year_of(key, table): _year(table) for key, table in place.table().items()}}


def _harvest(place: Place) -> Mapping[str, object]:
    given = place.read(_HARVEST)
    cost_given = not given.keys().isdisjoint({"fee_rate", "order_cost"})
    return {"harvest": HarvestSettings(cost_given=cost_given, **given)}


def _rules(place: Place) -> Mapping[str, object]:
    given = place.read(_RULES)
    if given.get("wash_sale") is WashSale.APPLY and "wash_sale_from" not in given:
        place.refuse(
            'wash_sale = "apply" does not say since when',
            "add the first day of sale it reaches: wash_sale_from = 2027-01-01",
        )
    dust = {"dust": given.pop("dust")} if "dust" in given else {}
    return {"rules": RuleSettings(**given), **dust}


def _accounts(place: Place) -> Mapping[str, object]:
    tables = place.table().items()
    return {"accounts": {key: AccountSettings(**table.read(_ACCOUNT)) for key, table in tables}}


def _assets(place: Place) -> Mapping[str, object]:
    tables = place.table().items()
    return {"assets": {key: AssetSettings(**table.read(_ASSET)) for key, table in tables}}


def _scenarios(place: Place) -> Mapping[str, object]:
    tables = place.table().items()
    return {"scenarios": {name: _scenario(table) for name, table in tables}}


def _scenario(place: Place) -> Scenario:
    """Read one scenario; prices of single assets stand in a table of their own."""
    tables = place.table()
    of = tables[_PERCENT_OF].table() if _PERCENT_OF in tables else {}
    for key, one in tables.items():
        if key not in {*_SCENARIO, _PERCENT_OF}:
            one.unknown(dict.fromkeys((*_SCENARIO, _PERCENT_OF)))
    given = {k: v.one_of(_SCENARIO, k) for k, v in tables.items() if k != _PERCENT_OF}
    prices = PriceChange(
        percent=given.pop("price_percent", ZERO),
        percent_of={asset: one.reads(_percent) for asset, one in of.items()},
    )
    return Scenario(prices=prices, **given)


def _percent(value: object) -> Decimal:
    """Read a change of price: nothing falls by more than all of it."""
    read = amount(value)
    if read < _ALL_OF_IT:
        raise RefusedError(f"{said(value)} percent is less than nothing", "write -100 or more")
    return read


def _year_of(key: str, place: Place) -> int:
    if not (key.isascii() and key.isdecimal() and len(key) == len("2026")):
        place.refuse("this is no year", "write the table as [year.2026]")
    if int(key) < FIRST_YEAR:
        place.refuse(
            f"tax is computed from {FIRST_YEAR} on",
            "remove this table; the lots of earlier years need none",
        )
    return int(key)


def _year(place: Place) -> YearInputs:
    given = place.read(_YEAR)
    itemized = given.get("deduction") is not None
    for key in _UNSIGNED_WITH_STANDARD:
        if not itemized and given.get(key, ZERO) < ZERO:
            place.at(key, given[key]).refuse(
                "less than zero is for a year with a deduction of its own",
                'write zero or more, or give the deduction as an amount: deduction = "0"',
            )
    if "ledger_income" in given:
        given["ledger_income_added"] = given.pop("ledger_income") is _LedgerIncome.ADD
    return YearInputs(**given)


def _deduction(value: object) -> Decimal | None:
    try:
        return None if value == "standard" else unsigned(value)
    except RefusedError as refused:
        raise RefusedError(refused.what, f'write KEY = "standard"; or, {refused.fix}') from refused


def _order(value: object) -> Method | None:
    order = one_of(_Order)(value)
    return None if order is _Order.NONE else Method(order.value.upper())


def _state(value: object) -> str:
    code = text(value)
    if code not in states():
        near = code.upper() if code.upper() in states() else "PA"
        raise RefusedError(f"{said(value)} is no state", f'write its postal code: KEY = "{near}"')
    return code


def _tiers(value: object) -> tuple[Tier, ...]:
    """Read widths and worths; `rest` may only be the last width."""
    fix = 'write pairs of width and worth: KEY = [["9000", "0.18"], ["rest", "0.10"]]'
    if not isinstance(value, list):
        raise RefusedError(f"{said(value)} is no list of pairs", fix)
    tiers: list[Tier] = []
    for pair in value:
        if not isinstance(pair, list) or len(pair) != len(("width", "worth")):
            raise RefusedError(f"{said(pair)} is no pair", fix)
        if tiers and tiers[-1].width is None:
            raise RefusedError('nothing can come after "rest"', fix)
        width = None if pair[0] == "rest" else unsigned(pair[0])
        if width == ZERO:
            raise RefusedError("a tier has no width", fix)
        tiers.append(Tier(width=width, worth=rate(pair[1])))
    return tuple(tiers)


def _keep(value: object) -> tuple[str, ...]:
    """Read what is never proposed: ASSET, ASSET@ACCOUNT or @ACCOUNT."""
    fix = 'write KEY = ["BTC", "BTC@cold-wallet", "@cold-wallet"]'
    if not isinstance(value, list):
        raise RefusedError(f"{said(value)} is no list", fix)
    for entry in value:
        if not text(entry) or entry.endswith("@"):
            raise RefusedError(f"{said(entry)} names no asset and no account", fix)
    return tuple(value)


_TAXPAYER: Final[Readers] = {
    "filing_status": one_of(FilingStatus),
    "time_zone": time_zone,
    "state_rate": rate,
    "state": _state,
}
_YEAR: Final[Readers] = {
    "wages_and_other": amount,
    "interest_and_nonqualified_dividends": amount,
    "qualified_dividends": amount,
    "deduction": _deduction,
    "short_term_gains_elsewhere": amount,
    "long_term_gains_elsewhere": amount,
    "long_term_collectibles_elsewhere": amount,
    "short_term_carryover_in": unsigned,
    "long_term_carryover_in": unsigned,
    "carryover_worksheet_line_1": amount,
    "people_65_or_older": count,
    "people_blind": count,
    "ledger_income": one_of(_LedgerIncome),
}
_UNSIGNED_WITH_STANDARD: Final = (
    "wages_and_other",
    "interest_and_nonqualified_dividends",
    "qualified_dividends",
)
_HARVEST: Final[Readers] = {
    "fee_rate": rate,
    "order_cost": unsigned,
    "max_orders": count,
    "reenter": truth,
    "later_tax_per_dollar": rate,
    "carryforward_value": _tiers,
    "carryforward_short_term_premium": rate,
    "keep": _keep,
    "minimum_loss": unsigned,
    "discount_rate": rate,
    "rebuy_wait_days": count,
}
_RULES: Final[Readers] = {
    "wash_sale": one_of(WashSale),
    "wash_sale_from": day,
    "swap_fee_before_2025": one_of(SwapFee),
    "dust": unsigned,
}
_ACCOUNT: Final[Readers] = {
    "custody": one_of(Custody),
    "form_1099da": truth,
    "owner": one_of(Owner),
    "bound_to": _order,
    "bound_since": day,
    "fee_rate": rate,
}
_ASSET: Final[Readers] = {"collectible": truth, "security": truth, "offsetting": truth}
_SCENARIO: Final[Readers] = {
    "price_percent": _percent,
    "short_term_gain": amount,
    "long_term_gain": amount,
    "other_income": amount,
    "filing_status": one_of(FilingStatus),
    "sale_day": day,
    "wash_sale_from": day,
}
_SECTIONS: Final = {
    "taxpayer": _taxpayer,
    "year": _years,
    "harvest": _harvest,
    "rules": _rules,
    "accounts": _accounts,
    "assets": _assets,
    "scenario": _scenarios,
}
