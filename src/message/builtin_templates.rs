//! Built-in templates, parsed only when they are needed.

use crate::message::template::{Error, Template};

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../assets/templates/", $name, ".json")))),+]
    };
}

/// Template files by name, in the order in which they are offered.
const FILES: &[(&str, &str)] = files![
    "announcement",
    "status_update",
    "release_notes",
    "deployment",
    "incident",
    "incident_resolved",
    "maintenance",
    "approval",
    "poll",
    "meeting",
    "daily_digest",
    "on_call_handover",
    "code_review",
    "welcome",
    "thanks",
    "metrics",
    "job",
    "form",
    "columns",
    "image_card",
    "carousel",
    "about_this_message",
];

/// Returns all built-in templates, in order.
///
/// # Errors
/// None in a released program: a test reads each.
pub fn builtin() -> impl Iterator<Item = Result<Template, Error>> {
    named().map(|(_, template)| template)
}

/// Returns all built-in templates with the names of their files, in order.
///
/// # Errors
/// None in a released program: a test reads each.
pub fn named() -> impl Iterator<Item = (&'static str, Result<Template, Error>)> {
    FILES
        .iter()
        .map(|(name, text)| (*name, Template::parse(text, name)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use serde_json::Value;

    use super::*;
    use crate::chat::sender::SenderKind;
    use crate::document::schema::Schema;
    use crate::document::validate::normalise;
    use crate::message::checks::check::check;
    use crate::message::checks::check_context::CheckContext;
    use crate::message::checks::finding::Finding;
    use crate::message::checks::rule::Severity;
    use crate::message::template_field::Kind;
    use crate::message::template_placeholder;

    /// Texts that would break out of a place without escaping.
    const HOSTILE: [&str; 6] = [
        "\"quotes\" and \\ and 'more'",
        "one\ntwo\r\n\n\tthree",
        "👩🏽‍🚀 你好 \u{202e}é",
        "<users/all> <b>bold</b> & <a href=\"x\">",
        "{{name}} {{each}} }} {{",
        "</font></b>*_~`[x](y)",
    ];

    fn templates() -> Vec<Template> {
        builtin().map(|template| template.unwrap()).collect()
    }

    fn found(template: &Template, request: &Value) -> Vec<Finding> {
        let mut request = request.clone();
        request["parent"] = "spaces/A".into();
        let found = check(&request, &CheckContext::of(SenderKind::App));
        assert!(request.to_string().len() < 10_000, "{}", template.title);
        found
    }

    #[test]
    fn every_file_is_offered() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/templates");
        let there: BTreeSet<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let offered = FILES.iter().map(|(name, _)| format!("{name}.json"));
        assert_eq!(offered.collect::<BTreeSet<_>>(), there);
        assert!(there.len() >= 16);
    }

    #[test]
    fn each_has_a_title_a_sentence_and_blanks_that_occur() {
        let mut titles = BTreeSet::new();
        for template in templates() {
            let title = &template.title;
            assert!(titles.insert(title.clone()), "{title} twice");
            assert!(title.len() <= 20, "{title} is too long for the list");
            assert!(template.about.ends_with('.'), "{title}");
            let named = template_placeholder::names(template.request());
            for field in &template.fields {
                assert!(named.contains(&field.name), "{title}: {}", field.name);
                assert!(field.prompt != field.name, "{title}: {}", field.name);
                assert!(!field.default.is_empty(), "{title}: {}", field.name);
            }
            assert_eq!(named.len(), template.fields.len(), "{title}");
            let schema = Schema::builtin();
            let same = normalise(schema, "CreateMessageRequest", template.request());
            assert_eq!(&same, template.request(), "{title}");
        }
    }

    #[test]
    fn as_proposed_nothing_is_to_be_said_against_them() {
        for template in templates() {
            let example = template.example();
            let left = template_placeholder::names(&example);
            assert!(
                left.is_empty() && !example.to_string().contains("{{"),
                "{left:?}"
            );
            let told: Vec<_> = found(&template, &example)
                .into_iter()
                .filter(|finding| finding.severity != Severity::Info)
                .collect();
            assert!(told.is_empty(), "{}: {told:#?}", template.title);
        }
    }

    #[test]
    fn hostile_answers_do_no_harm() {
        for template in templates() {
            for hostile in HOSTILE {
                let answers: Vec<String> = template
                    .fields
                    .iter()
                    .map(|field| match &field.kind {
                        Kind::Address => format!("https://example.com/{hostile}"),
                        Kind::Choice(choices) => choices[0].clone(),
                        Kind::Text | Kind::Lines => hostile.to_owned(),
                    })
                    .collect();
                let filled = template.fill(&answers);
                let again: Value = serde_json::from_str(&filled.to_string()).unwrap();
                assert_eq!(again, filled);
                let errors: Vec<_> = found(&template, &filled)
                    .into_iter()
                    .filter(|finding| finding.severity == Severity::Error)
                    .collect();
                assert!(
                    errors.is_empty(),
                    "{} {hostile}: {errors:#?}",
                    template.title
                );
            }
        }
    }
}
