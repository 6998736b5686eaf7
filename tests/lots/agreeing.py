"""Holds the kernel against the plain engine: every row, lot, use and finding."""

from collections import Counter

from lots.comparing import (
    differences,
    findings_of,
    lots_of,
    reference_lots,
    reference_rows,
    reference_uses,
    referred,
    replayed,
    rows_of,
    uses_of,
)
from lots.scenarios import Scenario


def agree(one: Scenario) -> None:
    kernel, reference = replayed(one), referred(one)

    assert differences(rows_of(kernel), reference_rows(reference)) == []
    assert differences(lots_of(kernel), reference_lots(reference)) == []
    assert uses_of(kernel) == reference_uses(reference)
    assert findings_of(kernel) == Counter(reference.findings)
