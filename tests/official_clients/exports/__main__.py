"""What `chatquill export` writes, run: `python tests/official_clients/exports [part of a name]`.

Each draft goes out in each language as each kind of sender that may send it. The program is run
against a sandbox, and what the sandbox then holds must be what it holds of the same draft posted as
it stands. Apps Script has no server here: a small fake takes the call.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "python"))

import clients  # noqa: E402
import languages  # noqa: E402
from sandbox import Sandbox  # noqa: E402
from stored import Refused, Stored  # noqa: E402

BINARY = os.environ.get("CHATQUILL_BIN") or str(clients.ROOT / "target" / "debug" / "chatquill")
CARDS = clients.ROOT / "tests" / "cards"
SPACE = "spaces/AAAArelease1"
# What goes out by whom; every draft goes out as the app.
SENDERS = {
    "user": ("guide_user", "guide_thread", "guide_named", "hard_backslashes", "hard_newlines", "hard_shell"),
    "webhook": ("guide_user", "guide_thread", "hard_deep", "hard_quotes", "hard_controls", "hard_shell"),
}


def exported(file, language, sender):
    command = [BINARY, "export", str(file), "--to", language, "--as", sender]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


class Tally:
    """Prints a line a check, and counts."""

    def __init__(self):
        self.passed = self.failed = 0

    def tell(self, name, wrong):
        if wrong:
            self.failed += 1
            print(f"FAIL exports: {name}: {' '.join(str(wrong).split())[:800]}", flush=True)
        else:
            self.passed += 1
            print(f"ok exports: {name}", flush=True)


def cards(folder):
    """The card files of the project as whole requests to the space of these tests."""
    for file in sorted(CARDS.glob("*.json")):
        request = json.loads(exported(file, "json", "app"))
        viewer = request["message"].get("privateMessageViewer")
        if viewer:
            viewer["name"] = "users/100000000000000000001"
        request.pop("requestId", None)
        place = pathlib.Path(folder) / file.name
        place.write_text(json.dumps({**request, "parent": SPACE}), encoding="utf-8")
        yield place


def drafts(sender, folder):
    """The drafts of a sender, and what a sandbox holds of each that is posted as it stands."""
    own = sorted((HERE / "drafts").glob("*.json"))
    files = [file for file in own if file.stem in SENDERS[sender]] if sender in SENDERS else [*own, *cards(folder)]
    with Sandbox() as sandbox:
        stored = Stored(sandbox)
        for file in files:
            try:
                yield file, stored.post(json.loads(file.read_text(encoding="utf-8")), sender)
            except Refused as refused:
                # A card file may quote a message or join a thread that is not there.
                if file in own:
                    raise SystemExit(f"{file.name} is refused as {sender}: {refused}") from None


def main():
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    tally = Tally()
    tally.tell("assets/clients.toml", clients.main() and "it is out of date")
    with tempfile.TemporaryDirectory() as folder:
        for sender in ("app", *SENDERS):
            wanted = list(drafts(sender, folder))
            for language, run in languages.ALL.items():
                # The card files hold every field: of use where each is spelt, and not in plain JSON.
                chosen = [
                    (file, held)
                    for file, held in wanted
                    if only in f"{language} {file.stem} as {sender}"
                    and (language in languages.TYPED or file.parent == HERE / "drafts")
                ]
                jobs = [languages.Job(sender, exported(file, language, sender)) for file, _ in chosen]
                # An ID of a message is given once in a space: each language has a world of its own.
                with Sandbox() as sandbox:
                    stored = Stored(sandbox)
                    outcomes = run(jobs, sandbox) if jobs else []
                    for (file, held), outcome in zip(chosen, outcomes, strict=True):
                        wrong = outcome.wrong or stored.differs(outcome, held, sender)
                        tally.tell(f"{language} {file.stem} as {sender}", wrong)
    print(f"exports: {tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main())
