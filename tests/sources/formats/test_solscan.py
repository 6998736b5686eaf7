from decimal import Decimal

import pytest

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.rows import RowStatus
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.contracts import WRAPPED_SOL
from sources.tables import Told, balances, by_status, loaded, sample, told
from sources.variants import assert_order_does_not_matter

ME = "SynthWa11et1111111111111111111111111111111"
OTHER = "SynthFr1end1111111111111111111111111111111"
NAME = f"solscan_{ME}.csv"
SAMPLE = sample(NAME)
HEADER = SAMPLE.splitlines()[0] + "\n"
USDC = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"  # as Circle publishes it


def sol(sender: str, to: str, amount: str, fee: str = "0.000005") -> str:
    return f"SolTransfer,s1,1672740000,,{fee},,,,,,,,SOL,{sender},{to},{amount}\n"


def token(change: str, amount: str, mint: str, name: str = "A token", fee: str = "0.000005") -> str:
    return f"TokenChange,s1,1672740000,,{fee},acc,{change},{amount},,,{mint},{name},TOK,,,\n"


def made(rows: str) -> list[Transaction]:
    return list(loaded(HEADER + rows, NAME)[1].transactions)


def test_each_hash_is_booked_with_its_fee_once_and_only_where_the_owner_signed() -> None:
    # made-up mints are no coins that we know; the last row is one lamport
    _, understood = loaded(SAMPLE, NAME)

    assert [told(t) for t in understood.transactions] == [
        Told("5sigA", "transfer_in", "2.5 SOL"),
        Told("5sigB", "transfer_out", went="0.4 SOL", fee="0.000005 SOL"),
        Told("5sigC", "swap", "25 EPjSynthUSDC", "1 So1SynthWSOL", "0.000005 SOL"),
        Told("5sigD", "transfer_out", went="10 EPjSynthUSDC", fee="0.00001 SOL"),
    ]
    assert [(o.line, o.reason) for o in by_status(understood, RowStatus.SKIPPED)] == [
        (7, "dust below 0.00000001 units, sent unasked")
    ]
    assert {(t.account, t.at.year) for t in understood.transactions} == {("Solana SynthWa1", 2023)}
    assert balances(understood.transactions) == {
        "SOL": Decimal("2.09998"),  # 2.5 - 0.400005 - 0.000005 - 0.00001
        "EPjSynthUSDC": Decimal(15),
        "So1SynthWSOL": Decimal(-1),  # the sample begins with 3 of them
    }


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    assert_order_does_not_matter(SAMPLE, NAME)


def test_wrapping_comes_to_its_fee() -> None:
    rows = sol(ME, "SynthWrapAcc111111111111111111111111", "1") + token("inc", "1", WRAPPED_SOL)
    assert [told(t) for t in made(rows)] == [Told("s1", "fee", went="0.000005 SOL")]


def test_wrapped_sol_for_usdc_is_a_swap_of_sol() -> None:
    rows = token("dec", "1", WRAPPED_SOL) + token("inc", "25", USDC)
    assert [told(t) for t in made(rows)] == [Told("s1", "swap", "25 USDC", "1 SOL", "0.000005 SOL")]


def test_tokens_that_arrive_are_paid_for_by_their_sender_and_spam_is_set_aside() -> None:
    assert [told(t) for t in made(token("inc", "5", USDC))] == [Told("s1", "transfer_in", "5 USDC")]
    assert made(token("inc", "5", "SomeMint", name="Visit free.example")) == []


def test_a_file_whose_name_holds_no_address_is_refused() -> None:
    with pytest.raises(HarvestError, match=r"Fix: give the file a name with your address in it"):
        loaded(SAMPLE, "solscan.csv")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (sol(OTHER, OTHER, "1"), f'SolTransfer Source "{OTHER[:39]}…" is not the address'),
        (sol(ME, OTHER, "1").replace("SolTransfer,", "Stake,"), 'Type "Stake" is not known'),
        (token("burn", "1", USDC), 'ChangeType "burn" is not known'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(rows: str, reason: str) -> None:
    _, understood = loaded(HEADER + rows, NAME)

    (outcome,) = by_status(understood, RowStatus.QUARANTINED)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_rows_of_one_hash_must_agree_on_its_fee() -> None:
    rows = token("dec", "1", USDC) + token("inc", "1", "SomeMint", fee="0.1")
    assert len(by_status(loaded(HEADER + rows, NAME)[1], RowStatus.QUARANTINED)) == 2
