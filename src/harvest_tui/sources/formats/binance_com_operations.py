"""Binance.com, account statement: what the operation of a single row means."""

import re
from collections.abc import Mapping
from typing import Final

from harvest_tui.domain.kinds import Kind
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.ways import (
    AIRDROP,
    ARRIVED,
    CASHBACK,
    INSIDE,
    INTEREST,
    REFERRAL,
    REWARD,
    SENT,
    SPENT,
    Ways,
)

FEES: Final = frozenset({"fee", "transaction fee"})
"""Of a trade; in a futures account, of a position."""


_SINGLE: Final[Mapping[str, Ways]] = {
    **dict.fromkeys(("deposit", "fiat deposit"), ARRIVED),
    **dict.fromkeys(("withdraw", "fiat withdraw", "send"), SENT),
    **dict.fromkeys(
        (
            "simple earn flexible interest",
            "savings interest",
            "savings distribution",
            "pool distribution",
        ),
        INTEREST,
    ),
    **dict.fromkeys(
        (
            "simple earn flexible rewards",
            "simple earn locked interest",
            "simple earn locked rewards",
            "staking rewards",
            "pos savings interest",
            "eth 2.0 staking rewards",
            "bnb vault rewards",
        ),
        REWARD,
    ),
    **dict.fromkeys(("airdrop assets", "simple earn flexible airdrop"), AIRDROP),
    # what is taken off again waits for the user: the file does not say what it was
    "distribution": Ways(Kind.AIRDROP, Kind.ADJUSTMENT),
    "crypto box": Ways(Kind.GIFT_IN, Kind.GIFT_OUT),
    "binance card spending": SPENT,
    "binance card cashback": CASHBACK,
    "bnb fee deduction": Ways(Kind.FEE_REBATE, Kind.FEE),
    **dict.fromkeys(
        (
            "transfer_in",
            "transfer_out",
            "simple earn flexible subscription",
            "simple earn flexible redemption",
            "simple earn locked subscription",
            "simple earn locked redemption",
            "staking purchase",
            "staking redemption",
            "savings purchase",
            "savings principal redemption",
            "pos savings purchase",
            "pos savings redemption",
            "launchpool subscription/redemption",
        ),
        INSIDE,
    ),
    **dict.fromkeys(
        ("realized profit and loss", "realize profit and loss"),
        Ways(Kind.MARGIN_PNL, Kind.MARGIN_PNL),
    ),
    "funding fee": Ways(Kind.FUNDING, Kind.FUNDING),
    **dict.fromkeys(
        ("margin loan", "isolated margin loan"),
        Ways(came=Kind.LOAN_IN),
    ),
    **dict.fromkeys(
        ("margin repayment", "isolated margin repayment"),
        Ways(went=Kind.LOAN_OUT),
    ),
}
_BY_PATTERN: Final[Mapping[re.Pattern[str], Ways]] = {
    re.compile(r"transfer between .+"): INSIDE,
    re.compile(r"(hodler|megadrop) .+"): AIRDROP,
    re.compile(r"launchpool .+"): REWARD,
    re.compile(r"(commission|referral|referrer|referee)\b.*"): REFERRAL,
    re.compile(r"insurance fund\b.*"): Ways(Kind.MARGIN_PNL, Kind.MARGIN_FEE),
}


def ways_of(row: Cells) -> Ways:
    """Give what the operation of a row means.

    Raises:
        RowError: It is not known.
    """
    operation = row.word("operation").casefold()
    if operation in FEES:
        return Ways(went=Kind.MARGIN_FEE)
    found = _SINGLE.get(operation)
    if found is None:
        found = next((w for p, w in _BY_PATTERN.items() if p.fullmatch(operation)), None)
    if found is None:
        raise row.wrong("operation", "is not known")
    return found
