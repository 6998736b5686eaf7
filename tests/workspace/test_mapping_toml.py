"""A column mapping is read strictly: an error names file, line and key."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from harvest_tui.config.errors import ConfigError
from harvest_tui.domain.kinds import Kind
from harvest_tui.sources.errors import MissingColumnError
from harvest_tui.sources.mapping import Broad, FeeSign, SheetMapping, When
from harvest_tui.sources.options import DateOrder, DecimalMark
from harvest_tui.workspace.mapping_toml import read_mapping, refuse_column

SOUND = """\
source = "my exchange"
decimal = "comma"
signed = true
fee_sign = "minus"

[time]
column = "Date"
clock = "Time"
format = "%d.%m.%Y %H:%M"
zone = "Europe/Zurich"
order = "dmy"

[columns]
kind = "Type"
amount = "Amount"
asset = "Coin"
total = "Total"

[fixed]
account = "Main"
total_asset = "USD"

[kinds]
Bought = "buy"
"Ein  Tausch" = "trade"
Void = "skip"

[assets]
Bitcoin = "BTC"
"""
WHEN = '[time]\ncolumn = "Date"\nzone = "UTC"\n'
SIDES = 'in_asset = "In"\nin_quantity = "Units"\n'


def refused(text: str) -> str:
    with pytest.raises(ConfigError) as error:
        read_mapping(text, "my.toml")
    return str(error.value)


def test_everything_that_can_be_said_is_read() -> None:
    assert read_mapping(SOUND, "my.toml") == SheetMapping(
        source="my exchange",
        when=When(
            column="Date",
            clock="Time",
            pattern="%d.%m.%Y %H:%M",
            zone="Europe/Zurich",
            order=DateOrder.DMY,
        ),
        columns={"kind": "Type", "amount": "Amount", "asset": "Coin", "total": "Total"},
        fixed={"account": "Main", "total_asset": "USD"},
        kinds={"bought": Kind.BUY, "ein tausch": Broad.TRADE, "void": Broad.SKIP},
        assets={"Bitcoin": "BTC"},
        decimal=DecimalMark.COMMA,
        signed=True,
        fee_sign=FeeSign.MINUS,
    )


def test_the_mapping_that_the_manual_shows_is_understood() -> None:
    manual = Path(__file__).parents[2] / "README.md"
    block = re.search(
        r"^    source = .*?(?=^\S)", manual.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert block is not None

    mapping = read_mapping(dedent(block[0]), "README.md")

    assert mapping.kinds["converted"] is Broad.TRADE
    assert set(mapping.columns) == {"kind", "amount", "asset", "total", "fee_quantity"}


def test_one_kind_may_hold_for_all_rows() -> None:
    text = f'source = "x"\n{WHEN}[columns]\n{SIDES}[fixed]\nkind = "staking_reward"\n'

    assert read_mapping(text, "my.toml").kinds == {"staking_reward": Kind.STAKING_REWARD}


def test_epochs_need_no_zone() -> None:
    text = SOUND.replace('format = "%d.%m.%Y %H:%M"\nzone = "Europe/Zurich"', 'format = "epoch"')

    assert read_mapping(text, "my.toml").when.zone == "UTC"


def test_an_unknown_key_is_refused_with_the_nearest() -> None:
    assert refused(SOUND.replace('amount = "Amount"', 'amuont = "Amount"')) == (
        "my.toml, line 15, columns.amuont: unknown key.\n"
        "Fix: did you mean amount? Known here: account, amount, asset, fee_asset, fee_quantity, "
        "fee_usd, group, id, in_asset, in_quantity, kind, note, out_asset, out_quantity, total, "
        "total_asset, txid, usd_value."
    )
    assert refused(SOUND.replace("[kinds]", "[kind]")) == (
        "my.toml, line 23, kind: unknown key.\n"
        "Fix: did you mean kinds? Known here: assets, columns, decimal, fee_sign, fixed, kinds, "
        "signed, source, time."
    )


def test_a_word_that_means_nothing_is_refused_with_the_nearest() -> None:
    assert refused(SOUND.replace('"buy"', '"bye"')) == (
        'my.toml, line 24, kinds.Bought: "bye" is no kind of transaction.\n'
        'Fix: did you mean "buy"? Write one such as buy, sell, trade, transfer, staking_reward, '
        "spend or skip."
    )


def test_the_same_word_twice_with_two_meanings_is_refused() -> None:
    assert "kinds.BOUGHT: the same word stands here twice" in refused(
        SOUND.replace("[kinds]", '[kinds]\nBOUGHT = "sell"')
    ).replace("kinds.Bought", "kinds.BOUGHT")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        pytest.param(SOUND.replace('source = "my exchange"', ""), "my.toml: source is missing"),
        pytest.param(f'source = "x"\n{WHEN}', "my.toml: columns is missing"),
        pytest.param(
            SOUND.replace('column = "Date"\n', ""), "my.toml, line 6, time: column is missing"
        ),
        pytest.param(
            SOUND.replace('zone = "Europe/Zurich"\n', ""), "my.toml, line 6, time: zone is missing"
        ),
        pytest.param(
            SOUND.replace("Europe/Zurich", "Europe/Zuerich"),
            'my.toml, line 10, time.zone: "Europe/Zuerich" is no time zone',
        ),
        pytest.param(
            SOUND.replace("%d.%m.%Y %H", "%d. %H"),
            'my.toml, line 9, time.format: "%d. %H:%M" does not give a whole date',
        ),
        pytest.param(
            SOUND.replace("%H:%M", "%Z"),
            'my.toml, line 9, time.format: "%d.%m.%Y %Z" does not give a whole date',
        ),
        pytest.param(
            SOUND.replace('kind = "Type"\n', ""),
            "my.toml, line 13, columns: nothing says what a row is",
        ),
        pytest.param(
            SOUND.replace("[fixed]", '[fixed]\nkind = "buy"'),
            "my.toml, line 20, fixed.kind: columns.kind says it already",
        ),
        pytest.param(
            SOUND[: SOUND.index("[kinds]")],
            "my.toml, line 14, columns.kind: nothing says what its words mean",
        ),
        pytest.param(
            SOUND.replace('asset = "Coin"', 'in_asset = "Coin"'),
            "my.toml, line 16, columns.in_asset: columns.amount says it already",
        ),
        pytest.param(
            SOUND.replace('asset = "Coin"\n', ""),
            "my.toml, line 15, columns.amount: nothing says of which asset: asset is missing",
        ),
        pytest.param(
            SOUND.replace('total_asset = "USD"\n', ""),
            "my.toml, line 17, columns.total: nothing says of which asset: total_asset is missing",
        ),
        pytest.param(
            SOUND.replace('amount = "Amount"\n', ""),
            "my.toml, line 15, columns.asset: columns.amount is missing beside it",
        ),
        pytest.param(
            f'source = "x"\n{WHEN}[columns]\nnote = "N"\n[fixed]\nkind = "buy"\n',
            "my.toml, line 5, columns: nothing says what came or went",
        ),
        pytest.param(
            SOUND.replace("signed = true", "signed = false").replace(
                "[columns]", '[columns]\ngroup = "Order"'
            ),
            "my.toml, line 14, columns.group: rows of one group need signs",
        ),
        pytest.param(
            SOUND.replace("[columns]", '[columns]\nfee_quantity = "Fee"'),
            "my.toml, line 14, columns.fee_quantity: nothing says of which asset: fee_asset",
        ),
        pytest.param(
            f'source = "x"\n{WHEN}[columns]\n{SIDES}[fixed]\nkind = "bogus"\n',
            'my.toml, line 9, fixed.kind: "bogus" is no kind of transaction',
        ),
        pytest.param("source = [", "my.toml: this is not TOML"),
        pytest.param('source = ""\n', "my.toml, line 1, source: the text is empty"),
    ],
)
def test_what_is_missing_or_at_odds_is_refused_with_its_line(text: str, start: str) -> None:
    said = refused(text)

    assert said.startswith(start)
    assert "\nFix: " in said


def test_a_column_that_the_sheet_has_not_is_refused_at_its_key() -> None:
    error = MissingColumnError("sheet.csv", "Amount", ["Date", "Amout", "Coin"])

    with pytest.raises(ConfigError) as refusal:
        refuse_column(SOUND, "my.toml", error)

    assert str(refusal.value) == (
        'my.toml, line 15, columns.amount: the sheet has no column "Amount".\n'
        'Fix: did you mean "Amout"? Its columns are "Date", "Amout", "Coin".'
    )
