//! What is wrong with the draft, found anew whenever it, the sender or the space is another.

use serde_json::Value;

use crate::app::event::Sender;
use crate::chat::wire::Space;
use crate::message::checks::check::check;
use crate::message::checks::finding::Finding;
use crate::message::checks::rule::Severity;
use crate::message::checks::setting::Setting;

/// The findings, and what they were made from.
#[derive(Debug, Default)]
pub struct Findings {
    revision: Option<u64>,
    setting: Setting,
    all: Vec<Finding>,
}

impl Findings {
    /// Looks at the request if its revision, the sender or the space is not that of the last time.
    pub fn settle(
        &mut self,
        revision: u64,
        request: &Value,
        sender: &Sender,
        space: Option<&Space>,
    ) {
        let is_same = self.revision == Some(revision)
            && self.setting.sender == Some(sender.kind)
            && self.setting.developer_preview == sender.has_preview
            && self.setting.space.as_ref() == space;
        if is_same {
            return;
        }
        self.revision = Some(revision);
        self.setting = Setting {
            sender: Some(sender.kind),
            developer_preview: sender.has_preview,
            space: space.cloned(),
            adds_request_id: true,
            ..Setting::default()
        };
        self.all = check(request, &self.setting);
    }

    /// All findings, the gravest first.
    #[must_use]
    pub fn all(&self) -> &[Finding] {
        &self.all
    }

    /// How many findings are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let of_it = |finding: &&Finding| finding.severity == severity;
        self.all.iter().filter(of_it).count()
    }

    /// How many findings are more than advice.
    #[must_use]
    pub fn grave(&self) -> usize {
        self.count(Severity::Error) + self.count(Severity::Warning)
    }
}
