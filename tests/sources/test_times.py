from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.domain.transaction import Precision
from harvest_tui.sources.options import DateOrder
from harvest_tui.sources.times import Moment, orders_shown_by, parse, parse_epoch

SECOND, MINUTE, DAY = Precision.SECOND, Precision.MINUTE, Precision.DAY


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("2024-03-11 12:01:02", "2024-03-11T12:01:02+00:00", SECOND),
        ("2021-03-02 10:00:00.1234", "2021-03-02T10:00:00.123400+00:00", SECOND),
        ("2021-09-21T00:00:53Z", "2021-09-21T00:00:53+00:00", SECOND),
        ("2025-07-16 08:21:37 UTC", "2025-07-16T08:21:37+00:00", SECOND),
        ("2024-01-03 14:00 UTC", "2024-01-03T14:00:00+00:00", MINUTE),
        ("2024-01-10T09:30:00-05:00", "2024-01-10T14:30:00+00:00", SECOND),
        ("2024-01-01T00:30:00+0530", "2023-12-31T19:00:00+00:00", SECOND),
        ("2025-03-02 09:00:00+00", "2025-03-02T09:00:00+00:00", SECOND),
        ("2024-02-29", "2024-02-29T12:00:00+00:00", DAY),
        ("2024-02-29Z", "2024-02-29T12:00:00+00:00", DAY),
        ("2024/02/29 7:05", "2024-02-29T07:05:00+00:00", MINUTE),
        ("2024-01-03T10:00:00.123456789Z", "2024-01-03T10:00:00.123456+00:00", SECOND),
    ],
)
def test_a_moment_with_the_year_first_needs_no_telling(
    text: str, iso: str, precision: Precision
) -> None:
    assert parse(text, UTC, None) == Moment(datetime.fromisoformat(iso), precision)


@pytest.mark.parametrize(
    ("text", "order", "iso"),
    [
        ("03/04/2024 10:00:00", DateOrder.MDY, "2024-03-04T10:00:00+00:00"),
        ("03/04/2024 10:00:00", DateOrder.DMY, "2024-04-03T10:00:00+00:00"),
        ("3.4.2024 10:00", DateOrder.DMY, "2024-04-03T10:00:00+00:00"),
        ("8/1/2022, 12:05:00 AM", DateOrder.MDY, "2022-08-01T00:05:00+00:00"),
        ("8/1/2022, 12:05:00 PM", DateOrder.MDY, "2022-08-01T12:05:00+00:00"),
        ("8/1/2022 1:05 p.m.", DateOrder.MDY, "2022-08-01T13:05:00+00:00"),
    ],
)
def test_a_date_in_digits_is_read_in_the_order_of_its_file(
    text: str, order: DateOrder, iso: str
) -> None:
    assert parse(text, UTC, order).at == datetime.fromisoformat(iso)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is not a date and time that this format writes"),
        ("yesterday", "is not a date and time that this format writes"),
        ("2024-01-03 10:00:00 EST", "is not a date and time that this format writes"),
        ("２０２４-01-03", "is not a date and time that this format writes"),
        ("2024-02-30 10:00:00", "is a date or time that does not exist"),
        ("2023-02-29", "is a date that does not exist"),
        ("2024-01-03 24:00:01", "is a date or time that does not exist"),
        ("2024-01-03 10:00:60", "is a date or time that does not exist"),
        ("2024-01-03 7:61", "is a time that does not exist"),
        ("0001-01-01 00:00:00", "lies outside the years of crypto"),
        ("9999-12-31 23:59:59", "lies outside the years of crypto"),
        ("03/04/2024", "does not begin with the year"),
        ("03/04/24", "has no year of four digits"),
        ("2024-01-03 10:00:00+15:00", "names a time zone that does not exist"),
        ("2024-01-03 10:00:00+01:75", "names a time zone that does not exist"),
        ("2024-01-03 13:00 PM", "is a time that does not exist"),
    ],
)
def test_what_is_no_moment_is_refused(text: str, what: str) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        parse(text, UTC, None)
    assert str(error.value) == what


def test_a_text_without_a_zone_is_refused_where_the_source_has_none() -> None:
    with pytest.raises(ValueError, match=r"^names no time zone$"):
        parse("2024-01-03 10:00:00", None, None)
    with pytest.raises(ValueError, match=r"^names no time zone$"):
        parse("2024-01-03", None, None)


def test_a_sources_own_zone_is_kept_through_summer_time() -> None:
    eastern = ZoneInfo("America/New_York")

    assert parse("2024-01-03 10:00:00", eastern, None).at.hour == 15
    assert parse("2024-07-03 10:00:00", eastern, None).at.hour == 14


@pytest.mark.parametrize(
    "text", ["1704276000", "1704276000000", "1704276000000000", "1704276000000000000"]
)
def test_the_length_of_an_epoch_tells_its_unit(text: str) -> None:
    assert parse_epoch(text).at == datetime(2024, 1, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "17042760", "1704276000.5", "-704276000", "١٧٠٤٢٧٦٠٠٠"])
def test_another_length_or_sign_is_no_epoch(text: str) -> None:
    with pytest.raises(ValueError, match=r"^is not a count of seconds since 1970$"):
        parse_epoch(text)


def test_an_epoch_keeps_its_fraction() -> None:
    assert parse_epoch("1704276000123").at.microsecond == 123_000


@pytest.mark.parametrize(
    ("cells", "orders"),
    [
        (["2024-01-03 10:00:00", ""], None),
        (["2024/01/13"], None),
        (["03/04/2024", "2024-01-03"], {DateOrder.DMY, DateOrder.MDY}),
        (["03/04/2024", "13/04/2024 10:00"], {DateOrder.DMY}),
        (["03/04/2024", "04/13/2024"], {DateOrder.MDY}),
        (["13/04/2024", "04/13/2024"], set()),
    ],
)
def test_a_day_beyond_twelve_tells_the_order_of_a_file(
    cells: list[str], orders: set[DateOrder] | None
) -> None:
    assert orders_shown_by(cells) == orders
    assert orders_shown_by(reversed(cells)) == orders


@given(
    st.integers(min_value=1_230_940_800, max_value=1_767_225_600),  # 2009-01-03 to 2026-01-01
    st.integers(min_value=-14 * 60, max_value=14 * 60),
)
def test_a_moment_written_in_any_zone_is_the_same_instant(seconds: int, minutes: int) -> None:
    instant = datetime.fromtimestamp(seconds, UTC)
    local = instant.astimezone(timezone(timedelta(minutes=minutes)))

    assert parse(local.isoformat(), None, None).at == instant


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        found = parse(text, UTC, DateOrder.DMY)
    except ValueError:
        return
    assert found.at.tzinfo is UTC
