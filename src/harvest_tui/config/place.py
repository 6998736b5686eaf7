"""A spot in a TOML file: it names itself in errors, and reads a table by its known keys."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, Self, TypeAlias

from harvest_tui.config.errors import ConfigError, Keys
from harvest_tui.config.lines import lines_of
from harvest_tui.config.values import FloatText, RefusedError

Readers: TypeAlias = Mapping[str, Callable[[object], Any]]
"""For each known key, what makes a value of what TOML says, or raises `RefusedError`."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """The text of a file and what it says."""

    name: str
    text: str
    said: Mapping[str, object]

    @cached_property
    def lines(self) -> Mapping[Keys, int]:
        """Lines of the keys; found only when an error asks for one."""
        return lines_of(self.text)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A value in a document, with its path."""

    document: Document
    keys: Keys = ()
    value: object

    def refuse(self, what: str, fix: str) -> NoReturn:
        """Raise the error about this place; its line is that of the nearest known key above."""
        lines = self.document.lines
        above = (self.keys[:length] for length in range(len(self.keys), 0, -1))
        line = next((lines[keys] for keys in above if keys in lines), None)
        raise ConfigError(self.document.name, line, self.keys, what, fix)

    def at(self, key: str | int, value: object) -> Self:
        """Give the place one step down."""
        return type(self)(document=self.document, keys=(*self.keys, key), value=value)

    def table(self) -> Mapping[str, Self]:
        """Give the places in this table.

        Raises:
            ConfigError: It is no table.
        """
        if not isinstance(self.value, dict):
            name = self.keys[-1]
            self.refuse("this must be a table", f"write a line [{name}] and the keys under it")
        return {key: self.at(key, value) for key, value in self.value.items()}

    def read(self, readers: Readers) -> dict[str, Any]:
        """Read the keys that this table holds, each by its reader.

        Raises:
            ConfigError: A key is unknown, or a value is not what the key wants.
        """
        return {key: place.one_of(readers, key) for key, place in self.table().items()}

    def one_of(self, readers: Readers, key: str) -> Any:  # noqa: ANN401 - each reader has its type
        """Read this value by the reader of its key."""
        if key not in readers:
            self.unknown(readers)
        return self.reads(readers[key])

    def reads(self, reader: Callable[[object], Any]) -> Any:  # noqa: ANN401 - each has its type
        """Read this value.

        Raises:
            ConfigError: It is not what the key wants.
        """
        try:
            return reader(self.value)
        except RefusedError as refused:
            self.refuse(refused.what, refused.fix.replace("KEY", str(self.keys[-1])))

    def unknown(self, known: Mapping[str, object]) -> NoReturn:
        """Refuse this key, naming the known one that is nearest."""
        near = get_close_matches(str(self.keys[-1]), known, n=1, cutoff=0.5)
        meant = f"did you mean {near[0]}? " if near else ""
        self.refuse("unknown key", f"{meant}Known here: {', '.join(sorted(known))}".strip())


def load(path: Path) -> Document | None:
    """Read a file; None when there is none.

    Raises:
        ConfigError: It cannot be read, or is not TOML.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(
            str(path), None, (), f"cannot be read ({error.strerror})", "make it a readable file"
        ) from error
    try:
        return parse(content.decode("utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError(
            path.name, line, (), "this is not UTF-8 text", "save the file as UTF-8"
        ) from error


def parse(text: str, name: str) -> Document:
    """Take a text for TOML.

    Raises:
        ConfigError: It is not.
    """
    try:
        said = tomllib.loads(text, parse_float=FloatText)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            name, None, (), f"this is not TOML: {error}", "mend that line, or remove it"
        ) from error
    return Document(name=name, text=text, said=said)
