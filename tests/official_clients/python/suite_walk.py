"""A walk through the composer, each step of which Google's client sees: send, quit, reply, edit, react, pin, delete."""

import contextlib
import os
import pathlib
import tempfile
import time

from checks import check, holds, same
from composer import Composer
from google.api_core import exceptions
from sandbox import ROOT

SEND, ENTER, ESCAPE, ACTIVITY = "\x13", "\r", "\x1b", "\x1ba"
SPACE, LABEL = "spaces/AAAArelease1", "# eng-release"


@contextlib.contextmanager
def _home(world):
    """A home whose profile is the person of the sandbox."""
    with tempfile.TemporaryDirectory(prefix="walk-") as home:
        config = (
            'default_profile = "ada"\n[profiles.ada]\nsender = "user"\n'
            f'authorized_user = "{world.sandbox.user_file}"\napi_base = "{world.base}"\n'
        )
        pathlib.Path(home, "config.toml").write_text(config, encoding="utf-8")
        yield home


def _start(home):
    binary = os.environ.get("CHATQUILL_BIN") or ROOT / "target" / "debug" / "chatquill"
    composer = Composer(str(binary), home)
    return composer.sees("ada (user)").sees(" spaces")


def _send(composer, text):
    composer.keys(text).sees(text).keys(SEND).sees("Enter sends")
    composer.keys(ENTER).sees(f"Sent to {LABEL}")


def _activity(composer, rows):
    composer.keys(ACTIVITY).sees("Activity").sees(f" {rows} ━┓").sees("/ to search")


def _stored(world, text):
    """The one message with this text, as Google's client reads it."""
    listed = world.user.list_messages(request={"parent": SPACE, "page_size": 1000})
    found = [message for message in listed if message.text == text]
    same(len(found), 1, f"messages {text!r}")
    return found[0]


@check
def each_step_in_the_composer_is_seen_by_googles_client(world):
    with _home(world) as home:
        composer = _start(home)
        composer.keys("/").keys("eng-release").sees("1 of 14").keys(ENTER).sees(f"→ {LABEL}")
        _send(composer, "the walk begins")
        same(composer.quit(), 0, "exit status")
        first = _stored(world, "the walk begins")
        same(first.sender.name, world.ada, "sender")

        composer = _start(home)
        try:
            _walk(world, composer, first)
        finally:
            status = composer.quit()
        same(status, 0, "exit status")


def _walk(world, composer, first):
    _activity(composer, 1)
    composer.keys("r").sees("joins the thread of the sent message")
    _send(composer, "and goes on")
    reply = _stored(world, "and goes on")
    same((reply.thread.name, reply.thread_reply), (first.thread.name, True), "thread of the reply")

    _activity(composer, 2)
    composer.keys("e").sees("edits: and goes on")
    composer.keys(", edited").sees("and goes on, edited").keys(SEND).sees("+ and goes on, edited")
    composer.keys(ENTER).sees("Edited: and goes on, edited")
    edited = _stored(world, "and goes on, edited")
    same(edited.name, reply.name, "the edited message")
    holds(edited.last_update_time, "it has no time of its edit")

    _activity(composer, 2)
    composer.sees("edited").keys(":").sees("thumbs up").keys(ENTER).sees("Reacted with")
    reactions = list(world.user.list_reactions(parent=reply.name))
    same([one.emoji.unicode for one in reactions], ["👍"], "reactions")

    composer.keys("D").sees("for everybody?").keys(ENTER).sees("Deleted: and goes on, edited")
    end = time.monotonic() + 10
    while True:
        try:
            deleted = world.user.get_message(name=reply.name)
        except exceptions.NotFound:
            break
        if deleted.delete_time or time.monotonic() > end:
            break
    holds(time.monotonic() < end, "it is still there")
    same(_stored(world, "the walk begins").name, first.name, "the first message")
    composer.keys(ESCAPE).sees_no_more("Activity")
