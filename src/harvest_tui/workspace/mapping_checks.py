"""What must stand in a column mapping together, and what must not."""

from collections.abc import Mapping
from typing import Any, Final

from harvest_tui.config.place import Place
from harvest_tui.sources.mapping import SIGNED, TWO_SIDED

_ONE_LAYOUT: Final = (
    "name in_asset, in_quantity, out_asset and out_quantity; or amount and asset, with a sign"
)
_NEEDED: Final[Mapping[str, str]] = {
    "source": 'name where the sheet is from: source = "my exchange"',
    "time": "write a line [time] and under it column and zone",
    "columns": "write a line [columns] and under it the columns by what they hold",
}


def check_together(top: Place, given: Mapping[str, Any]) -> None:
    """Hold the tables of a mapping against each other.

    Args:
        top: The document.
        given: What was read of it, by top-level key.

    Raises:
        ConfigError: Something is missing, or said twice.
    """
    for key, fix in _NEEDED.items():
        if key not in given:
            top.refuse(f"{key} is missing", fix)
    columns, fixed = top.at("columns", None), top.at("fixed", None)
    _check_kinds(columns, fixed, given)
    if "amount" in given["columns"]:
        _check_signed(columns, given)
    else:
        _check_two_sided(columns, given)
    _need_asset(columns, given, "fee_quantity", "fee_asset")


def _check_kinds(columns: Place, fixed: Place, given: Mapping[str, Any]) -> None:
    in_column, for_all = "kind" in given["columns"], "kind" in given.get("fixed", {})
    if in_column and for_all:
        fixed.at("kind", None).refuse("columns.kind says it already", "remove one of them")
    if in_column and not given.get("kinds"):
        columns.at("kind", None).refuse(
            "nothing says what its words mean",
            'write a line [kinds] and the words under it: "Bought" = "buy"',
        )
    if not in_column and not for_all:
        columns.refuse(
            "nothing says what a row is",
            'name its column (kind = "Type"), or one kind for all rows under [fixed]',
        )


def _check_signed(columns: Place, given: Mapping[str, Any]) -> None:
    for role in TWO_SIDED:
        if role in given["columns"]:
            columns.at(role, None).refuse("columns.amount says it already", _ONE_LAYOUT)
    if "group" in given["columns"] and given.get("signed") is False:
        columns.at("group", None).refuse("rows of one group need signs", "remove signed = false")
    _need_asset(columns, given, "amount", "asset")
    _need_asset(columns, given, "total", "total_asset")


def _check_two_sided(columns: Place, given: Mapping[str, Any]) -> None:
    for role in SIGNED:
        if role in given["columns"]:
            columns.at(role, None).refuse("columns.amount is missing beside it", _ONE_LAYOUT)
    if not {"in_quantity", "out_quantity"} & set(given["columns"]):
        columns.refuse("nothing says what came or went", _ONE_LAYOUT)
    for side in ("in", "out"):
        _need_asset(columns, given, f"{side}_quantity", f"{side}_asset")


def _need_asset(columns: Place, given: Mapping[str, Any], quantity: str, asset: str) -> None:
    if quantity in given["columns"] and asset not in {*given["columns"], *given.get("fixed", {})}:
        columns.at(quantity, None).refuse(
            f"nothing says of which asset: {asset} is missing",
            f'name its column, or write one for all rows under [fixed]: {asset} = "USD"',
        )
