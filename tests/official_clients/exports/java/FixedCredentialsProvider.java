package com.google.api.gax.core;

import com.google.auth.oauth2.GoogleCredentials;

/** Stands for the class of the same name in gax. */
public class FixedCredentialsProvider {
  public final GoogleCredentials credentials;

  private FixedCredentialsProvider(GoogleCredentials credentials) {
    this.credentials = credentials;
  }

  public static FixedCredentialsProvider create(GoogleCredentials credentials) {
    return new FixedCredentialsProvider(credentials);
  }
}
