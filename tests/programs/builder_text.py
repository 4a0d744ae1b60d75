#!/usr/bin/env python3
from google.apps import card_v1, chat_v1


def build():
    return chat_v1.Message(
        text=(
            "Nightly build done\n"
            "All 214 tests are green 🎉"
        ),
    )


client = chat_v1.ChatServiceClient()
client.create_message(parent="spaces/AAAAnightly", message=build())
