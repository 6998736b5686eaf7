"""A desk that answers with the household, and remembers what it was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from threading import Event, get_ident

from harvest_tui.domain.elections import Method
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.findings import frame_of_findings
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.scenario import Scenario
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.domain.text import shown
from harvest_tui.reports.audit import audit_view
from harvest_tui.reports.candidates import candidates_view
from harvest_tui.reports.carryover import chain_view
from harvest_tui.reports.columns import Group, TableView
from harvest_tui.reports.comparison import ComparisonView, comparison_view
from harvest_tui.reports.details import CandidatesView, DetailView, Fact
from harvest_tui.reports.finding import Way
from harvest_tui.reports.forms import DraftView, Field, FormView
from harvest_tui.reports.gains import gains_view
from harvest_tui.reports.halves import halves_view
from harvest_tui.reports.landscape import LandscapeView, landscape_view
from harvest_tui.reports.ledger import ledger_view
from harvest_tui.reports.lines import Tone
from harvest_tui.reports.lots import lots_view, row_key
from harvest_tui.reports.netting import NettingView, netting_view
from harvest_tui.reports.opening import BookView, Choice, FirstRunAnswers, first_run_view
from harvest_tui.reports.portfolio import portfolio_view
from harvest_tui.reports.status import Marked, StatusLine, status_line
from harvest_tui.reports.trace import Traced, TraceView
from harvest_tui.reports.wash_lines import WashesView
from harvest_tui.reports.washes import washes_view
from harvest_tui.reports.whatif import ScenariosView, WhatIfView, scenarios_view, what_if_view
from harvest_tui.reports.worksheet import WorksheetView, worksheet_view
from harvest_tui.reports.years import YearsView, years_view
from harvest_tui.tui.desk import Answers, Marks, Progress
from reports import household

ZONE = "America/New_York"
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
class FakeExpecter:
    """Takes every answer but a blank one, and remembers what it recorded."""

    recorded: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    def form_for(self, year: int) -> FormView:
        wages = Field(name="wages", label="Wages", hint="0 if blank")
        return FormView(title=f"Expected for {year}", about=("In dollars.",), fields=(wages,))

    def draft(self, year: int, answers: Answers) -> DraftView:
        if not answers["wages"]:
            raise HarvestError("Nothing was entered.\nFix: fill in an amount.")
        return DraftView(title=f"[year.{year}]", facts=(Fact("wages", answers["wages"]),))

    def record(self, year: int, answers: Answers) -> str:
        self.recorded.append((year, dict(answers)))
        return f"wages of {year} written."


@dataclass
class FakePlanner:
    """Keeps two scenarios, and those that are recorded."""

    scenarios: dict[str, Scenario] = field(
        default_factory=lambda: {"January": household.JANUARY, "prices fall": household.FALL}
    )

    def form(self) -> FormView:
        name = Field(name="name", label="Name", hint="needed")
        return FormView(title="A scenario", about=("What might be.",), fields=(name,))

    def draft(self, answers: Answers) -> DraftView:
        return DraftView(title=answers["name"], facts=(Fact("name", answers["name"]),))

    def record(self, answers: Answers) -> str:
        self.scenarios[answers["name"]] = household.FALL
        return f"{answers['name']} written."

    def remove(self, name: str) -> str:
        del self.scenarios[name]
        return f"{name} removed."


@dataclass
class FakeNamer:
    """Names every unit that is marked, and remembers it."""

    marks: dict[str, Decimal]
    named: list[tuple[dict[str, Decimal], dict[str, str]]]

    def form(self) -> FormView:
        if not self.marks:
            raise HarvestError("No lot is marked.\nFix: mark one.")
        until = Field(name="until", label="Last day", hint="blank: none")
        choices = (Choice("sale", "for a sale", "sold"), Choice("gift", "for a gift", "given"))
        return FormView(
            title="Name the units", about=("Before.",), fields=(until,), choices=choices
        )

    def draft(self, answers: Answers) -> DraftView:
        if answers["until"] == "never":
            raise HarvestError("Last day: 'never' is no day.\nFix: write it as 2026-12-31.")
        facts = (Fact("For", answers["choice"]), *(Fact("Lot", key) for key in self.marks))
        return DraftView(title="I identify these units", facts=facts)

    def record(self, answers: Answers) -> str:
        self.named.append((self.marks, dict(answers)))
        return "Recorded, number 1. Now sell."


@dataclass
class FakeMender:
    """Takes every answer but a blank one, and remembers what it recorded."""

    mended: list[str] = field(default_factory=list)
    """Names of findings that are gone."""
    recorded: list[tuple[str, Way, dict[str, str]]] = field(default_factory=list)

    def halves_for(self, key: str) -> TableView:
        if not key.startswith("unlinked"):
            raise HarvestError("late election: it is no transfer with one side.\nFix: look.")
        return halves_view(
            household.halves(),
            title="0.4 ETH at Kraken on 2023-05-02 arrived: which is the other half?",
            other="departures",
            zone=ZONE,
        )

    def form_for(self, key: str, way: Way) -> FormView:
        if key.startswith("short"):
            raise HarvestError("short disposal: this cannot be set aside.\nFix: import it.")
        return FormView(
            title=f"By {way.value}",
            about=("0.4 ETH arrived at Kraken, no matching departure.",),
            fields=(
                Field(name="value", label="Worth, USD", hint="of all of it, that day"),
                Field(name="reason", label="Reason", hint="kept with the decision"),
            ),
            choices=(
                (Choice("gift_in", "gift_in", "a gift"), Choice("income", "income", "income"))
                if way is Way.MEANING
                else ()
            ),
        )

    def draft(self, key: str, way: Way, answers: Answers) -> DraftView:
        del key
        if way is not Way.LINK and not answers["value"]:
            raise HarvestError("Worth: '' is not a plain decimal number.\nFix: write 1234.56.")
        written = f"{way.value} {dict(answers)}"
        facts = (Fact("Units", "0.4 ETH at Kraken"), Fact("Written", written, Tone.MUTED))
        return DraftView(title="What it cost", facts=facts)

    def record(self, key: str, way: Way, answers: Answers) -> str:
        self.recorded.append((key, way, dict(answers)))
        self.mended.append(key.split("\t", maxsplit=1)[0])
        return "Recorded as decision 7. z undoes it."

    def undo(self) -> str:
        if not self.mended:
            raise HarvestError("Nothing was decided here since you came.\nFix: resolve --undo.")
        return f"Decision 7 ({self.mended.pop()}) is undone."


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
    mender: FakeMender = field(default_factory=FakeMender)
    planner: FakePlanner = field(default_factory=FakePlanner)
    expecter: FakeExpecter = field(default_factory=FakeExpecter)
    named: list[tuple[dict[str, Decimal], dict[str, str]]] = field(default_factory=list)
    """Units that were identified, with what was answered."""

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
            brief="40 d left",
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
        return lots_view(lots, title=" of ".join(["Lots", *filter(None, (asset, account))]))

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

    def carryovers(self, marks: Marks) -> TableView:
        self._note("carryovers", dict(marks))
        return chain_view([household.CARRIED])

    def worksheet(self, year: int, marks: Marks) -> WorksheetView:
        self._note("worksheet", year, dict(marks))
        return worksheet_view(household.CARRIED, ["line 1 is not settled"])

    def landscape(self, marks: Marks) -> LandscapeView:
        self._note("landscape", dict(marks))
        return landscape_view(household.landscape(), facts=["after 2 marked lots"])

    def years(self, marks: Marks) -> YearsView:
        self._note("years", dict(marks))
        return years_view(household.years())

    def scenarios(self) -> ScenariosView:
        self._note("scenarios")
        return scenarios_view(self.planner.scenarios)

    def what_if(self, name: str, marks: Marks) -> WhatIfView:
        self._note("what if", name, dict(marks))
        return what_if_view(name, self.planner.scenarios[name], *household.standings(), len(marks))

    def assumptions(self) -> TraceView:
        self._note("assumptions")
        return TraceView(
            title="What the figures of 2026 rest on",
            blocks=(DetailView(title="Not modelled", facts=(Fact("", "Tax credits"),)),),
        )

    def status(self, marks: Marks) -> StatusLine:
        self._note("status", dict(marks))
        return status_line(_marked(marks), PRICES)

    def gains(self, term: Term | None, line: str | None = None) -> TableView:
        self._note("gains", term, *((line,) if line else ()))
        rows = household.disposals()
        if term is None:
            return gains_view(rows, 2026, "UTC")
        return gains_view(
            rows.filter(rows["term"] == term.value), 2026, "UTC", [f"{term.value}-term"]
        )

    def explain(self, disposal_id: str) -> TraceView:
        self._note("explain", disposal_id)
        because = Fact("Because", "HIFO from 2026, recorded 2026-01-02 09:12Z")
        block = DetailView(title="sale of 1 ETH", facts=(because,))
        return TraceView(title="Why these lots", blocks=(block,))

    def methods(self) -> ComparisonView:
        self._note("methods")
        return comparison_view(household.comparison(), FilingStatus.SINGLE)

    def method_draft(self, method: Method) -> DraftView:
        self._note("method draft", method)
        if method is Method.SPECIFIC:
            raise HarvestError("spec-id: not today.\nFix: another one.")
        said = Fact("Recorded", f"{method.value} from 2026 on for all lots")
        return DraftView(title=f"{method.value} from 2026 on", facts=(said,))

    def choose_method(self, method: Method) -> str:
        self._note("choose method", method)
        return f"Recorded: {method.value}."

    def washes(self) -> WashesView:
        self._note("washes")
        return washes_view(
            2026,
            household.law_outcomes(),
            household.rebuys(),
            facts=["law today: no wash-sale rule for crypto"],
        )

    def ledger(self) -> TableView:
        self._note("ledger")
        return ledger_view(household.ledger(), frame_of_findings(household.FINDINGS), ZONE)

    def audit(self) -> TableView:
        self._note("audit")
        left = [f for f in household.FINDINGS if f.finding not in self.mender.mended]
        return audit_view(frame_of_findings(left), household.COUNTS, ZONE)

    def trace(self, what: Traced, key: str) -> TraceView:
        self._note("trace", what, key)
        facts = (Fact("Key", shown(key)), Fact("Rate", "12,090 for 3.1"))
        return TraceView(
            title=f"A {what.value}",
            blocks=(
                DetailView(title="Lot kraken-812", facts=facts),
                DetailView(title="kraken ledgers 2025.csv, line 812", facts=facts * 12),
            ),
        )

    def why(self, key: str) -> TraceView:
        self._note("why", key)
        binds = Fact("Nothing", "the broker was told no order")
        return TraceView(title="Why", blocks=(DetailView(title="What binds", facts=(binds,)),))

    def units(self, key: str, typed: str) -> Decimal:
        self._note("units", key, typed)
        if typed == "too many":
            raise HarvestError("Units: too many of 3.1.\nFix: at most what the lot holds.")
        held: Decimal = dict(household.lots().select(row_key(), "quantity").iter_rows())[key]
        return Decimal(typed) if typed else held

    def naming(self, marks: Marks) -> FakeNamer:
        return FakeNamer(dict(marks), self.named)

    def still(self, marks: Marks) -> Marks:
        self._note("still", dict(marks))
        return marks

    def save_first_run(self, answers: FirstRunAnswers) -> None:
        self._note("save", answers)
        self.saved = answers


def _marked(marks: Mapping[str, Decimal]) -> Marked:
    if set(marks) == {household.ETH, household.SOL}:
        return household.MARKED
    return replace(NOTHING, lots=len(marks))
