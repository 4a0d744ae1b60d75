//! `chatquill check`: what Google Chat would refuse, ignore or draw badly, told file by file.

pub mod checked;
pub mod excerpt;
pub mod files;
pub mod human;
pub mod machine;
pub mod mend;
pub mod place;
pub mod rules;
pub mod run;
