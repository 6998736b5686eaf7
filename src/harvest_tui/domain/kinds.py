"""The closed list of things that can happen to holdings."""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a transaction is. The words are those of the plain ledger CSV."""

    BUY = "buy"
    SELL = "sell"
    SWAP = "swap"
    DUST_CONVERSION = "dust_conversion"
    FORCED_CONVERSION = "forced_conversion"
    REDENOMINATION = "redenomination"
    TRANSFER = "transfer"
    TRANSFER_OUT = "transfer_out"
    TRANSFER_IN = "transfer_in"
    INTERNAL_TRANSFER = "internal_transfer"
    FIAT_DEPOSIT = "fiat_deposit"
    FIAT_WITHDRAWAL = "fiat_withdrawal"
    STAKING_REWARD = "staking_reward"
    INTEREST = "interest"
    MINING = "mining"
    AIRDROP = "airdrop"
    FORK = "fork"
    INCOME = "income"
    LEARN_REWARD = "learn_reward"
    REFERRAL = "referral"
    CASHBACK = "cashback"
    FEE_REBATE = "fee_rebate"
    GIFT_IN = "gift_in"
    INHERITANCE = "inheritance"
    GIFT_OUT = "gift_out"
    DONATION = "donation"
    SPEND = "spend"
    FEE = "fee"
    LOST = "lost"
    STOLEN = "stolen"
    LOAN_IN = "loan_in"
    LOAN_OUT = "loan_out"
    LOAN_INTEREST = "loan_interest"
    MARGIN_PNL = "margin_pnl"
    MARGIN_FEE = "margin_fee"
    FUNDING = "funding"
    LP_IN = "lp_in"
    LP_OUT = "lp_out"
    WRAP = "wrap"
    NFT_BUY = "nft_buy"
    NFT_SELL = "nft_sell"
    NFT_MINT = "nft_mint"
    NFT_TRANSFER = "nft_transfer"
    ESTATE_CLAIM = "estate_claim"
    ESTATE_DISTRIBUTION = "estate_distribution"
    OPENING_BALANCE = "opening_balance"
    ADJUSTMENT = "adjustment"
    REVERSAL = "reversal"
    NEUTRAL = "neutral"


INCOME: Final = frozenset(
    {
        Kind.STAKING_REWARD,
        Kind.INTEREST,
        Kind.MINING,
        Kind.AIRDROP,
        Kind.FORK,
        Kind.INCOME,
        Kind.LEARN_REWARD,
        Kind.REFERRAL,
    }
)
"""Ordinary income at fair value on receipt; the value is the lot's basis (Rev. Rul. 2023-14)."""

AT_VALUE: Final = INCOME | {Kind.CASHBACK, Kind.FEE_REBATE}
"""Receipts whose lot is worth what they were worth that moment. A rebate is no income."""

SALES: Final = frozenset(
    {Kind.SELL, Kind.NFT_SELL},
)
PURCHASES: Final = frozenset({Kind.BUY, Kind.NFT_BUY, Kind.NFT_MINT})
SWAPS: Final = frozenset({Kind.SWAP, Kind.DUST_CONVERSION, Kind.FORCED_CONVERSION})
"""One asset given for another; a forced conversion may also end in dollars."""

BOUGHT: Final = PURCHASES | SWAPS | SALES
"""Units that come in by these were bought or exchanged for; a sale may be for another asset."""

WITHOUT_ROW: Final = frozenset({Kind.GIFT_OUT, Kind.DONATION, Kind.LOST, Kind.STOLEN})
"""Lots leave, and no gain or loss is realised."""

WITHOUT_LOTS: Final = frozenset(
    {Kind.FIAT_DEPOSIT, Kind.FIAT_WITHDRAWAL, Kind.INTERNAL_TRANSFER, Kind.NEUTRAL}
)

DERIVATIVES: Final = frozenset({Kind.MARGIN_PNL, Kind.MARGIN_FEE, Kind.FUNDING})
"""Results of positions that are no coins: gain or loss without lots."""

ESTATE: Final = frozenset({Kind.ESTATE_CLAIM, Kind.ESTATE_DISTRIBUTION})
"""What becomes of coins that a bankruptcy estate holds."""


class Term(StrEnum):
    """Holding period of a disposal or of an open lot."""

    SHORT = "short"
    LONG = "long"


class DisposalKind(StrEnum):
    """Why a row of gains is there."""

    SALE = "sale"
    SWAP = "swap"
    SPEND = "spend"
    FEE = "fee"
    TRANSFER_FEE = "transfer_fee"
    MARGIN = "margin"


FIAT: Final = frozenset(
    {
        "USD", "EUR", "GBP", "CAD", "AUD", "JPY", "CHF", "NZD", "SGD", "HKD", "KRW", "MXN", "BRL",
        "AED", "ARS", "CLP", "CNY", "COP", "CZK", "DKK", "HUF", "IDR", "ILS", "INR", "KES", "KZT",
        "MYR", "NGN", "NOK", "PEN", "PHP", "PLN", "RON", "RUB", "SAR", "SEK", "THB", "TRY", "TWD",
        "UAH", "VND", "ZAR",
    }
)  # fmt: skip
"""Currencies: balances are kept, lots are not."""
