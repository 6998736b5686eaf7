"""Figures turned into what the screens and the command line show."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import EXACT, Usd
from harvest_tui.domain.comparison import Comparison
from harvest_tui.domain.findings import Severity
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.landscape import Landscape
from harvest_tui.domain.schedule_d import UNSAID
from harvest_tui.domain.settings import Settings
from harvest_tui.domain.sums import exact_sum
from harvest_tui.domain.tax_year import Netting
from harvest_tui.domain.text import shown
from harvest_tui.domain.years_ahead import YearsAhead
from harvest_tui.harvest.costs import cost_of, later_tax_of
from harvest_tui.reports.benefit import marked_words, next_words, nothing_saved, useless_now
from harvest_tui.reports.candidates import candidates_view
from harvest_tui.reports.columns import Group, TableView
from harvest_tui.reports.comparison import ComparisonView, comparison_view
from harvest_tui.reports.details import CandidatesView
from harvest_tui.reports.gains import gains_view
from harvest_tui.reports.landscape import LandscapeView, landscape_view
from harvest_tui.reports.lots import lots_view
from harvest_tui.reports.netting import NettingView, netting_view
from harvest_tui.reports.netting_lines import text_netting
from harvest_tui.reports.portfolio import portfolio_view
from harvest_tui.reports.schedule_d import BeforeAndAfter
from harvest_tui.reports.status import Marked, StatusLine, status_line
from harvest_tui.reports.text_table import text_table
from harvest_tui.reports.wording import money
from harvest_tui.reports.years import YearsView, years_view
from harvest_tui.rules.identification import own_books_last_day, own_books_suffice
from harvest_tui.workspace.assuming import state_note
from harvest_tui.workspace.figures import Figures, Marks
from harvest_tui.workspace.scheduled import behind, lines_of
from harvest_tui.workspace.wash_rules import words_of

WALLET: Final = "→"
BOUND: Final = "≡"
YEARS_AHEAD: Final = 3
NOT_MODELLED: Final = (
    "Not modelled: credits, ACA, IRMAA, QBI, itemized limits, derivatives and straddles."
)
TYPED: Final = (
    "Typed in: no sales are known of it.",
    "Next: short_term_gains_elsewhere and long_term_gains_elsewhere in harvest.toml.",
)


def portfolio_shown(figures: Figures, on: date, group: Group) -> TableView:
    """Show what is held, without spam; how much of it there is stands in the title."""
    rows = figures.positions(on)
    held = rows.filter(~pl.col("asset").is_in(list(figures.spam)))
    hidden = rows["asset"].n_unique() - held["asset"].n_unique()
    tokens = f"{hidden} spam token{'' if hidden == 1 else 's'} hidden"
    facts = (figures.prices_said(on), *((tokens,) if hidden else ()))
    return portfolio_view(held, group, facts=facts)


def candidates_shown(figures: Figures, on: date) -> CandidatesView:
    """Show the candidates of a day, with what each account demands."""
    found = figures.candidates(on)
    accounts = figures.accounts
    wallets = {name: WALLET for name in accounts.custody if accounts.in_wallet(name)}
    bound = dict.fromkeys(accounts.bound, BOUND)
    behind = found.lots.filter(found.lots["note"].str.starts_with("behind"))
    netted = figures.netting(on.year, {}, on)
    facts = [*useless_now(netted), _own_books(on)]
    if wait := figures.settings.harvest.rebuy_wait_days:
        facts.append(f"buy back from {on + timedelta(days=wait)}")
    if not figures.settings.harvest.cost_given:
        facts.append("cost not set")
    if len(found.left_out):
        facts.append(f"{len(found.left_out):,} left out")
    return candidates_view(
        found.lots,
        on=on,
        lots=len(figures.lots(on)),
        facts=facts,
        account_signs=wallets | bound,
        unreachable={f"{r[0]}@{r[1]}" for r in behind.select("lot_id", "account").iter_rows()},
        legend=(
            *_legend(found.lots["account"].unique().to_list(), wallets, bound),
            *next_words(netted),
        ),
    )


def netting_shown(
    figures: Figures, netting: Netting, lines: BeforeAndAfter | None = None
) -> NettingView:
    """Show a netting, with the law it rests on and what is left out of it.

    Args:
        figures: Of the book.
        netting: Of these figures.
        lines: Of Schedule D, one by one; None: lines 1 to 5 and 8 to 13 together.
    """
    return netting_view(
        netting,
        lines=lines,
        filing_status=figures.settings.taxpayer.filing_status,
        facts=(words_of(figures.settings), *_sealed(figures)),
        notes=(
            *marked_words(netting),
            *next_words(netting),
            NOT_MODELLED,
            *_state(figures),
            *_provisional(figures, netting.after.year),
        ),
    )


def landscape_shown(landscape: Landscape, marked: int) -> LandscapeView:
    """Show what the next losses are worth, with so many lots marked."""
    lots = f"after {marked:,} marked lot{'' if marked == 1 else 's'}"
    return landscape_view(landscape, facts=(lots,) if marked else ())


def last_year_ahead(settings: Settings, year: int) -> int:
    """Give the last year worth showing: the last one said something of, at least three ahead."""
    return max(*settings.years, year + YEARS_AHEAD, year)


def years_shown(figures: Figures, ahead: YearsAhead, marks: Marks, on: date) -> YearsView:
    """Show a row of years, and what it leaves out."""
    later = later_tax_of(
        figures.planned(marks, on), figures.accounts.fee_rates, figures.settings.harvest
    )
    left_out = (
        f"Buying back at a lower basis costs {money(later)} later by your settings: in no year "
        "of this table."
    )
    return years_view(ahead, notes=(left_out,) if later else ())


def comparison_shown(figures: Figures, comparison: Comparison) -> ComparisonView:
    """Show the methods of a year side by side, and how old the prices are."""
    return comparison_view(
        comparison,
        figures.settings.taxpayer.filing_status,
        (figures.prices_said(comparison.through),),
    )


def lots_shown(figures: Figures, asset: str | None, account: str | None, on: date) -> TableView:
    """Show the open lots of one asset, of one account, or of both; None for any."""
    narrowed = {"asset": asset, "account": account}
    wanted = {name: value for name, value in narrowed.items() if value is not None}
    title = " · ".join(["Lots", *(shown(value, 24) for value in wanted.values())])
    unsold = figures.accounts.off_return
    return lots_view(figures.lots(on).filter(**wanted), title=title, unsold=unsold)


def gains_shown(
    figures: Figures, year: int, term: Term | None, line: str | None = None
) -> TableView:
    """Show a year's sales behind a line of Schedule D, of one term, or all."""
    rows = behind(figures, year, term, line)
    facts = (f"line {line}",) if line else () if term is None else (f"{term.value}-term",)
    view = gains_view(rows, year, figures.zone, facts)
    return replace(view, empty=TYPED) if line in UNSAID.values() else view


