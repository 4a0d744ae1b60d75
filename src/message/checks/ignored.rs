//! Findings that the author ignores.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::document::path_map::Shift;
use crate::message::checks::finding::Finding;

/// Identity of a finding within a draft: the rule, the path, and the text it is about.
///
/// The same violation elsewhere, or in another text, is another finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ignored {
    /// ID of the rule.
    rule: String,
    /// Path as a JSON Pointer into the request.
    path: String,
    /// The part of the text at that path; empty if the finding is about the whole value.
    #[serde(default)]
    words: String,
}

impl Ignored {
    /// Returns the identity of a finding in this request.
    #[must_use]
    pub fn new(finding: &Finding, request: &Value) -> Self {
        Self {
            rule: finding.rule.id.to_owned(),
            path: finding.path.clone(),
            words: words(finding, request).to_owned(),
        }
    }

    /// Returns the identity after shifts of paths; `None` if its path was removed.
    #[must_use]
    pub fn map_path(&self, shifts: &[Shift]) -> Option<Self> {
        let path = Shift::map_through(shifts, &self.path)?;
        Some(Self {
            path,
            ..self.clone()
        })
    }

    /// Returns whether it has the rule and the path of a finding.
    #[must_use]
    pub fn is_at(&self, finding: &Finding) -> bool {
        self.rule == finding.rule.id && self.path == finding.path
    }

    /// Returns whether it is this finding.
    #[must_use]
    pub fn is(&self, finding: &Finding, request: &Value) -> bool {
        self.is_at(finding) && self.words == words(finding, request)
    }
}

fn words<'a>(finding: &Finding, request: &'a Value) -> &'a str {
    let text = request.pointer(&finding.path).and_then(Value::as_str);
    let part = finding.part.clone();
    text.zip(part)
        .and_then(|(text, part)| text.get(part))
        .unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::checks::check::check;
    use crate::message::checks::check_context::CheckContext;
    use serde_json::json;

    #[test]
    fn a_finding_is_known_again_where_the_text_moves() {
        let before = json!({"message": {"text": "tell @Ada"}});
        let ignored: Vec<Ignored> = check(&before, &CheckContext::default())
            .iter()
            .map(|finding| Ignored::new(finding, &before))
            .collect();
        let is_ignored = |text: &str| {
            let request = json!({"message": {"text": text}});
            let found = check(&request, &CheckContext::default());
            let mention = found.iter().find(|finding| finding.part.is_some()).unwrap();
            ignored.iter().any(|ignored| ignored.is(mention, &request))
        };
        assert!(is_ignored("and tell @Ada again"));
        assert!(!is_ignored("tell @Bob"));
        let stored = serde_json::to_string(&ignored).unwrap();
        assert_eq!(
            serde_json::from_str::<Vec<Ignored>>(&stored).unwrap(),
            ignored
        );
    }
}
