"""`gains --explain`: why these lots, in three shapes."""

from cli.conftest import Cli, Ledger

BOOK = (
    "b1,2024-01-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,40000",
    "b2,2025-02-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,60000",
    "s1,2025-06-10T15:00:00Z,sell,Coinbase,,USD,50000,BTC,1",
    "s2,2026-06-10T15:00:00Z,sell,Coinbase,,USD,25000,BTC,0.5",
)


def test_the_words_name_lots_ground_and_alternatives(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*BOOK))

    text = " ".join(cli("gains", "--explain", "--year", "2025").out.split())

    assert "sale of 1 BTC at Coinbase on 2025-06-10" in text
    assert "acquired 2024-01-10 at 40,000.00 each" in text
    assert "Because FIFO: nothing else was on record in time" in text
    # 50,000 − 60,000 for the lot of four months
    assert "HIFO gives short-term ▼ −10,000.00, long-term 0.00" in text
    assert "2026-06-10" not in text


def test_json_gives_the_same_by_name(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*BOOK))

    (one,) = cli("gains", "--explain", "--disposal", "s1@Coinbase", "--format", "json").json()

    assert one["disposal_id"] == "s1@Coinbase"
    assert [(lot["gain"], lot["term"], lot["unit_cost"]) for lot in one["lots"]] == [
        ("10000", "long", "40000")
    ]
    assert one["lots"][0]["reasons"][0]["ground"] == "nothing on record"
    assert {a["method"]: a["short_term_gain"] for a in one["alternatives"]}["LIFO"] == "-10000"


def test_csv_adds_the_reason_to_each_row(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*BOOK))

    rows = cli("gains", "--explain", "--format", "csv").csv()

    assert [(row["disposal_id"], row["why"]) for row in rows] == [
        ("s1@Coinbase", "FIFO: nothing else was on record in time"),
        ("s2@Coinbase", "FIFO: nothing else was on record in time"),
    ]


def test_a_disposal_that_is_not_there_is_refused(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*BOOK))

    refused = cli("gains", "--disposal", "s9@Coinbase")

    assert refused.code == 1
    assert "s9@Coinbase: no disposal has this name." in refused.err
    assert "Fix:" in refused.err


def test_one_disposal_can_be_listed_alone(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*BOOK))

    (row,) = cli("gains", "--disposal", "s2@Coinbase", "--format", "json").json()

    assert row["transaction_id"] == "s2"
