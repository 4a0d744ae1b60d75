//! Extracts object literals from a program, such as a sample in JavaScript.

use serde_json::Value;

use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::parse::lexer::{Kind, Token, Tokens};
use crate::document::parse::parser::read;
use crate::document::parse::scalar::is_value;
use crate::document::parse::source_map::{Source, block};

/// An object or list that a program uses as a value.
#[derive(Debug)]
pub struct ObjectLiteral<'a> {
    /// Byte offset of its start.
    pub at: usize,
    /// Value as far as it could be parsed, even if it is broken.
    pub value: Value,
    /// Parsed literal with its spans, or its syntax errors.
    pub source: Result<Source<'a>, Diagnostic>,
}

/// Returns whether a text is a program and not a value.
///
/// It is if it begins with a word that is neither a key nor a value of its own, or with a parenthesis.
pub fn is_program(text: &str) -> bool {
    let mut tokens = Tokens::of_program(text, block(text));
    let (Ok(first), Ok(second)) = (tokens.token(), tokens.token()) else {
        return false;
    };
    match first.kind {
        Kind::Word => second.kind != Kind::Sign(':') && !is_value(&text[first.span]),
        Kind::Text => second.kind == Kind::Sign(';'),
        Kind::Sign(sign) => matches!(sign, '(' | '@' | '*'),
        _ => false,
    }
}

/// Returns the literals of a program in their order, without those nested in another.
pub fn literals(text: &str) -> impl Iterator<Item = ObjectLiteral<'_>> {
    let whole = block(text);
    let end = whole.end;
    let mut tokens = Tokens::of_program(text, whole);
    let mut before: Option<Token> = None;
    std::iter::from_fn(move || {
        loop {
            // A character that JSON does not have may well be valid in a program.
            let Ok(token) = tokens.token() else {
                before = None;
                continue;
            };
            if token.kind == Kind::End {
                return None;
            }
            let is_meant = before.replace(token.clone()).is_some_and(|before| {
                let word = &text[before.span];
                matches!(before.kind, Kind::Sign('=' | '(' | ','))
                    || matches!(word, "return" | "default" | "await")
            });
            if !matches!(token.kind, Kind::Open(_)) || !is_meant {
                continue;
            }
            let at = token.span.start;
            let read = read(text, &(at..end), false);
            tokens = Tokens::of_program(text, read.end.max(token.span.end)..end);
            let value = read
                .node
                .as_ref()
                .map_or(Value::Null, |node| node.value(&mut |_, _| {}));
            return Some(ObjectLiteral {
                at,
                value,
                source: Source::of(text, read),
            });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn programs_are_told_from_values() {
        for (text, expected) in [
            ("const a = {}", true),
            ("// c\nimport {a} from 'b';", true),
            ("'use strict';\nlet a = []", true),
            ("({a: 1})", true),
            ("a: 1", false),
            ("\"a\": 1", false),
            ("true", false),
            ("undefined", false),
            ("{}", false),
            ("'a'", false),
            ("", false),
        ] {
            assert_eq!(is_program(text), expected, "{text}");
        }
    }

    #[test]
    fn literals_are_those_that_are_values() {
        let text = "import {a} from 'b';\nconst {c} = d; // {e: 1}\nfunction f(g) { return { h: 'i' + 'j' }; }\n\
            const k = ['l'], m = { n: { o: 1 } };\np.q(r, { s: t }, {u: v(1)});\nw(`${x}`, {y: 2})";
        let found: Vec<(Value, bool)> = literals(text)
            .map(|literal| (literal.value, literal.source.is_ok()))
            .collect();
        assert_eq!(
            found,
            [
                (json!({"h": "ij"}), true),
                (json!(["l"]), true),
                (json!({"n": {"o": 1}}), true),
                (json!({"s": null}), false),
                (json!({"u": null}), false),
                (json!({"y": 2}), true),
            ]
        );
    }
}
