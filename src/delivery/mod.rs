//! Delivery of messages, shared by the composer and `chatquill send`.

pub mod deliver;
pub mod intent;
pub mod outcome;
pub mod plan;
