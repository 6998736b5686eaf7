"""Forms 1099-B: columns of public layouts, cells that are refused, and the boxes of Form 8949."""

from datetime import date
from decimal import Decimal

import pytest

from harvest_tui.domain.kinds import Term
from harvest_tui.domain.schedule_d import ElsewhereSale
from harvest_tui.sources.form_1099b import No1099BError, Read1099B, header_of, sales_of
from harvest_tui.sources.form_1099b_cells import Asked
from harvest_tui.sources.reading import read

D = Decimal
PLAIN = "Description,Date acquired,Date sold,Proceeds,Cost or other basis,Box"
WASH = f"{PLAIN},Wash sale loss disallowed"


def held(acquired_on: date, disposed_on: date) -> Term:
    return Term.LONG if (disposed_on - acquired_on).days > 366 else Term.SHORT


def read_text(*lines: str, year: int = 2024, basis_reported: bool | None = None) -> Read1099B:
    content = "\n".join(lines).encode()
    table = read(content, "1099b.csv", lambda headings: header_of(headings, "1099b.csv"))
    return sales_of(table, Asked(year=year, basis_reported=basis_reported, term_of=held))


def only(*lines: str, basis_reported: bool | None = None) -> ElsewhereSale:
    found = read_text(*lines, basis_reported=basis_reported)
    assert not found.unread
    (sale,) = found.sales
    return sale


def refused(*lines: str, basis_reported: bool | None = None) -> tuple[str, str]:
    found = read_text(*lines, basis_reported=basis_reported)
    assert not found.sales
    (row,) = found.unread
    return row.column, row.reason


@pytest.mark.parametrize("column", ["Short-term/Long-term", "Type of gain or loss", "Box 2", "2"])
def test_the_term_is_read_whatever_the_column_is_called(column: str) -> None:
    # box 2 of the form, for a sale of units of several days
    header = f"Description,Date acquired,Date sold,Proceeds,Cost or other basis,{column}"

    sale = only(header, "ACME INC,VARIOUS,02/20/2024,10,12,Short-term", basis_reported=True)

    assert (sale.term, sale.box) == (Term.SHORT, "A")


def test_the_columns_of_the_form_are_read() -> None:
    sale = only(WASH, 'ACME INC,01/15/2023,02/20/2024,"$1,000.00",1200.00,D,150')

    assert sale == ElsewhereSale(
        line=2,
        description="ACME INC",
        acquired=date(2023, 1, 15),
        sold_on=date(2024, 2, 20),
        proceeds=D(1000),
        cost_basis=D(1200),
        adjustment=D(150),
        code="W",
        box="D",
        term=Term.LONG,
        form_line="8b",
        cells=sale.cells,
    )
    assert sale.gain == -50  # 1,000 - 1,200 + 150
    assert sale.cells[0] == "ACME INC"


# Instructions for Form 8949, Exception 1; Schedule D lines 1a to 3 and 8a to 10
@pytest.mark.parametrize(
    ("box", "wash", "line"),
    [
        ("A", "", "1a"),
        ("A", "10", "1b"),
        ("B", "", "2"),
        ("C", "0.00", "3"),
        ("D", "", "8a"),
        ("(D) Long-term basis reported", "", "8a"),
        ("E", "", "9"),
        ("Box F", "", "10"),
    ],
)
def test_each_box_has_its_line(box: str, wash: str, line: str) -> None:
    assert only(WASH, f"X,1/2/2024,3/4/2024,1,200,{box},{wash}").form_line == line


def test_robinhoods_file_is_read_among_other_forms() -> None:
    # header as in public parsers of that file
    found = read_text(
        "1099-INT,ACCOUNT NUMBER,TAX YEAR,PAYER RTN,INT INCOME",
        "1099-INT,X,2024,,5.00",
        "1099-B,ACCOUNT NUMBER,TAX YEAR,DATE ACQUIRED,SALE DATE,DESCRIPTION,SHARES,COST BASIS,"
        "SALES PRICE,TERM,ORDINARY,FED TAX WITHHELD,WASH AMT DISALLOWED,ACCRDMKTDISCOUNT,"
        "FORM8949CODE,GROSSPROCEEDSINDICATOR,LOSSNOTALLOWED,NON COVERED,BASIS NOT SHOWN,"
        "FORM 1099 NOT REC,COLLECTIBLE",
        "1099-B,X,2024,20230601,20240301,ACME FUND,5,900.00,1000.00,SHORT,,0.00,0.00,0.00,A,,,,,,",
        "1099-B,X,2024,,20240401,OLD STOCK,1.5,0.00,10.00,LONG,,0.00,0.00,0.00,E,,,Y,,,Y",
        "1099-MISC,ACCOUNT NUMBER,TAX YEAR",
    )

    first, second = found.sales
    assert (first.form_line, first.gain, first.quantity) == ("1a", D(100), D(5))
    assert (second.box, second.acquired, second.collectible) == ("E", None, True)
    assert found.skipped == 1  # the row of another form
    assert not found.unread


def test_a_spreadsheet_for_tax_programs_is_read() -> None:
    # columns as in taxact.com/support/882: W marks, the amount stands apart
    sale = only(
        "Description,Date Acquired,Date Sold,Sales Proceeds,Cost or Other Basis,Wash Sale,"
        "Adjustment Code,Adjustment Amount,Reporting Category,Long/Short",
        "FUND,VARIOUS,12/31/2024,10,30,W,,15.5,B,S",
    )

    assert (sale.acquired, sale.code, sale.adjustment) == ("VARIOUS", "W", D("15.5"))
    assert (sale.box, sale.form_line, sale.gain) == ("B", "2", D("-4.5"))