def status_shown(figures: Figures, marks: Marks, on: date) -> StatusLine:
    """Sum up planned sales, and say how old the prices are."""
    sales = figures.planned(marks, on)
    netted = figures.netting(on.year, marks, on)
    saved, worth = figures.saved(netted)
    costs = cost_of(sales, figures.accounts.fee_rates, figures.settings.harvest)
    return status_line(
        Marked(
            lots=len(sales),
            proceeds=exact_sum(sales["proceeds"]),
            short_term_loss=_loss(sales, Term.SHORT),
            long_term_loss=_loss(sales, Term.LONG),
            tax_saved=saved,
            after_costs=None if worth is None else EXACT.subtract(worth, costs),
            why_nothing=nothing_saved(netted),
        ),
        prices=figures.prices_said(on).removeprefix("prices "),
    )


def three_views(figures: Figures, width: int) -> str:
    """Write portfolio, candidates and netting as text."""
    today = figures.inputs.today
    views = [
        text_table(
            portfolio_shown(figures, today, Group.ASSET),
            width,
        ),
        text_table(candidates_shown(figures, today).table, width),
        text_netting(_netting_today(figures, today), width),
    ]
    return "\n\n".join(views)


def _netting_today(figures: Figures, today: date) -> NettingView:
    netting = figures.netting(today.year, {}, today)
    return netting_shown(figures, netting, lines_of(figures, netting, {}, today))


def errors_and_warnings(figures: Figures, on: date) -> tuple[int, int]:
    """Count the findings of each severity."""
    findings = figures.findings(on)
    errors = sum(one.severity is Severity.ERROR for one in findings)
    return errors, len(findings) - errors


def _own_books(on: date) -> str:
    if own_books_suffice(on):
        return f"own books suffice until {own_books_last_day()}"
    return "brokers must be told which units before the sale"


def _legend(accounts: list[str], wallets: dict[str, str], bound: dict[str, str]) -> tuple[str, ...]:
    said = []
    if any(account in wallets for account in accounts):
        said.append(f"{WALLET} sold on an exchange: transfer first, identified")
    if any(account in bound for account in accounts):
        said.append(f"{BOUND} the broker was instructed")
    return tuple(said)


def _provisional(figures: Figures, year: int) -> tuple[str, ...]:
    rows = figures.gains(year)
    count = int(rows["provisional"].sum())
    if not count:
        return ()
    return (f"{count} rows are provisional: an error finding stands before them (check).",)


def _state(figures: Figures) -> tuple[str, ...]:
    """Say what is known of the taxpayer's state, whose tax is a flat proxy."""
    note = state_note(figures.settings.taxpayer)
    return () if note is None else (f"State proxy. {note}",)


def _sealed(figures: Figures) -> tuple[str, ...]:
    """Say which year was sealed last, and when."""
    return tuple(
        f"{one.year} sealed on {one.seal.recorded_at:%Y-%m-%d}"
        for one in figures.inputs.seals.years[-1:]
    )


def _loss(sales: pl.DataFrame, term: Term) -> Usd:
    """Give the losses among planned sales of a term, zero or more."""
    gains = sales.filter((pl.col("term") == term.value) & (pl.col("gain") < 0))["gain"]
    return EXACT.minus(exact_sum(gains))
