"""An allocation of pooled basis: stated, checked, followed and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Cli, Ledger, Result

BOOK = (
    "b1,2022-01-01T12:00:00Z,buy,Attic,,BTC,1,USD,5000",
    "b2,2023-01-01T12:00:00Z,buy,Attic,,BTC,1,USD,30000",
    "b3,2024-01-01T12:00:00Z,buy,Attic,,BTC,1,USD,60000",
    "m1,2024-06-01T12:00:00Z,transfer,Attic,Barn,,,BTC,1",
)
"""Rev. Proc. 2024-28: three BTC at 5,000, 30,000 and 60,000; Attic holds two of them."""
STATED = "acquired_transaction_id,asset,quantity,account,cost_basis"
FITS = ("b3,BTC,1,Attic,60000", "b2,BTC,1,Attic,30000.00", "b1,BTC,1,Barn,")


@pytest.fixture
def pooled(cli: Cli, ledger: Ledger) -> Cli:
    cli("method", "set", "2009", "FIFO", "--scope", "universal", "--as-filed", "--evidence", "x")
    cli("import", ledger(*BOOK))
    return cli


@pytest.fixture
def state(pooled: Cli, tmp_path: Path) -> Callable[..., Result]:
    def write(*lines: str, header: str = STATED, made: str = "2024-12-30") -> Result:
        path = tmp_path / "allocation.csv"
        path.write_text("\n".join([header, *lines]) + "\n")
        return pooled(
            "allocation", "import", path, "--method", "global", "--made", made,
            "--evidence", "books of 2024, page 12",
        )  # fmt: skip

    return write


def held(cli: Cli) -> list[tuple[str, str, str]]:
    lots = cli("lots", "--format", "json").json()
    return [(r["account"], r["acquired_transaction_id"], r["cost_basis"]) for r in lots]


def findings(cli: Cli) -> list[str]:
    return [row["finding"] for row in cli("check", "--format", "csv").csv()]


def test_lots_go_where_the_allocation_has_them(pooled: Cli, state: Callable[..., Result]) -> None:
    assert "allocation not confirmed" in findings(pooled)

    done = state(*FITS)

    assert done.code == 0, done.err
    assert done.out.startswith("Recorded as decision 1: 3 allotments of BTC to 2 accounts")
    assert "allocation not confirmed" not in findings(pooled)
    assert held(pooled) == [
        ("Attic", "b2", "30000"),
        ("Attic", "b3", "60000"),
        ("Barn", "b1", "5000"),
    ]


def test_it_can_be_taken_back(pooled: Cli, state: Callable[..., Result]) -> None:
    state(*FITS)

    pooled("resolve", "--undo", "1")

    assert "allocation not confirmed" in findings(pooled)
    assert held(pooled)[-1] == ("Barn", "b3", "60000")


def test_the_last_word_counts_be_it_the_file_or_the_confirmed_estimate(
    pooled: Cli, state: Callable[..., Result]
) -> None:
    state(*FITS)
    pooled("resolve", "--allocation", "BTC", "--reason", "the file was a draft")
    assert held(pooled)[-1] == ("Barn", "b3", "60000")

    state(*FITS)
    assert held(pooled)[-1] == ("Barn", "b1", "5000")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        pytest.param(
            ("b3,BTC,1,Attic", "b2,BTC,1,Barn", "b1,BTC,1,Barn"),
            "BTC: Attic: 1 units allocated, 2 held there; BTC: Barn: 2 units allocated, 1 held",
            id="balances",
        ),
        pytest.param(
            ("b3,BTC,1,Attic", "b2,BTC,1,Attic", "b1,BTC,1,Barn,5001"),
            "a basis of 5,001.00 stated, 5,000.00 by the ledger",
            id="basis",
        ),
        pytest.param(("b9,BTC,3,Attic",), "line 2, b9: no open lot has this name", id="lot"),
        pytest.param((*FITS, "e1,ETH,1,Attic"), "line 5, ETH was not pooled", id="asset"),
        pytest.param(("b3,BTC,one,Attic",), 'line 2, quantity "one" is no number', id="number"),
        pytest.param(("b3,BTC,-1,Attic",), "line 2, quantity is not more than zero", id="sign"),
        pytest.param((",BTC,1,Attic",), "line 2, lot_id is blank", id="blank"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(
    pooled: Cli, state: Callable[..., Result], lines: tuple[str, ...], said: str
) -> None:
    refused = state(*lines)

    assert refused.code == 1
    assert said in refused.err
    assert "nothing was recorded" in refused.err
    assert "allocation not confirmed" in findings(pooled)


def test_a_file_without_its_columns_is_refused(state: Callable[..., Result]) -> None:
    refused = state("b1,Attic", header="lot_id,account")

    assert refused.code == 1
    assert "start from the columns of harvest-tui allocation show --format csv" in refused.err


def test_an_import_later_undoes_its_fit_and_says_by_what(
    pooled: Cli, ledger: Ledger, state: Callable[..., Result]
) -> None:
    state(*FITS)

    pooled("import", ledger("s0,2024-12-31T12:00:00Z,sell,Attic,,USD,9000,BTC,0.5", name="s.csv"))

    (found,) = [
        row
        for row in pooled("check", "--format", "csv").csv()
        if row["finding"] == "allocation does not fit"
    ]
    assert found["severity"] == "error"
    assert "Attic: 2 units allocated, 1.5 held there" in found["message"]


def test_one_made_after_its_window_is_said_to_be(
    pooled: Cli, ledger: Ledger, state: Callable[..., Result]
) -> None:
    """By a rule: until the return of 2025 was due, 2026-10-15, the first sale being earlier."""
    pooled("import", ledger("s1,2025-03-01T12:00:00Z,sell,Barn,,USD,9000,BTC,0.5", name="s.csv"))

    done = state(*FITS, made="2026-10-16")

    assert "its window closed on 2026-10-15 (Rev. Proc. 2024-28, section 5)" in done.out
    assert "allocation after its window" in findings(pooled)
    assert state(*FITS, made="2026-10-15").code == 0
    assert "allocation after its window" not in findings(pooled)


def test_the_future_has_made_no_allocation(state: Callable[..., Result]) -> None:
    refused = state(*FITS, made="2026-12-01")

    assert refused.code == 1
    assert "lies in the future" in refused.err


def test_what_is_shown_can_be_stated(
    pooled: Cli, tmp_path: Path, state: Callable[..., Result]
) -> None:
    """The estimate as a file to correct: as it stands it fits, and is then certain."""
    shown = pooled("allocation", "show", "--format", "csv")
    assert {row["state"] for row in shown.csv()} == {"estimate"}
    file = tmp_path / "shown.csv"
    file.write_text(shown.out)

    done = pooled(
        "allocation", "import", file, "--method", "specific", "--made", "2025-01-02",
        "--evidence", "wallet sheet",
    )  # fmt: skip

    assert done.code == 0, done.err
    stated = pooled("allocation", "show", "--format", "json").json()
    assert [(r["state"], r["acquired_transaction_id"], r["account"]) for r in stated] == [
        ("stated", "b1", "Attic"),
        ("stated", "b2", "Attic"),
        ("stated", "b3", "Barn"),
    ]
    state(*FITS)
    assert (
        pooled("allocation", "show", "--format", "csv").csv()[-1]["lot_id"].startswith("BTC-2022")
    )


def test_without_a_pool_there_is_nothing_to_allocate(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*BOOK))
    assert "there is nothing to allocate" in cli("allocation", "show").out


def test_evidence_is_asked_for(pooled: Cli, tmp_path: Path) -> None:
    refused = pooled(
        "allocation", "import", tmp_path / "x.csv", "--method", "global", "--made", "2024-12-30"
    )
    assert refused.code == 2
    assert "--evidence TEXT" in refused.err
