//! Every case, held against the rules; and every rule, held against the cases.

use std::collections::HashSet;

use serde_json::json;

use super::case::Case;
use super::{card, form, message, picture, sender, text, thread};
use crate::message::checks::check::check;
use crate::message::checks::finding::Finding;
use crate::message::checks::rules::catalogue::rules;
use crate::message::checks::setting::Setting;

/// All cases.
pub fn cases() -> Vec<Case> {
    [
        message::cases(),
        sender::cases(),
        thread::cases(),
        text::cases(),
        card::cases(),
        card::layouts(),
        picture::cases(),
        form::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn told(found: &[Finding]) -> String {
    let line = |finding: &Finding| {
        format!(
            "{} {} {}\n",
            finding.rule.code, finding.path, finding.message
        )
    };
    found.iter().map(line).collect()
}

#[test]
fn each_case_is_found_or_not() {
    for case in cases() {
        let found = check(&case.draft, &case.setting);
        let mine: Vec<_> = found
            .iter()
            .filter(|finding| finding.rule.code == case.code)
            .collect();
        match &case.path {
            Some(path) => assert!(
                mine.iter().any(|finding| finding.path == *path),
                "{} is not found at {path} of {}\n{}",
                case.code,
                case.draft,
                told(&found)
            ),
            None => assert!(
                mine.is_empty(),
                "{} is found in {}\n{}",
                case.code,
                case.draft,
                told(&found)
            ),
        }
    }
}

#[test]
fn each_rule_has_both_cases() {
    let cases = cases();
    let of = |breaks: bool| -> HashSet<&str> {
        cases
            .iter()
            .filter(|case| case.path.is_some() == breaks)
            .map(|case| case.code)
            .collect()
    };
    let (broken, held) = (of(true), of(false));
    let missing: Vec<_> = rules()
        .into_iter()
        .map(|rule| rule.code)
        .filter(|code| !broken.contains(code) || !held.contains(code))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn findings_have_words_and_a_place() {
    for case in cases() {
        for finding in check(&case.draft, &case.setting) {
            let Finding {
                rule,
                path,
                message,
                severity,
                part,
                ..
            } = &finding;
            assert!(message.ends_with(['.', '?']), "{} {message}", rule.code);
            assert!(*severity >= rule.severity, "{}", rule.code);
            assert!(
                path.is_empty() || path.starts_with('/'),
                "{} {path}",
                rule.code
            );
            if let Some(part) = part {
                let text = case.draft.pointer(path).unwrap().as_str().unwrap();
                assert!(
                    text.get(part.clone()).is_some(),
                    "{} {part:?} {text:?}",
                    rule.code
                );
            }
        }
    }
}

#[test]
fn a_fix_mends_what_it_is_for() {
    let mut mended = 0;
    for case in cases() {
        for finding in check(&case.draft, &case.setting) {
            let Some(fix) = &finding.fix else {
                continue;
            };
            let code = finding.rule.code;
            assert!(!fix.edits.is_empty(), "{code} {}", finding.message);
            let mut draft = case.draft.clone();
            for edit in fix.edits.clone() {
                edit.apply(&mut draft)
                    .unwrap_or_else(|error| panic!("{code} {}: {error}", finding.message));
            }
            let again = check(&draft, &case.setting);
            let is_same = |other: &&Finding| {
                other.rule == finding.rule
                    && other.path == finding.path
                    && other.message == finding.message
            };
            let (before, after) = (
                check(&case.draft, &case.setting)
                    .iter()
                    .filter(is_same)
                    .count(),
                again.iter().filter(is_same).count(),
            );
            assert!(
                after < before,
                "{code} {} is still there: {draft}",
                finding.message
            );
            mended += 1;
        }
    }
    assert!(mended > 60, "{mended}");
}

#[test]
fn nothing_is_found_in_what_is_right() {
    for draft in [
        json!({"message": {"text": "hi"}}),
        json!({"message": {"text": "A *bold* word", "markupSyntax": "MARKUP_SYNTAX_CHAT"}}),
        json!({
            "parent": "spaces/A",
            "requestId": "6f9619ff-8b86-d011-b42d-00cf4fc964ff",
            "messageId": "client-a-1",
            "messageReplyOption": "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
            "message": {"text": "hi", "thread": {"threadKey": "k"}},
        }),
        json!({"message": {"text": "see", "cardsV2": [{"cardId": "a", "card": {
            "header": {"title": "T", "subtitle": "S"},
            "sections": [{"header": "H", "widgets": [
                {"textParagraph": {"text": "Some <b>words</b>"}},
                {"divider": {}},
                {"buttonList": {"buttons": [{"text": "Open", "onClick": {"openLink": {"url": "https://example.com"}}}]}},
            ]}],
        }}]}}),
    ] {
        let found = check(&draft, &Setting::default());
        assert!(found.is_empty(), "{draft}\n{}", told(&found));
    }
}

#[test]
fn nothing_breaks_the_checks() {
    for draft in [
        json!(null),
        json!([]),
        json!({}),
        json!({"message": []}),
        json!({"message": {"text": 5, "cardsV2": {"card": 1}, "thread": "x"}}),
        json!({"message": {"cardsV2": [null, 1, {"card": {"sections": [{"widgets": [null, [], {"textParagraph": 1}]}]}}]}}),
    ] {
        let _ = check(&draft, &Setting::default());
    }
}
