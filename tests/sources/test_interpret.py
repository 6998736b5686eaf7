"""Whatever comes: one outcome a row, and nothing hangs on the order of rows or columns."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.rows import Interpretation, RowStatus, Table
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources import FORMATS, Options, interpret, load
from harvest_tui.sources.group import Group, Skip
from sources.tables import NOW, by_status, cells, joined, loaded, sample, unplaced


def body(name: str) -> list[list[str]]:
    """Give header and rows of a sample, without what stands above them."""
    content = sample(name).replace("\r\n", "\n")
    table, _ = loaded(content)
    return cells("\n".join(content.split("\n")[table.header_line - 1 :]).rstrip("\n"))


SAMPLES = [
    "coinbase_2022_v3.csv",
    "coinbase_2026_v5.csv",
    "kraken_ledgers_2026.csv",
    "kraken_ledgers_legacy.csv",
    "ledger.csv",
]


def same(one: Interpretation, other: Interpretation) -> bool:
    return unplaced(one.transactions) == unplaced(other.transactions) and sorted(
        one.keys
    ) == sorted(other.keys)


@pytest.mark.parametrize("name", SAMPLES)
@given(data=st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_rows_and_columns_is_nothing(name: str, data: st.DataObject) -> None:
    header, *rows = body(name)
    order = data.draw(st.permutations(range(len(header))))
    shuffled = [header, *data.draw(st.permutations(rows))]
    turned = [[*(line[i] for i in order), "more"] for line in shuffled]

    assert same(loaded(joined(turned))[1], loaded(joined([header, *rows]))[1])


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_read_again_from_its_stored_cells_says_the_same(name: str) -> None:
    table, understood = loaded(sample(name))
    stored = Table(
        name=table.name,
        sha256=table.sha256,
        header=table.header,
        header_line=table.header_line,
        rows=table.rows,
        delimiter=table.delimiter,
    )
    form = next(f for f in FORMATS.values() if f.source == understood.source)

    later = NOW + timedelta(days=400)
    assert interpret(stored, form, account=None, options=Options(), now=later) == understood


@pytest.mark.parametrize("name", SAMPLES)
def test_files_that_overlap_give_equal_keys_and_ids(name: str) -> None:
    header, *rows = body(name)
    # an event is never cut: the two overlap in the middle third
    _, whole = loaded(joined([header, *rows]))
    _, first = loaded(joined([header, *rows[: 2 * len(rows) // 3]]))
    _, second = loaded(joined([header, *rows[len(rows) // 3 :]]))

    assert set(first.keys) | set(second.keys) == set(whole.keys)
    assert {t.transaction_id for t in first.transactions} <= {
        t.transaction_id for t in whole.transactions
    }


def test_equal_rows_without_an_id_are_several_and_numbered() -> None:
    header, *rows = body("coinbase_2022_v3.csv")
    _, once = loaded(joined([header, rows[0]]))
    _, thrice = loaded(joined([header, rows[0], rows[1], rows[0], rows[0]]))

    names = {t.transaction_id for t in thrice.transactions}
    name = once.transactions[0].transaction_id
    assert names >= {name, f"{name}-2", f"{name}-3"}
    assert {key.partition("#")[2] for key in thrice.keys} == {"1", "2", "3"}
    assert once.keys[0] in thrice.keys


def test_the_key_of_a_row_without_id_does_not_hang_on_how_it_was_saved() -> None:
    header, *rows = body("coinbase_2022_v3.csv")
    again = [list(line) for line in rows]
    again[0][header.index("Subtotal")] = "$441.0000"
    again[0][header.index("Timestamp")] = "2022-01-05 17:20:31 UTC"
    again[0][header.index("Spot Price at Transaction")] = "41999.99"  # a display value

    assert loaded(joined([header, *again]))[1].keys == loaded(joined([header, *rows]))[1].keys


def test_the_source_and_version_of_the_parser_are_said() -> None:
    _, understood = loaded(sample("kraken_ledgers_2026.csv"))

    assert (understood.source, understood.parser_version) == ("kraken", 1)
    assert {t.source for t in understood.transactions} == {"kraken"}


def test_a_row_from_tomorrow_is_taken_and_one_from_later_waits() -> None:
    header, *rows = body("ledger.csv")
    tomorrow, later = list(rows[0]), [*rows[1]]
    tomorrow[1] = (NOW + timedelta(hours=23)).isoformat()
    later[1] = (NOW + timedelta(hours=25)).isoformat()

    _, understood = loaded(joined([header, tomorrow, later]))
    assert [one.status for one in understood.outcomes] == [
        RowStatus.BOOKED,
        RowStatus.QUARANTINED,
    ]


def test_two_events_that_come_to_one_id_are_both_held_back() -> None:
    base = FORMATS["kraken_ledgers"]

    def one_name(group: Group) -> list[Transaction | Skip]:
        made = (item for item in base.book(group) if isinstance(item, Transaction))
        return [replace(transaction, transaction_id="same") for transaction in made]

    table, _ = loaded(sample("kraken_ledgers_2026.csv"))
    two = replace(table, rows=(table.rows[1], table.rows[21]))
    clumsy = replace(base, book=one_name)
    understood = interpret(two, clumsy, now=NOW)

    assert not understood.transactions
    assert {one.reason for one in understood.outcomes} == {
        (
            "several events of this file have the id same. "
            "Fix: bring this row in through the plain ledger CSV."
        )
    }


def test_a_format_that_says_nothing_of_a_row_is_a_broken_promise() -> None:
    table, _ = loaded(sample("ledger.csv"))
    silent = replace(FORMATS["ledger"], book=lambda _: [])

    with pytest.raises(ValueError, match=r"^ledger says nothing of line 2$"):
        interpret(table, silent, now=NOW)


# -- anything at all ----------------------------------------------------------------------

_WORDS = {
    "coinbase": """
        |a|b|Buy|Sell|Convert|Send|Receive|Deposit|Withdrawal|Asset Migration|Staking Income
        |Retail Staking Transfer|Advanced Trade Sell|BTC|ETH|ETH2|USD|EUR|1|-1|$1.00|-$1.00|0|NaN
        |2024-01-02 10:00:00 UTC|2024-01-02 10:00 UTC|1e400|1,234.5|Bought 1 BTC for 1 USD
        |Sold 1 BTC for 9 USDC on BTC-USDC at 10 USDC/BTC|Converted 1 BTC to 1,000 ETH""",
    "kraken": """
        |L1|L2|R1|Unknown|2024-01-02 10:00:00|2024-02-30 10:00:00|trade|spend|receive|deposit
        |withdrawal|transfer|earn|reward|staking|margin|rollover|adjustment|allocation|currency
        |spottofutures|fiat|XXBT|ZUSD|ETH2.S|KFEE|ETH|1|-1|0|0.001|-0.001|9e19|1,5
        |99999999999999999999""",
    "ledger": """
        |a|b|buy|sell|swap|transfer|spend|airdrop|neutral|BTC|USD|1|0|-1|1e400|=1+1|１
        |2024-01-02T10:00:00Z|2024-01-02""",
}
_SAMPLE_OF = {
    "coinbase": "coinbase_2026_v5.csv",
    "kraken": "kraken_ledgers_2026.csv",
    "ledger": "ledger.csv",
}


def vocabulary(source: str) -> tuple[list[str], list[str]]:
    """Give a source's header and cells that mean something in it, and a blank."""
    words = [word.strip() for word in _WORDS[source].split("|")]
    return body(_SAMPLE_OF[source])[0], words


