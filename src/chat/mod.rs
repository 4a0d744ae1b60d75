//! The Google Chat API over HTTPS.
