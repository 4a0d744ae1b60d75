"""Pins and custom emoji: made and listed by the discovery client, for people only."""

from checks import check, refused_http, same


@check
def a_pin_has_the_id_of_its_message(world):
    sent = world.send()
    pins = world.user_spaces.messagePins()
    made = pins.create(parent=world.threaded, body={"message": sent.name}).execute()
    same(made, {"name": sent.name.replace("/messages/", "/messagePins/"), "message": sent.name}, "the pin")
    listed = pins.list(parent=world.threaded).execute()["messagePins"]
    same([pin for pin in listed if pin["message"] == sent.name], [made], "the list")
    with refused_http(403, "PERMISSION_DENIED"):
        world.app_spaces.messagePins().create(parent=world.threaded, body={"message": sent.name}).execute()
    pins.delete(name=made["name"]).execute()
    with refused_http(404, "NOT_FOUND"):
        pins.delete(name=made["name"]).execute()


@check
def custom_emoji_are_listed_and_react(world):
    emoji = world.custom_emoji(world.user_credentials())
    found = emoji.list(pageSize=2).execute()
    more = emoji.list(pageSize=2, pageToken=found["nextPageToken"]).execute()
    names = [one["emojiName"] for one in found["customEmojis"] + more["customEmojis"]]
    same(names, [":ship-it:", ":party-parrot:", ":lgtm:", ":roll-back:"], "the names")
    own = emoji.list(filter='creator("users/me")').execute()["customEmojis"]
    same([one["emojiName"] for one in own], [":ship-it:", ":roll-back:"], "their own")
    with refused_http(403, "PERMISSION_DENIED"):
        world.custom_emoji(world.app_credentials()).list().execute()
    sent = world.send()
    custom = {"customEmoji": {"uid": own[0]["uid"]}}
    reactions = world.user_spaces.messages().reactions()
    made = reactions.create(parent=sent.name, body={"emoji": custom}).execute()
    same(made["emoji"], {"customEmoji": own[0]}, "the reaction")
