"""What a sandbox holds of a message, free of what differs from one send to the next."""

import json
import pathlib
import time
import urllib.parse

import requests
from google.auth import crypt, jwt

# Google fills these anew each time.
VOLATILE = ("name", "createTime", "lastUpdateTime", "space")
BOT = "https://www.googleapis.com/auth/chat.bot"
HOOK_SPACE = "spaces/AAAAincident"


class Refused(Exception):
    """The sandbox did not take a message."""


class Stored:
    """The messages of one sandbox, seen by its app and its user."""

    def __init__(self, sandbox):
        self._base = sandbox.base
        self._app, self._user = (
            json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
            for file in (sandbox.app_file, sandbox.user_file)
        )
        self._tokens = {}

    def token(self, sender):
        """An access token, as curl is handed one."""
        if sender not in self._tokens:
            self._tokens[sender] = self._fetch(sender)
        return self._tokens[sender]

    def _fetch(self, sender):
        if sender == "user":
            form = {"grant_type": "refresh_token"}
            form.update((key, self._user[key]) for key in ("client_id", "client_secret", "refresh_token"))
        else:
            now = int(time.time())
            claims = {"iss": self._app["client_email"], "scope": BOT, "iat": now, "exp": now + 3600}
            claims["aud"] = self._app["token_uri"]
            signed = jwt.encode(crypt.RSASigner.from_service_account_info(self._app), claims).decode()
            form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": signed}
        answer = requests.post(f"{self._base}/token", data=form, timeout=10)
        answer.raise_for_status()
        return answer.json()["access_token"]

    @property
    def webhook(self):
        return f"{self._base}/v1/{HOOK_SPACE}/messages?key=sandbox-webhook-key&token=sandbox-webhook-token"

    def post(self, request, sender):
        """Posts a request as it stands, and gives what is held of it."""
        rest = {key: value for key, value in request.items() if key not in ("parent", "message")}
        query = dict(flat("", rest))
        if sender == "webhook":
            url = self.webhook + "".join(f"&{urllib.parse.urlencode({key: value})}" for key, value in query.items())
            answer = requests.post(url, json=request["message"], timeout=10)
        else:
            answer = requests.post(
                f"{self._base}/v1/{request['parent']}/messages", params=query, json=request["message"],
                headers={"Authorization": f"Bearer {self.token(sender)}"}, timeout=10,
            )
        if not answer.ok:
            raise Refused(answer.text)
        return self.held(answer.json()["name"], sender)

    def held(self, name, sender):
        """The message of that name, without what differs from one send to the next."""
        # The app sees only what it has sent itself, and alone sees the keys of its threads.
        token = self.token("app" if sender == "app" else "user")
        answer = requests.get(
            f"{self._base}/v1/{name}", headers={"Authorization": f"Bearer {token}"}, timeout=10
        )
        answer.raise_for_status()
        message = answer.json()
        for key in VOLATILE:
            message.pop(key, None)
        message.get("thread", {}).pop("name", None)
        return message

    def differs(self, outcome, wanted, sender):
        """What is wrong with the message that a program says it has made; nothing if it is as wanted."""
        if not outcome.is_run:
            return ""
        if outcome.message is not None:
            return unlike(self.post(outcome.message, sender), wanted)
        if not outcome.printed.startswith("spaces/"):
            return f"it printed {outcome.printed!r}"
        return unlike(self.held(outcome.printed, sender), wanted)


def flat(prefix, value):
    """A tree of parameters as Google's HTTP mapping writes it."""
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from flat(f"{prefix}{key}.", inner)
        else:
            yield f"{prefix}{key}", inner


def unlike(found, wanted):
    if found == wanted:
        return ""
    keys = [key for key in {**found, **wanted} if found.get(key) != wanted.get(key)]
    return "; ".join(f"{key} is {found.get(key)!r}, not {wanted.get(key)!r}" for key in sorted(keys))
