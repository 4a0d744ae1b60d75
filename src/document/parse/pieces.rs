//! Text with blanks: what is written out, and the places where a program or a shell fills something in.

use std::collections::HashMap;
use std::ops::Range;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What is written out.
    Text(String),
    /// What is filled in when it runs.
    Hole(Hole),
}

/// A place where something is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// Byte range in the source, its marks included.
    pub span: Range<usize>,
    /// Expression that is filled in, as written.
    pub written: String,
}

/// A named blank: something that only the program knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// Its name; `{{name}}` stands in the texts.
    pub name: String,
    /// Byte offset of its first place in the source.
    pub at: usize,
    /// Source of the expression.
    pub written: String,
    /// Whether it is a value of its own, and not a part of a text.
    pub is_whole: bool,
}

/// Names the blanks of a text.
#[derive(Clone, Debug, Default)]
pub struct Blanks {
    /// The blanks in the order in which they were met.
    pub all: Vec<Blank>,
    /// Places in `all` by the expression.
    by_expression: HashMap<String, usize>,
    /// How often each name was asked for.
    names: HashMap<String, usize>,
}

/// The most characters of a blank's name.
const NAME: usize = 24;

impl Blanks {
    /// Returns the placeholder of an expression; the same expression has the same one.
    pub fn placeholder(&mut self, written: &str, at: usize, is_whole: bool) -> String {
        let there = self.by_expression.get(written);
        let name = if let Some(blank) = there.and_then(|place| self.all.get_mut(*place)) {
            blank.is_whole &= is_whole;
            blank.name.clone()
        } else {
            let name = self.free(&name_of(written));
            self.by_expression
                .insert(written.to_owned(), self.all.len());
            self.all.push(Blank {
                name: name.clone(),
                at,
                written: written.to_owned(),
                is_whole,
            });
            name
        };
        format!("{{{{{name}}}}}")
    }

    /// Returns the name, with a number where another expression has it.
    fn free(&mut self, name: &str) -> String {
        let count = self.names.entry(name.to_owned()).or_default();
        *count += 1;
        // No expression has a name with a hyphen.
        match count {
            1 => name.to_owned(),
            count => format!("{name}-{count}"),
        }
    }
}

/// Returns the name of an expression: its last word that names a value, and no function, type or text.
fn name_of(written: &str) -> String {
    const VERBS: [&str; 16] = [
        "this", "self", "process", "env", "os", "environ", "if", "else", "and", "or", "not", "in",
        "new", "await", "struct", "typeof",
    ];
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    // What a shell takes where a variable is not set is no name of it: `APP:-none`.
    let (variable, default) = written.split_once(":-").unwrap_or((written, ""));
    let has_default = !default.is_empty() && !variable.is_empty() && variable.chars().all(is_part);
    let written = if has_default { variable } else { written };
    if !written.is_empty() && written.chars().all(is_part) {
        return written.chars().take(NAME).collect();
    }
    let plain = without_strings(written);
    let mut values = Vec::new();
    let mut functions = Vec::new();
    let mut rest = plain.as_str();
    while let Some(start) = rest.find(|c: char| c.is_alphabetic() || c == '_') {
        // `hostname -f` is a command with an option, `+%H` a format of the time.
        let before = &rest[..start];
        let is_option = before.ends_with(" -") || before.ends_with(" --") || before.ends_with('%');
        rest = &rest[start..];
        let (word, after) = rest.split_at(rest.find(|c: char| !is_part(c)).unwrap_or(rest.len()));
        if is_option {
            rest = after;
            continue;
        }
        if after.starts_with('(') {
            functions.push(word);
        } else if !VERBS.contains(&word) {
            values.push(word);
        }
        rest = after;
    }
    // `os.environ["NAME"]` says its name in quotes.
    let quoted = written
        .split(['"', '\''])
        .nth(1)
        .filter(|name| !name.is_empty() && name.chars().all(is_part));
    // What is made new is named by its class: `new Date().toISOString()`.
    let function = if written.starts_with("new ") {
        functions.first()
    } else {
        functions.last()
    };
    let name = values
        .last()
        .copied()
        .or(quoted)
        .or(function.copied())
        .unwrap_or("value");
    name.chars().take(NAME).collect()
}

/// Returns an expression without what stands in quotes.
fn without_strings(written: &str) -> String {
    let mut quote = None;
    let outside = written.chars().filter(|letter| match quote {
        Some(open) => {
            if *letter == open {
                quote = None;
            }
            false
        }
        None if matches!(letter, '"' | '\'' | '`') => {
            quote = Some(*letter);
            false
        }
        None => true,
    });
    outside.collect()
}

/// Returns pieces as one text, with the placeholders of their blanks.
pub fn with_placeholders(pieces: &[Piece], blanks: &mut Blanks) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Hole(hole) => {
                out.push_str(&blanks.placeholder(&hole.written, hole.span.start, false));
            }
        }
    }
    out
}

/// Returns pieces that together are JSON, with placeholders: one that is no part of a string becomes one.
pub fn as_json(pieces: &[Piece], blanks: &mut Blanks) -> String {
    let mut out = String::new();
    let (mut is_inside, mut is_escaped) = (false, false);
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                for letter in text.chars() {
                    match letter {
                        _ if is_escaped => is_escaped = false,
                        '\\' if is_inside => is_escaped = true,
                        '"' => is_inside = !is_inside,
                        _ => {}
                    }
                }
                out.push_str(text);
            }
            Piece::Hole(hole) => {
                let mark = if is_inside { "" } else { "\"" };
                let name = blanks.placeholder(&hole.written, hole.span.start, !is_inside);
                out.push_str(mark);
                out.push_str(&name);
                out.push_str(mark);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_named_after_what_fills_them() {
        let mut blanks = Blanks::default();
        for (written, expected) in [
            ("number", "{{number}}"),
            ("build.number", "{{number}}"),
            ("str(count)", "{{count}}"),
            ("title.lower()", "{{title}}"),
            ("state === 'ok' ? 'Green' : 'Red'", "{{state}}"),
            ("os.environ[\"BRANCH\"]", "{{BRANCH}}"),
            ("os.getenv('USER')", "{{USER}}"),
            ("randomUUID()", "{{randomUUID}}"),
            ("number", "{{number}}"),
            ("1 + 2", "{{value}}"),
            ("hostname -f", "{{hostname}}"),
            ("date --utc +%s", "{{date}}"),
            ("date +%H:%M", "{{date}}"),
            ("env", "{{env}}"),
            ("APP:-none", "{{APP}}"),
            ("new Date().toISOString().slice(0, 10)", "{{Date}}"),
        ] {
            let name = blanks.placeholder(written, 0, false);
            let plain = name.replace("-2", "");
            assert_eq!(plain, expected, "{written}");
        }
        assert_eq!(blanks.all.len(), 15);
        assert_eq!(blanks.all[1].name, "number-2");
    }

    #[test]
    fn a_blank_outside_of_a_string_becomes_one() {
        let hole = |written: &str| {
            Piece::Hole(Hole {
                span: 0..1,
                written: written.to_owned(),
            })
        };
        let text = |text: &str| Piece::Text(text.to_owned());
        let pieces = [
            text(r#"{"text": ""#),
            hole("words"),
            text(r#" \" ", "n": "#),
            hole("n"),
            text("}"),
        ];
        let json = as_json(&pieces, &mut Blanks::default());
        assert_eq!(json, r#"{"text": "{{words}} \" ", "n": "{{n}}"}"#);
    }
}
