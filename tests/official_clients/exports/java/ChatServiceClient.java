package com.google.chat.v1;

import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Stands for the class of the same name in google-cloud-chat: the message as JSON, the rest in the address. */
public class ChatServiceClient implements AutoCloseable {
  private final ChatServiceSettings settings;

  private ChatServiceClient(ChatServiceSettings settings) {
    this.settings = settings;
  }

  public static ChatServiceClient create(ChatServiceSettings settings) {
    return new ChatServiceClient(settings);
  }

  public Message createMessage(CreateMessageRequest request) throws IOException, InterruptedException {
    List<String> query = new ArrayList<>();
    add(query, "messageId", request.getMessageId());
    add(query, "requestId", request.getRequestId());
    if (request.getMessageReplyOptionValue() != 0) {
      add(query, "messageReplyOption", request.getMessageReplyOption().name());
    }
    if (request.hasCreateMessageNotificationOptions()) {
      var options = request.getCreateMessageNotificationOptions();
      add(query, "createMessageNotificationOptions.notificationType", options.getNotificationType().name());
    }
    URI address =
        URI.create(settings.endpoint + "/v1/" + request.getParent() + "/messages?" + String.join("&", query));
    String token = settings.provider.credentials.refreshAccessToken().getTokenValue();
    HttpRequest call =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(JsonFormat.printer().print(request.getMessage())))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(call, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.body());
    }
    Message.Builder message = Message.newBuilder();
    JsonFormat.parser().ignoringUnknownFields().merge(answer.body(), message);
    return message.build();
  }

  private static void add(List<String> query, String name, String value) {
    if (!value.isEmpty()) {
      query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {}
}