@pytest.mark.parametrize("source", sorted(_WORDS))
@given(data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_of_any_file_ends_in_exactly_one_outcome(
    source: str, data: st.DataObject
) -> None:
    header, words = vocabulary(source)
    cell = st.sampled_from(words) | st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6
    )
    row = st.lists(cell, min_size=len(header), max_size=len(header)) | st.lists(cell, max_size=15)
    rows = data.draw(st.lists(row, min_size=1, max_size=6))
    try:
        table, understood = load(joined([header, *rows]).encode(), "any.csv", now=NOW)
    except HarvestError:
        return

    _require_sound(table, understood)


def _require_sound(table: Table, understood: Interpretation) -> None:
    lines = [row.line for row in table.rows]
    assert [one.line for one in understood.outcomes] == lines
    assert len(understood.keys) == len(set(understood.keys)) == len(lines)
    counted = sum(len(by_status(understood, status)) for status in RowStatus)
    assert counted == len(lines)
    for one in understood.outcomes:
        assert bool(one.reason) is (one.status is not RowStatus.BOOKED)
    booked = {line for t in understood.transactions for line in t.lines}
    assert booked == {one.line for one in by_status(understood, RowStatus.BOOKED)}
    idents = [(t.account, t.transaction_id) for t in understood.transactions]
    assert len(idents) == len(set(idents))
    for t in understood.transactions:
        for amount in (t.in_quantity, t.out_quantity, t.fee_quantity):
            assert amount is None or 0 < amount < 10**20


@pytest.mark.parametrize("source", sorted(_WORDS))
@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_rows_say_the_same_in_any_order(source: str, data: st.DataObject) -> None:
    header, words = vocabulary(source)
    row = st.lists(st.sampled_from(words), min_size=len(header), max_size=len(header))
    rows = data.draw(st.lists(row, min_size=1, max_size=5))
    other = data.draw(st.permutations(rows))
    try:
        _, one = load(joined([header, *rows]).encode(), "any.csv", now=NOW)
    except HarvestError as error:
        with pytest.raises(type(error)):
            load(joined([header, *other]).encode(), "any.csv", now=NOW)
        return
    _, two = load(joined([header, *other]).encode(), "any.csv", now=NOW)

    assert same(one, two)
