package com.google.chat.v1;

import com.google.api.gax.core.FixedCredentialsProvider;

/** Stands for the class of the same name in google-cloud-chat. */
public class ChatServiceSettings {
  final FixedCredentialsProvider provider;
  final String endpoint;

  private ChatServiceSettings(Builder builder) {
    provider = builder.provider;
    endpoint = builder.endpoint;
  }

  public static Builder newHttpJsonBuilder() {
    return new Builder();
  }

  public static class Builder {
    private FixedCredentialsProvider provider;
    private String endpoint;

    public Builder setCredentialsProvider(FixedCredentialsProvider provider) {
      this.provider = provider;
      return this;
    }

    public Builder setEndpoint(String endpoint) {
      this.endpoint = endpoint;
      return this;
    }

    public ChatServiceSettings build() {
      return new ChatServiceSettings(this);
    }
  }
}
