from decimal import Decimal

import pytest

from harvest_tui.tax.ray import Horizon, Ray, slope_of


def ray(now: int, slope: int, horizon: Horizon | None = None) -> Ray:
    return Ray(Decimal(now), Decimal(slope), horizon or Horizon())


def test_sums_and_multiples_carry_their_slope() -> None:
    there = 3 * (ray(5, 1) - 2) - (1 - ray(4, -2)) + -ray(1, 7)

    assert Decimal(there) == 9 + 3 - 1
    assert slope_of(there) == 3 - 2 - 7


def test_a_constant_has_no_slope() -> None:
    assert slope_of(Decimal(5)) == 0


def test_equal_amounts_are_told_apart_by_where_they_go() -> None:
    assert ray(5, 1) > 5
    assert ray(5, -1) < 5
    assert ray(5, 0) == 5
    assert ray(5, 1) != 5
    assert bool(ray(0, 1))
    assert not ray(0, 0)
    assert max(Decimal(0), ray(0, -1)) == 0
    assert slope_of(max(Decimal(0), ray(0, 1))) == 1


@pytest.mark.parametrize(("slope", "than"), [(1, 2), (2, 2), (3, 2)])
def test_two_moving_amounts_are_compared_by_how_they_part(slope: int, than: int) -> None:
    here, there = ray(5, slope), ray(5, than)

    assert (here < there) is (slope < than)
    assert (here <= there) is (slope <= than)
    assert (here > there) is (slope > than)
    assert (here >= there) is (slope >= than)
    assert (here == there) is (slope == than)


def test_two_moving_amounts_meet_where_their_gap_is_closed() -> None:
    # 0 + 3x = 30 + x at 15
    horizon = Horizon()

    assert ray(0, 3, horizon) < ray(30, 1)
    assert horizon.nearest == 15


def test_a_place_far_off_is_exact() -> None:
    horizon = Horizon()

    assert ray(0, 3, horizon) < 10**16
    assert horizon.nearest == Decimal("3333333333333333.333333333333333334")  # rounded up


def test_the_nearest_place_where_a_comparison_turns_is_noted() -> None:
    horizon = Horizon()
    moving = ray(0, 2, horizon)

    assert moving < 30
    assert min(Decimal(10), moving) <= 10
    assert moving > -5  # it will stay so

    assert horizon.nearest == 5


def test_a_place_that_is_no_decimal_is_rounded_up() -> None:
    horizon = Horizon()

    assert ray(0, 3, horizon) < 10

    assert horizon.nearest == Decimal("3.333333333333333334")


def test_the_product_of_two_rays_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^the product of two moving amounts is no straight line$"):
        ray(1, 1) * ray(2, 0)
