"""Commands of the harvest itself: candidates, netting."""

from typing import TYPE_CHECKING, Final

import typer

from harvest_tui.cli.options import BookOption, OnOption, Shape, ShapeOption
from harvest_tui.cli.planning import (
    AnywayOption,
    ScenarioOption,
    SellOption,
    YearOption,
    figured_under,
    marked,
    sale_day,
)
from harvest_tui.cli.session import figured
from harvest_tui.cli.words import say
from harvest_tui.domain.text import shown

if TYPE_CHECKING:
    from datetime import date

    from harvest_tui.workspace.figures import Figures, Marks

_LETTER: Final = 4000
"""Characters of a sentence that lists many lots."""

CANDIDATES: Final = (
    "lot_id",
    "account",
    "asset",
    "acquired_at",
    "term",
    "days_to_long_term",
    "quantity",
    "cost_basis",
    "price",
    "market_value",
    "loss",
    "loss_percent",
    "tax_saved",
    "saved_this_year",
    "worth_per_dollar",
    "trading_cost",
    "later_tax",
    "net_benefit",
    "note",
)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("candidates")(candidates)
    app.command("netting")(netting)


def candidates(
    context: typer.Context,
    on: OnOption = None,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """List the open lots below cost: what each would save, and what that costs."""
    from harvest_tui.cli.output import listing
    from harvest_tui.workspace.views import candidates_shown

    with figured(book or context.obj, on) as (figures, day):
        found = figures.candidates(day)
        view = candidates_shown(figures, day)
        best = found.lots.unique("account", keep="first", maintain_order=True)
    listing(found.lots, CANDIDATES, format_, lambda: view.table)
    if format_ is Shape.TABLE and len(found.left_out):
        for reason, count in found.left_out.group_by("reason").len().sort("reason").iter_rows():
            say(f"{count} lots left out: {reason}")
    if format_ is Shape.TABLE:
        rows = best.select("lot_id", "account").iter_rows()
        _to_send(figures, dict.fromkeys(rows), day)


def netting(
    context: typer.Context,
    year: YearOption,
    sell: SellOption = None,
    on: OnOption = None,
    scenario: ScenarioOption = None,
    anyway: AnywayOption = False,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """Show Schedule D and the tax before and after planned sales."""
    from harvest_tui.cli.output import width, write_json
    from harvest_tui.reports.netting_lines import text_netting
    from harvest_tui.workspace.netted import netting_json, netting_rows
    from harvest_tui.workspace.scheduled import lines_of
    from harvest_tui.workspace.views import netting_shown

    with figured_under(book or context.obj, on, scenario) as (figures, today, planned):
        day = sale_day("netting", year, planned, today)
        marks = marked(figures, sell, day, anyway=anyway)
        result = figures.netting(year, marks, day)
        lines = lines_of(figures, result, marks, day)
        match format_:
            case Shape.JSON:
                write_json(netting_json(result, lines))
            case Shape.CSV:
                from harvest_tui.cli.output import listing

                rows = netting_rows(result, lines)
                listing(rows, rows.columns, format_)
            case Shape.TABLE:
                typer.echo(text_netting(netting_shown(figures, result, lines), width()))
                _to_send(figures, marks, day)


def _to_send(figures: "Figures", marks: "Marks", on: "date") -> None:
    """Print the words for each broker that must be told before these sales."""
    from harvest_tui.workspace.broker_words import KEEP, words_to_send

    told = words_to_send(figures, marks, on)
    for words in (*told, *([KEEP] if told else ())):
        typer.echo(shown(words, _LETTER))
