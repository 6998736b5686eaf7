"""Schedule D on the command line; amounts by hand."""

from collections.abc import Callable

from cli.conftest import Cli, Ledger

SETTINGS = """
[taxpayer]
filing_status = "single"
[year.2025]
wages_and_other = "100000"
short_term_gains_elsewhere = "5.5"
short_term_carryover_in = "100"
long_term_carryover_in = "0"
[accounts.Kraken]
form_1099da = true
"""
SALES = (
    "b1,2025-02-01T12:00:00Z,buy,Kraken,,ETH,2,USD,2000.009",
    "b2,2023-02-01T12:00:00Z,buy,Kraken,,BTC,1,USD,10000",
    "s1,2025-05-01T12:00:00Z,sell,Kraken,,USD,900.50,ETH,1",
    "s2,2025-06-01T12:00:00Z,sell,Kraken,,USD,25000,BTC,1",
    "s3,2025-07-01T12:00:00Z,sell,Kraken,,USD,1000,ETH,1",
)


def test_schedule_d_is_shown_line_by_line(
    cli: Cli, ledger: Ledger, settings: Callable[[str], None]
) -> None:
    settings(SETTINGS)
    cli("import", ledger(*SALES))

    rows = {r["line"]: r for r in cli("schedule-d", "--year", "2025", "--format", "json").json()}

    # 2025, a form without basis: lines 2 and 9. 900.50 + 1,000 - 2,000.009 = -99.509
    assert rows["2"] == {
        "line": "2",
        "words": "Short-term, basis not reported (boxes B, H)",
        "proceeds": "1900.5",
        "cost_basis": "2000.01",
        "adjustment": "0",
        "gain": "-99.51",
        "answer": None,
        "rows": 2,
    }
    assert rows["9"]["gain"] == "15000"
    assert (rows["1-5"]["gain"], rows["1-5"]["proceeds"]) == ("5.5", None)
    assert rows["6"]["gain"] == "100"
    assert rows["7"]["gain"] == "-194.01"  # -99.509 + 5.5 - 100 = -194.009
    assert rows["16"]["gain"] == "14805.99"
    assert rows["17"]["answer"] is True
    assert rows["13"]["gain"] is None


def test_whole_dollars_are_rounded_from_the_exact_line(
    cli: Cli, ledger: Ledger, settings: Callable[[str], None]
) -> None:
    # Instructions for Schedule D: include cents when adding, round only the total
    settings(SETTINGS)
    cli("import", ledger(*SALES))

    found = cli("schedule-d", "--year", "2025", "--whole-dollars", "--format", "csv").csv()
    rows = {row["line"]: row for row in found}

    assert (rows["2"]["proceeds"], rows["2"]["gain"]) == ("1901", "-100")
    assert rows["1-5"]["gain"] == "6"  # 5.50 goes up


def test_the_table_says_what_is_not_known(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*SALES))

    shown = cli("schedule-d", "--year", "2025").out

    assert "Schedule D 2025" in shown
    assert "filing status not given" in shown
    assert "Lines 6 and 14 are assumed to be 0: what 2024 carried on is not known." in shown
    assert "not from this program" in shown


CHAIN = """
[taxpayer]
filing_status = "single"
[year.2025]
wages_and_other = "65750"
short_term_carryover_in = "0"
long_term_carryover_in = "0"
[year.2026]
wages_and_other = "65750"
"""
LOSS = (
    "b1,2025-02-01T12:00:00Z,buy,Kraken,,ETH,1,USD,11000",
    "s1,2025-05-01T12:00:00Z,sell,Kraken,,USD,1000,ETH,1",
)


