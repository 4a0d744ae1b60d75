#!/usr/bin/env python3
from google.apps import card_v1, chat_v1


def build():
    return chat_v1.Message(
        cards_v2=[chat_v1.CardWithId(
            card_id="nightly",
            card=card_v1.Card(
                header=card_v1.Card.CardHeader(
                    title="Nightly build",
                    subtitle="main",
                ),
                sections=[card_v1.Card.Section(
                    header="Result",
                    widgets=[card_v1.Widget(
                        decorated_text=card_v1.DecoratedText(
                            top_label="State",
                            text="It's <b>green</b>",
                        ),
                    ), card_v1.Widget(
                        button_list=card_v1.ButtonList(
                            buttons=[card_v1.Button(
                                text="Open the log",
                                on_click=card_v1.OnClick(
                                    open_link=card_v1.OpenLink(
                                        url="https://example.com/log?a=1&b=2",
                                    ),
                                ),
                            )],
                        ),
                    )],
                )],
            ),
        )],
    )


client = chat_v1.ChatServiceClient()
client.create_message(parent="spaces/AAAAnightly", message=build())
