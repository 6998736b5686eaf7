from dataclasses import replace

import pytest

from harvest_tui.domain.errors import HarvestError, UsageError
from harvest_tui.sources import FORMATS, listing
from harvest_tui.sources.columns import text
from harvest_tui.sources.errors import AmbiguousFormatError, UnknownFormatError
from harvest_tui.sources.sniff import chosen, recognise
from sources.tables import loaded, sample

COINBASE, KRAKEN, LEDGER = FORMATS["coinbase"], FORMATS["kraken_ledgers"], FORMATS["ledger"]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("coinbase_2020_v1.csv", "coinbase"),
        ("coinbase_2021_v2.csv", "coinbase"),
        ("coinbase_2022_v3.csv", "coinbase"),
        ("coinbase_2024_v4.csv", "coinbase"),
        ("coinbase_2026_v5.csv", "coinbase"),
        ("kraken_ledgers_2026.csv", "kraken"),
        ("kraken_ledgers_legacy.csv", "kraken"),
        ("ledger.csv", "ledger"),
    ],
)
def test_each_sample_is_recognised_whatever_it_is_called(name: str, source: str) -> None:
    assert loaded(sample(name), "download (3).csv")[1].source == source


def test_a_header_is_a_set_of_names() -> None:
    header = ("BALANCE", "extra", "Aclass", "txid", "refid", "time", "type", "asset", "amount")

    assert recognise((*header, " Fee "), "x.csv", [LEDGER, COINBASE, KRAKEN]) is KRAKEN


def test_a_file_of_no_known_format_is_refused_with_the_nearest() -> None:
    header = "txid,refid,time,type,asset,amount,fee"
    with pytest.raises(UnknownFormatError) as error:
        loaded(f"{header}\n1,2,3,4,5,6,7\n", "odd.csv")

    assert str(error.value) == (
        "odd.csv: no known export has these columns; the nearest is kraken_ledgers, of which it "
        'lacks "aclass", "balance".\n'
        "Fix: `harvest-tui sources` lists what can be read. Export one of those, or say once "
        "what its columns are (harvest-tui mapping new odd.csv)."
    )


@pytest.mark.parametrize("content", ["hello\nworld\n", "one;two\n1;2\n", "<html>,<body>\n"])
def test_a_file_that_is_no_table_is_refused_too(content: str) -> None:
    with pytest.raises(UnknownFormatError, match=r"^export\.csv: no known export"):
        loaded(content)


def test_a_header_below_the_first_thirty_lines_is_not_looked_for() -> None:
    assert loaded("x\n" * 29 + sample("ledger.csv"))[0].header_line == 30
    with pytest.raises(UnknownFormatError):
        loaded("x\n" * 30 + sample("ledger.csv"))


def test_a_file_that_is_not_what_the_user_says_is_refused() -> None:
    with pytest.raises(HarvestError) as error:
        loaded(sample("ledger.csv"), source="coinbase")

    assert str(error.value) == (
        "export.csv: not a file of format coinbase: none of its first lines is a header with "
        '"Transaction Type", "Asset", "Quantity Transacted".\n'
        "Fix: leave --source out to have the format recognised, or name another one "
        "(`harvest-tui sources`)."
    )


def test_a_format_or_its_family_may_be_named() -> None:
    assert chosen(FORMATS, "kraken_ledgers") == (KRAKEN,)
    assert KRAKEN in chosen(FORMATS, "kraken")
    assert chosen(FORMATS, None) == tuple(FORMATS.values())


def test_a_name_that_is_no_format_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError) as error:
        chosen({"coinbase": COINBASE, "ledger": LEDGER}, "coinbse")

    assert str(error.value) == (
        "--source coinbse: there is no such format.\n"
        "Fix: Did you mean coinbase? Known are coinbase, ledger."
    )


def test_two_formats_with_the_same_columns_are_for_the_user_to_tell() -> None:
    twin = replace(COINBASE, name="twin")
    header = ("Timestamp", "Transaction Type", "Asset", "Quantity Transacted")
    with pytest.raises(AmbiguousFormatError) as error:
        recognise(header, "x.csv", [COINBASE, twin, LEDGER])

    assert str(error.value) == (
        "x.csv: coinbase and twin write the same columns.\n"
        "Fix: say which it is (harvest-tui import --source coinbase …)."
    )


def test_the_more_specific_of_two_fitting_formats_is_meant() -> None:
    narrow = replace(
        COINBASE, name="narrow", columns={**COINBASE.columns, "vault": text("Vault", needed=True)}
    )
    header = ("Timestamp", "Transaction Type", "Asset", "Quantity Transacted", "Vault")

    assert recognise(header, "x.csv", [COINBASE, narrow]) is narrow
    assert recognise(header[:-1], "x.csv", [COINBASE, narrow]) is COINBASE


def test_the_listing_begins_with_our_own_format() -> None:
    first, *others = listing()

    assert first is LEDGER
    assert [form.name for form in others] == sorted(set(FORMATS) - {"ledger"})
    assert {form.evidence.value for form in listing()} <= {"A", "B", "C"}


def test_every_format_is_named_once_and_can_be_told_by_some_column() -> None:
    for name, form in FORMATS.items():
        assert form.name == name
        assert any(column.needed for column in form.columns.values())
        assert form.native_id in {"", *form.columns}
