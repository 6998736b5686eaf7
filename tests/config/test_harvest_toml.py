"""harvest.toml: every key of it, every default, and every way to get it wrong."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from harvest_tui.config.errors import ConfigError
from harvest_tui.config.harvest_toml import read
from harvest_tui.domain.elections import Method
from harvest_tui.domain.scenario import PriceChange, Scenario
from harvest_tui.domain.settings import (
    AccountSettings,
    AssetSettings,
    Custody,
    FilingStatus,
    HarvestSettings,
    Owner,
    RuleSettings,
    Settings,
    Taxpayer,
    Tier,
    WashSale,
    YearInputs,
)

WHOLE = """
[taxpayer]
filing_status = "single"            # single | mfj | mfs | hoh | qss
time_zone = "America/New_York"
state_rate = "0.05"
state = "PA"

[year.2026]
wages_and_other = "150000"
interest_and_nonqualified_dividends = 12
qualified_dividends = "0.01"
deduction = "standard"
short_term_gains_elsewhere = "-5"
long_term_gains_elsewhere = "7"
long_term_collectibles_elsewhere = "3"
short_term_carryover_in = "1"
long_term_carryover_in = "2"
carryover_worksheet_line_1 = "-9750"
people_65_or_older = 1
people_blind = 1
ledger_income = "included"

[harvest]
fee_rate = "0.001"
order_cost = "0"
max_orders = 4
reenter = true
later_tax_per_dollar = "0.105"
carryforward_value = [["9000", "0.18"], ["rest", "0.10"]]
carryforward_short_term_premium = "0.01"
keep = ["BTC@cold-wallet", "ETH", "@Gemini"]
minimum_loss = "50"
rebuy_wait_days = 1

[rules]
wash_sale = "apply"
wash_sale_from = 2027-01-01
dust = "0.0001"

[accounts."Coinbase"]
custody = "broker"
form_1099da = true
owner = "spouse"
bound_to = "hifo"
bound_since = 2026-01-01
fee_rate = "0.004"

