//! Keys, and the words for what they ask.
