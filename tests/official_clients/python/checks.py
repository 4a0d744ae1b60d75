"""Named checks: a registry, a runner, and the few assertions they share."""

import contextlib
import traceback

from google.api_core import exceptions
from googleapiclient.errors import HttpError

_ALL = []


class Wrong(AssertionError):
    """The sandbox answered otherwise than Google Chat does."""


def check(function):
    """Registers a function as a check; its file and its name are the name printed."""
    group = function.__module__.removeprefix("suite_")
    _ALL.append((f"{group}: {function.__name__.replace('_', ' ')}", function))
    return function


def run(world, only=""):
    """Runs every check whose name contains `only`; gives how many passed and failed."""
    passed = failed = 0
    for name, function in _ALL:
        if only not in name:
            continue
        try:
            function(world)
        except Exception as error:  # a check may fail in any way; the others go on
            failed += 1
            where = traceback.extract_tb(error.__traceback__)[-1]
            own = [f for f in traceback.extract_tb(error.__traceback__) if "suite_" in f.filename]
            where = own[-1] if own else where
            why = " ".join(str(error).split())[:600] or type(error).__name__
            print(f"FAIL {name}: {why} ({where.filename.rsplit('/', 1)[-1]}:{where.lineno})", flush=True)
        else:
            passed += 1
            print(f"ok {name}", flush=True)
    return passed, failed


def same(found, expected, what="value"):
    if found != expected:
        raise Wrong(f"{what} is {found!r}, not {expected!r}")


def holds(condition, why):
    if not condition:
        raise Wrong(why)


@contextlib.contextmanager
def refused(kind, part=""):
    """The typed exception a Google client must raise, and a part of Google's words in it."""
    caught = []
    try:
        yield caught
    except kind as error:
        holds(part in str(error), f"{part!r} is not in {error}")
        caught.append(error)
    except exceptions.GoogleAPICallError as error:
        raise Wrong(f"{type(error).__name__} in place of {kind.__name__}: {error}") from None
    else:
        raise Wrong(f"it was accepted, {kind.__name__} was due")


@contextlib.contextmanager
def refused_http(code, status, part=""):
    """The same for the discovery client, whose error carries the envelope."""
    caught = []
    try:
        yield caught
    except HttpError as error:
        envelope(error.resp.status, error.content, code, status, part)
        caught.append(error)
    else:
        raise Wrong(f"it was accepted, {code} {status} was due")


def envelope(http, content, code, status, part=""):
    """Verifies a google.rpc.Status envelope and gives its details."""
    import json

    answer = json.loads(content)
    same(set(answer), {"error"}, "the envelope's keys")
    error = answer["error"]
    same((http, error.get("code"), error.get("status")), (code, code, status), f"HTTP, code, status of {error}")
    holds(part in error["message"], f"{part!r} is not in {error['message']!r}")
    return error.get("details", [])


def violations(details):
    """The fieldViolations of a BadRequest among the details."""
    return [
        violation
        for detail in details
        if detail["@type"] == "type.googleapis.com/google.rpc.BadRequest"
        for violation in detail["fieldViolations"]
    ]
