"""A real terminal: signals, hang-ups, colours, mice."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

import pytest

from harvest_tui.tui import terminal

CODE = """
import sys
from pathlib import Path
from harvest_tui.tui import run
from tui.fake_desk import FakeDesk
sys.exit(run(FakeDesk(), Path(sys.argv[1])))
"""
ROOT = Path(__file__).parents[2]
LEFT = b"\x1b[?1049l"
MOUSE = b"\x1b[?1000h"
RGB = b"[38;2;"
REVERSED = (b"[7m", b";7m", b";7;", b"[1;7")
PATIENCE = 20.0


class Terminal:
    """The other end of a pseudo-terminal in which the program runs."""

    def __init__(self, pid: int, fd: int) -> None:
        self.pid, self.fd = pid, fd
        self.output = b""

    def read_until(self, wanted: bytes) -> None:
        end = monotonic() + PATIENCE
        while wanted not in self.output:
            assert monotonic() < end, self.output[-2000:]
            self._read()

    def rest(self) -> bytes:
        self.output = b""
        while self._read():
            pass
        return self.output

    def exit_code(self) -> int:
        end = monotonic() + PATIENCE
        while monotonic() < end:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            sleep(0.05)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise AssertionError("still running")

    def _read(self) -> bool:
        ready, _, _ = select.select([self.fd], [], [], 0.5)
        if not ready:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # what Linux says when the other end is gone
            return False
        self.output += data
        return bool(data)


@contextmanager
def running(environment: Mapping[str, str]) -> Iterator[Terminal]:
    pid, fd = pty.fork()
    if pid == 0:  # the child becomes the program
        kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "SSH_TTY"}}
        known = {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": str(ROOT / "tests"),
        }
        program = [sys.executable, "-c", CODE, str(ROOT / "themes")]
        os.execve(sys.executable, program, {**kept, **known, **environment})  # noqa: S606  # a terminal of its own
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seat = Terminal(pid, fd)
    try:
        seat.read_until(b"MATIC")
        yield seat
    finally:
        with suppress(OSError):  # a test may have closed it
            os.close(fd)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_gives_the_terminal_back(number: signal.Signals) -> None:
    with running({}) as seat:
        os.kill(seat.pid, number)
        seat.read_until(LEFT)
        assert seat.exit_code() == 128 + number


def test_a_terminal_that_goes_away_ends_the_program() -> None:
    with running({}) as seat:
        os.close(seat.fd)
        assert seat.exit_code() == 128 + signal.SIGHUP


def test_a_terminal_that_goes_away_without_a_signal_is_noticed() -> None:
    """Where the terminal is not the program's own, nobody tells it; Textual would spin for ever."""
    ours, its = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    program = subprocess.Popen(
        [sys.executable, "-c", CODE, str(ROOT / "themes")],
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT / "tests")},
    )
    os.close(its)
    try:
        Terminal(program.pid, ours).read_until(b"MATIC")
        os.close(ours)
        assert program.wait(PATIENCE) == 128 + signal.SIGHUP
    finally:
        program.kill()
        program.wait()


def test_q_gives_the_terminal_back_and_the_code_is_nothing() -> None:
    with running({}) as seat:
        os.write(seat.fd, b"q")
        seat.read_until(LEFT)
        assert seat.exit_code() == 0


def test_without_colours_nothing_is_coloured_and_the_cursor_is_reversed() -> None:
    with running({"NO_COLOR": "1"}) as seat:
        assert RGB not in seat.output
        seat.rest()
        os.write(seat.fd, b"j")
        step = seat.rest()
        assert RGB not in step
        assert any(mark in step for mark in REVERSED)


def test_a_step_of_the_cursor_costs_less_than_a_kilobyte() -> None:
    with running({}) as seat:
        seat.rest()
        os.write(seat.fd, b"j")
        assert 0 < len(seat.rest()) < 1024


@pytest.mark.parametrize(("ssh", "mouse"), [({}, True), ({"SSH_TTY": "/dev/pts/9"}, False)])
def test_over_ssh_the_mouse_stays_with_the_terminal(ssh: Mapping[str, str], *, mouse: bool) -> None:
    with running(ssh) as seat:
        assert (MOUSE in seat.output) is mouse


def test_a_mouse_that_was_asked_for_is_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/9")
    assert terminal.mouse_wanted(asked=True)
    assert not terminal.mouse_wanted(asked=None)


def test_an_empty_no_color_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    assert terminal.theme_wanted("dark") == "dark"
    monkeypatch.setenv("NO_COLOR", "1")
    assert terminal.theme_wanted("dark") == terminal.SLOW_THEME
