//! A file that was looked at, and what was found in it.

use crate::message::checks::finding::Finding;
use crate::message::import::Form;

/// A file that was looked at.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub text: String,
    /// What it was taken for.
    pub form: Form,
    /// The bytes of the message as it would be sent.
    pub bytes: usize,
    /// What was found, the gravest first.
    pub findings: Vec<Finding>,
}
