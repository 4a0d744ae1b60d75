//! Google Chat on loopback.
