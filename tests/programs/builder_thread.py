#!/usr/bin/env python3
from google.apps import card_v1, chat_v1


def build():
    return chat_v1.Message(
        text="\"Release\" 2.4 \\ notes",
        thread=chat_v1.Thread(
            thread_key="release-2.4",
        ),
        cards_v2=[chat_v1.CardWithId(
            card_id="c",
            card=card_v1.Card(
                sections=[card_v1.Card.Section(
                    collapsible=True,
                    widgets=[card_v1.Widget(
                        image=card_v1.Image(
                            image_url="https://example.com/a.png",
                            alt_text="A chart",
                        ),
                    ), card_v1.Widget(
                        divider=card_v1.Divider(),
                    ), card_v1.Widget(
                        text_paragraph=card_v1.TextParagraph(
                            text="Done",
                        ),
                    )],
                )],
            ),
        )],
    )


client = chat_v1.ChatServiceClient()
client.create_message(parent="spaces/AAAAnightly", message=build())
