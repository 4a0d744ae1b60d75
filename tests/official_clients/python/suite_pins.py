"""Pins: made and listed by the discovery client, for people only."""

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
