"""Messages sent: what comes back, ids, idempotency, viewers, size, quotes."""

import json
import re
import uuid

from checks import check, holds, refused, refused_http, same
from google.api_core import exceptions
from google.apps import chat_v1


@check
def a_text_by_the_app_comes_back_as_a_message(world):
    sent = world.send(message={"text": "hello"})
    space = re.escape(world.threaded)
    holds(re.fullmatch(f"{space}/messages/([^/.]+)\\.\\1", sent.name), f"name {sent.name}")
    same(sent.thread.name, f"{world.threaded}/threads/{sent.name.rsplit('.', 1)[1]}", "thread")
    same((sent.text, sent.sender.type_.name, sent.thread_reply), ("hello", "BOT", False), "text, sender, reply")
    holds(sent.sender.name.startswith("users/") and sent.sender.display_name, f"sender {sent.sender}")
    same(sent.space.name, world.threaded, "space")


@check
def a_text_by_the_user_has_a_human_sender(world):
    sent = world.send(world.user)
    same((sent.sender.type_.name, sent.sender.name), ("HUMAN", world.ada), "sender")


@check
def times_are_utc_and_defaults_are_left_out(world):
    sent = world.post({"text": world.words()})
    holds(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3}|\.\d{6})?Z", sent["createTime"]), sent["createTime"])
    absent = {"threadReply", "silent", "cardsV2", "annotations", "lastUpdateTime", "deleteTime"}
    holds(not absent & set(sent), f"defaults in the answer: {absent & set(sent)}")


@check
def an_empty_message_is_refused(world):
    for body in [{}, {"text": ""}, {"fallbackText": "only this"}]:
        with refused_http(400, "INVALID_ARGUMENT", "Message cannot be empty."):
            world.post(body)


@check
def a_space_that_is_not_there_is_not_found(world):
    with refused(exceptions.NotFound, "Requested entity was not found."):
        world.send(parent="spaces/AAAAnowhere")


@check
def an_app_that_is_no_member_is_told_so(world):
    with refused(exceptions.Forbidden, "This Chat app is not a member of this space."):
        world.send(parent=world.foreign)


@check
def where_only_managers_post_a_member_may_not(world):
    with refused(exceptions.Forbidden):
        world.send(world.user, parent=world.announcements)


@check
def every_script_survives_byte_for_byte(world):
    text = "你好👋🏽🌎 ·café· e\u0301 👩‍👩‍👧‍👦 🏳️‍🌈 ﷽ \u200bمرحبا 1️⃣\n\ttab \"quotes\" \\ </html>"
    sent = world.send(message={"text": text})
    same(world.app.get_message(name=sent.name).text, text, "text")


