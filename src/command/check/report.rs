//! A checked file and its findings.

use crate::message::checks::finding::Finding;
use crate::message::import::ImportForm;

/// A checked file.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// Its name in messages.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The form of document it was recognised as.
    pub form: ImportForm,
    /// The bytes of the message as it would be sent.
    pub bytes: usize,
    /// The findings, the most severe first.
    pub findings: Vec<Finding>,
}
