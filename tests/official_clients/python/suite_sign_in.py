"""Google's library for installed apps signs a person in to the sandbox; the checks play the browser."""

import json
import os
import pathlib
import subprocess
import tempfile

import requests
from checks import check, holds, same
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.credentials import Credentials
from google_auth_oauthlib.flow import InstalledAppFlow
from sandbox import ROOT

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


def _allowed(url):
    """Plays the browser: allows, and goes where the page sends it."""
    answer = requests.get(f"{url}&decision=allow", timeout=10, allow_redirects=False)
    same(answer.status_code, 302, "answer of the consent page")
    same(requests.get(answer.headers["location"], timeout=10).status_code, 200, "page of the program")


@check
def what_auth_login_writes_is_taken_by_googles_library(world):
    binary = os.environ.get("CHATQUILL_BIN") or ROOT / "target" / "debug" / "chatquill"
    client = world.sandbox.credentials / "client-secret.json"
    with tempfile.TemporaryDirectory(prefix="login-") as home:
        config = f'[profiles.me]\nsender = "user"\nclient_secret = "{client}"\napi_base = "{world.sandbox.base}"\n'
        pathlib.Path(home, "config.toml").write_text(config, encoding="utf-8")
        login = subprocess.Popen(
            [str(binary), "auth", "login", "--profile", "me", "--no-browser"],
            env={**os.environ, "CHATQUILL_HOME": home},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        url = next(line.strip() for line in login.stderr if line.startswith("http"))
        _allowed(url)
        _, said = login.communicate(timeout=30)
        same(login.returncode, 0, said)
        written = [file for file in pathlib.Path(home).rglob("me.json") if "refresh_token" in file.read_text()]
        same(len(written), 1, "files with the credentials")
        same(written[0].stat().st_mode & 0o777, 0o600, "mode of the file")
        # Google's loader sets its own token address whatever the file says.
        loaded = Credentials.from_authorized_user_file(str(written[0]))
        credentials = loaded.with_token_uri(world.token_uri)
        credentials.refresh(Request())
        session = AuthorizedSession(credentials)
        holds(session.get(f"{world.sandbox.base}/v1/spaces", timeout=10).json()["spaces"], "no spaces")


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
