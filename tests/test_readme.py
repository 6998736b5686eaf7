"""The manual and the program agree."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from harvest_tui.cli.app import app
from harvest_tui.config.harvest_toml import settings_of
from harvest_tui.config.place import parse

TOP = Path(__file__).parents[1]
README = (TOP / "README.md").read_text(encoding="utf-8")
SCRIPT = (TOP / ".ci" / "run").read_text(encoding="utf-8")


def commands(group: object, above: str = "") -> set[str]:
    """Names of all commands that do something, `price set` as one."""
    found = set()
    for name, command in getattr(group, "commands", {}).items():
        inner = commands(command, f"{above}{name} ")
        found |= inner or {f"{above}{name}"}
    return found


def test_every_command_is_in_the_manual_and_no_other() -> None:
    rows = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \|", README, re.MULTILINE)
    named = {
        re.sub(r" [A-Z]+….*", "", cell)
        for row in rows
        for cell in re.findall(r"`([^`]+)`", row)
        if cell != "harvest-tui"
    }

    assert named == commands(get_command(app))


def test_every_setting_the_manual_shows_is_understood() -> None:
    shown = "\n".join(re.findall(r"```toml\n(.*?)```", README, re.DOTALL))

    settings = settings_of(parse(shown, "README.md"))

    assert settings.taxpayer.filing_status is not None
    assert 2026 in settings.years


@pytest.mark.parametrize("step", ["demo", "develop"])
def test_the_commands_that_the_checks_take_from_the_manual_are_there(step: str) -> None:
    marked = re.findall(rf"^<!-- ci: {step} -->\n```sh\n(.*?)\n```$", README, re.MULTILINE)

    assert len(marked) == 1
    assert marked[0].startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert step in SCRIPT


def test_the_manual_names_its_headers_links() -> None:
    anchors = {
        re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^## (.+)$", README, re.MULTILINE)
    }

    for target in re.findall(r"\]\(#([a-z-]+)\)", README):
        assert target in anchors
    for target in re.findall(r"\]\(([A-Z][A-Za-z.]+)\)", README):
        assert (TOP / target).exists()
