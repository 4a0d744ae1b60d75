//! The headless commands.

pub mod arguments;
pub mod check;
pub mod client_setup;
pub mod dispatch;
pub mod dry_run;
pub mod export;
pub mod failure;
pub mod images;
pub mod input_file;
pub mod interrupt;
pub mod output;
pub mod overrides;
pub mod sandbox;
pub mod send;
pub mod show;
pub mod spaces;
