//! Checks that no message of the program names a key that can be rebound.

use std::path::Path;
use std::str::FromStr as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::{Sources, collect};

/// Key names that may occur in messages: the names themselves, and a key of the terminal's own.
const ALLOWED: &[(&str, &str)] = &[("input/chord.rs", ""), ("command/input_file.rs", "Ctrl+D")];

/// Key names that are no words of a sentence otherwise.
const NAMES: &[&str] = &[
    "Enter",
    "Esc",
    "Tab",
    "Backspace",
    "Del",
    "PgUp",
    "PgDn",
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "F6",
    "F7",
    "F8",
    "F9",
];

#[test]
fn no_sentence_names_a_key_that_can_be_rebound() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Sources::new();
    collect(&src, &src, &mut sources);
    let mut found = Vec::new();
    for (file, text) in &sources {
        if file.ends_with("/tests.rs") || file.contains("/fixtures/") {
            continue;
        }
        // Tests are at the end of a file.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let mut literals = Vec::new();
        gather(TokenStream::from_str(text).unwrap(), &mut literals);
        let named = literals.iter().filter(|literal| names_a_key(literal));
        let is_allowed = |literal: &str| {
            let mut allowed = ALLOWED.iter();
            allowed.any(|(at, words)| at == file && literal.contains(words))
        };
        let named = named.filter(|literal| !is_allowed(literal));
        found.extend(named.map(|literal| format!("{file}: {literal}")));
    }
    assert!(
        found.is_empty(),
        "ask the keymap instead:\n{}",
        found.join("\n")
    );
}

#[test]
fn names_of_keys_are_seen() {
    for (literal, is_named) in [
        ("\"Ctrl+Z brings it back\"", true),
        ("\"press Enter.\"", true),
        ("\"No matches.\\nEsc leaves\"", true),
        ("\"{key} brings it back\"", false),
        ("\"Entering\"", false),
        ("\"F10\"", false),
    ] {
        assert_eq!(names_a_key(literal), is_named, "{literal}");
    }
}

/// Collects the string literals of source tokens; comments are not tokens.
fn gather(tokens: TokenStream, literals: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Literal(literal) => literals.push(literal.to_string()),
            TokenTree::Group(group) => {
                let mut first = group.stream().into_iter();
                let is_doc = group.delimiter() == Delimiter::Bracket
                    && matches!(first.next(), Some(TokenTree::Ident(name)) if name == "doc");
                if !is_doc {
                    gather(group.stream(), literals);
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

fn names_a_key(literal: &str) -> bool {
    // The letter of an escape is none of the word behind it.
    let literal = &literal.replace("\\n", " ");
    let is_chord = ["Ctrl+", "Alt+", "Shift+"]
        .iter()
        .any(|held| literal.contains(held));
    let mut words = literal.split(|c: char| !c.is_ascii_alphanumeric());
    is_chord || literal.contains(' ') && words.any(|word| NAMES.contains(&word))
}
