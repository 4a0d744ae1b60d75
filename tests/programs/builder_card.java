package com.example.nightly;

import com.google.apps.card.v1.*;
import com.google.chat.v1.*;

/** Doesn't do more than to send. */
public final class Nightly {
    public static void main(String[] args) throws Exception {
        Message message = Message.newBuilder()
            .addCardsV2(CardWithId.newBuilder()
                .setCardId("nightly")
                .setCard(Card.newBuilder()
                    .setHeader(Card.CardHeader.newBuilder()
                        .setTitle("Nightly build")
                        .setSubtitle("main").build())
                    .addSections(Card.Section.newBuilder()
                        .setHeader("Result")
                        .addWidgets(Widget.newBuilder()
                            .setDecoratedText(DecoratedText.newBuilder()
                                .setTopLabel("State")
                                .setText("It's <b>green</b>").build()))
                        .addWidgets(Widget.newBuilder()
                            .setButtonList(ButtonList.newBuilder()
                                .addButtons(Button.newBuilder()
                                    .setText("Open the log")
                                    .setOnClick(OnClick.newBuilder()
                                        .setOpenLink(OpenLink.newBuilder()
                                            .setUrl("https://example.com/log?a=1&b=2").build()).build())).build()))).build()))
            .build();
        try (ChatServiceClient client = ChatServiceClient.create()) {
            client.createMessage("spaces/AAAAnightly", message);
        }
    }
}
