"""The folders that ship are found from a wheel, an editable install and a checkout."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from harvest_tui.config.errors import MissingResourceError
from harvest_tui.config.resources import _shipped, sample_data_folder, themes_folder

TOP = Path(__file__).parents[2]
ASK = (
    "from harvest_tui.config.resources import sample_data_folder, themes_folder\n"
    "print(themes_folder())\n"
    "print(sample_data_folder())\n"
)


def folders_seen_by(python: Path | str, **environment: str) -> list[Path]:
    """What a program of its own finds, with nothing of this one in its way."""
    done = subprocess.run(
        [python, "-c", ASK],
        env={"PATH": os.environ["PATH"], **environment},
        cwd=TOP.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(line) for line in done.stdout.splitlines()]


def installed(folder: Path, target: str) -> Path:
    """Build a wheel, install it in an environment of its own, and give that one's Python."""
    wheels, environment = folder / "wheels", folder / "environment"
    run([sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(wheels)])
    run([sys.executable, "-m", "venv", "--without-pip", str(environment)])
    python = environment / "bin" / "python"
    (wheel,) = wheels.iterdir()
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    run([*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)])
    return python


def run(command: list[str]) -> None:
    subprocess.run(command, cwd=TOP, check=True, capture_output=True)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.slow
def test_a_wheel_holds_the_folders_inside_the_package(tmp_path: Path) -> None:
    themes, sample_data = folders_seen_by(installed(tmp_path, "wheel"))

    assert tmp_path in themes.parents
    assert (themes.parent.name, sample_data.parent.name) == ("harvest_tui", "harvest_tui")
    assert names(themes) == names(TOP / "themes")
    assert names(sample_data) == names(TOP / "sample_data")


@pytest.mark.slow
def test_an_editable_install_uses_those_of_its_checkout(tmp_path: Path) -> None:
    assert folders_seen_by(installed(tmp_path, "wheel:editable")) == [
        TOP / "themes",
        TOP / "sample_data",
    ]


def test_a_checkout_uses_its_own() -> None:
    assert folders_seen_by(sys.executable, PYTHONPATH=str(TOP / "src")) == [
        TOP / "themes",
        TOP / "sample_data",
    ]


def test_the_folders_are_there() -> None:
    assert any(path.suffix == ".toml" for path in themes_folder().iterdir())
    assert sample_data_folder().is_dir()


def test_a_folder_that_is_missing_says_so() -> None:
    with pytest.raises(MissingResourceError) as refused:
        _shipped("sounds")

    assert str(refused.value) == (
        "the folder sounds that ships with harvest-tui is not there.\n"
        "Fix: install harvest-tui again."
    )
