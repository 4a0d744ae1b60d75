package com.example.nightly;

import com.google.apps.card.v1.*;
import com.google.chat.v1.*;

/** Doesn't do more than to send. */
public final class Nightly {
    public static void main(String[] args) throws Exception {
        Message message = Message.newBuilder()
            .setText("\"Release\" 2.4 \\ notes")
            .setThread(Thread.newBuilder()
                .setThreadKey("release-2.4").build())
            .addCardsV2(CardWithId.newBuilder()
                .setCardId("c")
                .setCard(Card.newBuilder()
                    .addSections(Card.Section.newBuilder()
                        .setCollapsible(true)
                        .addWidgets(Widget.newBuilder()
                            .setImage(Image.newBuilder()
                                .setImageUrl("https://example.com/a.png")
                                .setAltText("A chart").build()))
                        .addWidgets(Widget.newBuilder()
                            .setDivider(Divider.newBuilder().build()))
                        .addWidgets(Widget.newBuilder()
                            .setTextParagraph(TextParagraph.newBuilder()
                                .setText("Done").build()))).build()))
            .build();
        try (ChatServiceClient client = ChatServiceClient.create()) {
            client.createMessage("spaces/AAAAnightly", message);
        }
    }
}
