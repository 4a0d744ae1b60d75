//! `chatquill doctor`: looks for what keeps the program from working here.

pub mod accounts;
pub mod examination;
pub mod machine;
pub mod run;
pub mod terminal_query;
