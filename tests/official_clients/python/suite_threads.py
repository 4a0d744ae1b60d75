"""Threads: every case of the table of threads and reply options."""

from checks import check, holds, refused, refused_http, same
from google.api_core import exceptions

FALLBACK = "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"
OR_FAIL = "REPLY_MESSAGE_OR_FAIL"
INVALID = "The request contains an invalid thread resource name"


def _send(world, option=None, client=None, parent=None, **thread):
    request = {"message_reply_option": option} if option else {}
    return world.send(client, parent, {"thread": thread} if thread else {}, **request)


@check
def without_a_thread_a_new_one_begins(world):
    first, second = _send(world), _send(world)
    holds(first.thread.name != second.thread.name, "both are in one thread")
    same(first.thread_reply, False, "thread_reply")


@check
def without_an_option_the_thread_is_ignored(world):
    root, key = _send(world), world.fresh("key-")
    keyed = _send(world, FALLBACK, thread_key=key)
    for thread in [{"name": root.thread.name}, {"thread_key": key}]:
        sent = _send(world, **thread)
        holds(sent.thread.name not in (root.thread.name, keyed.thread.name), f"{thread} was not ignored")
        same(sent.thread_reply, False, "thread_reply")


@check
def fallback_replies_to_a_thread_by_name(world):
    root = _send(world)
    reply = _send(world, FALLBACK, name=root.thread.name)
    same((reply.thread.name, reply.thread_reply), (root.thread.name, True), "thread, reply")
    thread = root.thread.name.rsplit("/", 1)[1]
    holds(reply.name.startswith(f"{world.threaded}/messages/{thread}."), f"name {reply.name}")
    holds(reply.name != root.name, "the reply has the root's name")


@check
def fallback_replies_to_a_thread_by_key(world):
    key = world.fresh("key-")
    root = _send(world, FALLBACK, thread_key=key)
    same((root.thread_reply, root.thread.thread_key), (False, key), "reply, key of the first")
    reply = _send(world, FALLBACK, thread_key=key)
    same((reply.thread.name, reply.thread_reply), (root.thread.name, True), "thread, reply")


@check
def fallback_begins_a_thread_for_an_unknown_name(world):
    sent = _send(world, FALLBACK, name=f"{world.threaded}/threads/nowhere1234")
    same(sent.thread_reply, False, "thread_reply")


@check
def or_fail_replies_to_what_is_there(world):
    key = world.fresh("key-")
    root = _send(world, FALLBACK, thread_key=key)
    for thread in [{"name": root.thread.name}, {"thread_key": key}]:
        reply = _send(world, OR_FAIL, **thread)
        same((reply.thread.name, reply.thread_reply), (root.thread.name, True), f"{thread}")


@check
def or_fail_begins_a_thread_for_a_new_key(world):
    key = world.fresh("key-")
    root = _send(world, OR_FAIL, thread_key=key)
    same((root.thread_reply, root.thread.thread_key), (False, key), "reply, key")
    same(_send(world, OR_FAIL, thread_key=key).thread.name, root.thread.name, "thread")


@check
def or_fail_fails_for_an_unknown_name(world):
    with refused(exceptions.NotFound):
        _send(world, OR_FAIL, name=f"{world.threaded}/threads/nowhere1234")


@check
def a_malformed_or_foreign_thread_name_is_refused(world):
    elsewhere = _send(world, parent=world.other)
    for name in ["abc", elsewhere.thread.name, elsewhere.name, f"{world.threaded}/threads/a/b"]:
        for option in [FALLBACK, OR_FAIL]:
            with refused(exceptions.BadRequest, INVALID):
                _send(world, option, name=name)


@check
def spaces_without_threads_ignore_them(world):
    for place in [world.flat, world.group, world.direct]:
        root = _send(world, parent=place)
        for option in [FALLBACK, OR_FAIL]:
            sent = _send(world, option, parent=place, name=root.thread.name)
            holds(sent.thread.name != root.thread.name, f"{place}: a reply where there are none")
            same(sent.thread_reply, False, f"thread_reply in {place}")


@check
def a_key_belongs_to_the_caller_that_set_it(world):
    key = world.fresh("key-")
    apps = _send(world, FALLBACK, thread_key=key)
    users = _send(world, FALLBACK, world.user, thread_key=key)
    holds(apps.thread.name != users.thread.name, "two callers met in one thread by key")
    same(world.app.get_message(name=apps.name).thread.thread_key, key, "key for its owner")
    same(world.user.get_message(name=apps.name).thread.thread_key, "", "key for another")


@check
def a_reply_to_a_person_goes_by_name(world):
    root = _send(world, client=world.user)
    reply = _send(world, OR_FAIL, name=root.thread.name)
    same((reply.thread.name, reply.thread_reply), (root.thread.name, True), "thread, reply")


@check
def the_old_thread_key_parameter_still_works(world):
    key = world.fresh("key-")
    first = world.post({"text": "one"}, threadKey=key, messageReplyOption=FALLBACK)
    second = world.post({"text": "two"}, threadKey=key, messageReplyOption=FALLBACK)
    same(second["thread"]["name"], first["thread"]["name"], "thread")


@check
def a_thread_key_has_at_most_4000_characters(world):
    _send(world, FALLBACK, thread_key=world.fresh("键").ljust(4000, "x"))
    with refused(exceptions.BadRequest):
        _send(world, FALLBACK, thread_key="x" * 4001)


@check
def an_unknown_reply_option_is_refused(world):
    with refused_http(400, "INVALID_ARGUMENT"):
        raw(world, "REPLY_PERHAPS")


def raw(world, option):
    """A value that the discovery client would stop before it is sent, so it goes by bare HTTP."""
    from googleapiclient.errors import HttpError
    from httplib2 import Response

    answer = world.app_http.post(
        world.url(f"{world.threaded}/messages"), params={"messageReplyOption": option}, json={"text": "x"}
    )
    if answer.status_code != 200:
        raise HttpError(Response({"status": answer.status_code}), answer.content)
