from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.reports.details import DetailView, Fact
from harvest_tui.reports.fact_lines import fact_lines
from harvest_tui.reports.lines import cells, plain, wrapped
from harvest_tui.reports.trace import TraceView, trace_lines


def texts(*facts: Fact, width: int) -> list[str]:
    return [plain(line) for line in fact_lines(facts, width)]


def test_words_go_on_below_themselves() -> None:
    facts = (Fact("Fix", "import the other export"), Fact("Basis", "none"))
    assert texts(*facts, width=27) == [
        "Fix    import the other",
        "       export",
        "Basis  none",
    ]


def test_a_long_label_is_cut_before_it_takes_all_the_room() -> None:
    (first, *_) = texts(Fact("Price at Transaction, in dollars", "7"), width=40)
    assert first == "Price at Transactio…  7"  # 20 of 40 cells are kept for the words


@given(st.text(max_size=200), st.integers(min_value=2, max_value=60))
def test_no_row_is_wider_than_it_may_be_and_no_letter_is_lost(text: str, width: int) -> None:
    rows = list(wrapped(text, width))
    assert all(cells(row) <= width for row in rows)
    kept = "".join(rows).replace(" ", "")
    assert kept == "".join(" ".join(wrapped(text, 10_000)).split())


def test_a_trace_has_its_blocks_under_their_titles() -> None:
    blocks = (
        DetailView(title="Lot a", facts=(Fact("Held", "1"),)),
        DetailView(title="x.csv, line 3", facts=(Fact("Asset", "BTC"),)),
    )
    drawn = [plain(line) for line in trace_lines(TraceView(title="T", blocks=blocks), 60)]
    assert drawn == ["Lot a", "Held  1", "", "x.csv, line 3", "Asset  BTC"]
