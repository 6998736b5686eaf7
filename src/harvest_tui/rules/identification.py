"""Where units must be identified, and whether basis may be pooled: dated rules."""

from datetime import date, timedelta

from harvest_tui.rules.files import Parameter, parameter


def own_books_suffice(sold_on: date) -> bool:
    """Tell whether units a broker holds may be identified in the holder's own books alone.

    Source: Notice 2025-7, extended by Notice 2026-20; Treas. Reg. 1.1012-1(j)(3).
    """
    return _holds(parameter("own_books_suffice"), sold_on)


def own_books_last_day() -> date:
    """Give the last day of sale on which the holder's own books suffice for a broker's units."""
    return brokers_told_since() - timedelta(days=1)


def brokers_told_since() -> date:
    """Give the first day of sale for which a broker must be told which of its units are sold."""
    return _ends(parameter("own_books_suffice"))


def universal_pools_allowed(on: date) -> bool:
    """Tell whether basis may still be pooled over wallets and accounts on that day.

    Source: Treas. Reg. 1.1012-1(j), for sales on and after 2025-01-01.
    """
    return _holds(parameter("universal_pools"), on)


def per_account_since() -> date:
    """Give the first day on which basis is kept per wallet or account."""
    return _ends(parameter("universal_pools"))


def _holds(rule: Parameter, day: date) -> bool:
    return rule.at(day)["all"] is True


def _ends(rule: Parameter) -> date:
    return next(since for since, table in rule.values if table["all"] is False)
