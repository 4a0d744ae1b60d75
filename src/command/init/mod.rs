//! `chatquill init`: sets up a sender.

pub mod questions;
pub mod run;
pub mod walls;
