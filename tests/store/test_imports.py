"""Importing: rows = booked + skipped + quarantined, twice is once, and nothing is overwritten."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harvest_tui.domain.frames import TRANSACTIONS, require
from harvest_tui.domain.rows import Interpretation, Outcome, Row, RowStatus, Table
from harvest_tui.store import ImportResult, Store
from harvest_tui.store.errors import UnknownFileError
from store.made import NEW_YEAR, Ticking, read, row, table

WITHOUT_ORIGIN = pl.exclude("file_id", "line")
"""Which of two files with the same row was first is the one thing that depends on their order."""


def imported(store: Store, what: Table, account: str | None = None) -> ImportResult:
    return store.import_file(what, read(what, account=account), account)


def test_every_row_of_a_file_ends_in_one_count(store: Store) -> None:
    result = imported(store, table([row("a"), row("b", kind="?"), row("c", kind="total")]))

    assert (result.rows, result.booked, result.skipped, result.quarantined) == (3, 1, 1, 1)
    assert result.transactions_added == 1
    assert result.problems == (Outcome(3, RowStatus.QUARANTINED, "kind not understood", "kind"),)


def test_a_transaction_comes_back_exactly_as_it_went_in(store: Store) -> None:
    finest = "99999999999999999999.999999999999999999"
    imported(store, table([row("a", 7, quantity="0.000000000000000001", usd=finest, note="x\ty")]))

    frame = require(store.transactions(), TRANSACTIONS)

    (found,) = frame.to_dicts()
    assert found["key"] == "Made\tmade\ta"
    assert found["at"] == NEW_YEAR + timedelta(seconds=7)
    assert found["in_quantity"] == Decimal("0.000000000000000001")
    assert found["out_quantity"] == Decimal(finest)
    assert (found["kind"], found["precision"], found["note"]) == ("buy", "second", "x\ty")
    assert (found["fee_asset"], found["fee_quantity"], found["acquired_at"]) == (None, None, None)
    assert (found["file_id"], found["line"]) == (1, 2)


def test_transactions_are_ordered_by_instant_whatever_the_file_says(store: Store) -> None:
    imported(store, table([row("b", 9), row("a", 1)]))

    assert store.transactions()["transaction_id"].to_list() == ["a", "b"]


def test_the_same_bytes_again_do_nothing_under_whatever_account(store: Store) -> None:
    what = table([row("a")])
    imported(store, what)
    before = store.revision, store.files().height

    again = imported(store, what, account="Another")

    assert again.already
    assert again.message == "these bytes were imported before; nothing was done"
    assert (again.rows, again.booked, again.skipped, again.quarantined) == (1, 0, 1, 0)
    assert store.transactions().height == 1
    assert store.files().height == before[1]


def test_an_overlapping_file_adds_only_what_is_new(store: Store) -> None:
    imported(store, table([row("a"), row("b")], "first.csv"))

    result = imported(store, table([row("b"), row("c")], "second.csv"))

    assert (result.booked, result.skipped, result.duplicates, result.transactions_added) == (
        (1, 1, 1, 1)
    )
    assert store.transactions()["transaction_id"].to_list() == ["a", "b", "c"]
    assert store.outcomes(RowStatus.SKIPPED)["reason"].to_list() == ["already imported"]


def test_a_note_may_differ_between_two_exports_of_one_transaction(store: Store) -> None:
    imported(store, table([row("a", note="Bought BTC")], "first.csv"))

    result = imported(store, table([row("a", note="bought btc")], "second.csv"))

    assert (result.duplicates, result.quarantined) == (1, 0)


def test_the_same_id_with_other_content_is_quarantined_and_nothing_overwritten(
    store: Store,
) -> None:
    imported(store, table([row("a", quantity="1")], "first.csv"))

    result = imported(store, table([row("a", quantity="2")], "second.csv"))

    assert (result.booked, result.quarantined) == (0, 1)
    assert result.problems[0].reason == (
        "conflict over transaction a: it is booked with in_quantity 1, here 2; "
        "take the wrong file back (harvest-tui import --retract FILE)"
    )
    assert store.transactions()["in_quantity"].to_list() == [Decimal(1)]
    assert store.outcomes(RowStatus.QUARANTINED)["conflict"].to_list() == [True]


def test_two_versions_of_one_id_inside_a_file_are_both_quarantined(store: Store) -> None:
    result = imported(store, table([row("a", quantity="1"), row("a", quantity="2"), row("b")]))

    assert (result.booked, result.quarantined) == (1, 2)
    assert result.problems[0].reason == (
        "conflict over transaction a: the file has two versions of it; "
        "take the wrong file back (harvest-tui import --retract FILE)"
    )


def test_a_conflict_takes_along_all_that_shares_a_row_with_it(store: Store) -> None:
    imported(store, table([row("a", quantity="1")], "first.csv"))
    shared = table([row("a", quantity="2"), row("a-fee"), row("b")], "second.csv")
    told = read(shared)
    a, fee, b = told.transactions
    group = replace(told, transactions=(a, replace(fee, lines=(2, 3)), b))

    result = store.import_file(shared, group)

    assert [problem.line for problem in result.problems] == [2, 3]
    assert store.transactions()["transaction_id"].to_list() == ["a", "b"]


def test_a_row_quarantined_in_one_file_and_booked_from_another_waits_no_more(
    store: Store,
) -> None:
    half = table([row("a", kind="?"), row("b")], "half.csv")
    imported(store, half)
    whole = table([row("a", kind="?"), row("b"), row("c")], "whole.csv")
    understood = read(replace(whole, rows=(Row(2, row("a")), *whole.rows[1:])))

    store.import_file(whole, understood)

    assert store.outcomes(RowStatus.QUARANTINED).is_empty()
    settled = store.outcomes().filter(pl.col("name") == "half.csv")
    assert settled["reason"].to_list() == ["read from another file", ""]


def test_a_row_that_waits_in_one_file_is_not_counted_again_from_the_next(store: Store) -> None:
    imported(store, table([row("a", kind="?")], "first.csv"))

    result = imported(store, table([row("a", kind="?"), row("b")], "second.csv"))

    assert (result.booked, result.skipped, result.quarantined) == (1, 1, 0)
    assert store.outcomes(RowStatus.QUARANTINED)["name"].to_list() == ["first.csv"]


def test_two_accounts_may_hold_the_same_ids(store: Store) -> None:
    imported(store, table([row("a")], "first.csv"), "One")
    imported(store, table([row("a", quantity="2")], "second.csv"), "Two")

    assert store.transactions()["account"].to_list() == ["One", "Two"]


def test_a_rehearsed_import_tells_the_same_and_changes_nothing(store: Store) -> None:
    what = table([row("a"), row("b", kind="?")])
    before = store.revision

    rehearsed = store.rehearse_import(what, read(what))

    assert store.revision == before
    assert store.files().is_empty()
    assert store.transactions().is_empty()
    assert rehearsed == imported(store, what)


def test_every_write_raises_the_revision(store: Store) -> None:
    before = store.revision

    imported(store, table([row("a")]))

    assert store.revision == before + 1


def test_a_booked_row_without_a_transaction_breaks_a_promise(store: Store) -> None:
    what = table([row("a")])
    broken = replace(read(what), transactions=())

    with pytest.raises(ValueError, match="line 2 is booked, and stands in no transaction"):
        store.import_file(what, broken)
    assert store.files().is_empty()


def test_a_transaction_leads_back_to_its_rows_as_they_came(store: Store) -> None:
    what = table([row("z"), row("a", 5, note="=1+1\x1b[31m")])
    imported(store, what)

    origin = store.rows_of("Made\tmade\ta")

    assert origin is not None
    assert (origin.name, origin.sha256, origin.header) == (what.name, what.sha256, what.header)
    assert origin.rows == (Row(3, row("a", 5, note="=1+1\x1b[31m")),)
    assert store.rows_of("Made\tmade\tnone") is None


def test_a_retracted_file_leaves_nothing_derived_and_may_come_again(store: Store) -> None:
    what = table([row("a")])
    imported(store, what, "Wrong")

    after = store.retract("made.csv", read, "wrong account")

    assert (after.files, after.rows, after.transactions) == (0, 0, 0)
    assert store.transactions().is_empty()
    assert not imported(store, what, "Right").already
    assert store.transactions()["account"].to_list() == ["Right"]
    assert store.files()["retracted_at"].is_null().to_list() == [False, True]


def test_what_a_retracted_file_had_hidden_is_booked_from_the_other(store: Store) -> None:
    imported(store, table([row("a", quantity="1"), row("b")], "first.csv"))
    imported(store, table([row("a", quantity="2"), row("b")], "second.csv"))

    after = store.retract("first.csv", read)

    assert (after.booked, after.quarantined) == (2, 0)
    assert store.transactions()["in_quantity"].to_list() == [Decimal(2), Decimal(1)]


def test_a_file_is_named_by_the_start_of_its_digest_when_names_are_equal(store: Store) -> None:
    first, second = table([row("a")]), table([row("b")])
    imported(store, first)
    imported(store, second)

    with pytest.raises(UnknownFileError) as refused:
        store.retract("made.csv", read)
    store.retract(second.sha256[:12], read)

    assert str(refused.value) == (
        "made.csv: more than one imported file has this name.\n"
        "Fix: name one of these by its file name or the start of its SHA-256:\n"
        f"  {first.sha256[:12]}  made.csv\n"
        f"  {second.sha256[:12]}  made.csv"
    )
    assert store.transactions()["transaction_id"].to_list() == ["a"]


def test_a_file_is_taken_back_by_the_path_it_was_imported_from(store: Store) -> None:
    imported(store, table([row("a")]))

    store.retract("downloads/2026/made.csv", read)

    assert store.transactions().is_empty()


def test_a_file_that_was_never_imported_cannot_be_taken_back(store: Store) -> None:
    with pytest.raises(UnknownFileError) as refused:
        store.retract("none.csv", read)

    assert str(refused.value) == (
        "none.csv: no imported file has this name.\n"
        "Fix: name one of these by its file name or the start of its SHA-256:"
        " (nothing is imported)"
    )


def test_a_corrected_parser_mends_what_is_booked(store: Store) -> None:
    what = table([row("a", quantity="1")])
    told = read(what, options={"scale": "3"})
    store.import_file(what, told, None, {"scale": "3"})

    seen = []

    def corrected(kept: Table, source: str, account: str | None, options: object) -> Interpretation:
        seen.append((kept, source, account, options))
        return read(kept, options={"scale": "4"})

    store.rebuild(corrected)

    assert seen == [(what, "made", None, {"scale": "3"})]
    assert store.transactions()["in_quantity"].to_list() == [Decimal(4)]


def test_a_rebuild_that_fails_changes_nothing(store: Store) -> None:
    imported(store, table([row("a")]))

    def failing(*_: object) -> Interpretation:
        raise RuntimeError("no such format any more")

    with pytest.raises(RuntimeError):
        store.rebuild(failing)
    assert store.transactions().height == 1


FILES = st.lists(
    st.lists(
        st.builds(
            row,
            st.sampled_from("abcdef"),
            st.just(0),
            kind=st.sampled_from(["buy", "buy", "sell", "?", "total"]),
            quantity=st.sampled_from(["1", "2"]),
        ),
        max_size=5,
    ),
    min_size=1,
    max_size=4,
)
PLAIN_FILES = st.lists(
    st.lists(st.builds(row, st.sampled_from("abcdef")), max_size=5, unique=True),
    min_size=1,
    max_size=4,
)
few = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def booked_from(folder: Path, tables: Sequence[Table], *, twice: bool = False) -> pl.DataFrame:
    """Import into a new book, check the counts on the way, and give what stands."""
    (folder / "ledger.db").unlink(missing_ok=True)
    with Store.open(folder / "ledger.db", Ticking()) as store:
        for what in [*tables, *tables] if twice else tables:
            result = imported(store, what)
            assert result.rows == result.booked + result.skipped + result.quarantined
        before = store.transactions(), store.outcomes()
        store.rebuild(read)
        assert before[0].equals(store.transactions())
        assert before[1].equals(store.outcomes())
        return before[0]


@few
@given(FILES)
def test_imported_twice_is_imported_once(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[tuple[str, ...]]]
) -> None:
    tables = [table(rows, f"{n}.csv") for n, rows in enumerate(files)]

    once = booked_from(tmp_path_factory.mktemp("once"), tables)
    twice = booked_from(tmp_path_factory.mktemp("twice"), tables, twice=True)

    assert once.equals(twice)


@few
@given(PLAIN_FILES, st.randoms(use_true_random=False))
def test_the_order_of_imports_never_matters(
    tmp_path_factory: pytest.TempPathFactory,
    files: list[list[tuple[str, ...]]],
    chance: Random,
) -> None:
    tables = [table(rows, f"{n}.csv") for n, rows in enumerate(files)]
    other = list(tables)
    chance.shuffle(other)

    one = booked_from(tmp_path_factory.mktemp("one"), tables)
    two = booked_from(tmp_path_factory.mktemp("two"), other)

    assert one.select(WITHOUT_ORIGIN).equals(two.select(WITHOUT_ORIGIN))
