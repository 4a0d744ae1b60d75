//! `chatquill check`: reports what Google Chat would refuse, ignore or draw badly, file by file.

pub mod fix;
pub mod format_machine;
pub mod format_text;
pub mod input_files;
pub mod line_index;
pub mod report;
pub mod rules;
pub mod run;
pub mod span;
