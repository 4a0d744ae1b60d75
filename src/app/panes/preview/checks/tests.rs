//! Tests of the Checks tab.

use serde_json::json;

use super::*;
use crate::app::events::event::Sender;
use crate::app::state::findings::CheckInputs;
use crate::app::state::members::Members;
use crate::app::state::outbox::Outbox;
use crate::chat::sender::SenderKind;
use crate::chat::write_policy::WritePolicy;
use crate::message::draft::Draft;
use crate::message::field_change::{Change, Grouping};

fn look(findings: &mut Findings, draft: &Draft) {
    let sender = Sender {
        profile: String::new(),
        kind: SenderKind::App,
        is_sandbox: true,
        policy: WritePolicy::default(),
        has_preview: false,
    };
    let beside = CheckInputs {
        sender: &sender,
        space: None,
        members: &Members::default(),
        outbox: &Outbox::default(),
        edit: None,
        files: &[],
    };
    findings.refresh(draft, beside);
}

fn draft() -> Draft {
    Draft::new(json!({
        "parent": "spaces/A",
        "messageId": "X",
        "message": {
            "text": "tell @Ada",
            "cardsV2": [{"card": {"sections": [{"widgets": [{"textParagraph": {"text": "<b>x"}}]}]}}],
        },
    }))
}

fn settle(tab: &mut ChecksTab, findings: &Findings, size: (u16, u16)) {
    tab.layout(findings, size, |finding| FindingNotes {
        place: finding.path.clone(),
        able: String::new(),
    });
}

/// Returns the rules of the visible rows that name one; that under the cursor with a mark.
fn shown(tab: &ChecksTab, findings: &Findings) -> Vec<String> {
    let sentences = tab
        .rows_in_sight()
        .filter(|(row, _)| row.kind == Kind::Sentence);
    sentences
        .map(|(row, is_current)| {
            let rule = findings.all()[row.finding].rule.id;
            format!("{}{rule}", if is_current { ">" } else { "" })
        })
        .collect()
}

#[test]
fn the_cursor_follows_its_finding_and_stays_where_that_went() {
    let (mut draft, mut findings) = (draft(), Findings::default());
    look(&mut findings, &draft);
    let mut tab = ChecksTab::default();
    settle(&mut tab, &findings, (60, 60));
    let all = ["message-id-prefix", "mention-form", "html-unbalanced"];
    let rules: Vec<_> = findings
        .all()
        .iter()
        .map(|finding| finding.rule.id)
        .collect();
    assert_eq!(rules, all);
    tab.act(Action::Last, &findings);
    settle(&mut tab, &findings, (60, 60));
    assert_eq!(
        shown(&tab, &findings),
        ["message-id-prefix", "mention-form", ">html-unbalanced"]
    );

    // An error is fixed: the cursor stays on its finding.
    draft.change(&[Change::new("/messageId", None)], Grouping::Alone);
    look(&mut findings, &draft);
    settle(&mut tab, &findings, (60, 60));
    assert_eq!(shown(&tab, &findings), ["mention-form", ">html-unbalanced"]);

    // An ignored finding goes to the end, and the next one comes under the cursor.
    tab.act(Action::First, &findings);
    tab.release();
    findings.toggle_ignored(0, &draft);
    settle(&mut tab, &findings, (60, 60));
    assert_eq!(shown(&tab, &findings), [">html-unbalanced", "mention-form"]);
    assert!(!findings.is_ignored(0) && findings.is_ignored(1));
    assert_eq!(findings.counts().warnings, 1);
    findings.toggle_ignored(1, &draft);
    assert_eq!(findings.counts().warnings, 2);
}

#[test]
fn an_error_is_never_ignored() {
    let (draft, mut findings) = (draft(), Findings::default());
    look(&mut findings, &draft);
    findings.toggle_ignored(0, &draft);
    assert!(!findings.is_ignored(0));
    assert_eq!(findings.counts().errors, 1);
    assert_eq!(findings.take_unsaved(), None);
}

#[test]
fn the_finding_under_the_cursor_is_in_sight_at_any_size() {
    let (draft, mut findings) = (draft(), Findings::default());
    look(&mut findings, &draft);
    for width in 1..70 {
        for height in 1..20 {
            let mut tab = ChecksTab::default();
            for _ in 0..4 {
                settle(&mut tab, &findings, (width, height));
                let in_sight = shown(&tab, &findings);
                let is_there = in_sight.iter().any(|rule| rule.starts_with('>'));
                assert!(is_there, "{width}x{height}: {in_sight:?}");
                tab.act(Action::Down, &findings);
            }
        }
    }
}

#[test]
fn gravest_places_are_told_for_what_holds_them() {
    use crate::message::checks::rule::Severity;
    let (draft, mut findings) = (draft(), Findings::default());
    look(&mut findings, &draft);
    for (path, worst) in [
        ("", Some(Severity::Error)),
        ("/message", Some(Severity::Warning)),
        (
            "/message/cardsV2/0/card/sections/0",
            Some(Severity::Warning),
        ),
        ("/message/cardsV2/1", None),
        ("/message/cards", None),
        ("/messageId", Some(Severity::Error)),
    ] {
        assert_eq!(findings.worst(path), worst, "{path}");
    }
}
