package com.example.nightly;

import com.google.apps.card.v1.*;
import com.google.chat.v1.*;

/** Doesn't do more than to send. */
public final class Nightly {
    public static void main(String[] args) throws Exception {
        Message message = Message.newBuilder()
            .setText("Nightly build done\nAll 214 tests are green 🎉")
            .build();
        try (ChatServiceClient client = ChatServiceClient.create()) {
            client.createMessage("spaces/AAAAnightly", message);
        }
    }
}
