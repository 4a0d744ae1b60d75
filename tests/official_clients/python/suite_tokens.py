"""Who may come in: Google's credentials against the sandbox's token endpoint and bearer checks."""

import json
import os
import time

import google.auth.exceptions
import requests
from checks import check, envelope, holds, refused, same
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.api_core import exceptions
from google.auth import crypt, jwt
from google.auth.transport.requests import Request
from google.oauth2 import service_account
from world import BOT


def _key(world):
    with open(world.sandbox.app_file, encoding="utf-8") as file:
        return json.load(file)


def _assertion(world, **claims):
    key, now = _key(world), int(time.time())
    payload = {
        "iss": key["client_email"], "aud": "https://oauth2.googleapis.com/token", "scope": BOT,
        "iat": now, "exp": now + 3600, **claims,
    }
    return jwt.encode(crypt.RSASigner.from_service_account_info(key), payload).decode()


def _grant(world, assertion):
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": assertion}
    return requests.post(world.token_uri, data=form, timeout=10)


def _invalid_grant(answer, part=""):
    same(answer.status_code, 400, f"HTTP status of {answer.text}")
    body = answer.json()
    same(body["error"], "invalid_grant", "error")
    holds(part in body["error_description"], f"{part!r} is not in {body}")


@check
def a_service_account_file_gets_a_token(world):
    credentials = world.app_credentials()
    credentials.refresh(Request())
    holds(credentials.token and credentials.valid, "no valid token")
    world.app_by_grant().get_space(name=world.threaded)


@check
def the_token_answer_has_googles_shape(world):
    answer = _grant(world, _assertion(world))
    body = answer.json()
    same((answer.status_code, body["expires_in"], body["token_type"]), (200, 3599, "Bearer"), "answer")


@check
def googles_own_audience_and_the_files_are_both_taken(world):
    for audience in ["https://oauth2.googleapis.com/token", _key(world)["token_uri"]]:
        same(_grant(world, _assertion(world, aud=audience)).status_code, 200, audience)


@check
def a_token_signed_by_the_client_itself_is_taken(world):
    holds(world.app.transport._credentials._always_use_jwt_access, "the client no longer signs by itself")
    world.app.get_space(name=world.threaded)


@check
def another_key_is_a_wrong_signature(world):
    other = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    info = {**_key(world), "private_key": other.decode()}
    credentials = service_account.Credentials.from_service_account_info(info, scopes=[BOT])
    try:
        credentials.refresh(Request())
    except google.auth.exceptions.RefreshError as error:
        holds("invalid_grant" in str(error) and "Invalid JWT Signature." in str(error), str(error))
    else:
        raise AssertionError("a token for a foreign signature")


@check
def a_wrong_audience_is_refused(world):
    _invalid_grant(_grant(world, _assertion(world, aud="https://example.com/token")))


@check
def an_unknown_issuer_is_refused(world):
    _invalid_grant(_grant(world, _assertion(world, iss="nobody@example.iam.gserviceaccount.com")))


@check
def an_expired_assertion_is_refused(world):
    past = int(time.time()) - 7200
    _invalid_grant(_grant(world, _assertion(world, iat=past, exp=past + 3600)))


@check
def an_assertion_for_longer_than_an_hour_is_refused(world):
    _invalid_grant(_grant(world, _assertion(world, exp=int(time.time()) + 7200)))


@check
def an_unknown_grant_is_refused(world):
    answer = requests.post(world.token_uri, data={"grant_type": "password"}, timeout=10)
    same((answer.status_code, answer.json()["error"]), (400, "unsupported_grant_type"), "answer")


@check
def an_authorized_user_file_refreshes(world):
    credentials = world.user_credentials()
    credentials.refresh(Request())
    holds(credentials.token and credentials.valid, "no valid token")


@check
def the_credential_files_are_for_their_owner_alone(world):
    for name in [world.sandbox.app_file, world.sandbox.user_file]:
        same(oct(os.stat(name).st_mode & 0o777), "0o600", name)


@check
def a_user_token_for_fewer_scopes_allows_less(world):
    readonly = ["https://www.googleapis.com/auth/chat.spaces.readonly"]
    client = world._typed(world.user_credentials(readonly))
    client.get_space(name=world.threaded)
    with refused(exceptions.Forbidden, "insufficient authentication scopes") as caught:
        world.send(client)
    same(caught[0].reason, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "ErrorInfo reason")


@check
def an_unknown_refresh_token_is_refused(world):
    credentials = world.user_credentials()
    credentials._refresh_token = "1//gone"
    try:
        credentials.refresh(Request())
    except google.auth.exceptions.RefreshError as error:
        holds("invalid_grant" in str(error), str(error))
    else:
        raise AssertionError("a token for an unknown refresh token")


@check
def no_token_and_a_strange_token_are_unauthenticated(world):
    expected = "Expected OAuth 2 access token, login cookie or other valid authentication credential."
    for headers in [{}, {"Authorization": "Basic eA=="}, {"Authorization": "Bearer ya29.strange"}]:
        answer = requests.get(world.url("spaces"), headers=headers, timeout=10)
        envelope(answer.status_code, answer.content, 401, "UNAUTHENTICATED", expected)
    envelope(401, answer.content, 401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")


@check
def an_expired_token_is_unauthenticated(world):
    past = int(time.time()) - 7200
    token = _assertion(world, iat=past, exp=past + 3600, sub=_key(world)["client_email"])
    answer = requests.get(world.url("spaces"), headers={"Authorization": f"Bearer {token}"}, timeout=10)
    envelope(answer.status_code, answer.content, 401, "UNAUTHENTICATED")


@check
def a_missing_scope_is_named(world):
    with refused(exceptions.Forbidden, "Request had insufficient authentication scopes.") as caught:
        list(world.app.list_messages(parent=world.threaded))
    same(caught[0].reason, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "ErrorInfo reason")


@check
def a_token_without_a_chat_scope_opens_nothing(world):
    cloud = world._typed(world.app_credentials(["https://www.googleapis.com/auth/cloud-platform"]))
    with refused(exceptions.Forbidden, "insufficient authentication scopes"):
        world.send(cloud)
