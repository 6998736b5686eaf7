"""A desk that answers with the household, and remembers what it was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from threading import Event, get_ident

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.reports.candidates import candidates_view
from harvest_tui.reports.columns import Group, TableView
from harvest_tui.reports.details import CandidatesView
from harvest_tui.reports.lots import lots_view
from harvest_tui.reports.netting import NettingView, netting_view
from harvest_tui.reports.opening import BookView, FirstRunAnswers, first_run_view
from harvest_tui.reports.portfolio import portfolio_view
from harvest_tui.reports.status import Marked, StatusLine, status_line
from harvest_tui.tui.desk import Marks, Progress
from reports import household

PRICES = "of 2026-11-22"
NOTHING = Marked(
    lots=0,
    proceeds=Decimal(0),
    short_term_loss=Decimal(0),
    long_term_loss=Decimal(0),
    tax_saved=Decimal(0),
    after_costs=Decimal(0),
)


@dataclass
class FakeDesk:
    """Answers at once, unless told to wait or to fail."""

    first_run: bool = False
    trouble: str = ""
    gate: Event | None = None
    """While it is not set, `open` is at work."""
    asked: list[tuple[object, ...]] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)
    """Who called."""
    saved: FirstRunAnswers | None = None

    def _note(self, *question: object) -> None:
        self.threads.add(get_ident())
        self.asked.append(question)

    def open(self, progress: Progress) -> BookView:
        self._note("open")
        progress("lots 2 of 5")
        if self.gate is not None:
            self.gate.wait(10)
        if self.trouble:
            raise HarvestError(self.trouble)
        asks = self.first_run and self.saved is None
        return BookView(
            moment="2026 · 40 days left",
            errors=3,
            warnings=2,
            first_run=first_run_view(2026) if asks else None,
        )

    def portfolio(self, group: Group) -> TableView:
        self._note("portfolio", group)
        positions = household.positions()
        if self.first_run and self.saved is None:
            positions = positions.clear()
        return portfolio_view(
            positions,
            group,
            facts=["prices of 2026-11-22, DOT 3 days older"],
            arrivals={"ETH": household.ARRIVED},
        )

    def lots(self, asset: str | None, account: str | None) -> TableView:
        self._note("lots", asset, account)
        lots = household.lots()
        for column, wanted in (("asset", asset), ("account", account)):
            if wanted is not None:
                lots = lots.filter(lots[column] == wanted)
        return lots_view(lots, title=f"Lots of {asset or account}")

    def candidates(self) -> CandidatesView:
        self._note("candidates")
        return candidates_view(
            household.candidates(),
            on=household.ON,
            lots=212,
            facts=["own books suffice until 2026-12-31"],
            account_signs={"Ledger": "→", "Gemini": "≡"},
            unreachable={household.LINK},
            legend=["→ to an exchange first", "≡ broker instructed"],
        )

    def netting(self, marks: Marks) -> NettingView:
        self._note("netting", dict(marks))
        netting = household.netting()
        if set(marks) != {household.ETH, household.SOL}:
            netting = replace(netting, after=netting.before)
        return netting_view(
            netting,
            filing_status=FilingStatus.SINGLE,
            facts=["no wash-sale rule for crypto today"],
            notes=["Not modelled: credits, ACA, IRMAA."],
        )

    def status(self, marks: Marks) -> StatusLine:
        self._note("status", dict(marks))
        return status_line(_marked(marks), PRICES)

    def save_first_run(self, answers: FirstRunAnswers) -> None:
        self._note("save", answers)
        self.saved = answers


def _marked(marks: Mapping[str, Decimal]) -> Marked:
    if set(marks) == {household.ETH, household.SOL}:
        return household.MARKED
    return replace(NOTHING, lots=len(marks))
