"""The source's own running balance against the ledger."""

from pathlib import Path

from cli.conftest import Cli

HEADER = (
    '"txid","refid","time","type","subtype","aclass","subclass","asset","wallet","amount","fee",'
    '"balance"'
)
DEPOSIT = (
    '"L1","R1","2025-01-02 10:00:00","deposit","","currency","fiat","USD","spot / main",5000,0,5000'
)
PAID = (
    '"L2","T1","2025-01-03 12:00:00","trade","","currency","fiat","USD","spot / main",-4700,12,288'
)
BOUGHT = (
    '"L3","T1","2025-01-03 12:00:00","trade","","currency","crypto","BTC","spot / main",0.05,0,0.05'
)
LATER = (
    '"L9","T9","2025-02-03 12:00:00","trade","","currency","crypto",'
    '"BTC","spot / main",-0.01,0,0.09'
)
GOT = (
    '"L10","T9","2025-02-03 12:00:00","trade","","currency","fiat","USD","spot / main",1000,2,1286'
)


def stated(cli: Cli) -> list[tuple[str, str, str]]:
    found = cli("check", "--format", "csv").csv()
    return [
        (row["account"], row["asset"], row["amount"])
        for row in found
        if row["finding"] == "running balance"
    ]


def written(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "ledgers.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    return path


def test_a_ledger_that_agrees_with_its_source_is_not_mentioned(cli: Cli, tmp_path: Path) -> None:
    cli("import", written(tmp_path, DEPOSIT, PAID, BOUGHT))

    assert stated(cli) == []


def test_a_row_missing_from_the_export_shows_as_a_difference(cli: Cli, tmp_path: Path) -> None:
    # the export says 0.09 BTC are left after selling 0.01: 0.05 came in by a row not in the file
    cli("import", written(tmp_path, DEPOSIT, PAID, BOUGHT, LATER, GOT))

    assert stated(cli) == [("Kraken", "BTC", "-0.05")]


def test_a_file_taken_back_states_nothing(cli: Cli, tmp_path: Path) -> None:
    cli("import", written(tmp_path, DEPOSIT, PAID, BOUGHT, LATER, GOT))
    cli("import", "--retract", "ledgers.csv")

    assert stated(cli) == []
