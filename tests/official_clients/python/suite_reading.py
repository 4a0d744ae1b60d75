"""Messages read, edited and deleted."""

import datetime

from checks import check, envelope, holds, refused, refused_http, same
from google.api_core import exceptions
from google.apps import chat_v1
from google.protobuf import field_mask_pb2
from world import card


def _list(world, parent=None, **request):
    return list(world.user.list_messages(request={"parent": parent or world.threaded, **request}))


def _patch(world, name, body, spaces=None, **query):
    return (spaces or world.app_spaces).messages().patch(name=name, body=body, **query).execute()


@check
def a_message_is_read_as_it_was_sent(world):
    sent = world.send()
    for client in [world.app, world.user]:
        found = client.get_message(name=sent.name)
        same((found.name, found.text, found.create_time), (sent.name, sent.text, sent.create_time), "message")


@check
def a_message_that_is_not_there_is_not_found(world):
    for last in ["none.none", "client-none"]:
        with refused(exceptions.NotFound):
            world.app.get_message(name=f"{world.threaded}/messages/{last}")


@check
def messages_are_listed_from_old_to_new(world):
    sent = [world.send().name for _ in range(3)]
    listed = _list(world, page_size=1000)
    times = [message.create_time for message in listed]
    same(times, sorted(times), "times")
    same([m.name for m in listed][-3:], sent, "the last three")
    newest = _list(world, order_by="create_time DESC", page_size=1000)
    same([m.name for m in newest], [m.name for m in reversed(listed)], "DESC")


@check
def pages_of_messages_hold_every_one_once(world):
    for _ in range(3):
        world.send()
    whole = [m.name for m in _list(world, page_size=1000)]
    pager = world.user.list_messages(request={"parent": world.threaded, "page_size": 7})
    pages = [[m.name for m in page.messages] for page in pager.pages]
    same(max(map(len, pages)), 7, "the longest page")
    same([name for page in pages for name in page], whole, "messages")
    default = world.user_spaces.messages().list(parent=world.threaded).execute()
    same(len(default["messages"]), min(25, len(whole)), "default page")


@check
def bad_list_parameters_are_refused(world):
    for wrong in [
        {"page_size": -1}, {"page_token": "made-up"}, {"order_by": "name ASC"},
        {"filter": "colour = red"}, {"filter": "thread.name = spaces/x"}, {"filter": 'create_time > "yesterday"'},
    ]:
        with refused(exceptions.BadRequest):
            _list(world, **wrong)


@check
def a_filter_chooses_by_time_and_thread(world):
    root, later = world.send(), world.send()
    reply = world.send(
        message={"thread": {"name": root.thread.name}}, message_reply_option="REPLY_MESSAGE_OR_FAIL"
    )
    in_thread = _list(world, filter=f"thread.name = {root.thread.name}")
    same([m.name for m in in_thread], [root.name, reply.name], "the thread")
    since = root.create_time.astimezone(datetime.timezone.utc).isoformat().replace("+00:00", "Z")
    after = [m.name for m in _list(world, filter=f'create_time > "{since}"', page_size=1000)]
    holds(root.name not in after and later.name in after, f"create_time > {since}: {after}")
    both = f'create_time > "{since}" AND thread.name = {root.thread.name}'
    same([m.name for m in _list(world, filter=both)], [reply.name], "both")


@check
def patch_changes_what_the_mask_names(world):
    sent = world.post({"text": "before", "cardsV2": [{"cardId": "c", "card": card()}]})
    edited = _patch(world, sent["name"], {"text": "after 你好", "cardsV2": []}, updateMask="text")
    same((edited["text"], edited["cardsV2"][0]["card"]), ("after 你好", card()), "text, card")
    holds(edited["lastUpdateTime"] > sent["createTime"], "lastUpdateTime")
    same(edited["createTime"], sent["createTime"], "createTime")


@check
def a_mask_clears_cards_and_leaves_the_markup_to_the_body(world):
    sent = world.post({"text": "x", "cardsV2": [{"cardId": "c", "card": card()}]})
    body = {"text": "**y**", "markupSyntax": "MARKUP_SYNTAX_MARKDOWN"}
    edited = _patch(world, sent["name"], body, updateMask="text,cards_v2")
    same((edited.get("cardsV2"), edited["formattedText"]), (None, "*y*"), "cards, text in Chat's own syntax")


@check
def put_edits_as_well(world):
    sent = world.send()
    edited = world.app.update_message(
        message=chat_v1.Message(name=sent.name, text="by PUT"), update_mask=field_mask_pb2.FieldMask(paths=["text"])
    )
    same((edited.name, edited.text), (sent.name, "by PUT"), "name, text")
    body = {"text": "by PUT again"}
    done = world.app_spaces.messages().update(name=sent.name, body=body, updateMask="text").execute()
    same(done["text"], "by PUT again", "text")


