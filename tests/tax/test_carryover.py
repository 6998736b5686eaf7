from decimal import Decimal

import pytest

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.carryover import CarryoverWorksheet
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.domain.tax_year import ScheduleD, TermGains
from harvest_tui.rules.parameters import parameters_for
from harvest_tui.tax.carryover import carryover_out, carryover_worksheet
from harvest_tui.tax.netting import NO_CARRYOVER, Carryover, net
from tax.households import cases, usd

ROWS = list(cases("carryover_cases.csv"))


def schedule_d(short: Decimal, long: Decimal, status: str | None) -> ScheduleD:
    limit = parameters_for(2025, FilingStatus(status)).capital_loss_limit if status else None
    return net(TermGains(from_ledger=short), TermGains(from_ledger=long), NO_CARRYOVER, limit)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']} {row['note']}")
def test_every_line_of_the_worksheet_is_the_forms(row: dict[str, str]) -> None:
    year = schedule_d(usd(row["sched_d_line7"]), usd(row["sched_d_line15"]), row["status"])

    worksheet = carryover_worksheet(year, usd(row["taxable_income_signed"]))

    assert year.net_gain == usd(row["sched_d_line16"])
    assert year.deductible_loss == usd(row["sched_d_line21_abs"])
    assert lines_of(worksheet) == [
        usd(cell) if (cell := row[f"ws{line}"]) else None for line in range(1, 14)
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']} {row['note']}")
def test_what_is_carried_is_what_three_computations_agree_on(row: dict[str, str]) -> None:
    year = schedule_d(usd(row["sched_d_line7"]), usd(row["sched_d_line15"]), row["status"])

    assert carryover_out(year, usd(row["taxable_income_signed"])) == Carryover(
        usd(row["st_carryover"]), usd(row["lt_carryover"])
    )


# Schedule D instructions (2025), worksheet: single filers
@pytest.mark.parametrize(
    ("line_7", "line_15", "income", "carried"),
    [
        pytest.param("-10000", "0", "50000", (7000, 0), id="3,000 used of 10,000"),
        pytest.param("-10000", "0", "-1000", (8000, 0), id="income wastes 1,000 of the 3,000"),
        pytest.param("-1000", "-9000", "50000", (0, 7000), id="short-term is used first"),
        pytest.param("-3000", "0", "-1500", (1500, 0), id="line 21 is all of line 16"),
        pytest.param("-3000", "0", "0", (0, 0), id="income exactly zero"),
    ],
)
def test_low_income_leaves_more_to_carry(
    line_7: str, line_15: str, income: str, carried: tuple[int, int]
) -> None:
    year = schedule_d(usd(line_7), usd(line_15), "single")

    assert carryover_out(year, usd(income)) == Carryover(*map(usd, carried))


def test_a_loss_without_a_filing_status_carries_an_unknown_amount() -> None:
    loss = schedule_d(usd("-5000"), ZERO, None)

    assert loss.deductible_loss is None
    assert carryover_out(loss, usd("50000")) is None
    with pytest.raises(ValueError, match=r"^line 21 is not known: no filing status$"):
        carryover_worksheet(loss, usd("50000"))


def test_a_gain_carries_nothing_whoever_has_it() -> None:
    gain = schedule_d(usd("-5000"), usd("6000"), None)

    assert gain.deductible_loss == 0
    assert carryover_out(gain, None) == NO_CARRYOVER
    assert carryover_out(schedule_d(usd("-5000"), usd("5000"), None), None) == NO_CARRYOVER


def lines_of(worksheet: CarryoverWorksheet | None) -> list[Decimal | None]:
    if worksheet is None:
        return [None for _ in range(13)]
    return [amount for _, amount in worksheet.amounts()]
