//! What Google Chat would refuse, ignore or draw badly, told before anything is sent.

pub mod address;
pub mod card_texts;
#[cfg(test)]
#[expect(
    clippy::large_stack_arrays,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "a table of drafts is as long as it is, and its drafts are values"
)]
pub mod cases;
pub mod check;
pub mod citations;
pub mod clicks;
pub mod faults;
pub mod finding;
pub mod foreign;
pub mod forms;
pub mod frames;
pub mod here;
pub mod ignored;
pub mod inputs;
pub mod layouts;
pub mod mentions;
pub mod phrase;
pub mod pictures;
pub mod report;
pub mod request;
#[macro_use]
pub mod rule;
pub mod rules;
pub mod senders;
pub mod setting;
pub mod source;
pub mod spot;
pub mod structure;
pub mod texts;
pub mod threads;
pub mod who;
