//! Writes values as literals of Python and JavaScript, on one line where they fit.

use super::expr::{Code, Entry};
use super::string_literal::{self, Quotes, quoted};

/// Maximum line width in columns, as far as the texts allow.
const WIDTH: usize = 88;

/// Syntax of records and of the values in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Dictionaries.
    Python,
    /// Object literals.
    JavaScript,
}

impl Dialect {
    fn step(self) -> usize {
        match self {
            Self::Python => 4,
            Self::JavaScript => 2,
        }
    }

    fn comment(self) -> &'static str {
        match self {
            Self::Python => "# ",
            Self::JavaScript => "// ",
        }
    }

    fn quoted(self, text: &str) -> String {
        match self {
            Self::Python => quoted(text, Quotes::Python),
            Self::JavaScript => quoted(text, Quotes::JavaScript),
        }
    }

    /// Returns the name of a member with its colon.
    fn key(self, name: &str) -> String {
        let quoted = self.quoted(name);
        match self {
            // Without brackets it would set the prototype and not a member.
            Self::JavaScript if name == "__proto__" => format!("[{quoted}]: "),
            Self::JavaScript if is_identifier(name) => format!("{name}: "),
            _ => format!("{quoted}: "),
        }
    }
}

fn is_identifier(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    !name.is_empty() && name.chars().all(plain) && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns the literal of a value.
///
/// `indent` is that of the line it begins on, `column` where it begins.
#[must_use]
pub fn literal(code: &Code, dialect: Dialect, indent: usize, column: usize) -> String {
    let mut out = String::new();
    Writer {
        dialect,
        out: &mut out,
    }
    .value(code, indent, column);
    out
}

/// Returns named arguments (`name=value`), a line each, for a call whose line has this indent.
#[must_use]
pub fn arguments(entries: &[Entry], indent: usize) -> String {
    let mut out = String::new();
    let mut writer = Writer {
        dialect: Dialect::Python,
        out: &mut out,
    };
    writer.entries(entries, indent, |entry| format!("{}=", entry.name));
    out
}

struct Writer<'a> {
    dialect: Dialect,
    out: &'a mut String,
}

impl Writer<'_> {
    fn value(&mut self, code: &Code, indent: usize, column: usize) {
        let room = WIDTH.saturating_sub(column + 1);
        let mut line = String::new();
        let fits = self.inline(code, room, &mut line);
        if fits && !is_broken(code) {
            self.out.push_str(&line);
            return;
        }
        let inner = indent + self.dialect.step();
        match code {
            Code::Text(text) => self.text(text, inner, indent),
            Code::List(items) => match &items[..] {
                [only @ Code::Record(_)] => {
                    self.out.push('[');
                    self.value(only, indent, column + 1);
                    self.out.push(']');
                }
                items => {
                    self.out.push('[');
                    for item in items {
                        self.new_line(inner);
                        self.value(item, inner, inner);
                        self.out.push(',');
                    }
                    self.new_line(indent);
                    self.out.push(']');
                }
            },
            Code::Record(entries) => {
                let dialect = self.dialect;
                if let [only] = &entries[..]
                    && only.note.is_empty()
                    && matches!(only.value, Code::Record(_) | Code::List(_))
                {
                    // As Google's own samples have it: a card is deep enough without these steps.
                    let space = if dialect == Dialect::JavaScript {
                        " "
                    } else {
                        ""
                    };
                    let head = format!("{{{space}{}", dialect.key(&only.name));
                    self.out.push_str(&head);
                    self.value(&only.value, indent, column + head.chars().count());
                    self.out.push_str(space);
                    self.out.push('}');
                    return;
                }
                self.out.push('{');
                self.entries(entries, indent, |entry| dialect.key(&entry.name));
                self.out.push('}');
            }
            // A value that cannot be broken is written whole, fitting or not.
            _ => self.out.push_str(&line),
        }
    }

    /// Writes members a line each, between the current line and a new one with `indent`.
    fn entries(&mut self, entries: &[Entry], indent: usize, key: impl Fn(&Entry) -> String) {
        let inner = indent + self.dialect.step();
        for entry in entries {
            if !entry.note.is_empty() {
                self.new_line(inner);
                self.out.push_str(self.dialect.comment());
                self.out.push_str(entry.note);
            }
            self.new_line(inner);
            let key = key(entry);
            self.out.push_str(&key);
            self.value(&entry.value, inner, inner + key.chars().count());
            self.out.push(',');
        }
        self.new_line(indent);
    }

    /// Writes a text: of several lines each on its own line of code; one long line as it is.
    fn text(&mut self, text: &str, inner: usize, indent: usize) {
        let Some(lines) = string_literal::lines(text) else {
            self.out.push_str(&self.dialect.quoted(text));
            return;
        };
        let (open, between, close) = match self.dialect {
            Dialect::Python => ("(", "", ")"),
            Dialect::JavaScript => ("", " +", ""),
        };
        if open.is_empty() {
            self.out.truncate(self.out.trim_end_matches(' ').len());
        }
        self.out.push_str(open);
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                self.out.push_str(between);
            }
            self.new_line(inner);
            self.out.push_str(&self.dialect.quoted(line));
        }
        if !close.is_empty() {
            self.new_line(indent);
            self.out.push_str(close);
        }
    }

    /// Writes a value on one line of at most `room` columns, and returns whether it fits.
    fn inline(&self, code: &Code, room: usize, line: &mut String) -> bool {
        match (code, self.dialect) {
            (Code::Null, Dialect::Python) => line.push_str("None"),
            (Code::Null, Dialect::JavaScript) => line.push_str("null"),
            (Code::Flag(true), Dialect::Python) => line.push_str("True"),
            (Code::Flag(false), Dialect::Python) => line.push_str("False"),
            (Code::Flag(flag), Dialect::JavaScript) => line.push_str(&flag.to_string()),
            (Code::Number(text) | Code::Expression(text), _) => line.push_str(text),
            (Code::Text(text), _) if text.len() > room.saturating_mul(4) => return false,
            (Code::Text(text), _) => line.push_str(&self.dialect.quoted(text)),
            (Code::List(items), _) => {
                line.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        line.push_str(", ");
                    }
                    if !self.inline(item, room, line) {
                        return false;
                    }
                }
                line.push(']');
            }
            (Code::Record(entries), _) => {
                let space = match (self.dialect, entries.is_empty()) {
                    (Dialect::JavaScript, false) => " ",
                    _ => "",
                };
                line.push('{');
                line.push_str(space);
                for (at, entry) in entries.iter().enumerate() {
                    if at > 0 {
                        line.push_str(", ");
                    }
                    line.push_str(&self.dialect.key(&entry.name));
                    if !self.inline(&entry.value, room, line) {
                        return false;
                    }
                }
                line.push_str(space);
                line.push('}');
            }
        }
        line.len() <= room || line.chars().count() <= room
    }

    fn new_line(&mut self, indent: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', indent));
    }
}

