"""Years ahead through the command line. Single, wages 90,000: 22 % at the margin."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Cli, Ledger

SETTINGS = """
[taxpayer]   # me
filing_status = "single"
time_zone = "America/New_York"

[year.2026]
wages_and_other = "90000"
short_term_carryover_in = "0"
long_term_carryover_in = "0"

[harvest]
discount_rate = "0.05"
"""
ETH = "eth,2026-03-01T15:00:00Z,buy,Kraken,,ETH,1,USD,14800"


@pytest.fixture
def chain(cli: Cli, ledger: Ledger, settings: Callable[[str], None]) -> Cli:
    settings(SETTINGS)
    cli("import", ledger(ETH))
    cli("price", "set", "ETH=2800")
    cli("year", "set", "2027", "wages_and_other=90000", "long_term_gains_elsewhere=5000")
    cli("year", "set", "2028", "wages_and_other=90000")
    return cli


def test_a_loss_of_12000_goes_through_three_years(chain: Cli) -> None:
    rows = chain(
        "years", "--from", "2026", "--to", "2028", "--sell", "eth", "--format", "csv"
    ).csv()

    sold = [row for row in rows if row["with_sales"] == "true"]
    assert [row["carried_out"] for row in sold] == ["9000", "1000", "0"]
    assert [row["against_gains"] for row in sold] == ["0", "5000", "0"]
    assert [row["against_income"] for row in sold] == ["3000", "3000", "1000"]
    # 22 % of 3,000; 15 % of 5,000 more; 22 % of 1,000
    assert [row["saved"] for row in sold] == ["660", "1410", "220"]
    assert [row["law_year"] for row in sold] == ["2026", "2026", "2026"]


def test_the_table_says_which_law_and_which_rate(chain: Cli) -> None:
    said = chain("years", "--sell", "eth").out

    assert "Years 2026 to 2029 · 2026 law assumed from 2027 · discount 5.0 %" in said
    assert "Income for 2029 not given" in said


def test_amounts_of_a_year_are_written_and_comments_stay(chain: Cli, book: Path) -> None:
    text = (book / "harvest.toml").read_text()

    assert "[taxpayer]   # me" in text
    assert "long_term_gains_elsewhere = 5000" in text
    assert chain("year", "set", "2028", "deduction=standard").code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["wages=1"], 1, "did you mean wages_and_other?"),
        (["wages_and_other"], 2, "this sets nothing"),
        (["wages_and_other=1", "wages_and_other=2"], 2, "is set twice"),
        (["wages_and_other=1e5"], 1, "no plain decimal number"),
    ],
)
def test_what_is_no_amount_of_a_year_is_refused(
    chain: Cli, words: list[str], code: int, said: str
) -> None:
    refused = chain("year", "set", "2028", *words)

    assert refused.code == code
    assert said in refused.err


def test_years_are_named_in_their_order(chain: Cli) -> None:
    refused = chain("years", "--from", "2028", "--to", "2027")

    assert refused.code == 2
    assert "2027 is before 2028" in refused.err
