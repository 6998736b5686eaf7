import subprocess
import sys

import pytest

CODE = "import sys, {module}; print(sorted(set(sys.modules) & {{'polars', 'textual', 'rich'}}))"


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("harvest_tui.tui", "['rich', 'textual']"),  # the first paint does not wait for polars
        ("harvest_tui.reports.netting_lines", "[]"),
        ("harvest_tui.reports.text_table", "[]"),
        ("harvest_tui.reports.candidates", "['polars']"),
    ],
)
def test_what_is_heavy_is_loaded_only_where_it_is_needed(module: str, heavy: str) -> None:
    code = CODE.format(module=module)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == heavy