def test_where_no_box_is_given_the_row_or_the_user_says_what_was_reported() -> None:
    header = "Description,Date acquired,Date sold,Proceeds,Cost basis,Noncovered securities"
    assert only(header, "X,1/2/2020,3/4/2024,5,1,Noncovered").box == "E"
    assert only(header, "X,1/2/2020,3/4/2024,5,1,N").box == "D"
    plain = "Description,Date acquired,Date sold,Proceeds,Cost basis"
    assert only(plain, "X,1/2/2024,3/4/2024,5,1", basis_reported=False).box == "B"
    assert refused(plain, "X,1/2/2024,3/4/2024,5,1") == (
        "box",
        (
            "nothing says whether the broker reported the basis. "
            "Fix: say it for the file: --covered or --noncovered"
        ),
    )


def test_what_is_inherited_is_long_and_what_is_various_must_say_its_term() -> None:
    plain = "Description,Date acquired,Date sold,Proceeds,Cost basis,Covered"
    assert only(plain, "X,INHERITED,3/4/2024,5,1,noncovered").term is Term.LONG
    assert "held long" in refused(plain, "X,VARIOUS,3/4/2024,5,1,Y")[1]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        pytest.param(",1/2/2024,3/4/2024,1,2,A,", "Description", "blank", id="no description"),
        pytest.param("X,1/2/2024,3/4/2023,1,2,A,", "Date sold", "not in 2024", id="another year"),
        pytest.param("X,1/2/2024,31/12/2024,1,2,A,", "Date sold", "is no day", id="days first"),
        pytest.param("X,soon,3/4/2024,1,2,A,", "Date acquired", "is no day", id="no day"),
        pytest.param("X,1/2/2024,3/4/2024,,2,A,", "Proceeds", "blank", id="no proceeds"),
        pytest.param("X,1/2/2024,3/4/2024,1,,A,", "Cost or other basis", "blank", id="no basis"),
        pytest.param("X,1/2/2024,3/4/2024,-1,2,A,", "Proceeds", "below zero", id="a sign"),
        pytest.param('X,1/2/2024,3/4/2024,"1,23",2,A,', "Proceeds", "1,23", id="decimal comma"),
        pytest.param("X,1/2/2024,3/4/2024,1,2,Q,", "Box", "no box", id="no such box"),
        pytest.param(
            "X,1/2/2024,3/4/2024,1,2,A,5", "Wash sale loss disallowed", "of a loss of 1", id="wash"
        ),
        pytest.param(
            "X,1/2/2024,3/4/2024,3,2,A,5", "Wash sale loss disallowed", "of a loss of 0", id="gain"
        ),
    ],
)
def test_a_row_that_cannot_be_read_names_its_cell(row: str, column: str, said: str) -> None:
    where, why = refused(WASH, row)

    assert where == column
    assert said in why
    assert " Fix: " in why


@pytest.mark.parametrize(
    ("columns", "cells", "said"),
    [
        ("Term", "Long", "box A is not long-term"),
        ("Term", "Ordinary", "neither short nor long"),
        ("Noncovered", "Y", "contradicts"),
        ("Ordinary", "Y", "ordinary income"),
        ("LossNotAllowed", "Y", "not allowed"),
        ("Accrued market discount", "12", "interest, not gain"),
        ("Gain/(loss)", "5", "not proceeds less basis"),
        ("Adjustment code", "W2", "no codes"),
        ("Wash sale", "W", "code W without an amount"),
        ("Quantity", "many", "many"),
        ("Collectible", "perhaps", "neither yes nor no"),
        ("Wash sale,Adjustment amount", "0.50,0.75", "without code W"),
    ],
)
def test_a_row_that_contradicts_itself_or_is_no_plain_gain_is_refused(
    columns: str, cells: str, said: str
) -> None:
    assert said in refused(f"{PLAIN},{columns}", f"X,1/2/2024,3/4/2024,1,2,A,{cells}")[1]


@pytest.mark.parametrize("gain", ["-1.00", "(1.00)", "-0.5", "-0.99"])
def test_the_brokers_own_gain_may_leave_the_wash_sale_out(gain: str) -> None:
    header = f"{PLAIN},Wash sale amount,Gain/loss"
    assert only(header, f"X,1/2/2024,3/4/2024,1,2,A,0.5,{gain}").gain == D("-0.5")


def test_a_net_adjustment_with_code_w_is_not_added_to_the_wash_sale() -> None:
    header = f"{PLAIN},Wash sale amount,Adjustment code,Adjustment amount"
    sale = only(header, 'X,1/2/2024,3/4/2024,1,9,B,3,"W,B",2')
    assert (sale.code, sale.adjustment) == ("BW", D(2))


def test_totals_are_skipped() -> None:
    found = read_text(PLAIN, "X,1/2/2024,3/4/2024,1,2,A", "Total,,,1,2,", ",,,1,2,")
    assert (len(found.sales), found.skipped, len(found.unread)) == (1, 2, 0)


def test_a_file_without_such_columns_is_refused_with_what_lacks() -> None:
    with pytest.raises(No1099BError) as caught:
        read_text("Description,Proceeds,Cost basis", "X,1,2")

    assert str(caught.value) == (
        "1099b.csv: no line is the header of sales on Form 1099-B; the nearest lacks Date sold.\n"
        "Fix: name the columns so: Description, Date acquired, Date sold, Proceeds, Cost or other "
        "basis, Wash sale loss disallowed, Term, Box."
    )
