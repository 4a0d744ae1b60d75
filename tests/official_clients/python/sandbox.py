"""Starts the sandbox as a user would, and ends it by its pid."""

import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]


class Sandbox:
    """`chatquill sandbox --credentials DIR`, ready once its base address is read."""

    def __init__(self, *arguments):
        binary = os.environ.get("CHATQUILL_BIN") or ROOT / "target" / "debug" / "chatquill"
        self._folder = tempfile.TemporaryDirectory(prefix="official-clients-")
        self.credentials = pathlib.Path(self._folder.name)
        command = [str(binary), "sandbox", "--credentials", str(self.credentials), *arguments]
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        self.base = self._process.stdout.readline().strip()
        if not self.base.startswith("http://127.0.0.1:"):
            self.__exit__()
            raise SystemExit(f"{' '.join(command)} printed {self.base!r} in place of its base address")

    @property
    def app_file(self):
        return str(self.credentials / "service-account.json")

    @property
    def user_file(self):
        return str(self.credentials / "authorized-user.json")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._folder.cleanup()