/// Returns whether a value has a comment inside, so that it is never one line.
fn is_broken(code: &Code) -> bool {
    match code {
        Code::List(items) => items.iter().any(is_broken),
        Code::Record(entries) => entries
            .iter()
            .any(|entry| !entry.note.is_empty() || is_broken(&entry.value)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::expr::plain;
    use super::*;
    use serde_json::{Value, json};

    fn written(value: &Value, dialect: Dialect) -> String {
        literal(&plain(value), dialect, 0, 0)
    }

    #[test]
    fn what_fits_stands_on_one_line() {
        for (value, python, javascript) in [
            (json!(null), "None", "null"),
            (json!(true), "True", "true"),
            (json!(-1.5), "-1.5", "-1.5"),
            (json!([]), "[]", "[]"),
            (json!({}), "{}", "{}"),
            (
                json!({"a": {"b-c": [1, "x"]}}),
                r#"{"a": {"b-c": [1, "x"]}}"#,
                "{ a: { 'b-c': [1, 'x'] } }",
            ),
            (
                json!({"__proto__": 1, "1a": 2}),
                r#"{"__proto__": 1, "1a": 2}"#,
                "{ ['__proto__']: 1, '1a': 2 }",
            ),
        ] {
            assert_eq!(written(&value, Dialect::Python), python);
            assert_eq!(written(&value, Dialect::JavaScript), javascript);
        }
    }

    #[test]
    fn what_does_not_fit_is_broken_where_it_reads_well() {
        let line = "x".repeat(60);
        let long = format!("{line}\n{line}");
        let value = json!({"cards": [{"one": {"text": long, "flag": false}}]});
        assert_eq!(
            written(&value, Dialect::Python),
            format!(
                "{{\"cards\": [{{\"one\": {{\n    \"text\": (\n        \"{line}\\n\"\n        \"{line}\"\n    ),\n    \"flag\": False,\n}}}}]}}"
            )
        );
        assert_eq!(
            written(&value, Dialect::JavaScript),
            format!(
                "{{ cards: [{{ one: {{\n  text:\n    '{line}\\n' +\n    '{line}',\n  flag: false,\n}} }}] }}"
            )
        );
    }
}
