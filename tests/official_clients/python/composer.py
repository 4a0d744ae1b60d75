"""Drives the built composer in a pseudo terminal, and reads its screen."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

import pyte

SIZE = (40, 120)
LIMIT = 20  # seconds until a text must be on the screen


class Composer:
    """The composer with this home; its screen is that of a terminal of 120 columns."""

    def __init__(self, binary, home):
        environment = {
            "HOME": home, "CHATQUILL_HOME": home, "TERM": "xterm-256color", "PATH": os.environ["PATH"],
        }
        self._screen = pyte.Screen(SIZE[1], SIZE[0])
        self._stream = pyte.ByteStream(self._screen)
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.execve(binary, [binary], environment)
        size = struct.pack("HHHH", *SIZE, 0, 0)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)
        self._is_over = False

    def _read(self, seconds):
        ready, _, _ = select.select([self._terminal], [], [], seconds)
        if not ready:
            return
        try:
            data = os.read(self._terminal, 65536)
        except OSError:
            data = b""
        if data:
            self._stream.feed(data)
        else:
            self._is_over = True

    def text(self):
        # A wide character leaves an empty cell behind it.
        rows = (self._screen.buffer[row] for row in range(SIZE[0]))
        lines = ("".join(row[column].data for column in range(SIZE[1])) for row in rows)
        return "\n".join(line.rstrip() for line in lines)

    def _until(self, what, holds):
        end = time.monotonic() + LIMIT
        while not holds():
            if self._is_over or time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what}:\n{self.text()}")
            self._read(0.1)
        return self

    def sees(self, text):
        return self._until(repr(text), lambda: text in self.text())

    def sees_no_more(self, text):
        return self._until(f"the end of {text!r}", lambda: text not in self.text())

    def keys(self, keys):
        os.write(self._terminal, keys.encode())
        return self

    def quit(self):
        self.keys("\x11")
        end = time.monotonic() + LIMIT
        while not self._is_over and time.monotonic() < end:
            self._read(0.1)
        return self.close()

    def close(self):
        """Ends it, by its own process ID where it goes on."""
        if not self._is_over:
            os.kill(self._pid, signal.SIGKILL)
        _, status = os.waitpid(self._pid, 0)
        os.close(self._terminal)
        return os.waitstatus_to_exitcode(status)
