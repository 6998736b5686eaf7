"""Findings mended from the screens: the same decisions as on the command line, and undone."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from harvest_tui.domain.errors import HarvestError
from harvest_tui.reports.finding import WAYS, Way, ways_of
from harvest_tui.reports.forms import DraftView
from harvest_tui.workspace.auditing import audited
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.deciding import ARRIVALS, DEPARTURES, UNDISMISSABLE
from harvest_tui.workspace.mending import Mending
from harvest_tui.workspace.mending_forms import MEANINGS
from workspace.books import book_of, ledger

D = Decimal
BUY = "b1,2025-03-01T15:00:00Z,buy,Coinbase,,SOL,5,USD,500"
OUT = "out,2026-01-05T10:00:00Z,transfer_out,Coinbase,,,,SOL,5"
IN = "in,2026-01-09T10:00:00Z,transfer_in,Kraken,,SOL,4.9"
MORE = "more,2026-01-07T10:00:00Z,transfer_in,Kraken,,SOL,6"
SOLD = "s1,2026-02-01T10:00:00Z,sell,Kraken,,USD,600,SOL,4.9"
STAKED = "w1,2026-02-03T03:00:00Z,staking_reward,Kraken,,DOT,2"
WRAPPED = "x1,2026-02-05T15:00:00Z,wrap,Coinbase,,WSOL,1,SOL,1"
UNLINKED = "unlinked transfer"


class Sitting:
    """A user at the self-audit of one book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.mending = Mending(book)
        self.read()

    def read(self) -> None:
        self.figures = self.book.figures()
        audit = audited(self.book, self.figures, self.figures.inputs.today)
        self.mending.read(audit, self.figures)

    def key(self, finding: str, transaction: str | None = None) -> str:
        (key,) = (
            key
            for key, one in self.mending.audit.findings.items()
            if one.finding == finding and transaction in {None, one.transaction_id}
        )
        return key

    @property
    def errors(self) -> list[str]:
        found = self.mending.audit.findings.values()
        return [one.finding for one in found if one.severity == "error"]

    def mend(self, key: str, way: Way, answers: Mapping[str, str]) -> str:
        said = self.mending.record(key, way, answers)
        self.read()
        return said


@contextmanager
def sitting(folder: Path, *rows: str) -> Iterator[Sitting]:
    with book_of(folder, {"ledger.csv": ledger(*rows)}) as book:
        yield Sitting(book)


def told(view: DraftView) -> dict[str, str]:
    return {fact.label: fact.words for fact in view.facts}


def test_the_other_halves_stand_likeliest_first_with_what_speaks_against_them(
    tmp_path: Path,
) -> None:
    near = "near,2026-01-05T11:00:00Z,transfer_in,Kraken,,SOL,4.99"
    same = "same,2026-01-05T10:05:00Z,transfer_in,Gemini,,SOL,4.98"
    before = "before,2026-01-04T10:00:00Z,transfer_in,Gemini,,SOL,4.9"
    with sitting(tmp_path, BUY, OUT, MORE, near, same, before) as seat:
        view = seat.mending.halves_for(seat.key("ambiguous transfer", "out"))

    assert view.facts == ("4 arrivals",)
    assert view.frame.select("transaction_id", "difference", "apart", "against").rows() == [
        ("same", D("0.02"), "5 min later", None),
        ("near", D("0.01"), "1 h 0 min later", None),
        (
            "before",
            D("0.1"),
            "1 d 0 h before",
            "it arrived before the other left; the difference is more than a network fee is",
        ),
        ("more", D(-1), "2 d 0 h later", "more arrived than left"),
    ]


def test_a_link_is_shown_then_recorded_and_undone(tmp_path: Path) -> None:
    with sitting(tmp_path, BUY, OUT, IN, SOLD) as seat:
        key = seat.key(UNLINKED, "in")
        (other,) = seat.mending.halves_for(key).frame["key"]
        view = seat.mending.draft(key, Way.LINK, {"other": other})
        assert (told(view)["From"], told(view)["To"]) == ("Coinbase", "Kraken")
        assert told(view)["Fee in kind"] == "0.1 SOL, disposed of at its value"
        assert told(view)["Written"].startswith('link {"in":"Kraken')
        assert seat.book.store.decisions() == ()

        said = seat.mend(key, Way.LINK, {"other": other})
        assert said == "Recorded as decision 1. z undoes it."
        assert UNLINKED not in seat.errors

        assert seat.mending.undo() == "Decision 1 (link) is undone."
        seat.read()
        assert seat.errors.count(UNLINKED) == 2
        with pytest.raises(HarvestError, match="Nothing was decided here"):
            seat.mending.undo()


