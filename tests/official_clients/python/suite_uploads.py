"""Files: uploaded by the discovery client's own media upload, attached by both clients."""

from google.api_core import exceptions
from googleapiclient.http import MediaInMemoryUpload

from checks import check, holds, refused, refused_http, same

PICTURE = b"\x89PNG\r\n\x1a\n--=== not a boundary\r\n" + bytes(range(256))
DENIED = "Caller does not have permission to access requested attachment"


def _upload(world, parent=None, name="plan.png", content=PICTURE, by_app=False):
    media = world.app_media if by_app else world.user_media
    body = MediaInMemoryUpload(content, mimetype="image/png")
    return media.upload(parent=parent or world.threaded, body={"filename": name}, media_body=body).execute()


@check
def an_upload_answers_with_a_reference(world):
    reference = _upload(world)["attachmentDataRef"]
    same(set(reference), {"resourceName", "attachmentUploadToken"}, "the reference's keys")
    holds(reference["attachmentUploadToken"] != _upload(world)["attachmentDataRef"]["attachmentUploadToken"], "twice")


@check
def an_upload_becomes_an_attachment(world):
    sent = world.post({"text": world.words(), "attachment": [_upload(world)]}, spaces=world.user_spaces)
    (attachment,) = sent["attachment"]
    same(attachment["contentName"], "plan.png", "contentName")
    same(attachment["contentType"], "image/png", "contentType")
    same(attachment["source"], "UPLOADED_CONTENT", "source")
    holds(attachment["name"].startswith(sent["name"] + "/attachments/"), attachment["name"])


@check
def the_typed_client_attaches_and_reads_it(world):
    token = _upload(world, by_app=True)["attachmentDataRef"]["attachmentUploadToken"]
    sent = world.send(message={"attachment": [{"attachment_data_ref": {"attachment_upload_token": token}}]})
    (attachment,) = sent.attachment
    same(attachment.source.name, "UPLOADED_CONTENT", "source")
    found = world.app.get_attachment(name=attachment.name)
    same((found.name, found.content_name), (attachment.name, "plan.png"), "the attachment")


@check
def a_file_alone_is_a_message(world):
    sent = world.post({"attachment": [_upload(world)]}, spaces=world.user_spaces)
    same((len(sent["attachment"]), sent.get("text")), (1, None), "attachments and text")


@check
def an_upload_serves_one_space(world):
    reference = _upload(world)
    with refused_http(403, "PERMISSION_DENIED", DENIED):
        world.post({"attachment": [reference]}, spaces=world.user_spaces, parent=world.other)


@check
def an_app_cannot_send_a_users_upload(world):
    token = _upload(world)["attachmentDataRef"]["attachmentUploadToken"]
    with refused(exceptions.Forbidden, DENIED):
        world.send(message={"attachment": [{"attachment_data_ref": {"attachment_upload_token": token}}]})


@check
def an_attachment_is_neither_private_nor_beside_accessories(world):
    token = {"attachment_data_ref": {"attachment_upload_token": "t"}}
    button = {"text": "b", "on_click": {"open_link": {"url": "https://example.com"}}}
    for more in (
        {"private_message_viewer": {"name": world.ada}},
        {"accessory_widgets": [{"button_list": {"buttons": [button]}}]},
    ):
        with refused(exceptions.BadRequest):
            world.send(message={"attachment": [token], **more})


@check
def a_file_needs_a_name_with_an_ending_and_content(world):
    for name, content in (("plan", PICTURE), ("", PICTURE), ("plan.png", b"")):
        with refused_http(400, "INVALID_ARGUMENT"):
            _upload(world, name=name, content=content)


@check
def an_upload_needs_a_space_that_one_is_in(world):
    with refused_http(403, "PERMISSION_DENIED", "This Chat app is not a member of this space."):
        _upload(world, parent=world.foreign, by_app=True)
    with refused_http(404, "NOT_FOUND"):
        _upload(world, parent="spaces/AAAAnowhere")


@check
def a_file_in_chunks_becomes_an_attachment(world):
    content = bytes(range(256)) * 2500
    media = MediaInMemoryUpload(content, mimetype="image/png", chunksize=256 * 1024, resumable=True)
    request = world.user_media.upload(parent=world.threaded, body={"filename": "plan.png"}, media_body=media)
    reference, chunks = None, 0
    while reference is None:
        _, reference = request.next_chunk()
        chunks += 1
    same(chunks, 3, "chunks")
    sent = world.post({"text": world.words(), "attachment": [reference]}, spaces=world.user_spaces)
    same(sent["attachment"][0]["contentName"], "plan.png", "contentName")
