"""seal and verify, as a user types them."""

import pytest

from cli.conftest import Cli, Ledger

BOUGHT = "dear,2023-02-02T12:00:00Z,buy,Kraken,,ETH,2,USD,6000,,,,,,,,"
SOLD = "sold,2024-06-02T12:00:00Z,sell,Kraken,,USD,2000,ETH,1,,,,,,,,"
FOUND = "found,2022-01-02T12:00:00Z,buy,Kraken,,ETH,1,USD,1000,,,,,,,,"


@pytest.fixture
def sealed(cli: Cli, ledger: Ledger) -> Cli:
    cli("import", ledger(BOUGHT, SOLD))
    assert cli("seal", "2024", "--note", "e-filed").code == 0
    return cli


def test_a_seal_says_what_it_holds(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(BOUGHT, SOLD))

    said = cli("seal", "2024")

    assert said.out == (
        "2024 is sealed: line 7: 0.00, line 15: -1,000.00; carried on: not known; no tax in it: "
        "filing status or income not given.\n"
    )


def test_seals_are_listed(sealed: Cli) -> None:
    (one,) = sealed("seal", "--format", "json").json()

    assert (one["year"], one["in_force"], one["note"]) == (2024, True, "e-filed")
    assert (one["line_15"], one["total_tax"], one["amends"]) == ("-1000", None, None)
    assert len(one["sha256"]) == 64


def test_an_import_that_would_change_a_sealed_year_says_so(sealed: Cli, ledger: Ledger) -> None:
    done = sealed("import", ledger(FOUND, name="found.csv"))

    assert done.code == 0
    assert done.err.startswith(
        "sealed year changed: 2024 was sealed on 2026-11-22; not in the seal"
    )
    assert "Fix: harvest-tui verify" in done.err
    assert sealed("check").code == 1


def test_a_file_taken_back_that_was_sealed_says_so(sealed: Cli) -> None:
    done = sealed("import", "--retract", "ledger.csv", "--reason", "wrong")

    assert "sealed year changed: 2024" in done.err
    assert "no longer there" in done.err


def test_verify_shows_each_difference(sealed: Cli, ledger: Ledger) -> None:
    assert sealed("verify").out == (
        "Nothing differs. Storage and audit log checked; sealed years computed again: 2024.\n"
    )

    sealed("import", ledger(FOUND, name="found.csv"))
    said = sealed("verify")

    assert said.code == 1
    assert "2024 · line · 16\n    filed: -1000.00\n    now:   1000.00\n" in said.out
    rows = sealed("verify", "--format", "csv").csv()
    assert rows[0]["item"] == "not in the seal"
    assert rows[0]["transaction_id"] == "found"


def test_an_amendment_is_shown_and_wants_to_be_confirmed(sealed: Cli, ledger: Ledger) -> None:
    sealed("import", ledger(FOUND, name="found.csv"))

    asked = sealed("seal", "2024", "--amend", "--reason", "1040-X")
    done = sealed("seal", "2024", "--amend", "--reason", "1040-X", "--yes")

    assert asked.code == 2
    assert "nothing was changed" in asked.err
    assert "now:   1000.00" in asked.out
    assert done.code == 0
    assert done.out.endswith(
        "2024 is sealed: line 7: 0.00, line 15: 1,000.00; carried on: 0.00 short-term, 0.00 "
        "long-term; no tax in it: filing status or income not given.\n"
    )
    assert sealed("verify").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("seal", "2024", "--amend"), "a reason is needed"),
        (("seal", "2024", "--anyway"), "a reason is needed"),
        (("seal", "2024", "--amend", "--through", "--reason", "x"), "--amend is for one year"),
    ],
)
def test_what_makes_no_sense_is_refused(cli: Cli, arguments: tuple[str, ...], said: str) -> None:
    refused = cli(*arguments)

    assert refused.code == 2
    assert said in refused.err


def test_earlier_years_are_sealed_with_it_when_asked(cli: Cli, ledger: Ledger) -> None:
    next_sale = "next,2025-06-02T12:00:00Z,sell,Kraken,,USD,2500,ETH,0.5,,,,,,,,"
    cli("import", ledger(BOUGHT, SOLD, next_sale))

    assert cli("seal", "2025").code == 1
    assert cli("seal", "2025", "--through").out.count(" is sealed: ") == 2
    assert [row["year"] for row in cli("seal", "--format", "csv").csv()] == ["2024", "2025"]


def test_the_netting_says_which_year_is_sealed(sealed: Cli) -> None:
    assert "2024 sealed on 2026-11-22" in sealed("netting", "--year", "2025").out
