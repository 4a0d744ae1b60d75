//! The headless commands.

pub mod arguments;
pub mod check;
pub mod compose;
pub mod dispatch;
pub mod dry_run;
pub mod export;
pub mod failure;
pub mod input;
pub mod interrupt;
pub mod output;
pub mod pictures;
pub mod sandbox;
pub mod send;
pub mod setup;
pub mod show;
pub mod spaces;
