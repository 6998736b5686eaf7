"""Work that takes longer than a blink says so."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.message_pump import MessagePump

BLINK: Final = 0.15
"""Seconds that pass without a word."""


@dataclass
class Working(Message):
    """Something takes its time; no words when it is done."""

    words: str


@contextmanager
def said_if_slow(node: MessagePump, words: str) -> Iterator[None]:
    """Say what is being done if it is not done in a blink."""
    timer = node.set_timer(BLINK, lambda: node.post_message(Working(words)))
    try:
        yield
    finally:
        timer.stop()
        node.post_message(Working(""))