[assets."PUNK#12"]
collectible = true
[assets."TOKSTOCK"]
security = true
[assets."BTC"]
offsetting = true
"""


def read_text(folder: Path, text: str) -> Settings:
    path = folder / "harvest.toml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as refused:
        read_text(folder, text)
    return str(refused.value)


def test_every_key_is_read(tmp_path: Path) -> None:
    assert read_text(tmp_path, WHOLE) == Settings(
        taxpayer=Taxpayer(
            filing_status=FilingStatus.SINGLE,
            time_zone="America/New_York",
            time_zone_given=True,
            state_rate=Decimal("0.05"),
            state="PA",
        ),
        years={
            2026: YearInputs(
                wages_and_other=Decimal(150000),
                interest_and_nonqualified_dividends=Decimal(12),
                qualified_dividends=Decimal("0.01"),
                deduction=None,
                short_term_gains_elsewhere=Decimal(-5),
                long_term_gains_elsewhere=Decimal(7),
                long_term_collectibles_elsewhere=Decimal(3),
                short_term_carryover_in=Decimal(1),
                long_term_carryover_in=Decimal(2),
                carryover_worksheet_line_1=Decimal(-9750),
                people_65_or_older=1,
                people_blind=1,
                ledger_income_added=False,
            )
        },
        harvest=HarvestSettings(
            fee_rate=Decimal("0.001"),
            order_cost=Decimal(0),
            cost_given=True,
            max_orders=4,
            reenter=True,
            later_tax_per_dollar=Decimal("0.105"),
            carryforward_value=(
                Tier(width=Decimal(9000), worth=Decimal("0.18")),
                Tier(width=None, worth=Decimal("0.10")),
            ),
            carryforward_short_term_premium=Decimal("0.01"),
            keep=("BTC@cold-wallet", "ETH", "@Gemini"),
            minimum_loss=Decimal(50),
            rebuy_wait_days=1,
        ),
        rules=RuleSettings(wash_sale=WashSale.APPLY, wash_sale_from=date(2027, 1, 1)),
        accounts={
            "Coinbase": AccountSettings(
                custody=Custody.BROKER,
                form_1099da=True,
                owner=Owner.SPOUSE,
                bound_to=Method.HIFO,
                bound_since=date(2026, 1, 1),
                fee_rate=Decimal("0.004"),
            )
        },
        assets={
            "PUNK#12": AssetSettings(collectible=True),
            "TOKSTOCK": AssetSettings(security=True),
            "BTC": AssetSettings(offsetting=True),
        },
        dust=Decimal("0.0001"),
    )


def test_without_a_file_nothing_about_the_taxpayer_is_assumed(tmp_path: Path) -> None:
    settings = read(tmp_path / "harvest.toml")

    assert settings.taxpayer.filing_status is None
    assert settings.years == {}
    assert (settings.taxpayer.time_zone, settings.taxpayer.time_zone_given) == (
        "America/New_York",
        False,
    )
    assert not settings.harvest.cost_given
    assert settings.rules.wash_sale is WashSale.WARN
    assert settings.dust == Decimal("0.00000001")


def test_an_empty_year_is_zero_with_the_standard_deduction(tmp_path: Path) -> None:
    year = read_text(tmp_path, "[year.2026]\n").years[2026]

    assert year == YearInputs()
    assert year.ledger_income_added is None
    assert year.short_term_carryover_in is None


def test_ledger_income_can_be_added(tmp_path: Path) -> None:
    text = '[year.2026]\nledger_income = "add"\n'

    assert read_text(tmp_path, text).years[2026].ledger_income_added is True


def test_a_deduction_of_zero_lets_wages_be_negative(tmp_path: Path) -> None:
    year = read_text(tmp_path, '[year.2026]\ndeduction = "0"\nwages_and_other = "-500"\n')

    assert year.years[2026].deduction == 0
    assert year.years[2026].wages_and_other == -500


def test_an_unbound_account_is_bound_to_nothing(tmp_path: Path) -> None:
    text = '[accounts.A]\nbound_to = ""\n'

    assert read_text(tmp_path, text).accounts["A"].bound_to is None


def test_a_year_may_be_written_with_dots_or_inline(tmp_path: Path) -> None:
    dotted = read_text(tmp_path, 'year.2026.wages_and_other = "1"\n')
    inline = read_text(tmp_path, 'year = { 2026 = { wages_and_other = "1" } }\n')

    assert dotted == inline
    assert dotted.years[2026].wages_and_other == 1


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_known_one(tmp_path: Path) -> None:
    text = '# mine\n\n[taxpayer]\nstate_rate = "0"\nfiling_staus = "single"\n'

    assert refusal(tmp_path, text) == (
        "harvest.toml, line 5, taxpayer.filing_staus: unknown key.\n"
        "Fix: did you mean filing_status? "
        "Known here: filing_status, state, state_rate, time_zone."
    )


def test_an_unknown_table_is_named_with_its_line(tmp_path: Path) -> None:
    assert refusal(tmp_path, '\n[acounts."My Wallet"]\ncustody = "self"\n') == (
        "harvest.toml, line 2, acounts: unknown key.\n"
        "Fix: did you mean accounts? "
        "Known here: accounts, assets, harvest, rules, scenario, taxpayer, year."
    )


def test_a_bare_decimal_is_refused_with_the_quotes_it_wants(tmp_path: Path) -> None:
    assert refusal(tmp_path, "[year.2026]\nwages_and_other = 150000.50\n") == (
        "harvest.toml, line 2, year.2026.wages_and_other: "
        "150000.50 without quotes is a binary number, and loses cents.\n"
        'Fix: put it in quotes: "150000.50".'
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            '[year.2026]\nwages_and_other = "150,000"',
            'line 2, year.2026.wages_and_other: "150,000" is no plain decimal number.\n'
            'Fix: write digits and a point, nothing else: wages_and_other = "1234.56".',
            id="thousands comma",
        ),
        pytest.param(
            "[year.2026]\nwages_and_other = true",
            "line 2, year.2026.wages_and_other: true is no amount.\n"
            'Fix: write a number: wages_and_other = "1234.56".',
            id="truth for an amount",
        ),
        pytest.param(
            "[year.2026]\nwages_and_other = 100000000000000000000000",
            "line 2, year.2026.wages_and_other: 100000000000000000000000 is no plain decimal "
            "number.\n"
            'Fix: write digits and a point, nothing else: wages_and_other = "1234.56".',
            id="an amount beyond the bounds",
        ),
        pytest.param(
            '[year.2026]\nwages_and_other = "-1"',
            "line 2, year.2026.wages_and_other: "
            "less than zero is for a year with a deduction of its own.\n"
            "Fix: write zero or more, or give the deduction as an amount: deduction = "
            '"0".',
            id="negative wages with the standard deduction",
        ),
        pytest.param(
            '[year.2026]\nlong_term_carryover_in = "-1"',
            'line 2, year.2026.long_term_carryover_in: "-1" is less than zero.\n'
            "Fix: write zero or more.",
            id="a carryover is never negative",
        ),
        pytest.param(
            '[year.2026]\ndeduction = "standart"',
            'line 2, year.2026.deduction: "standart" is no plain decimal number.\n'
            'Fix: write deduction = "standard"; or, write digits and a point, nothing else: '
            'deduction = "1234.56".',
            id="a deduction that is neither",
        ),
        pytest.param(
            "[year.2017]\n",
            "line 1, year.2017: tax is computed from 2018 on.\n"
            "Fix: remove this table; the lots of earlier years need none.",
            id="a year before the law we hold",
        ),
        pytest.param(
            "[year.next]\n",
            "line 1, year.next: this is no year.\nFix: write the table as [year.2026].",
            id="no year",
        ),
        pytest.param(
            'year = "2026"',
            "line 1, year: this must be a table.\nFix: write a line [year] and the keys under it.",
            id="a value where a table belongs",
        ),
        pytest.param(
            '[taxpayer]\nfiling_status = "Single"',
            'line 2, taxpayer.filing_status: "Single" is not known here.\n'
            'Fix: did you mean "single"? Write one of "single", "mfj", "mfs", "hoh", "qss".',
            id="filing status in capitals",
        ),
        pytest.param(
            '[taxpayer]\ntime_zone = "America/New York"',
            'line 2, taxpayer.time_zone: "America/New York" is no time zone.\n'
            'Fix: did you mean "America/New_York"? Write a name such as "America/New_York".',
            id="a zone that does not exist",
        ),
        pytest.param(
            '[taxpayer]\nstate_rate = "5"',
            'line 2, taxpayer.state_rate: "5" is no rate.\n'
            'Fix: write a share from 0 to 1: state_rate = "0.05" for 5 %.',
            id="five for five per cent",
        ),
        pytest.param(
            "[harvest]\nmax_orders = true",
            "line 2, harvest.max_orders: true is no whole number.\n"
            "Fix: write max_orders = 0, or a count.",
            id="truth for a count",
        ),
        pytest.param(
            '[harvest]\nreenter = "yes"',
            'line 2, harvest.reenter: "yes" is neither true nor false.\n'
            "Fix: write reenter = true or false.",
            id="yes for true",
        ),
        pytest.param(
            '[harvest]\n\ncarryforward_value = [\n  ["rest", "0.1"],\n  ["9000", "0.2"],\n]',
            'line 3, harvest.carryforward_value: nothing can come after "rest".\n'
            "Fix: write pairs of width and worth: "
            'carryforward_value = [["9000", "0.18"], ["rest", "0.10"]].',
            id="rest before another tier",
        ),
        pytest.param(
            '[harvest]\ncarryforward_value = [["0", "0.1"]]',
            "line 2, harvest.carryforward_value: a tier has no width.\n"
            "Fix: write pairs of width and worth: "
            'carryforward_value = [["9000", "0.18"], ["rest", "0.10"]].',
            id="a tier without width",
        ),
        pytest.param(
            "[harvest]\ncarryforward_value = [[9000, 0.18]]",
            "line 2, harvest.carryforward_value: "
            "0.18 without quotes is a binary number, and loses cents.\n"
            'Fix: put it in quotes: "0.18".',
            id="a bare decimal in a tier",
        ),
        pytest.param(
            '[harvest]\nkeep = ["BTC@"]',
            'line 2, harvest.keep: "BTC@" names no asset and no account.\n'
            'Fix: write keep = ["BTC", "BTC@cold-wallet", "@cold-wallet"].',
            id="an asset at nowhere",
        ),
        pytest.param(
            "[rules]\nwash_sale_from = 2027-01-01T00:00:00",
            "line 2, rules.wash_sale_from: 2027-01-01 00:00:00 is no date.\n"
            "Fix: write it without quotes: wash_sale_from = 2026-01-31.",
            id="a moment for a date",
        ),
        pytest.param(
            '[accounts."Cold \\"wallet\\""]\nbound_to = "spec-id"',
            'line 2, accounts."Cold "wallet"".bound_to: "spec-id" is not known here.\n'
            'Fix: Write one of "fifo", "lifo", "hifo", "lofo".',
            id="bound to no order",
        ),
        pytest.param(
            '[accounts.Kraken]\nowner = "wife"',
            'line 2, accounts.Kraken.owner: "wife" is not known here.\n'
            'Fix: Write one of "self", "spouse", "ira".',
            id="an owner we do not know",
        ),
        pytest.param(
            'taxpayer = { filing_status = "single", colour = 1 }',
            "line 1, taxpayer.colour: unknown key.\n"
            "Fix: Known here: filing_status, state, state_rate, time_zone.",
            id="an unknown key inline",
        ),
        pytest.param(
            '[year.2026]\npeople_65_or_older = 2\n[taxpayer]\nfiling_status = "hoh"',
            "line 2, year.2026.people_65_or_older: more people than are on the return (1).\n"
            "Fix: count only who files it: people_65_or_older = 1 or less.",
            id="two people on a return of one",
        ),
        pytest.param(
            "[year.2026]\npeople_blind = 3",
            "line 2, year.2026.people_blind: more people than are on the return (2).\n"
            "Fix: count only who files it: people_blind = 2 or less.",
            id="more people than any return has",
        ),
    ],
)
def test_what_a_key_does_not_take_is_named_with_the_way_out(
    tmp_path: Path, text: str, message: str
) -> None:
    assert refusal(tmp_path, text) == f"harvest.toml, {message}"


@pytest.mark.parametrize("zone", ["America", "../etc/passwd", "", "/etc/localtime"])
def test_what_only_looks_like_a_time_zone_is_none(tmp_path: Path, zone: str) -> None:
    message = refusal(tmp_path, f'[taxpayer]\ntime_zone = "{zone}"\n')

    assert message.startswith(
        f'harvest.toml, line 2, taxpayer.time_zone: "{zone}" is no time zone.\nFix: '
    )


def test_a_text_that_is_no_toml_is_refused_where_it_ends_to_be(tmp_path: Path) -> None:
    message = refusal(tmp_path, '[taxpayer]\nfiling_status = "single\n')

    assert message.startswith("harvest.toml: this is not TOML: ")
    assert "(at line 2," in message
    assert message.endswith("Fix: mend that line, or remove it.")


def test_a_file_that_is_not_utf8_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "harvest.toml"
    path.write_bytes("[taxpayer]\n# café\n".encode("latin-1"))

    with pytest.raises(ConfigError) as refused:
        read(path)

    assert str(refused.value) == (
        "harvest.toml, line 2: this is not UTF-8 text.\nFix: save the file as UTF-8."
    )


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "harvest.toml").mkdir()

    with pytest.raises(ConfigError, match="cannot be read"):
        read(tmp_path / "harvest.toml")


def test_a_key_from_a_stranger_does_not_reach_the_terminal(tmp_path: Path) -> None:
    message = refusal(tmp_path, '["\\u001b]52;c;x"]\n')

    assert "\x1b" not in message
    assert "‹1B›" in message


def test_a_scenario_is_read_with_prices_of_all_and_of_one(tmp_path: Path) -> None:
    path = tmp_path / "harvest.toml"
    path.write_text(
        """