@check
def exactly_32000_bytes_pass_and_one_more_does_not(world):
    def body(extra):
        frame = len(json.dumps({"text": ""}, separators=(",", ":")))
        text = "界" * ((32_000 - frame) // 3)
        rest = 32_000 - frame - len(text.encode())
        return {"text": text + "x" * (rest + extra)}

    sent = world.post(body(0))
    same(len(sent["text"].encode()), 32_000 - 11, "bytes of text")
    with refused_http(400, "INVALID_ARGUMENT"):
        world.post(body(1))


@check
def the_size_counts_cards_as_well(world):
    widgets = [{"textParagraph": {"text": "x" * 1000}}] * 32
    body = {"cardsV2": [{"cardId": "big", "card": {"sections": [{"widgets": widgets}]}}]}
    with refused_http(400, "INVALID_ARGUMENT"):
        world.post(body)


@check
def a_client_id_names_the_message(world):
    own = world.fresh()
    sent = world.send(message_id=own)
    same(sent.client_assigned_message_id, own, "clientAssignedMessageId")
    holds(own not in sent.name, "the system name gave way to the client's")
    same(world.app.get_message(name=f"{world.threaded}/messages/{own}").name, sent.name, "the message by its own id")


@check
def a_client_id_is_unique_in_its_space(world):
    own = world.fresh()
    world.send(message_id=own)
    with refused(exceptions.Conflict):
        world.send(message_id=own)
    with refused_http(409, "ALREADY_EXISTS"):
        world.post({"text": "again"}, messageId=own)
    world.send(parent=world.other, message_id=own)


@check
def a_malformed_client_id_is_refused(world):
    for wrong in ["release-1", "custom-1", "client-Upper", "client_under", "client-" + "x" * 57, "client-é"]:
        with refused(exceptions.BadRequest):
            world.send(message_id=wrong)
    world.send(message_id="client-" + world.fresh("").ljust(56, "0"))


@check
def the_same_request_makes_one_message(world):
    request, body = str(uuid.uuid4()), {"text": world.words()}
    first = world.post(body, requestId=request)
    same(world.post(body, requestId=request)["name"], first["name"], "name")
    same(world.post({"text": "another"}, requestId=request)["name"], first["name"], "name for another body")
    same(world.app.get_message(name=first["name"]).text, body["text"], "text")
    texts = [m.text for m in world.user.list_messages(request={"parent": world.threaded, "page_size": 1000})]
    same((texts.count(body["text"]), texts.count("another")), (1, 0), "messages in the space")


@check
def a_request_repeated_with_its_client_id_is_no_conflict(world):
    ids = {"request_id": str(uuid.uuid4()), "message_id": world.fresh()}
    same(world.send(**ids).name, world.send(**ids).name, "name")


@check
def a_request_id_of_another_caller_is_refused(world):
    request = str(uuid.uuid4())
    world.send(request_id=request)
    with refused(exceptions.GoogleAPICallError):
        world.send(world.user, request_id=request)


@check
def a_private_message_is_seen_by_its_viewer_alone(world):
    mine = world.send(message={"private_message_viewer": {"name": world.ada}})
    same(world.user.get_message(name=mine.name).private_message_viewer.name, world.ada, "viewer")
    hidden = world.send(message={"private_message_viewer": {"name": world.somebody.name}})
    same(world.app.get_message(name=hidden.name).name, hidden.name, "the app's own view")
    with refused(exceptions.GoogleAPICallError):
        world.user.get_message(name=hidden.name)
    names = {m.name for m in world.user.list_messages(request={"parent": world.threaded, "page_size": 1000})}
    same((mine.name in names, hidden.name in names), (True, False), "listed: mine, hidden")


@check
def only_apps_send_in_private_or_silently(world):
    silent = chat_v1.CreateMessageNotificationOptions(notification_type="NOTIFICATION_TYPE_SILENT")
    with refused((exceptions.BadRequest, exceptions.Forbidden)):
        world.send(world.user, message={"private_message_viewer": {"name": world.somebody.name}})
    with refused((exceptions.BadRequest, exceptions.Forbidden)):
        world.send(world.user, create_message_notification_options=silent)


@check
def a_silent_message_says_so(world):
    query = {"createMessageNotificationOptions_notificationType": "NOTIFICATION_TYPE_SILENT"}
    same(world.post({"text": world.words()}, **query).get("silent"), True, "silent")
    none = chat_v1.CreateMessageNotificationOptions(notification_type="NOTIFICATION_TYPE_NONE")
    same(world.send(create_message_notification_options=none).silent, False, "silent")


@check
def a_quote_shows_what_it_quotes(world):
    quoted = world.post({"text": "the quoted words"})
    by = {"name": quoted["name"], "lastUpdateTime": quoted["createTime"]}
    sent = world.post({"text": "look", "quotedMessageMetadata": by})
    same(sent["quotedMessageMetadata"]["name"], quoted["name"], "name")
    same(sent["quotedMessageMetadata"]["quotedMessageSnapshot"]["text"], "the quoted words", "snapshot")


@check
def a_quote_of_another_version_is_refused(world):
    quoted = world.post({"text": "v1"})
    for by in [
        {"name": quoted["name"], "lastUpdateTime": "2020-01-01T00:00:00Z"},
        {"name": f"{world.threaded}/messages/gone.gone", "lastUpdateTime": quoted["createTime"]},
    ]:
        with refused_http(400, "INVALID_ARGUMENT"):
            world.post({"text": "look", "quotedMessageMetadata": by})


@check
def sending_moves_the_space_forward(world):
    before = world.app.get_space(name=world.threaded).last_active_time
    sent = world.send()
    after = world.app.get_space(name=world.threaded).last_active_time
    holds(after >= sent.create_time > before, f"{before} -> {sent.create_time} -> {after}")
