"""Schedule D line by line: lines of the form (2025), sums by hand."""

from decimal import Decimal, localcontext
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.holdings import FEE, lot, priced_lots
from harvest_tui.domain.amounts import EXACT, ZERO
from harvest_tui.domain.frames import AMOUNT, DISPOSALS, ELSEWHERE
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.schedule_d import FormLine
from harvest_tui.domain.settings import FilingStatus, Taxpayer, YearInputs
from harvest_tui.harvest.form_rows import (
    FORM_ROWS,
    of_disposals,
    of_elsewhere,
    of_sales,
    summed,
)
from harvest_tui.harvest.sales import planned
from harvest_tui.harvest.schedule_d import form_lines
from harvest_tui.harvest.year_gains import gains_by_year, with_elsewhere
from harvest_tui.tax.netting import Carryover
from harvest_tui.tax.year import LedgerGains, YearCase, settle

D = Decimal
ORDER = (
    *("1a", "1b", "2", "3", "4", "5", "6", "7"),
    *("8a", "8b", "9", "10", "11", "12", "13", "14", "15"),
    *("16", "17", "18", "19", "20", "21", "22"),
)


def disposal(box: str | None, term: str, proceeds: str, basis: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Describe a row of DISPOSALS of 2026; the rest is null."""
    gain = D(proceeds) - D(basis) + D(more.get("adjustment", "0"))
    return {
        "box": box,
        "term": term,
        "proceeds": D(proceeds),
        "cost_basis": D(basis),
        "adjustment": D(more.get("adjustment", "0")),
        "gain": gain,
        "disposed_on": pl.Series(["2026-05-05"]).str.to_date()[0],
        "asset": "ETH",
    }


def disposals(*rows: dict[str, Any]) -> pl.DataFrame:
    """Make a frame of schema DISPOSALS."""
    whole = [{name: row.get(name) for name in DISPOSALS} for row in rows]
    return pl.DataFrame(whole, schema=DISPOSALS)


def elsewhere(
    line: str, term: str, proceeds: str, basis: str, adjustment: str = "0"
) -> pl.DataFrame:
    """Make a frame of schema ELSEWHERE with one sale of 2026."""
    row = {
        "year": 2026,
        "form_line": line,
        "term": term,
        "proceeds": D(proceeds),
        "cost_basis": D(basis),
        "adjustment": D(adjustment),
        "gain": D(proceeds) - D(basis) + D(adjustment),
        "collectible": False,
    }
    return pl.DataFrame([{name: row.get(name) for name in ELSEWHERE}], schema=ELSEWHERE)


def lines_of(
    rows: pl.DataFrame,
    gains: LedgerGains,
    inputs: YearInputs | None = None,
    carryover_in: Carryover = Carryover(ZERO, ZERO),  # noqa: B008 # frozen
) -> dict[str, FormLine]:
    year = settle(
        YearCase(
            year=2026,
            taxpayer=Taxpayer(filing_status=FilingStatus.SINGLE),
            inputs=inputs,
            ledger=gains,
            carryover_in=carryover_in,
        )
    )
    return {one.line: one for one in form_lines(rows, year.schedule_d, inputs)}


def columns(line: FormLine) -> tuple[Decimal | None, ...]:
    return line.proceeds, line.cost_basis, line.adjustment, line.gain


def test_each_box_goes_to_its_line_and_each_line_adds_its_columns_up() -> None:
    frame = disposals(
        disposal("G", "short", "100", "90"),
        disposal("H", "short", "50", "70.005"),
        disposal("H", "short", "30", "60", adjustment="30"),
        disposal("I", "short", "1", "2"),
        disposal("K", "long", "1000", "400"),
        disposal("L", "long", "5", "6"),
    )
    rows = pl.concat(
        [
            of_disposals(frame),
            of_elsewhere(elsewhere("1a", "short", "900", "1000")),
            of_elsewhere(elsewhere("8b", "long", "70", "90", "20")),
        ]
    )
    gains = with_elsewhere(
        gains_by_year(frame, {}, ()),
        pl.concat(
            [
                elsewhere("1a", "short", "900", "1000"),
                elsewhere("8b", "long", "70", "90", "20"),
            ]
        ),
    )[2026]
    found = lines_of(rows, gains)

    assert tuple(found) == ORDER
    assert columns(found["1a"]) == (D(900), D(1000), D(0), D(-100))
    assert columns(found["1b"]) == (D(100), D(90), D(0), D(10))
    assert columns(found["2"]) == (D(80), D("130.005"), D(30), D("-20.005"))
    assert found["2"].rows == 2
    assert columns(found["3"]) == (D(1), D(2), D(0), D(-1))
    assert found["7"].gain == D("-111.005")  # -100 + 10 - 20.005 - 1
    assert columns(found["8b"]) == (D(70), D(90), D(20), D(0))
    assert found["9"].gain == 600
    assert found["10"].gain == -1
    assert found["15"].gain == 599
    assert found["16"].gain == D("487.995")
    assert found["17"].answer is True
    assert found["20"].answer is True
    assert found["22"].answer is None  # line 20 says which worksheet


def test_rows_added_up_beforehand_give_the_same_lines() -> None:
    rows = of_disposals(
        disposals(
            disposal("H", "short", "1", "2"),
            disposal("H", "short", "3", "5"),
            disposal("K", "long", "8", "13"),
        )
    )
    once, twice = lines_of(rows, LedgerGains()), lines_of(summed(rows), LedgerGains())

    assert once == twice
    assert (once["2"].rows, once["2"].gain) == (2, D(-3))


def test_what_comes_by_other_forms_is_never_filled_in() -> None:
    found = lines_of(of_disposals(disposals()), LedgerGains())

    for line in ("4", "5", "11", "12", "13", "19"):
        assert columns(found[line]) == (None, None, None, None)
    assert found["1b"].gain == 0


def test_an_amount_typed_in_has_no_line_of_its_own() -> None:
    inputs = YearInputs(
        short_term_gains_elsewhere=D(-7),
        long_term_gains_elsewhere=D(11),
        long_term_collectibles_elsewhere=D(2),
        qualified_dividends=D(1),
    )
    found = lines_of(of_disposals(disposals()), LedgerGains(), inputs)

    assert columns(found["1-5"]) == (None, None, None, D(-7))
    assert columns(found["8-13"]) == (None, None, None, D(13))
    assert tuple(found).index("1-5") == tuple(found).index("6") - 1
    assert found["18"].gain == 0  # 2 less the net short-term loss of 7
    assert found["16"].gain == 6


def test_a_loss_is_shown_with_its_limit_and_asks_for_the_dividends() -> None:
    rows = of_disposals(disposals(disposal("H", "short", "1", "9001")))
    found = lines_of(
        rows,
        LedgerGains(short_term=D(-9000)),
        YearInputs(qualified_dividends=D(3)),
        Carryover(D(100), D(50)),
    )

    assert found["6"].gain == 100
    assert found["14"].gain == 50
    assert found["16"].gain == -9150
    assert found["17"].answer is None
    assert found["21"].gain == 3000
    assert found["22"].answer is True


def test_a_sale_from_before_the_form_has_no_line_of_its_own() -> None:
    rows = of_disposals(disposals(disposal(None, "long", "3", "1")))

    assert rows["line"].to_list() == ["8-13"]


@pytest.mark.parametrize(
    ("forms", "covered", "line"),
    [
        pytest.param({"Kraken"}, False, "2", id="a form without basis"),
        pytest.param({"Kraken"}, True, "1b", id="covered units"),
        pytest.param(set(), False, "3", id="no form"),
    ],
)
def test_a_planned_sale_goes_where_it_will_be_reported(
    forms: set[str],
    covered: bool,  # noqa: FBT001 # a case of the table
    line: str,
) -> None:
    lots = priced_lots(lot("a", "Kraken", "ETH", "1", "3000", "2026-03-01")).with_columns(
        covered=pl.lit(covered)
    )
    sales = planned(lots, {("a", "Kraken"): None}, FEE)

    rows = of_sales(sales, lots, forms, 2026)

    assert rows["line"].to_list() == [line]
    assert rows["gain"].to_list() == [D("-202.8")]  # 2,800 less 0.1 % less 3,000


AMOUNTS = st.decimals(-(10**9), 10**9, places=18)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1a", "1b", "2", "3", "1-5", "8a", "8b", "9", "10", "8-13"]), AMOUNTS
    ),
    max_size=12,
)


@given(ROWS, AMOUNTS, AMOUNTS, AMOUNTS.map(abs), AMOUNTS.map(abs))
def test_the_lines_add_up_to_lines_7_15_and_16(
    drawn: list[tuple[str, Decimal]],
    short: Decimal,
    long: Decimal,
    line_6: Decimal,
    line_14: Decimal,
) -> None:
    by_term = {
        term: [gain for line, gain in drawn if (line in {"1a", "1b", "2", "3", "1-5"}) == first]
        for term, first in ((Term.SHORT, True), (Term.LONG, False))
    }
    rows = pl.DataFrame(
        {
            "line": [line for line, _ in drawn],
            "term": ["" for _ in drawn],
            "proceeds": [gain for _, gain in drawn],
            "cost_basis": [ZERO for _ in drawn],
            "adjustment": [ZERO for _ in drawn],
            "gain": [gain for _, gain in drawn],
            "rows": [1 for _ in drawn],
        },
        schema=dict(FORM_ROWS) | {"proceeds": AMOUNT},
    )
    found = lines_of(
        rows,
        LedgerGains(
            short_term=added(by_term[Term.SHORT]), long_term_elsewhere=added(by_term[Term.LONG])
        ),
        YearInputs(short_term_gains_elsewhere=short, long_term_gains_elsewhere=long),
        Carryover(line_6, line_14),
    )

    def on(*names: str) -> Decimal:
        return added([found[name].gain or ZERO for name in names if name in found])

    part_i, part_ii = on("1a", "1b", "2", "3", "1-5"), on("8a", "8b", "9", "10", "8-13")
    assert found["7"].gain == EXACT.subtract(part_i, line_6)
    assert found["15"].gain == EXACT.subtract(part_ii, line_14)
    assert found["16"].gain == on("7", "15")


def added(amounts: list[Decimal]) -> Decimal:
    with localcontext(EXACT):
        return sum(amounts, ZERO)
