"""A sale elsewhere followed down to the cells of its file."""

from collections.abc import Iterator

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.schedule_d import ElsewhereFile, ElsewhereSale
from harvest_tui.domain.text import shown
from harvest_tui.reports.details import DetailView, Fact
from harvest_tui.reports.trace import TraceView
from harvest_tui.workspace.deciding import DecisionError
from harvest_tui.workspace.figures import Figures

_LONGEST = 1000
_SHA = 16


def elsewhere_trace(figures: Figures, key: str) -> TraceView:
    """Show a sale elsewhere as it counts, and the row it was read from.

    Raises:
        DecisionError: There is none by that key.
    """
    decision, _, line = key.partition(":")
    for file in figures.inputs.decisions.elsewhere:
        for sale in file.sales:
            if str(file.decision_id) == decision and str(sale.line) == line:
                return TraceView(
                    title=f"Sale elsewhere · {shown(sale.description, 80)}",
                    blocks=(_counts(sale), _row(file, sale)),
                )
    raise DecisionError("This sale is gone.\nFix: look at the list again.")


def _counts(sale: ElsewhereSale) -> DetailView:
    return DetailView(title=f"Schedule D, line {sale.form_line}", facts=tuple(_facts(sale)))


def _facts(sale: ElsewhereSale) -> Iterator[Fact]:
    yield Fact("What", shown(sale.description, _LONGEST))
    yield Fact("Acquired", "not said" if sale.acquired is None else str(sale.acquired))
    yield Fact("Sold", str(sale.sold_on))
    if sale.quantity is not None:
        yield Fact("Quantity", plain_text(sale.quantity))
    yield Fact("Proceeds", f"{plain_text(sale.proceeds)} USD")
    yield Fact("Basis", f"{plain_text(sale.cost_basis)} USD")
    code = f", code {shown(sale.code)}" if sale.code else ""
    yield Fact("Adjustment", f"{plain_text(sale.adjustment)} USD{code}")
    yield Fact("Gain", f"{plain_text(sale.gain)} USD, {sale.term.value}-term")
    yield Fact("Form 8949", f"box {sale.box}")
    if sale.collectible:
        yield Fact("Collectible", "taxed at up to 28 %")


def _row(file: ElsewhereFile, sale: ElsewhereSale) -> DetailView:
    recorded = f"{file.recorded_at:%Y-%m-%d %H:%M:%S}Z" if file.recorded_at else "not said"
    cells = zip(file.header, sale.cells, strict=False)
    return DetailView(
        title=f"{shown(file.name, 200)}, line {sale.line}",
        facts=(
            Fact("SHA-256", f"{file.sha256[:_SHA]}…"),
            Fact("Imported", recorded),
            *(Fact(shown(name), shown(cell, _LONGEST)) for name, cell in cells),
        ),
    )