[scenario."prices fall"]
price_percent = "-30.5"
price_percent_of = { BTC = -40, "USD Coin" = "0" }
short_term_gain = "1000"
long_term_gain = -1
other_income = "2"
filing_status = "mfj"
sale_day = 2027-01-04
wash_sale_from = 2026-06-08

[harvest]
discount_rate = "0.04"
"""
    )

    settings = read(path)

    assert settings.harvest.discount_rate == Decimal("0.04")
    assert settings.scenarios == {
        "prices fall": Scenario(
            prices=PriceChange(
                percent=Decimal("-30.5"), percent_of={"BTC": Decimal(-40), "USD Coin": Decimal(0)}
            ),
            short_term_gain=Decimal(1000),
            long_term_gain=Decimal(-1),
            other_income=Decimal(2),
            filing_status=FilingStatus.MARRIED_JOINTLY,
            sale_day=date(2027, 1, 4),
            wash_sale_from=date(2026, 6, 8),
        )
    }


def test_a_price_that_falls_by_more_than_all_of_it_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, '[scenario.x.price_percent_of]\nBTC = "-100.1"\n') == (
        'harvest.toml, line 2, scenario.x.price_percent_of.BTC: "-100.1" percent is less than '
        "nothing.\nFix: write -100 or more."
    )


def test_a_wash_sale_rule_to_apply_says_since_when(tmp_path: Path) -> None:
    said = refusal(tmp_path, '[rules]\nwash_sale = "apply"\n')

    assert "does not say since when" in said
    assert "wash_sale_from = 2027-01-01" in said
