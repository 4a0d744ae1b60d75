"""Google's clients aimed at the sandbox, and the places they find there."""

import functools
import itertools
import json
import uuid

import google.oauth2.credentials
import googleapiclient.discovery
from google.apps import chat_v1
from google.apps.chat_v1.services.chat_service.transports import ChatServiceRestTransport
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import service_account
from googleapiclient.discovery_cache import get_static_doc

BOT = "https://www.googleapis.com/auth/chat.bot"
_WORDS = itertools.count(1)


class World:
    """The clients of an app and of a user; nothing but the address is changed in any of them."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.base = sandbox.base
        self.token_uri = f"{sandbox.base}/token"

    # Credentials, from the files that the sandbox wrote.

    def app_credentials(self, scopes=(BOT,)):
        return service_account.Credentials.from_service_account_file(
            self.sandbox.app_file, scopes=list(scopes)
        )

    def user_credentials(self, scopes=None):
        # Google's loader sets its own token address whatever the file says.
        load = google.oauth2.credentials.Credentials.from_authorized_user_file
        loaded = load(self.sandbox.user_file, scopes=scopes)
        return loaded.with_token_uri(self.token_uri)

    # google-apps-chat over REST: the app by a token it signs itself, the user by a refresh token.

    def _typed(self, credentials):
        return chat_v1.ChatServiceClient(
            credentials=credentials, transport="rest", client_options={"api_endpoint": self.base}
        )

    @functools.cached_property
    def app(self):
        return self._typed(self.app_credentials())

    @functools.cached_property
    def user(self):
        return self._typed(self.user_credentials())

    def app_by_grant(self):
        """The app once more, by an access token from the token endpoint."""
        host = self.base.removeprefix("http://")
        transport = ChatServiceRestTransport(
            host=host, url_scheme="http", credentials=self.app_credentials()
        )
        return chat_v1.ChatServiceClient(transport=transport)

    # google-api-python-client, from the discovery document it ships.

    def _discovered(self, credentials):
        return googleapiclient.discovery.build(
            "chat", "v1", credentials=credentials, static_discovery=True,
            client_options={"api_endpoint": self.base + "/"},
        )

    def _media(self, credentials):
        """The client takes the address of uploads from the document alone, so it is changed there."""
        document = json.loads(get_static_doc("chat", "v1"))
        document["rootUrl"] = self.base + "/"
        return googleapiclient.discovery.build_from_document(document, credentials=credentials).media()

    @functools.cached_property
    def app_spaces(self):
        return self._discovered(self.app_credentials()).spaces()

    @functools.cached_property
    def user_spaces(self):
        return self._discovered(self.user_credentials()).spaces()

    def custom_emoji(self, credentials):
        return self._discovered(credentials).customEmojis()

    @functools.cached_property
    def app_media(self):
        return self._media(self.app_credentials())

    @functools.cached_property
    def user_media(self):
        return self._media(self.user_credentials())

    # Bare HTTP with google-auth's session, for what no client would send.

    @functools.cached_property
    def app_http(self):
        return AuthorizedSession(self.app_credentials())

    @functools.cached_property
    def user_http(self):
        return AuthorizedSession(self.user_credentials())

    def url(self, path):
        return f"{self.base}/v1/{path}"

    # The places.

    @functools.cached_property
    def listed(self):
        """Every space of the app."""
        return list(self.app.list_spaces())

    @functools.cached_property
    def _by_kind(self):
        """The names of the app's spaces by kind; announcement spaces by themselves."""
        kinds = {}
        for space in self.listed:
            kind = space.space_type.name
            if kind == "SPACE":
                kind = space.space_threading_state.name
                settings = self.user.get_space(name=space.name).permission_settings
                if "post_messages" in settings and not settings.post_messages.members_allowed:
                    kind = "ANNOUNCEMENTS"
            kinds.setdefault(kind, []).append(space.name)
        return kinds

    @property
    def threaded(self):
        """The space most checks write to: threaded, shared by app and user."""
        return self._by_kind["THREADED_MESSAGES"][0]

    @property
    def other(self):
        """A second threaded space."""
        return self._by_kind["THREADED_MESSAGES"][1]

    @property
    def flat(self):
        return self._by_kind["UNTHREADED_MESSAGES"][0]

    @property
    def group(self):
        return self._by_kind["GROUP_CHAT"][0]

    @property
    def direct(self):
        return self._by_kind["DIRECT_MESSAGE"][0]

    @property
    def announcements(self):
        """A space where only its managers post."""
        return self._by_kind["ANNOUNCEMENTS"][0]

    @functools.cached_property
    def foreign(self):
        """A space of the user where the app is not."""
        own = {space.name for space in self.listed}
        for space in self.user.list_spaces(request={"filter": 'space_type = "SPACE"'}):
            if space.name not in own:
                return space.name
        raise LookupError("the app is in every space of the user")

    @functools.cached_property
    def ada(self):
        """The user's own resource name."""
        return self.user.create_message(parent=self.threaded, message={"text": self.words()}).sender.name

    @functools.cached_property
    def people(self):
        """The members of the first threaded space."""
        return list(self.app.list_memberships(parent=self.threaded))

    @functools.cached_property
    def somebody(self):
        """A member who is not the user."""
        return next(m.member for m in self.people if m.member.name != self.ada)

    # Things to send.

    @staticmethod
    def words():
        return f"check {next(_WORDS)}"

    @staticmethod
    def fresh(prefix="client-"):
        return f"{prefix}{uuid.uuid4().hex[:20]}"

    def send(self, client=None, parent=None, message=None, **request):
        """Creates a message through google-apps-chat."""
        body = {"text": self.words(), **(message or {})}
        request = {"parent": parent or self.threaded, "message": body, **request}
        return (client or self.app).create_message(request=request)

    def post(self, body, spaces=None, parent=None, **query):
        """Creates a message through the discovery client: JSON in, JSON out."""
        messages = (spaces or self.app_spaces).messages()
        return messages.create(parent=parent or self.threaded, body=body, **query).execute()


def card(title="Release", **rest):
    """A small card in the API's JSON."""
    return {
        "header": {"title": title, "subtitle": "你好 👋🏽"},
        "sections": [{"header": "Facts", "widgets": [
            {"decoratedText": {"topLabel": "Build", "text": "<b>2.4</b>", "startIcon": {"knownIcon": "STAR"}}},
            {"buttonList": {"buttons": [{"text": "Open", "onClick": {"openLink": {"url": "https://example.com/r"}}}]}},
        ]}],
        **rest,
    }
