"""How a program of each language is run: as a person would, or many of them in one process to be quick."""

import contextlib
import dataclasses
import io
import json
import os
import pathlib
import runpy
import subprocess
import tempfile
import traceback

import in_java
import requests
from clients import NODE
from stored import Stored

HERE = pathlib.Path(__file__).resolve().parent
GOOGLE_TOKENS = "https://oauth2.googleapis.com"


@dataclasses.dataclass
class Job:
    """A program to run."""

    sender: str
    code: bytes


@dataclasses.dataclass
class Outcome:
    """What came of it: what it printed, or for want of a server the request that it made."""

    printed: str = ""
    wrong: str = ""
    message: dict | None = None
    is_run: bool = True


def environment(sender, sandbox):
    """Where the program finds its secrets and, in place of Google, the sandbox."""
    stored = Stored(sandbox)
    file = sandbox.user_file if sender == "user" else sandbox.app_file
    return {
        "CHAT_API_BASE": sandbox.base,
        "GOOGLE_APPLICATION_CREDENTIALS": file,
        "CHAT_WEBHOOK_URL": stored.webhook,
    }


def curl(jobs, sandbox):
    """The script by the shell that Debian calls sh."""
    stored = Stored(sandbox)
    for job in jobs:
        secrets = environment(job.sender, sandbox)
        if job.sender != "webhook":
            secrets["CHAT_ACCESS_TOKEN"] = stored.token(job.sender)
        done = subprocess.run(
            ["sh", "-s"], input=job.code, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**os.environ, **secrets}, timeout=20, check=False,
        )
        text = done.stdout.decode("utf-8")
        if done.returncode:
            yield Outcome(wrong=f"exit status {done.returncode}: {text}")
        else:
            yield Outcome(printed=json.loads(text)["name"])


@contextlib.contextmanager
def _tokens_from(sandbox):
    """Google's libraries write to Google's own token address, whatever a person's file says."""
    real = requests.Session.request

    def towards(self, method, url, *arguments, **named):
        return real(self, method, str(url).replace(GOOGLE_TOKENS, sandbox.base), *arguments, **named)

    requests.Session.request = towards
    try:
        yield
    finally:
        requests.Session.request = real


def python(jobs, sandbox):
    """Each file as a program of its own, in this process."""
    for job in jobs:
        with tempfile.TemporaryDirectory() as folder, _tokens_from(sandbox):
            file = pathlib.Path(folder) / "create_message.py"
            file.write_bytes(job.code)
            before = dict(os.environ)
            os.environ.update(environment(job.sender, sandbox))
            out = io.StringIO()
            try:
                with contextlib.redirect_stdout(out):
                    runpy.run_path(str(file), run_name="__main__")
                yield Outcome(printed=out.getvalue().strip())
            except (Exception, SystemExit) as error:  # a program may fail in any way
                yield Outcome(wrong="".join(traceback.format_exception_only(error)))
            finally:
                os.environ.clear()
                os.environ.update(before)


def _by_node(script, suffix, jobs, sandbox):
    """All files in one process of Node.js, which answers with a line of JSON for each."""
    home = NODE / "exports"
    home.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        listed = []
        for count, job in enumerate(jobs):
            file = pathlib.Path(folder) / f"{count}{suffix}"
            file.write_bytes(job.code)
            listed.append({"file": str(file), "environment": environment(job.sender, sandbox)})
        done = subprocess.run(
            ["node", str(HERE / script), sandbox.base, sandbox.app_file], input=json.dumps(listed).encode(),
            stdout=subprocess.PIPE, env={**os.environ, "CLIENTS_NODE": str(NODE)}, timeout=60, check=True,
        )
    for line in done.stdout.decode("utf-8").rstrip("\n").split("\n"):
        yield Outcome(**json.loads(line))


def node(jobs, sandbox):
    return _by_node("node.mjs", ".mjs", jobs, sandbox)


def apps_script(jobs, sandbox):
    return _by_node("apps_script.mjs", ".gs", jobs, sandbox)


def java(jobs, sandbox):
    """All classes in one process of Java."""
    sender = jobs[0].sender
    for told in in_java.run([job.code for job in jobs], environment(sender, sandbox), sender != "user"):
        # Plain HTTP prints the whole answer, the client's message its name.
        if told["printed"].startswith("{"):
            told["printed"] = json.loads(told["printed"]).get("name", told["printed"])
        yield Outcome(**told, is_run=sender != "user")


ALL = {
    "curl": curl,
    "python": python,
    "node": node,
    "apps-script": apps_script,
    "java": java,
}
# Those whose clients have a type for each part of a message.
TYPED = ("python", "node", "java")
