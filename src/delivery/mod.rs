//! Delivery of messages, shared by the composer and `chatquill send`.

pub mod abandon;
pub mod broadcast;
pub mod change;
pub mod deliver;
pub mod draft_edit;
pub mod emoji;
pub mod intent;
pub mod outcome;
pub mod plan;
pub mod progress;
pub mod rate_guard;
pub mod uploads;
pub mod viewer;
