"""The methods of a year side by side, worked out by hand."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from harvest_tui.config.resources import sample_data_folder
from harvest_tui.domain.amounts import cents
from harvest_tui.domain.comparison import Comparison, Outcome
from harvest_tui.domain.elections import Election, Method
from harvest_tui.domain.errors import UsageError
from harvest_tui.domain.settings import FilingStatus, Settings, Taxpayer, YearInputs
from harvest_tui.workspace.comparing import methods_compared
from harvest_tui.workspace.demo import sample_book
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.sealing import Said, seal_year
from workspace.books import StandingClock, book_of, ledger

D = Decimal
FOUR = (
    "a,2024-01-10T12:00:00Z,buy,Kraken,,BTC,1,USD,20000",
    "b,2024-03-10T12:00:00Z,buy,Kraken,,BTC,1,USD,60000",
    "c,2025-02-10T12:00:00Z,buy,Kraken,,BTC,1,USD,60000",
    "d,2025-04-10T12:00:00Z,buy,Kraken,,BTC,1,USD,30000",
    "s1,2025-06-10T12:00:00Z,sell,Kraken,,USD,75000,BTC,1.5",
)
"""50,000 a BTC in June 2025, when a and b are long."""
AT_YEARS_END = "date,asset,currency,price\n2025-12-31,BTC,USD,70000\n"
SINGLE = Settings(
    taxpayer=Taxpayer(filing_status=FilingStatus.SINGLE),
    years={
        2025: YearInputs(
            wages_and_other=D(100_000), short_term_carryover_in=D(0), long_term_carryover_in=D(0)
        )
    },
)
RECORDED = datetime(2025, 1, 2, tzinfo=UTC)
HIFO = Election(year=2025, method=Method.HIFO, recorded_at=RECORDED)


def of(tmp_path: Path, *rows: str, settings: Settings, elections: tuple[Election, ...]) -> Figures:
    """Figures of these rows, priced at the end of 2025, under these settings."""
    (tmp_path / "prices.csv").write_text(AT_YEARS_END)
    with book_of(tmp_path, {"ledger.csv": ledger(*rows)}) as book:
        book.import_prices(tmp_path / "prices.csv")
        inputs = book.figures().inputs
        return Figures(replace(inputs, settings=settings, elections=elections))


def four(tmp_path: Path, settings: Settings = SINGLE, *elections: Election) -> Comparison:
    return methods_compared(of(tmp_path, *FOUR, settings=settings, elections=elections), 2025)


def by_method(comparison: Comparison) -> dict[str, Outcome]:
    return {one.method.value if one.method else "recorded": one for one in comparison.outcomes}


def test_each_methods_year_is_that_of_a_book_that_had_elected_it(tmp_path: Path) -> None:
    """FIFO sells a and half of b, LIFO d and half of c, HIFO b and half of c, LOFO a, half of d."""
    lines = {
        name: (one.year.schedule_d.net_short_term, one.year.schedule_d.net_long_term)
        for name, one in by_method(four(tmp_path, SINGLE, HIFO)).items()
    }

    assert lines == {
        "FIFO": (D(0), D(25_000)),
        "LIFO": (D(15_000), D(0)),
        "HIFO": (D(-5_000), D(-10_000)),
        "LOFO": (D(10_000), D(30_000)),
        "recorded": (D(-5_000), D(-10_000)),
    }


def test_the_tax_and_what_is_carried_on_follow(tmp_path: Path) -> None:
    """2025, single: 100,000 less 15,750 is 84,250.

    FIFO: 1,192.50 + 4,386 + 22 % of 35,775 = 13,449, and 15 % of 25,000. HIFO: 3,000 deducted,
    22 % of 32,775 = 7,210.50; of the losses 2,000 short and 10,000 long go on.
    """
    found = by_method(four(tmp_path))
    taxes = {name: one.year.tax.total_tax for name, one in found.items() if one.year.tax}

    assert (cents(taxes["FIFO"]), cents(taxes["HIFO"])) == (D("17199.00"), D("12789.00"))
    hifo = found["HIFO"].year
    assert hifo.schedule_d.deductible_loss == D(3_000)
    assert (hifo.short_term_carryover_out, hifo.long_term_carryover_out) == (D(2_000), D(10_000))


def test_the_least_objective_is_the_best(tmp_path: Path) -> None:
    found = by_method(four(tmp_path, SINGLE, HIFO))
    assert [name for name, one in found.items() if one.best] == ["HIFO", "recorded"]


def test_what_is_left_is_valued_at_the_years_end(tmp_path: Path) -> None:
    """At 70,000: HIFO leaves a +50,000 long, half of c +5,000 and d +40,000 short; FIFO half of b
    +5,000 long, c +10,000 and d +40,000 short.
    """
    found = by_method(four(tmp_path))
    left = {name: found[name].embedded for name in ("HIFO", "FIFO")}

    assert (left["HIFO"].short_term_gain, left["HIFO"].long_term_gain) == (D(45_000), D(50_000))
    assert (left["FIFO"].short_term_gain, left["FIFO"].long_term_gain) == (D(50_000), D(5_000))
    assert (left["HIFO"].cost_basis, left["FIFO"].cost_basis) == (D(80_000), D(120_000))


def test_gain_now_and_gain_left_are_the_same_together_for_every_method(tmp_path: Path) -> None:
    found = four(tmp_path).outcomes
    together = {
        one.year.schedule_d.net_gain
        + (one.embedded.short_term_gain or 0)
        + (one.embedded.long_term_gain or 0)
        for one in found
    }
    # 75,000 and 2.5 at 70,000, less 170,000 paid
    assert together == {D(80_000)}


def test_without_income_no_method_is_the_best(tmp_path: Path) -> None:
    found = four(tmp_path, Settings())
    assert {one.objective for one in found.outcomes} == {None}
    assert not any(one.best for one in found.outcomes)


def test_sales_after_the_year_do_not_count(tmp_path: Path) -> None:
    later = "s2,2026-01-10T12:00:00Z,sell,Kraken,,USD,70000,BTC,1"
    with_it = of(tmp_path, *FOUR, later, settings=SINGLE, elections=())

    found = by_method(methods_compared(with_it, 2025))

    assert found["HIFO"].embedded.cost_basis == D(80_000)
    assert not methods_compared(with_it, 2025).to_come
    assert methods_compared(with_it, 2026).to_come


def test_units_under_way_at_the_years_end_are_still_there(tmp_path: Path) -> None:
    moved = (
        *FOUR,
        "o,2025-12-30T12:00:00Z,transfer_out,Kraken,,,,BTC,1,,,,,,,hash1",
        "i,2026-01-02T12:00:00Z,transfer_in,Ledger,,BTC,1,,,,,,,,,hash1",
    )
    found = by_method(methods_compared(of(tmp_path, *moved, settings=SINGLE, elections=()), 2025))
    assert found["HIFO"].embedded.cost_basis == D(80_000)


def test_the_method_of_one_account_can_differ_alone(tmp_path: Path) -> None:
    more = "e,2025-05-10T12:00:00Z,buy,Coinbase,,BTC,1,USD,10"
    figures = of(tmp_path, *FOUR, more, settings=SINGLE, elections=())

    elsewhere = methods_compared(figures, 2025, account="Coinbase")

    assert {one.year for one in elsewhere.outcomes} == {elsewhere.recorded.year}
    assert elsewhere.recorded.best


def test_lots_without_a_price_are_counted(tmp_path: Path) -> None:
    more = "e,2025-05-10T12:00:00Z,buy,Kraken,,ODD,1,USD,10"
    found = methods_compared(of(tmp_path, *FOUR, more, settings=SINGLE, elections=()), 2025)
    assert {one.embedded.lots_without_price for one in found.outcomes} == {1}


def test_a_year_that_has_not_begun_is_refused(tmp_path: Path) -> None:
    figures = of(tmp_path, *FOUR, settings=SINGLE, elections=())
    with pytest.raises(UsageError, match="2027 has not begun"):
        methods_compared(figures, 2027)


@pytest.mark.parametrize("year", [2022, 2025, 2026])
def test_every_method_of_the_sample_book_is_as_if_it_had_been_filed_so(
    tmp_path: Path, year: int
) -> None:
    with sample_book(tmp_path / "book", sample_data_folder(), StandingClock()) as book:
        figures = book.figures()
        found = by_method(methods_compared(figures, year))
        for method in (Method.FIFO, Method.LIFO, Method.HIFO, Method.LOFO):
            stated = Election(year=year, method=method, recorded_at=book.clock.now(), as_filed=True)
            inputs = figures.inputs
            elected = figures.under(replace(inputs, elections=(*inputs.elections, stated)))

            assert found[method.value].year == elected.settled(year).tax_year


def test_a_sealed_year_is_as_filed_beside_what_the_methods_would_have_made_of_it(
    tmp_path: Path,
) -> None:
    """FIFO was filed: 2,000 less 1,000; HIFO would have been 2,000 less 3,000."""
    rows = ledger(
        "old,2022-01-02T12:00:00Z,buy,Kraken,,ETH,1,USD,1000",
        "dear,2023-02-02T12:00:00Z,buy,Kraken,,ETH,2,USD,6000",
        "sold,2024-06-02T12:00:00Z,sell,Kraken,,USD,2000,ETH,1",
    )
    with book_of(tmp_path, {"ledger.csv": rows}) as book:
        seal_year(book, 2024, Said())
        comparison = methods_compared(book.figures(), 2024)

    net = {name: one.year.schedule_d.net_gain for name, one in by_method(comparison).items()}
    assert (net["recorded"], net["FIFO"], net["HIFO"]) == (D(1_000), D(1_000), D(-1_000))
    assert comparison.sealed
