"""Which wash-sale rule a book is under: by the settings, or for what might be."""

from harvest_tui.domain.settings import Settings, WashSale
from harvest_tui.rules.wash_sales import Bill, WashRule, extended, law_today, pending_bills
from harvest_tui.workspace.inputs import Inputs


def wash_rule(inputs: Inputs) -> WashRule:
    """Give the rule that the lots are replayed under."""
    return inputs.wash or rule_of(inputs.settings)


def rule_of(settings: Settings) -> WashRule:
    """Give the rule that the settings ask for; stock and securities are under it always."""
    rules, securities = settings.rules, securities_of(settings)
    if rules.wash_sale is WashSale.APPLY and rules.wash_sale_from is not None:
        return extended(securities, rules.wash_sale_from)
    return law_today(securities)


def securities_of(settings: Settings) -> frozenset[str]:
    """Give the assets that the user says are stock or securities."""
    return frozenset(asset for asset, said in settings.assets.items() if said.security)


def spoken_of(settings: Settings) -> tuple[Bill, ...]:
    """Give the bills to speak of beside candidates: none where the user has switched that off."""
    return () if settings.rules.wash_sale is WashSale.OFF else pending_bills()


def words_of(settings: Settings) -> str:
    """Say under which rule the figures are."""
    rules = settings.rules
    if rules.wash_sale is WashSale.APPLY and rules.wash_sale_from is not None:
        return f"wash sales put off from {rules.wash_sale_from}: your setting, not the law"
    if securities_of(settings):
        return "law today: wash sales of securities only"
    return "law today: no wash-sale rule for crypto"
