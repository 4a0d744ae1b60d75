//! The one way a message goes out, for the composer and for `chatquill send`.

pub mod deliver;
pub mod intent;
pub mod outcome;
pub mod plan;
