"""One invented household, consistent to the cent: single, wages 164,000, 2026.

Realised so far +9,120 short and +14,000 long, state proxy 5 %, fee 0.1 %, bought back, later tax
10.5 cents a dollar of basis, a carried loss worth 18 cents to 9,000 dollars, then 10.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

import polars as pl

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.carryover import CarriedYear, CarryoverWorksheet, Origin
from harvest_tui.domain.comparison import Comparison, Embedded, Outcome
from harvest_tui.domain.elections import Method
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.frames import (
    AMOUNT,
    CANDIDATES,
    DISPOSALS,
    LEDGER,
    POSITIONS,
    REBUYS,
    Schema,
)
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.landscape import Landscape, LossMap, Tick
from harvest_tui.domain.scenario import PriceChange, Scenario, Standing
from harvest_tui.domain.tax_year import Netting, ScheduleD, Segment, Tax, TaxYear
from harvest_tui.domain.transaction import Transaction
from harvest_tui.domain.years_ahead import CarryoverUse, YearAhead, YearOutlook, YearsAhead
from harvest_tui.reports.audit import RowCounts
from harvest_tui.reports.halves import HALVES
from harvest_tui.reports.lots import PRICED_LOTS
from harvest_tui.reports.status import Marked
from harvest_tui.reports.washes import LawOutcome

D = Decimal
ON: Final = date(2026, 11, 22)
ETH: Final = "kraken-812@Kraken"
SOL: Final = "cb-77@Coinbase"
LINK: Final = "gem-4@Gemini"
STUCK: Final = "behind a gain of 2,410.00: bound to FIFO"
ARRIVED: Final = "arrived at Kraken 2023-05-02, nothing known before"

_HOLDINGS: Final = (
    # account, asset, quantity, without basis, basis, price, value, gain, short, long
    "Ledger   BTC    1.42  0   71310    86000   122120   50810    1204     49606",
    "Kraken   ETH   10.4   0.4 33000     2800    29120   -5000   -5693.30   693.30",
    "Coinbase ETH    4.85  0   14902.10  2800    13580   -1322.10 -1322.10    0",
    "Coinbase SOL   96.2   0   15733      130    12506   -3227   -3296        69",
    "Coinbase USDC 6100    0    6100        1     6100       0       0         0",
    "Coinbase ADA  8000    0    4000        0.55  4400     400       0       400",
    "Kraken   DOT  1000    0    5000        4.2   4200    -800    -800         0",
    "Gemini   LINK  310    0    5704       12.5   3875   -1829       0     -1829",
    "Coinbase ARB  9200    0    7820        0.27  2484   -5336       0     -5336",
    "Gemini   MATIC 3000   0    1800        0.5   1500    -300       0      -300",
)
_SEEN: Final = (
    # lot, account, asset, acquired, days to long, quantity, basis, price, value, loss
    "kraken-812 Kraken   ETH 2025-12-01 10  3.1    12090 2800     8680 3418.68",
    "cb-77      Coinbase SOL 2026-03-02 101 41.2    8652  130     5356 3301.356",
    "cb-31      Coinbase ARB 2025-06-14 -   9200    7820    0.27  2484 5338.484",
    "led-2      Ledger   BTC 2025-01-20 -   0.12   12348 86000   10320 2038.32",
    "gem-4      Gemini   LINK 2024-11-30 -  310     5704   12.5   3875 1832.875",
)
_FIGURES: Final = {
    # tax saved, worth per dollar, trading cost, later tax, net benefit: by hand, see each formula
    "kraken-812": ("991.4172", "0.29", "17.36", "357.1386", "616.9186"),
    "cb-77": ("957.39324", "0.29", "10.712", "345.51762", "601.16362"),
    "cb-31": ("1067.6968", "0.20", "4.968", "560.01918", "502.70962"),
    "led-2": ("407.664", "0.20", "20.64", "211.8564", "175.1676"),
    "gem-4": (None, None, None, None, None),
}


def positions() -> pl.DataFrame:
    """Nine assets in four accounts; 0.4 ETH came from nowhere."""
    rows = [line.split() for line in _HOLDINGS]
    columns = {name: [row[i] for row in rows] for i, name in enumerate(POSITIONS)}
    return pl.DataFrame(columns).cast(pl.Schema(POSITIONS))


def candidates() -> pl.DataFrame:
    """Five lots at a loss: cents of each figure are worked out by hand.

    For the first: loss 12,090 - 8,680 x 0.999 = 3,418.68; saved 0.29 x 3,418.68 = 991.4172;
    cost 2 x 8.68; later 0.105 x (12,090 - 8,680 x 1.001) = 357.1386; net 616.9186.
    """
    return pl.DataFrame([_candidate(line) for line in _SEEN], schema=CANDIDATES)


def _candidate(line: str) -> dict[str, object]:
    lot, account, asset, acquired, days, quantity, basis, price, value, loss = line.split()
    day = date.fromisoformat(acquired)
    saved, worth, cost, later, net = (None if f is None else D(f) for f in _FIGURES[lot])
    return {
        "lot_id": lot,
        "account": account,
        "asset": asset,
        "acquired_at": datetime(day.year, day.month, day.day, 15, tzinfo=UTC),
        "acquired_on": day,
        "term": "long" if days == "-" else "short",
        "days_to_long_term": None if days == "-" else int(days),
        "quantity": D(quantity),
        "cost_basis": D(basis),
        "price": D(price),
        "market_value": D(value),
        "loss": D(loss),
        "loss_percent": (D(loss) / D(basis) * 100).quantize(D("0.000001")),
        "tax_saved": saved,
        "saved_this_year": saved,
        "worth_per_dollar": worth,
        "trading_cost": cost,
        "later_tax": later,
        "net_benefit": net,
        "note": STUCK if lot == "gem-4" else "",
    }


def lots() -> pl.DataFrame:
    """The candidates as open lots, and one gain that is provisional."""
    seen = candidates().with_columns(
        unrealized_gain=pl.col("market_value") - pl.col("cost_basis"),
        provisional=pl.lit(value=False),
    )
    gain = pl.DataFrame(
        [
            {
                "lot_id": "kraken-9",
                "account": "Kraken",
                "asset": "ETH",
                "acquired_on": date(2023, 5, 2),
                "term": "long",
                "days_to_long_term": None,
                "quantity": D("6.9"),
                "cost_basis": D("18626.70"),
                "price": D(2800),
                "market_value": D(19320),
                "unrealized_gain": D("693.30"),
                "provisional": True,
            }
        ],
        schema=PRICED_LOTS,
    )
    return pl.concat([seen.select(list(PRICED_LOTS)), gain])


COUNTS: Final = RowCounts(rows=41221, booked=41208, skipped=9, quarantined=4)
"""41,208 + 9 + 4 = 41,221."""
FINDINGS: Final = (
    Finding(
        finding="unlinked transfer",
        severity=Severity.ERROR,
        transaction_id="KR-ARRIVED",
        account="Kraken",
        asset="ETH",
        amount=D("0.4"),
        message="0.4 ETH arrived at Kraken, no matching departure: its basis is not known",
        fix="import the other account's export; or harvest-tui resolve KR-ARRIVED --basis USD "
        "--acquired DATE",
        at=datetime(2023, 5, 2, 15, tzinfo=UTC),
    ),
    Finding(
        finding="short disposal",
        severity=Severity.ERROR,
        transaction_id="cb-sold",
        account="Coinbase",
        asset="ETH",
        amount=D("0.013"),
        message="0.013 ETH more left Coinbase on 2024-08-11 04:12Z than it held",
        fix="import what brought these units there, or state them (kind opening_balance)",
        at=datetime(2024, 8, 11, 4, 12, tzinfo=UTC),
    ),
    Finding(
        finding="quarantined row",
        severity=Severity.ERROR,
        account="Coinbase",
        message="coinbase.csv line 88, Transaction Type: 'Quantum Yield Payout' is not known",
        fix="mend the file and import it again; or book the row in a ledger CSV",
    ),
    Finding(
        finding="late election",
        severity=Severity.WARNING,
        message="HIFO for 2025 was recorded after that year's first disposal",
        fix="harvest-tui method set 2025 METHOD --as-filed, if the return was filed so",
    ),
    Finding(
        finding="assumed carryover",
        severity=Severity.WARNING,
        message="losses carried from 2025 to 2026 are taken as 0: the year before is not known",
        fix="enter short_term_carryover_in and long_term_carryover_in under [year.2026]",
    ),
)


def ledger() -> pl.DataFrame:
    """What brought the ETH, and three more transactions, each valued."""
    at = datetime(2025, 12, 1, 15, tzinfo=UTC)
    told = (
        Transaction(
            transaction_id="KR-ARRIVED",
            source="kraken",
            account="Kraken",
            at=datetime(2023, 5, 2, 15, tzinfo=UTC),
            kind=Kind.TRANSFER_IN,
            in_asset="ETH",
            in_quantity=D("0.4"),
        ),
        Transaction(
            transaction_id="KR-BOUGHT",
            source="kraken",
            account="Kraken",
            at=at,
            kind=Kind.BUY,
            in_asset="ETH",
            in_quantity=D("3.1"),
            out_asset="USD",
            out_quantity=D(12060),
            fee_asset="USD",
            fee_quantity=D(30),
        ),
        Transaction(
            transaction_id="cb-swap",
            source="coinbase",
            account="Coinbase",
            at=at.replace(month=12, day=3),
            kind=Kind.SWAP,
            in_asset="SOL",
            in_quantity=D("12.5"),
            out_asset="USDC",
            out_quantity=D("2650.00000001"),
        ),
        Transaction(
            transaction_id="move",
            source="ledger",
            account="Ledger",
            to_account="Coinbase",
            at=at.replace(month=12, day=4),
            kind=Kind.TRANSFER,
            out_asset="BTC",
            out_quantity=D("0.12"),
            fee_asset="BTC",
            fee_quantity=D("0.00004"),
        ),
    )
    values = pl.Series("value", [None, D(12060), D(2650), None], LEDGER["value"])
    added = frame_of(told).with_columns(
        values,
        value_source=pl.Series(["none", "usd_leg", "price_book", "none"]),
        fee_value=pl.Series([None, D(30), None, D("3.44")], dtype=LEDGER["fee_value"]),
        linked_key=pl.lit(None, pl.String),
    )
    return added.select(list(LEDGER))


def disposals() -> pl.DataFrame:
    """A sale of two lots: one short-term gain of 60, one long-term loss of 20, provisional."""
    rows = [
        _disposal("kraken-1", date(2026, 2, 3), "160", "100", "short", provisional=False),
        _disposal("kraken-0", date(2024, 2, 3), "80", "100", "long", provisional=True),
    ]
    return pl.DataFrame(rows, schema=DISPOSALS)


def _disposal(
    lot: str, acquired: date, proceeds: str, basis: str, term: str, *, provisional: bool
) -> dict[str, object]:
    return {
        "disposal_id": "KR-SOLD@Kraken",
        "kind": "sale",
        "key": "Kraken\tkraken\tKR-SOLD",
        "transaction_id": "KR-SOLD",
        "lot_id": lot,
        "acquired_transaction_id": f"of-{lot}",
        "account": "Kraken",
        "asset": "ETH",
        "quantity": D("0.05"),
        "acquired_at": datetime(acquired.year, acquired.month, acquired.day, 15, tzinfo=UTC),
        "disposed_at": datetime(2026, 6, 1, 15, tzinfo=UTC),
        "disposed_on": date(2026, 6, 1),
        "proceeds": D(proceeds),
        "cost_basis": D(basis),
        "adjustment": D(0),
        "gain": D(proceeds) - D(basis),
        "term": term,
        "inherited": False,
        "covered": False,
        "box": "I" if term == "short" else "L",
        "method": "HIFO",
        "provisional": provisional,
    }


def halves() -> pl.DataFrame:
    """Two departures that could be the other half of the 0.4 ETH: 0.4012 left, and 0.3 left."""
    arrived = datetime(2023, 5, 2, 15, tzinfo=UTC)
    rows = [
        _half("cb-out", arrived - timedelta(minutes=95), "0.4012", "0.0012", None),
        _half("cb-less", arrived - timedelta(days=3), "0.3", "-0.1", "more arrived than left"),
    ]
    return pl.DataFrame(rows, schema=HALVES, orient="row")


def _half(
    name: str, at: datetime, units: str, difference: str, against: str | None
) -> tuple[object, ...]:
    after = datetime(2023, 5, 2, 15, tzinfo=UTC) - at
    key = f"Coinbase\tcoinbase\t{name}"
    return (key, name, "Coinbase", "ETH", at, D(units), D(difference), after, against)


def settled(short: Decimal, long: Decimal, *, taxable: str, tax: str, state: str) -> TaxYear:
    """Settle 2026 of the household for two net gains, its taxes given."""
    return TaxYear(
        year=2026,
        schedule_d=ScheduleD(
            short_term_gains=short,
            short_term_carryover_in=D(0),
            net_short_term=short,
            long_term_gains=long,
            long_term_carryover_in=D(0),
            net_long_term=long,
            net_gain=short + long,
            collectibles_gain=D(0),
            deductible_loss=D(0),
        ),
        short_term_carryover_out=D(0),
        long_term_carryover_out=D(0),
        tax=Tax(
            taxable_income_signed=D(taxable),
            taxable_income=D(taxable),
            income_tax=D(tax),
            income_tax_form=D(tax),
            niit=D(0),
            amt=D(0),
            state_tax=D(state),
        ),
        law_year=2026,
    )


BEFORE: Final = settled(D(9120), D(14000), taxable="171020", tax="32382.80", state="8551")
"""Taxable 164,000 + 23,120 - 16,100; tax on 157,020 by the brackets, 15 % on 14,000."""
AFTER: Final = settled(
    D("2399.964"),
    D(14000),
    taxable="164299.964",
    tax="30769.99136",
    state="8214.9982",
)
"""The two lots marked: 6,720.036 less, at 24 % and 5 %."""


def segment(start: int, end: int | None, now: str, later: str, reason: str) -> Segment:
    """Make a stretch of the landscape."""
    return Segment(
        start=D(start),
        end=None if end is None else D(end),
        worth_now=D(now),
        worth_later=D(later),
        reason=reason,
    )


def netting(*, assumed: bool = True) -> Netting:
    """The household before and after ETH and SOL are sold."""
    return Netting(
        before=BEFORE,
        after=AFTER,
        carryover_in_assumed=assumed,
        ledger_income=D("412.60"),
        ledger_income_added=False,
        short_term_segments=(
            segment(0, 2400, "0.29", "0", "offsets short-term gains"),
            segment(2400, 16400, "0.20", "0", "offsets long-term gains"),
            segment(16400, 19400, "0.29", "0", "against other income, up to 3,000"),
            segment(19400, 28400, "0", "0.18", "carried forward"),
            segment(28400, None, "0", "0.10", "carried forward"),
        ),
        long_term_segments=(
            segment(0, 14000, "0.20", "0", "offsets long-term gains"),
            segment(14000, 19400, "0.29", "0", "offsets short-term gains, then other income"),
            segment(19400, 28400, "0", "0.18", "carried forward"),
            segment(28400, None, "0", "0.10", "carried forward"),
        ),
    )


CARRIED: Final = CarriedYear(
    year=2026,
    origin=Origin.ASSUMED,
    schedule_d=replace(
        BEFORE.schedule_d,
        net_short_term=D(-1000),
        net_long_term=D(-9000),
        net_gain=D(-10000),
        deductible_loss=D(3000),
    ),
    worksheet=CarryoverWorksheet(
        line_1=D(50000),
        line_2=D(3000),
        line_3=D(53000),
        line_4=D(3000),
        line_5=D(1000),
        line_6=D(0),
        line_7=D(3000),
        line_8=D(0),
        line_9=D(9000),
        line_10=D(0),
        line_11=D(2000),
        line_12=D(2000),
        line_13=D(7000),
    ),
    line_1_stated=False,
    short_term_carryover_out=D(0),
    long_term_carryover_out=D(7000),
)
"""Instructions for Schedule D, worksheet: short-term is used first, 7,000 goes on long-term."""


def landscape() -> Landscape:
    """The stretches after ETH and SOL are sold, and the map from before.

    29 cents for 9,120 of short-term and 20 cents for 14,000 of long-term gain; 37,120 of loss
    are 14,000 too much: 3,000 at 29 cents, 9,000 at 18, 2,000 at 10.
    """
    return Landscape(
        netting=netting(assumed=False),
        loss_map=LossMap(
            short_term=(
                Tick(loss=D(0), names=("now",)),
                Tick(loss=D("6720.036"), names=("marked", "all")),
                Tick(loss=D(9120)),
                Tick(loss=D(23120)),
            ),
            long_term=(Tick(loss=D(0), names=("now", "marked")), Tick(loss=D(14000))),
            saved=(
                (D(0), D("1948.81044"), D("2644.80"), D("5444.80")),
                (D(2800), D("4748.81044"), D("5444.80"), D("8134.80")),
            ),
            marked=(D("6720.036"), D(0)),
        ),
    )


def years() -> YearsAhead:
    """A loss of 12,000 in 2026: 3,000 of wages then, 5,000 of gain and 3,000 in 2027, then 1,000.

    22 % of wages, 15 % of the gain, discounted by 5 % a year; income for 2029 is not given.
    """
    return YearsAhead(
        sale_year=2026,
        marked=True,
        years=(
            _year_ahead(2026, 0, 12000, 0, 3000, 9000, saved="660", value="660"),
            _year_ahead(2027, 9000, 0, 5000, 3000, 1000, saved="1410", value="1342.857143"),
            _year_ahead(2028, 1000, 0, 0, 1000, 0, saved="220", value="199.546485"),
            _year_ahead(2029, 0, 0, 0, 0, 0),
        ),
        discount_rate=D("0.05"),
        known_through=2028,
        left=D(0),
        present_value=D("2202.403628"),
    )


def _year_ahead(
    year: int, came: int, lost: int, gains: int, income: int, went: int, **worth: str
) -> YearAhead:
    """Give a year, its tax 20,000 without the sales; without `worth`, income is not given."""
    saved, value = (D(worth[name]) if worth else None for name in ("saved", "value"))
    used = CarryoverUse(
        carried_in=D(came),
        new_loss=D(lost),
        against_gains=D(gains),
        against_income=D(income),
        carried_out=D(went),
    )
    nothing = CarryoverUse(
        carried_in=D(0),
        new_loss=D(0),
        against_gains=D(0),
        against_income=D(0),
        carried_out=D(0),
    )
    return YearAhead(
        year=year,
        without=_outlook(year, nothing, None if saved is None else D(20000)),
        with_sales=_outlook(year, used, None if saved is None else D(20000) - saved),
        saved=saved,
        present_value=value,
    )


def _outlook(year: int, use: CarryoverUse, tax: Decimal | None) -> YearOutlook:
    one = settled(D(0), D(0), taxable="100000", tax=str(tax or 0), state="0")
    tax_year = replace(one, year=year, tax=one.tax if tax is not None else None)
    return YearOutlook(tax_year=tax_year, use=use, carryover_in_assumed=False)


FALL: Final = Scenario(prices=PriceChange(percent=D(-10)))
JANUARY: Final = Scenario(sale_day=date(2027, 1, 4))


def standings() -> tuple[Standing, Standing]:
    """ETH and SOL sold today, and not until January; tax as in BEFORE and AFTER."""
    following = replace(BEFORE, year=2027, tax=None)
    today = Standing(
        sale_day=ON,
        portfolio_value=D("105233.43"),
        candidates=5,
        short_term_loss=D("6720.036"),
        long_term_loss=D("9209.679"),
        years=(AFTER, following),
    )
    return today, replace(today, sale_day=date(2027, 1, 4), candidates=6, years=(BEFORE, following))


PUT_OFF: Final = settled(D(9720), D(14000), taxable="171620", tax="32526.80", state="8581")
"""600 of short-term loss put off: 24 % and 5 % of it more."""


def law_outcomes() -> list[LawOutcome]:
    """The law today, and a bill that would put 600 of short-term loss off."""
    nothing = {"short_term": D(0), "long_term": D(0)}
    return [
        LawOutcome(name="Law today", sales_from=None, **nothing, year=BEFORE),
        LawOutcome(
            name="H.R. 9172",
            sales_from=date(2026, 6, 9),
            short_term=D(600),
            long_term=D(0),
            year=PUT_OFF,
        ),
        LawOutcome(name="S. 2207", sales_from=date(2027, 1, 1), **nothing, year=BEFORE),
    ]


def rebuys() -> pl.DataFrame:
    """12 SOL bought 19 days after 20 were sold at 50 a unit less than they had cost."""
    row = {
        "disposal_id": "cb-sold@Coinbase",
        "lot_id": "SOL-20260101-AAAAAAAA",
        "account": "Coinbase",
        "asset": "SOL",
        "disposed_on": date(2026, 8, 27),
        "term": "short",
        "bought_transaction_id": "KR-AGAIN",
        "bought_account": "Kraken",
        "bought_on": date(2026, 9, 15),
        "days": 19,
        "quantity": D(12),
        "loss": D(600),
        "ira": False,
        "disallowed_today": D(0),
        "disallowed_hr_9172": D(600),
    }
    laws: Schema = dict.fromkeys(("disallowed_today", "disallowed_hr_9172"), AMOUNT)
    return pl.DataFrame([row], schema=REBUYS | laws)


MARKED: Final = Marked(
    lots=2,
    proceeds=D("14021.964"),
    short_term_loss=D("6720.036"),
    long_term_loss=D(0),
    tax_saved=D("1948.81044"),
    after_costs=D("1218.08222"),
)
"""ETH and SOL: 8,671.32 + 5,350.644 of proceeds; 616.9186 + 601.16362 in the end."""


def comparison() -> Comparison:
    """FIFO as before the marked sales, HIFO as after them; what is left is made up."""
    left = Embedded(
        cost_basis=D(80_000),
        short_term_gain=D(45_000),
        long_term_gain=D("-50000.005"),
        lots_without_price=0,
    )
    hifo = Outcome(
        method=Method.HIFO,
        year=AFTER,
        objective=D("38984.9884"),
        embedded=left,
        provisional=0,
        best=True,
    )
    fifo = replace(hifo, method=Method.FIFO, year=BEFORE, objective=D("40933.80"), best=False)
    return Comparison(
        year=2026,
        through=ON,
        account=None,
        asset=None,
        recorded=replace(hifo, method=None),
        methods=(fifo, hifo),
        carryover_in_assumed=False,
        to_come=True,
    )
