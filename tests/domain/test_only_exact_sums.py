"""Polars wraps some Decimal sums without a word: src sums only through domain/sums.py."""

import re
from pathlib import Path

import harvest_tui

SOURCES = Path(harvest_tui.__file__).parent
SUM = re.compile(r"""\)\s*\.sum\(|\]\.sum\(|pl\.sum\(|sum_horizontal|\.cum_sum\(|\.pivot\(""")
COUNTS = re.compile(
    r'(\["(provisional|rows|count)"\]|col\("rows"\))\.sum\(|int\(counting\[name\]\.sum\('
)
"""Sums of booleans and counts are no Decimal sums."""


def test_no_other_module_sums_columns() -> None:
    found = [
        f"{path.relative_to(SOURCES)}:{number}"
        for path in SOURCES.rglob("*.py")
        if path.name != "sums.py"
        for number, text in enumerate(path.read_text().splitlines(), 1)
        if SUM.search(text) and not COUNTS.search(text)
    ]

    assert found == []
