"""The folders that ship with the program, however it was installed.

A wheel holds them inside the package. A checkout, and an editable install of one, has them at the
top of the repository.
"""

from pathlib import Path
from typing import Final

from harvest_tui.config.errors import MissingResourceError

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_CHECKOUT: Final = _PACKAGE.parents[1]


def themes_folder() -> Path:
    """Give the folder of colour themes.

    Raises:
        MissingResourceError: The installation is not whole.
    """
    return _shipped("themes")


def sample_data_folder() -> Path:
    """Give the folder of the sample book.

    Raises:
        MissingResourceError: The installation is not whole.
    """
    return _shipped("sample_data")


def _shipped(name: str) -> Path:
    for place in (_PACKAGE / name, _CHECKOUT / name):
        if place.is_dir():
            return place
    raise MissingResourceError(name)
