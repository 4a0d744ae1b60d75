//! Parses strings, numbers and words of a JSON-like text.

use serde_json::{Number, Value};

use crate::document::parse::ast::NodeKind;
use crate::document::parse::error::quoted;
use crate::document::parse::escape::letter;
use crate::document::parse::lexer::{Kind, Token};
use crate::document::parse::number::spelt;
use crate::document::parse::state::ParserState;

impl ParserState<'_> {
    /// Parses a string, or several that are joined with plus signs.
    pub(super) fn text(&mut self) -> Option<String> {
        let mut text = meaning(self.written(&self.ahead));
        self.pass();
        while self.ahead.kind == Kind::Sign('+') {
            self.pass();
            if self.ahead.kind != Kind::Text {
                let found = self.found();
                self.fail(
                    format!("Only texts in quotes can be joined with `+`, found {found}."),
                    "Its value is not known here: write the text itself.",
                );
                return None;
            }
            text.push_str(&meaning(self.written(&self.ahead)));
            self.pass();
        }
        Some(text)
    }

    /// Parses the number at the next token; null if it is none.
    pub(super) fn number(&mut self, token: &Token) -> Value {
        self.pass();
        let number = spelt(self.written(token)).and_then(|spelling| {
            let number = spelling.parse::<Number>();
            number.map_err(|_| format!("{} is not a number.", quoted(&spelling)))
        });
        match number {
            Ok(number) => Value::Number(number),
            Err(what) => {
                self.note(token.span.start, what, "Write it in decimal digits.");
                Value::Null
            }
        }
    }

    /// Returns the value of the word at the next token; `None` if it is `undefined`.
    pub(super) fn word(&mut self, token: &Token) -> Option<NodeKind> {
        let written = self.written(token);
        self.pass();
        Some(NodeKind::Plain(match written {
            "true" | "True" => Value::Bool(true),
            "false" | "False" => Value::Bool(false),
            "null" | "None" => Value::Null,
            "undefined" => {
                self.asides.push("undefined is left out.".to_owned());
                return None;
            }
            "Infinity" | "NaN" => {
                let what = format!("JSON has no {written}.");
                self.note(token.span.start, what, "Write a number.");
                Value::Null
            }
            _ => {
                let (_, constant) = written.rsplit_once('.').unwrap_or(("", ""));
                let is_loud = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
                if constant.starts_with(|c: char| c.is_ascii_uppercase())
                    && constant.chars().all(is_loud)
                {
                    let words = format!("{} is taken as \"{constant}\".", quoted(written));
                    self.asides.push(words);
                    return Some(NodeKind::Text(constant.to_owned()));
                }
                self.unknown(token.span.start, written);
                Value::Null
            }
        }))
    }

    /// Records an error for a name whose value is defined elsewhere.
    pub(super) fn unknown(&mut self, at: usize, name: &str) {
        let what = format!(
            "{} is a variable, whose value is not known here.",
            quoted(name)
        );
        self.note(at, what, "Write the value itself; a text needs quotes.");
    }
}

/// Returns whether a word is a value of its own, such as `true`.
pub(super) fn is_value(word: &str) -> bool {
    const VALUES: [&str; 9] = [
        "true",
        "false",
        "null",
        "undefined",
        "True",
        "False",
        "None",
        "Infinity",
        "NaN",
    ];
    VALUES.contains(&word)
}

/// Returns a quoted string with its escapes resolved, which were validated before.
pub(super) fn meaning(written: &str) -> String {
    let inside = written
        .get(1..written.len().saturating_sub(1))
        .unwrap_or("");
    if !inside.contains('\\') {
        return inside.to_owned();
    }
    let mut out = String::with_capacity(inside.len());
    let mut at = 0;
    while let Ok(letter) = letter(&inside[at..])
        && at < inside.len()
    {
        out.extend(letter.meaning);
        at += letter.length;
    }
    out
}