def test_what_brings_more_than_was_sent_is_not_linked(tmp_path: Path) -> None:
    with sitting(tmp_path, BUY, OUT, MORE) as seat:
        key = seat.key(UNLINKED, "out")
        (other,) = seat.mending.halves_for(key).frame["key"]
        with pytest.raises(HarvestError, match="6 arrived and 5 left"):
            seat.mending.draft(key, Way.LINK, {"other": other})


def test_a_basis_opens_the_lot_on_the_day_given(tmp_path: Path) -> None:
    with sitting(tmp_path, IN, SOLD) as seat:
        key = seat.key(UNLINKED)
        form = seat.mending.form_for(key, Way.BASIS)
        assert [field.name for field in form.fields] == ["basis", "acquired", "reason"]
        assert "all 4.9 SOL" in form.fields[0].hint
        answers = {"basis": "300", "acquired": "2024-06-01", "reason": "old receipt"}
        view = seat.mending.draft(key, Way.BASIS, answers)
        assert told(view)["Basis"] == "300.00 USD for all of it"
        assert told(view)["Units"] == "4.9 SOL at Kraken on 2026-01-09"

        seat.mend(key, Way.BASIS, answers)

        assert seat.errors == []
        (row,) = seat.figures.disposals.iter_rows(named=True)
        assert (row["cost_basis"], row["gain"], row["term"]) == (D(300), D(300), "long")
        assert row["acquired_at"].date() == date(2024, 6, 1)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"basis": "1,000"}, "Basis: '1,000' is not a plain decimal number"),
        ({"basis": ""}, "Basis: '' is not a plain decimal number"),
        ({"basis": "-1"}, "Basis: -1 is below zero"),
        ({"basis": "1e3"}, "write it as 1234.56"),
        ({"basis": "1", "acquired": "6/1/2024"}, "write it as 2024-06-30"),
        ({"basis": "1", "acquired": "2024-02-30"}, "'2024-02-30' is no day"),
        ({"basis": "1", "acquired": "2026-01-10"}, "Fix: 2026-01-09 or before"),
    ],
)
def test_amounts_and_days_are_read_strictly(
    tmp_path: Path, answers: dict[str, str], said: str
) -> None:
    with sitting(tmp_path, IN) as seat:
        key = seat.key(UNLINKED)
        with pytest.raises(HarvestError) as refused:
            seat.mending.record(key, Way.BASIS, answers)
        assert said in str(refused.value)
        assert seat.book.store.decisions() == ()


def test_a_departure_is_offered_departures_and_an_arrival_arrivals(tmp_path: Path) -> None:
    with sitting(tmp_path, BUY, OUT, IN) as seat:
        for name, kinds in (("out", DEPARTURES), ("in", ARRIVALS)):
            form = seat.mending.form_for(seat.key(UNLINKED, name), Way.MEANING)
            assert {choice.value for choice in form.choices} == kinds


def test_every_kind_that_can_be_said_has_a_meaning() -> None:
    assert MEANINGS.keys() == ARRIVALS | DEPARTURES


def test_a_departure_said_to_be_a_spending_is_a_disposal(tmp_path: Path) -> None:
    with sitting(tmp_path, BUY, OUT) as seat:
        answers = {"choice": "spend", "value": "550", "reason": "a bicycle"}
        seat.mend(seat.key(UNLINKED), Way.MEANING, answers)

        (row,) = seat.figures.disposals.iter_rows(named=True)
        assert (row["kind"], row["proceeds"], row["cost_basis"]) == ("spend", D(550), D(500))


