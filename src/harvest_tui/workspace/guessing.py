"""What columns and words of an unknown sheet seem to be, by their names alone."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from harvest_tui.sources.headers import normal
from harvest_tui.sources.mapping import folded

_CAME: Final = r"(?:in|incoming|received|receive|buy|bought|to|credit(?:ed)?)"
_WENT: Final = r"(?:out|outgoing|sent|send|sell|sold|from|paid|debit(?:ed)?)"
_UNITS: Final = r"(?:amount|quantity|qty|volume|size|units)"
_COIN: Final = r"(?:asset|currency|coin|symbol|ticker|token|unit|cur\.?)"
_DAY: Final = r"(?:trade |transaction |operation )?date"
_MOMENT: Final = (
    r"(?:date ?(?:/|and|&)? ?time|timestamp|(?:transaction|trade|operation) time"
    r"|(?:created|executed|completed|settled) (?:at|on|time))"
)
_ZONED: Final = r"(?: ?\(.*\)| utc| gmt)?"
_CLOCK: Final = "time" + _ZONED
_ID: Final = (
    r"id|uuid|reference|ref"
    r"|(?:transaction|trade|order|operation|reference|ref)\.? ?(?:id|no\.?|number)"
)

_ROLES: Final[Sequence[tuple[str, str]]] = (
    ("time", _MOMENT + _ZONED),
    ("time", _DAY + _ZONED),
    ("time", _CLOCK),
    ("txid", r"tx ?id|tx ?hash|(?:transaction |blockchain )?hash"),
    ("id", _ID),
    ("kind", r"(?:transaction |trade |order )?(?:type|kind|operation|action|side|activity)"),
    ("kind", r"category|label"),
    ("account", r"(?:account|wallet|exchange|platform|portfolio)(?: name)?"),
    ("fee_asset", rf"(?:fees?|commission) {_COIN}"),
    (
        "fee_quantity",
        rf"(?:network |trading |transaction )?(?:fees?|commission)(?: {_UNITS}| paid)?",
    ),
    ("usd_value", r"(?:usd|fair|market|fair market|net) (?:value|worth)(?: usd)?|fmv|value"),
    ("usd_value", r"(?:value|worth|amount) ?(?:in )?\(?(?:usd|\$)\)?|usd amount"),
    ("in_quantity", rf"in|received|bought|credit|{_CAME} {_UNITS}|{_UNITS} {_CAME}"),
    ("out_quantity", rf"out|sent|sold|debit|{_WENT} {_UNITS}|{_UNITS} {_WENT}"),
    ("in_asset", rf"{_CAME} {_COIN}|{_COIN} {_CAME}"),
    ("out_asset", rf"{_WENT} {_COIN}|{_COIN} {_WENT}"),
    ("total_asset", rf"(?:total|quote|price|cost|spot price) {_COIN}"),
    ("total", r"(?:sub)?total(?: .*)?|proceeds|cost"),
    ("amount", rf"(?:net )?{_UNITS}(?: transacted)?|change|delta"),
    ("asset", rf"(?:crypto ?currency|base )?{_COIN}|crypto ?currency|coin name"),
    ("note", r"notes?|memo|comments?|description|details|remarks?"),
)
"""Role and pattern over the whole normalised name, the surest first."""

_WORDS: Final[Sequence[tuple[str, str]]] = (
    ("skip", r"fail|cancel|pending|reject|expired"),
    ("staking_reward", r"stak\w* reward|reward|delegation"),
    ("interest", r"interest|\bearn|yield"),
    ("airdrop", r"airdrop"),
    ("mining", r"\bmin(?:ing|ed)\b"),
    ("fork", r"\bfork"),
    ("referral", r"referral|bonus"),
    ("cashback", r"cash ?back|rebate"),
    ("fee", r"\bfees?\b|commission"),
    ("buy", r"\bbuy|bought|purchase"),
    ("sell", r"\bsell|\bsold\b|\bsale\b"),
    ("trade", r"trade|conver|exchange|swap|\bfill"),
    ("spend", r"spen[dt]|payment|\bcard\b"),
    ("transfer_in", r"deposit|receiv|incoming"),
    ("transfer_out", r"withdraw|\bsen[dt]\b|outgoing"),
    ("transfer", r"transfer|move"),
)
"""Meaning and pattern in a folded word, the surest first."""


def roles_of(header: Sequence[str]) -> dict[str, str]:
    """Guess what the columns hold: header by role, each role and each column once.

    A column of days beside one of times: the second is `clock`.
    """
    found: dict[str, str] = {}
    for role, pattern in _ROLES:
        for name in header:
            if re.fullmatch(pattern, normal(name)) and name not in found.values():
                if role not in found:
                    found[role] = name
                elif role == "time" and re.fullmatch(_CLOCK, normal(name)):
                    found["clock"] = name
    return _one_layout(found)


def _one_layout(found: dict[str, str]) -> dict[str, str]:
    """Keep either two sides or an amount; one column of assets may serve both sides."""
    if not {"in_quantity", "out_quantity"} & set(found):
        drop = {"in_asset", "out_asset"}
    else:
        for side in ("in", "out"):
            if f"{side}_quantity" in found and "asset" in found:
                found.setdefault(f"{side}_asset", found["asset"])
        drop = {"amount", "asset", "total", "total_asset"}
    return {role: name for role, name in found.items() if role not in drop}


def meanings_of(words: Iterable[str]) -> Mapping[str, str | None]:
    """Guess what each word of a sheet means; None where nothing speaks for anything."""
    return {word: _meaning(folded(word)) for word in words}


def _meaning(word: str) -> str | None:
    return next((meaning for meaning, pattern in _WORDS if re.search(pattern, word)), None)