def test_the_worksheet_carries_a_loss_into_the_next_year(
    cli: Cli, ledger: Ledger, settings: Callable[[str], None]
) -> None:
    # 10,000 lost, taxable income 65,750 - 15,750 - 3,000 = 47,000: 3,000 used, 7,000 go on
    settings(CHAIN)
    cli("import", ledger(*LOSS))

    rows = cli("carryover", "--year", "2025", "--format", "csv").csv()

    assert [(row["line"], row["amount"]) for row in rows] == [
        ("1", "47000"),
        ("2", "3000"),
        ("3", "50000"),
        ("4", "3000"),
        ("5", "10000"),
        ("6", "0"),
        ("7", "3000"),
        ("8", "7000"),
        *[(line, "") for line in ("9", "10", "11", "12")],
        ("13", "0"),
    ]
    table = cli("carryover", "--year", "2025").out
    assert "Capital Loss Carryover Worksheet 2025 to 2026" in table
    assert "carryover_worksheet_line_1" in table


def test_years_in_a_row_show_what_comes_in_and_goes_on(
    cli: Cli, ledger: Ledger, settings: Callable[[str], None]
) -> None:
    settings(CHAIN)
    cli("import", ledger(*LOSS))

    first, second = cli("carryover", "--format", "json").json()

    assert (first["year"], first["carryover_in"], first["short_term_carryover_out"]) == (
        2025,
        "given",
        "7000",
    )
    assert (second["carryover_in"], second["short_term_carryover_in"]) == ("computed", "7000")
    assert (second["deductible_loss"], second["short_term_carryover_out"]) == ("3000", "4000")
    assert second["sealed"] is False


def test_line_1_can_be_stated_and_an_unsettled_one_is_reported(
    cli: Cli, ledger: Ledger, settings: Callable[[str], None]
) -> None:
    # single of 65: 24,000 - 3,000 - 17,750 - 6,000 = -2,750
    senior = CHAIN.replace("65750", "24000")
    senior = senior.replace("[year.2026]", "people_65_or_older = 1\n[year.2026]")
    settings(senior)
    cli("import", ledger(*LOSS))
    assert "carryover line 1" in {row["finding"] for row in cli("check", "--format", "csv").csv()}

    settings(senior.replace("[year.2026]", 'carryover_worksheet_line_1 = "3250"\n[year.2026]'))

    rows = {r["line"]: r for r in cli("carryover", "--year", "2025", "--format", "csv").csv()}
    assert (rows["1"]["amount"], rows["8"]["amount"]) == ("3250", "7000")
    found = {row["finding"] for row in cli("check", "--format", "csv").csv()}
    assert "carryover line 1" not in found


def test_a_sealed_year_is_carried_on_as_filed(
    cli: Cli, ledger: Ledger, settings: Callable[[str], None]
) -> None:
    settings(CHAIN)
    cli("import", ledger(*LOSS))
    assert cli("method", "set", "2025", "FIFO", "--as-filed").code == 0
    assert cli("seal", "2025").code == 0

    settings(CHAIN.replace('"65750"\nshort', '"1"\nshort'))
    first, _ = cli("carryover", "--format", "json").json()

    assert (first["sealed"], first["short_term_carryover_out"]) == (True, "7000")
    assert "2025 is sealed" in cli("schedule-d", "--year", "2025").out


def test_assumptions_are_listed_with_law_settings_and_what_is_left_out(
    cli: Cli, settings: Callable[[str], None]
) -> None:
    settings('[taxpayer]\nfiling_status = "single"\nstate = "PA"\nstate_rate = "0.0307"\n')
    cli("init")

    rows = cli("assumptions", "--year", "2026", "--format", "json").json()

    assert {row["section"] for row in rows} == {
        "law",
        "household",
        "not set",
        "state",
        "not modelled",
        "parameter",
    }
    table = cli("assumptions").out
    assert "What the figures of 2026 rest on" in table
    assert "Pennsylvania: A loss counts only against gains" in table
    assert "cost of trading: cost not set" in table
    assert "Pennsylvania" in cli("netting", "--year", "2026").out


def test_a_state_that_is_none_is_refused(cli: Cli, settings: Callable[[str], None]) -> None:
    settings('[taxpayer]\nstate = "pa"\n')

    refused = cli("assumptions")

    assert refused.code == 1
    assert 'taxpayer.state: "pa" is no state.\nFix: write its postal code: state = "PA".' in (
        refused.err
    )
