"""Google's library for installed apps signs a person in to the sandbox; the checks play the browser."""

import json
import os

import requests
from checks import check, holds, same
from google.auth.transport.requests import AuthorizedSession, Request
from google_auth_oauthlib.flow import InstalledAppFlow

# The library refuses plain http, and fewer scopes than were asked for, unless told otherwise.
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
os.environ["OAUTHLIB_RELAX_TOKEN_SCOPE"] = "1"

SCOPES = [
    "https://www.googleapis.com/auth/chat.messages.create",
    "https://www.googleapis.com/auth/chat.spaces.readonly",
]


def _flow(world, **options):
    client = world.sandbox.credentials / "client-secret.json"
    with open(client, encoding="utf-8") as file:
        flow = InstalledAppFlow.from_client_config(json.load(file), SCOPES, **options)
    flow.redirect_uri = "http://localhost:9/"
    return flow


def _decided(flow, decision):
    url, _ = flow.authorization_url(access_type="offline", prompt="consent")
    page = requests.get(url, timeout=10)
    same(page.status_code, 200, "consent page")
    answer = requests.get(f"{url}&decision={decision}", timeout=10, allow_redirects=False)
    same(answer.status_code, 302, "answer of the consent page")
    return answer.headers["location"]


def _signed_in(world, **options):
    flow = _flow(world, **options)
    flow.fetch_token(authorization_response=_decided(flow, "allow"))
    return flow.credentials


@check
def a_person_signs_in_with_googles_library(world):
    for options in ({}, {"autogenerate_code_verifier": True}):
        credentials = _signed_in(world, **options)
        holds(credentials.refresh_token, "no refresh token")
        session = AuthorizedSession(credentials)
        spaces = session.get(f"{world.sandbox.base}/v1/spaces", timeout=10).json()["spaces"]
        holds(spaces, "no spaces")
        before = credentials.token
        credentials.refresh(Request())
        holds(credentials.token != before, "the token was not renewed")


@check
def a_refusal_comes_back_as_googles_library_knows_it(world):
    flow = _flow(world)
    try:
        flow.fetch_token(authorization_response=_decided(flow, "deny"))
    except Exception as error:  # oauthlib's own type
        same(type(error).__name__, "AccessDeniedError", "error")
    else:
        raise AssertionError("a refusal was taken for a sign-in")


@check
def a_code_serves_once(world):
    flow = _flow(world)
    location = _decided(flow, "allow")
    flow.fetch_token(authorization_response=location)
    try:
        flow.fetch_token(authorization_response=location)
    except Exception as error:  # oauthlib's own type
        same(type(error).__name__, "InvalidGrantError", "error")
    else:
        raise AssertionError("a code was taken twice")


@check
def a_revoked_grant_is_over(world):
    credentials = _signed_in(world)
    form = {"token": credentials.refresh_token}
    answer = requests.post(f"{world.sandbox.base}/revoke", data=form, timeout=10)
    same(answer.status_code, 200, "answer of the revocation")
    try:
        credentials.refresh(Request())
    except Exception as error:  # google.auth's own type
        same(type(error).__name__, "RefreshError", "error")
    else:
        raise AssertionError("a revoked grant was renewed")
