"""Faults on demand: what Google's clients make of a server that goes wrong."""

import contextlib
import uuid

import requests
from checks import check, holds, refused, same
from google.api_core import exceptions
from sandbox import Sandbox
from world import World


@contextlib.contextmanager
def _faulty(*faults):
    arguments = [part for fault in faults for part in ("--fault", fault)]
    with Sandbox(*arguments) as sandbox:
        yield World(sandbox)


def _times(world, text):
    pages = world.user.list_messages(request={"parent": world.threaded, "page_size": 1000})
    return [message.text for message in pages].count(text)


@check
def a_short_outage_is_sat_out_by_the_client(_):
    with _faulty("503*1@POST") as world:
        text = world.words()
        world.send(message={"text": text})
        same(_times(world, text), 1, "messages")


@check
def a_used_up_quota_is_told_with_the_wait(_):
    with _faulty("status:429:7*1@POST") as world:
        with refused(exceptions.TooManyRequests, "Resource has been exhausted (e.g. check quota).") as caught:
            world.send()
        same(caught[0].response.headers["Retry-After"], "7", "Retry-After")
        world.send()


@check
def an_expired_token_is_renewed_by_the_client(_):
    with _faulty("expired*1@POST") as world:
        text = world.words()
        world.send(world.app_by_grant(), message={"text": text})
        same(_times(world, text), 1, "messages")


@check
def a_cut_connection_does_not_post_twice(_):
    for fault in ["drop-before*1@POST", "drop-after*1@POST"]:
        with _faulty(fault) as world:
            text, address = world.words(), world.url(f"{world.threaded}/messages")
            query = {"requestId": str(uuid.uuid4())}
            try:
                world.app_http.post(address, params=query, json={"text": text})
            except requests.ConnectionError:
                pass
            else:
                raise AssertionError(f"{fault}: the connection held")
            answer = world.app_http.post(address, params=query, json={"text": text})
            same((answer.status_code, answer.json()["text"]), (200, text), "the second answer")
            same(_times(world, text), 1, f"messages after {fault}")


@check
def a_page_of_html_is_an_error_all_the_same(_):
    with _faulty("html:502*1@POST") as world, refused(exceptions.BadGateway):
        world.send()


@check
def half_an_answer_is_an_error(_):
    with _faulty("truncate*1@POST") as world:
        try:
            world.send()
        except Exception as error:  # each layer of the client may be the first to notice
            holds(not isinstance(error, AssertionError), str(error))
        else:
            raise AssertionError("half an answer passed for a whole one")
