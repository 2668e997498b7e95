"""What is printed arrives whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
HEARD_AND_LEFT = """
import signal
signal.signal(signal.SIGINT, lambda *_: None)
from genwen.cli.main import main
main(["rules", "--json"])
"""


def waiting(pipe: int) -> int:
    """How many bytes stand in a pipe that nobody reads."""
    import fcntl
    import termios

    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_write_that_ctrl_c_cuts_short_loses_nothing(unbuffered: str) -> None:
    """Under PYTHONUNBUFFERED Python writes once what it is given, and forgets what did not go into a full pipe."""
    env = os.environ | {"PYTHONUNBUFFERED": unbuffered, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", HEARD_AND_LEFT]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        before, end = -1, time.monotonic() + 60
        while (now := waiting(process.stdout.fileno())) != before or not now:
            assert time.monotonic() < end
            before = now
            time.sleep(0.2)
        assert process.poll() is None  # the pipe is full
        process.send_signal(signal.SIGINT)
        time.sleep(0.1)
        assert json.loads(process.stdout.read().decode())
