import time
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from harvest_tui.domain.settings import FilingStatus
from harvest_tui.rules import files
from harvest_tui.rules.files import parameter, parameter_names

REFERENCE = tomllib.loads(
    (Path(__file__).parent.parent / "reference" / "us_tax_parameters.toml").read_text("utf-8"),
    parse_float=Decimal,
)
STATUSES = {status.value for status in FilingStatus}
INDEXED = (
    "ordinary_brackets",
    "long_term_brackets",
    "standard_deduction",
    "additional_standard_deduction",
    "amt_exemption",
    "amt_phase_out",
    "amt_rate_top",
)
UNDATED_TABLES = {"tax_table", "form_8949_boxes", "wash_sale_bills"}


@pytest.mark.parametrize("name", parameter_names())
def test_a_parameter_says_what_it_is_and_where_the_law_says_so(name: str) -> None:
    read = parameter(name)

    assert read.label
    assert read.unit
    assert read.reference
    assert all(one.title and one.href.startswith("https://") for one in read.reference)
    assert [since for since, _ in read.values] == sorted({since for since, _ in read.values})


@pytest.mark.parametrize("name", sorted(set(parameter_names()) - UNDATED_TABLES))
def test_a_parameter_has_one_value_for_all_or_one_for_every_status(name: str) -> None:
    for _, table in parameter(name).values:
        assert set(table) in ({"all"}, STATUSES)


@pytest.mark.parametrize("name", INDEXED)
def test_an_indexed_parameter_has_a_value_for_every_year(name: str) -> None:
    assert [since for since, _ in parameter(name).values] == [
        date(year, 1, 1) for year in range(2018, 2027)
    ]


def test_the_newest_version_not_after_the_day_wins() -> None:
    boxes = parameter("form_8949_boxes")

    assert boxes.at(date(2024, 12, 31))["rows_per_page"] == 14
    assert boxes.at(date(2025, 1, 1))["rows_per_page"] == 11


def test_a_day_before_the_first_version_has_no_value() -> None:
    with pytest.raises(ValueError, match="ordinary_brackets is not known on 2017-12-31"):
        parameter("ordinary_brackets").at(date(2017, 12, 31))


@pytest.mark.parametrize("year", range(2018, 2027))
@pytest.mark.parametrize("status", sorted(STATUSES))
def test_every_value_is_that_of_the_reference_table(year: int, status: str) -> None:
    day = date(year, 1, 1)
    common: dict[str, Any] = REFERENCE["years"][str(year)]
    expected: dict[str, Any] = common[status]

    def value(name: str, key: str = status) -> object:
        return parameter(name).at(day)[key]

    assert value("ordinary_rates", "all") == tuple(expected["ordinary_rates"])
    assert value("ordinary_brackets") == tuple(expected["ordinary_bracket_tops"])
    assert value("long_term_rates", "all") == tuple(common["ltcg_rates"])
    assert value("long_term_brackets") == (expected["ltcg_0_top"], expected["ltcg_15_top"])
    assert value("standard_deduction") == expected["standard_deduction"]
    assert value("additional_standard_deduction") == expected["additional_aged_or_blind"]
    assert value("niit_threshold") == expected["niit_threshold"]
    assert value("niit_rate", "all") == common["niit_rate"]
    assert value("capital_loss_limit") == expected["capital_loss_limit"]
    assert value("collectibles_rate", "all") == common["collectibles_rate"]


@pytest.mark.parametrize("status", sorted(STATUSES))
def test_the_senior_deduction_is_that_of_2025_to_2028(status: str) -> None:
    senior: dict[str, Any] = REFERENCE["senior_deduction"]
    amount = 0 if status == "mfs" else senior["amount_per_person"]

    by_year = {
        year: parameter("senior_deduction").at(date(year, 1, 1))[status]
        for year in range(2024, 2030)
    }

    assert by_year == {2024: 0, 2025: amount, 2026: amount, 2027: amount, 2028: amount, 2029: 0}
    starts = parameter("senior_deduction_phase_out").at(date(2025, 1, 1))
    assert starts[status] == senior["phase_out_start"][status]
    rate = parameter("senior_deduction_phase_out_rate").at(date(2025, 1, 1))
    assert rate["all"] == senior["phase_out_rate"]


# Rev. Proc. 2023-34 § 2.11 (2024), 2024-40 § 2.11 (2025), 2025-32 § 4.11 (2026)
@pytest.mark.parametrize(
    ("year", "status", "exemption", "phase_out", "rate_top"),
    [
        (2024, "single", 85_700, 609_350, 232_600),
        (2024, "mfj", 133_300, 1_218_700, 232_600),
        (2024, "mfs", 66_650, 609_350, 116_300),
        (2025, "single", 88_100, 626_350, 239_100),
        (2025, "qss", 137_000, 1_252_700, 239_100),
        (2026, "hoh", 90_100, 500_000, 244_500),
        (2026, "mfj", 140_200, 1_000_000, 244_500),
        (2026, "mfs", 70_100, 500_000, 122_250),
    ],
)
def test_the_minimum_tax_has_the_published_amounts(
    year: int, status: str, exemption: int, phase_out: int, rate_top: int
) -> None:
    day = date(year, 1, 1)

    assert parameter("amt_exemption").at(day)[status] == exemption
    assert parameter("amt_phase_out").at(day)[status] == phase_out
    assert parameter("amt_rate_top").at(day)[status] == rate_top


WHOLE = """
label = "A limit"
unit = "USD"
reference = [{ title = "A statute", href = "https://example.org" }]
[values.2020-01-01]
all = 1
"""


@pytest.mark.parametrize(
    ("lost", "named"),
    [
        ('label = "A limit"', "label"),
        ('unit = "USD"', "unit"),
        ('reference = [{ title = "A statute", href = "https://example.org" }]', "reference"),
        ("[values.2020-01-01]\nall = 1", "values"),
    ],
)
def test_a_file_without_its_label_unit_reference_or_values_is_refused(
    lost: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_FOLDER", tmp_path)
    name = f"without_{named}"
    (tmp_path / f"{name}.toml").write_text(WHOLE.replace(lost, ""), encoding="utf-8")

    with pytest.raises(ValueError, match=f"{name}.toml has no {named}"):
        parameter(name)


def test_a_value_that_is_no_number_truth_or_word_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_FOLDER", tmp_path)
    (tmp_path / "odd.toml").write_text(WHOLE.replace("all = 1", "all = 2020-01-01"), "utf-8")

    with pytest.raises(ValueError, match="no number, truth or word"):
        parameter("odd")


def test_reading_all_parameters_takes_no_time_worth_waiting_for() -> None:
    parameter.cache_clear()
    began = time.process_time()

    for name in parameter_names():
        parameter(name)

    assert time.process_time() - began < 0.1  # about 0.01 on a quiet machine