def test_the_price_of_the_day_values_what_came_that_day_and_is_not_undone(tmp_path: Path) -> None:
    with sitting(tmp_path, STAKED) as seat:
        key = seat.key("missing basis")
        form = seat.mending.form_for(key, Way.PRICE)
        # 2026-02-03 03:00 UTC is still the day before in New York
        assert form.title == "Price on 2026-02-02"
        view = seat.mending.draft(key, Way.PRICE, {"price": "7.5"})
        assert told(view) == {
            "Price": "7.5 USD for 1 DOT, by hand",
            "So": "it is worth 15.00 USD",
        }

        said = seat.mend(key, Way.PRICE, {"price": "7.5"})

        assert said == "The price of DOT on 2026-02-02 is recorded."
        assert seat.errors == []
        assert seat.figures.replay.lots["cost_basis"].to_list() == [D(15)]
        with pytest.raises(HarvestError, match="A price is not undone"):
            seat.mending.undo()


def test_the_worth_of_all_serves_in_place_of_a_price(tmp_path: Path) -> None:
    with sitting(tmp_path, STAKED) as seat:
        key = seat.key("missing basis")
        with pytest.raises(HarvestError, match="say one of the two"):
            seat.mending.draft(key, Way.PRICE, {"price": "7.5", "worth": "15"})
        seat.mend(key, Way.PRICE, {"price": "", "worth": "16"})
        assert seat.figures.replay.lots["cost_basis"].to_list() == [D(16)]
        seat.mending.undo()
        seat.read()
        assert seat.errors == ["missing basis"]


def test_a_fee_without_a_value_asks_for_a_price_only(tmp_path: Path) -> None:
    with sitting(tmp_path, BUY, OUT, IN) as seat:
        key = seat.key(UNLINKED, "in")
        (other,) = seat.mending.halves_for(key).frame["key"]
        seat.mend(key, Way.LINK, {"other": other})
        form = seat.mending.form_for(seat.key("missing value"), Way.PRICE)
        assert [field.name for field in form.fields] == ["price"]
        seat.mend(seat.key("missing value"), Way.PRICE, {"price": "120"})
        assert seat.errors == []


def test_a_finding_is_set_aside_only_with_a_reason(tmp_path: Path) -> None:
    with sitting(tmp_path, BUY, OUT) as seat:
        key = seat.key(UNLINKED)
        with pytest.raises(HarvestError, match="say why"):
            seat.mending.draft(key, Way.DISMISS, {"reason": "  "})
        seat.mend(key, Way.DISMISS, {"reason": "to my other wallet"})
        assert seat.errors == []


def test_what_numbers_rest_on_is_not_set_aside(tmp_path: Path) -> None:
    with sitting(tmp_path, SOLD) as seat:
        key = seat.key("short disposal")
        with pytest.raises(HarvestError, match="this cannot be set aside"):
            seat.mending.form_for(key, Way.DISMISS)
        with pytest.raises(HarvestError, match="short disposal: this does not mend it"):
            seat.mending.form_for(key, Way.BASIS)


def test_what_must_be_mended_is_never_offered_to_be_set_aside_and_all_else_is() -> None:
    assert not [name for name in UNDISMISSABLE if Way.DISMISS in ways_of(name)]
    assert {name for name in WAYS if Way.DISMISS not in ways_of(name)} == UNDISMISSABLE


def test_a_wrap_is_held_to_be_what_the_user_says(tmp_path: Path) -> None:
    with sitting(tmp_path, BUY, WRAPPED) as seat:
        key = next(k for k, f in seat.mending.audit.findings.items() if f.asset == "SOL")
        form = seat.mending.form_for(key, Way.MEANING)
        assert [choice.value for choice in form.choices] == ["swap", "carry"]
        seat.mend(key, Way.MEANING, {"choice": "carry", "reason": "same coin"})
        assert seat.errors == []
        held = dict(seat.figures.replay.lots.select("asset", "cost_basis").iter_rows())
        assert held == {"SOL": D(400), "WSOL": D(100)}


def test_a_finding_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with (
        sitting(tmp_path, IN) as seat,
        pytest.raises(HarvestError, match="This finding is gone"),
    ):
        seat.mending.form_for("nothing", Way.BASIS)