@check
def masks_take_cards_in_both_spellings_and_a_star(world):
    sent = world.post({"text": "x"})
    for mask, title in [("cards_v2", "one"), ("cardsV2", "two"), ("text,cardsV2", "three"), ("*", "four")]:
        edited = _patch(world, sent["name"], {"text": "y", "cardsV2": [{"cardId": "c", "card": card(title)}]}, updateMask=mask)
        same(edited["cardsV2"][0]["card"]["header"]["title"], title, f"title under {mask}")


@check
def a_mask_is_needed_and_its_paths_are_known(world):
    sent = world.post({"text": "x"})
    answer = world.app_http.patch(world.url(sent["name"]), json={"text": "y"})
    envelope(answer.status_code, answer.content, 400, "INVALID_ARGUMENT")
    for mask in ["colour", "text,colour", "markup_syntax", "sender"]:
        with refused_http(400, "INVALID_ARGUMENT"):
            _patch(world, sent["name"], {"text": "y"}, updateMask=mask)
    same(world.app.get_message(name=sent["name"]).text, "x", "text")


@check
def a_patch_may_not_empty_or_overfill_a_message(world):
    sent = world.post({"text": "x"})
    for text in ["", "x" * 32_001]:
        with refused_http(400, "INVALID_ARGUMENT"):
            _patch(world, sent["name"], {"text": text}, updateMask="text")


@check
def a_client_id_names_the_message_to_edit(world):
    own = world.fresh()
    sent = world.send(message_id=own)
    edited = _patch(world, f"{world.threaded}/messages/{own}", {"text": "y"}, updateMask="text")
    same((edited["name"], edited["text"]), (sent.name, "y"), "name, text")


@check
def allow_missing_creates_under_a_client_id(world):
    own = f"{world.threaded}/messages/{world.fresh()}"
    made = _patch(world, own, {"text": "made"}, updateMask="text", allowMissing=True)
    same((made["text"], made["clientAssignedMessageId"]), ("made", own.rsplit("/", 1)[1]), "text, id")
    with refused_http(400, "INVALID_ARGUMENT"):
        _patch(world, f"{world.threaded}/messages/no.no", {"text": "x"}, updateMask="text", allowMissing=True)
    with refused_http(404, "NOT_FOUND"):
        _patch(world, f"{world.threaded}/messages/{world.fresh()}", {"text": "x"}, updateMask="text")


@check
def nobody_edits_another_ones_message(world):
    apps, users = world.send(), world.send(world.user)
    for name, spaces in [(users.name, world.app_spaces), (apps.name, world.user_spaces)]:
        with refused_http(403, "PERMISSION_DENIED"):
            _patch(world, name, {"text": "mine now"}, spaces, updateMask="text")


@check
def a_user_edits_text_but_no_cards(world):
    sent = world.send(world.user)
    same(_patch(world, sent.name, {"text": "y"}, world.user_spaces, updateMask="text")["text"], "y", "text")
    with refused((exceptions.BadRequest, exceptions.Forbidden)):
        world.user.update_message(
            message={"name": sent.name, "cards_v2": [{"card_id": "c", "card": {}}]}, update_mask={"paths": ["cards_v2"]}
        )


@check
def an_edited_message_is_quoted_by_its_update(world):
    sent = world.post({"text": "v1"})
    edited = _patch(world, sent["name"], {"text": "v2"}, updateMask="text")
    by = {"name": sent["name"], "lastUpdateTime": sent["createTime"]}
    with refused_http(400, "INVALID_ARGUMENT"):
        world.post({"text": "look", "quotedMessageMetadata": by})
    by["lastUpdateTime"] = edited["lastUpdateTime"]
    snapshot = world.post({"text": "look", "quotedMessageMetadata": by})["quotedMessageMetadata"]
    same(snapshot["quotedMessageSnapshot"]["text"], "v2", "snapshot")


@check
def a_deleted_message_is_gone(world):
    sent = world.send()
    same(world.app_spaces.messages().delete(name=sent.name).execute(), {}, "answer")
    with refused(exceptions.NotFound):
        world.app.get_message(name=sent.name)
    holds(sent.name not in [m.name for m in _list(world, page_size=1000)], "it is still listed")
    left = {m.name: m for m in _list(world, page_size=1000, show_deleted=True)}[sent.name]
    holds(left.delete_time and not left.text, "the tombstone holds its text or no time")
    same(left.deletion_metadata.deletion_type.name, "CREATOR", "deletionType")
    with refused(exceptions.NotFound):
        world.app.delete_message(name=sent.name)


@check
def nobody_deletes_another_ones_message(world):
    apps, users = world.send(), world.send(world.user)
    for name, client in [(users.name, world.app), (apps.name, world.user)]:
        with refused(exceptions.Forbidden):
            client.delete_message(name=name)


@check
def a_user_deletes_a_thread_only_by_force(world):
    root = world.send(world.user)
    thread = {"thread": {"name": root.thread.name}}
    reply = world.send(world.user, message=thread, message_reply_option="REPLY_MESSAGE_OR_FAIL")
    with refused(exceptions.BadRequest):
        world.user.delete_message(name=root.name)
    world.user.delete_message(request={"name": root.name, "force": True})
    with refused(exceptions.NotFound):
        world.user.get_message(name=reply.name)
