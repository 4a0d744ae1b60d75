//! A message being composed, and the request Google will get.
