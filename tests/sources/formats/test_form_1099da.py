import pytest

from harvest_tui.sources.errors import NotTransactionsError
from sources.tables import loaded, sample
from sources.variants import turned

LINES = sample("form_1099da_taxbit.csv")


@pytest.mark.parametrize("content", [LINES, turned(LINES)])
def test_lines_of_a_form_1099da_are_recognised_and_not_booked(content: str) -> None:
    with pytest.raises(NotTransactionsError) as refused:
        loaded(content, "1099-DA.csv")

    assert str(refused.value) == (
        "1099-DA.csv: these are lines of a Form 1099-DA, which tell of sales and are no record of "
        "them.\n"
        "Fix: import the exchange's own history, and keep this file: reconcile, which holds it "
        "against the book, comes with a later version."
    )


def test_the_form_as_json_is_recognised_too() -> None:
    with pytest.raises(NotTransactionsError, match="lines of a Form 1099-DA"):
        loaded(sample("form_1099da_fdx.json"), "form.json")
