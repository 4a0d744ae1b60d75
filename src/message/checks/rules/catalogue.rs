//! All rules, in the order of their codes, and the lookup by name.

use crate::message::checks::rule::Rule;
use crate::message::checks::rules::{card, form, image, message, sender, text, thread};

/// The families in their order.
const FAMILIES: [&[&Rule]; 7] = [
    message::ALL,
    sender::ALL,
    thread::ALL,
    text::ALL,
    card::ALL,
    image::ALL,
    form::ALL,
];

/// The letters of the families in their order, and what each is about.
pub const LETTERS: [(char, &str); 7] = [
    ('M', "the request and the message"),
    ('U', "who sends"),
    ('T', "threads"),
    ('Q', "quotes"),
    ('X', "the text"),
    ('C', "cards"),
    ('F', "forms"),
];

/// Returns all rules, in the order of their codes.
#[must_use]
pub fn rules() -> Vec<&'static Rule> {
    let mut rules: Vec<&Rule> = FAMILIES
        .iter()
        .flat_map(|family| family.iter().copied())
        .collect();
    let family = |rule: &Rule| {
        LETTERS
            .iter()
            .position(|(letter, _)| rule.code.starts_with(*letter))
    };
    rules.sort_by_key(|rule| (family(rule), rule.code));
    rules
}

/// Returns the rule of a name: its ID, or its code in any case.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Rule> {
    FAMILIES
        .iter()
        .flat_map(|family| family.iter().copied())
        .find(|rule| rule.id == name || rule.code.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::checks::rule::{Outcome, Severity};
    use std::collections::HashSet;

    /// Number of rules of each family, our own included (M28 to M34, U23, U24, X23 to X26, C58, C59).
    const COUNTS: [(char, usize); 7] = [
        ('M', 35),
        ('U', 24),
        ('T', 10),
        ('Q', 5),
        ('X', 27),
        ('C', 59),
        ('F', 24),
    ];

    #[test]
    fn the_catalogue_is_whole() {
        let rules = rules();
        for (letter, count) in COUNTS {
            let codes: Vec<_> = rules
                .iter()
                .filter(|rule| rule.code.starts_with(letter))
                .map(|rule| rule.code)
                .collect();
            let wanted: Vec<_> = (1..=count)
                .map(|number| format!("{letter}{number:02}"))
                .collect();
            assert_eq!(codes, wanted);
        }
        let ids: HashSet<_> = rules.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), rules.len());
        assert_eq!(rule("header-title"), rule("c04"));
        assert_eq!(rule("no-such-rule"), None);
    }

    #[test]
    fn errors_alone_are_refused_or_unseen() {
        for rule in rules() {
            assert_eq!(
                rule.outcome == Outcome::Accepted,
                rule.severity != Severity::Error,
                "{}",
                rule.code
            );
        }
        let unseen: Vec<_> = rules()
            .into_iter()
            .filter(|rule| rule.outcome == Outcome::Unseen)
            .map(|rule| rule.code)
            .collect();
        assert_eq!(unseen, ["C09", "C16", "F01"]);
    }

    #[test]
    fn words_are_sentences() {
        for rule in rules() {
            let Rule {
                code,
                id,
                says,
                help,
                ..
            } = rule;
            assert!(
                says.ends_with('.') && !says[..says.len() - 1].contains(". "),
                "{code}: {says}"
            );
            assert!(help.ends_with('.'), "{code}: {help}");
            let is_word = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(id.chars().all(is_word), "{code}: {id}");
        }
    }
}
