//! What shell commands send: here-documents, and arguments in any quotes.

use std::ops::Range;

use crate::document::parse::parser::{first, parsed};
use crate::document::parse::pieces::{Blanks, Hole, Piece, as_json};
use crate::document::parse::program::dialect::Dialect;
use crate::document::parse::program::format_string::{FormatPart, percent};
use crate::message::source::literal::{Container, Judge, Literal, Rank, value_of};
use crate::message::source::{ci_expressions, program};

/// Returns whether a part of a text is shell commands.
#[must_use]
pub fn is_shell(text: &str, part: &Range<usize>) -> bool {
    const COMMANDS: [&str; 9] = [
        "curl",
        "wget",
        "http",
        "cat",
        "echo",
        "printf",
        "Invoke-RestMethod",
        "Invoke-WebRequest",
        "jq",
    ];
    let text = text.get(part.clone()).unwrap_or("");
    let first = text.trim_start().lines().next().unwrap_or("");
    if first.starts_with("#!") && first.contains("sh") {
        return true;
    }
    text.lines().any(|line| {
        let bare = line.trim_start_matches([' ', '\t', '-', '$', '>', '|', '&']);
        let bare = bare.strip_prefix("run:").map_or(bare, str::trim_start);
        // An item of YAML may stand in quotation marks.
        let is_item = line.trim_start().starts_with("- '");
        let bare = bare.strip_prefix('\'').filter(|_| is_item).unwrap_or(bare);
        let mut words = bare
            .split([' ', '\t', '=', '(', '"', '\''])
            .filter(|word| !word.is_empty());
        let word = words.next().unwrap_or("");
        let names_data = bare.contains("curl ")
            && !bare.contains("(\"curl")
            && !bare.starts_with(['#', '/', '*', '"', '\'']);
        (COMMANDS.contains(&word)
            && bare.starts_with(word)
            && bare.len() > word.len()
            && !bare[word.len()..]
                .trim_start()
                .starts_with(['(', '=', ':', '.', ',']))
            || (names_data && words.next().is_some())
    })
}

/// Returns the messages that shell commands send, in order.
#[must_use]
pub fn literals(text: &str, part: &Range<usize>, judge: &Judge<'_>) -> Vec<Literal> {
    let documents = here_documents(text, part);
    let mut found: Vec<Literal> = Vec::new();
    for document in &documents {
        found.extend(of_document(text, document, judge));
    }
    let mut words = Words {
        text,
        end: part.end,
        at: part.start,
        documents: &documents,
    };
    let mut all = Vec::new();
    while let Some(word) = words.next_word() {
        let inner = inner_commands(text, &word);
        all.push(word);
        for part in inner {
            let mut words = Words {
                text,
                end: part.end,
                at: part.start,
                documents: &[],
            };
            while let Some(word) = words.next_word() {
                all.push(word);
            }
        }
    }
    for (number, word) in all.iter().enumerate() {
        let (before, after) = (&all[..number], &all[number + 1..]);
        // In a filter of jq a text fills in `\(…)`, which JSON does not.
        let written = text.get(word.span.clone()).unwrap_or("");
        let literal = if written.contains("\\(") && text.contains("jq") {
            None
        } else if is_format(text, before) {
            of_word(text, &with_values(text, word, after), judge)
        } else {
            of_word(text, word, judge)
        };
        match literal {
            Some(literal) => found.push(literal),
            None => found.extend(of_filter(text, word, judge)),
        }
    }
    found.sort_by_key(|literal| literal.at);
    found
}

/// Returns the commands in a word: those of `$(…)`, and those of an item of YAML in single quotation marks.
fn inner_commands(text: &str, word: &Word) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    for piece in &word.pieces {
        if let Piece::Hole(hole) = piece
            && text
                .get(hole.span.clone())
                .is_some_and(|written| written.starts_with("$(") && written.ends_with(')'))
        {
            parts.push(hole.span.start + 2..hole.span.end - 1);
        }
    }
    let written = text.get(word.span.clone()).unwrap_or("");
    let before = text.get(..word.span.start).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("").trim();
    let is_item = matches!(line, "-" | "run:" | "- run:");
    if is_item && written.len() > 2 && written.starts_with('\'') && written.ends_with('\'') {
        parts.push(word.span.start + 1..word.span.end - 1);
    }
    parts
}

/// A here-document.
#[derive(Clone, Debug, PartialEq, Eq)]
struct HereDocument {
    inside: Range<usize>,
    /// Whether `$name` in it is filled in.
    is_filled: bool,
}

fn here_documents(text: &str, part: &Range<usize>) -> Vec<HereDocument> {
    let mut found = Vec::new();
    let mut waiting: Vec<(String, bool)> = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = part.start;
    let whole = text.get(part.clone()).unwrap_or("");
    // A mark that nothing ends would swallow the rest.
    let ends: std::collections::HashSet<&str> = whole.lines().map(str::trim).collect();
    for line in whole.split_inclusive('\n') {
        let end = at + line.len();
        if let Some(start) = open {
            let is_end = waiting.first().is_some_and(|(mark, _)| line.trim() == mark);
            if is_end {
                let (_, is_filled) = waiting.remove(0);
                found.push(HereDocument {
                    inside: start..at,
                    is_filled,
                });
                open = (!waiting.is_empty()).then_some(end);
            }
        } else {
            waiting = marks(line);
            waiting.retain(|(mark, _)| ends.contains(mark.as_str()));
            open = (!waiting.is_empty()).then_some(end);
        }
        at = end;
    }
    found
}

/// Returns the marks of the here-documents that a line begins, and whether each is filled in.
fn marks(line: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find("<<") {
        rest = &rest[at + 2..];
        if rest.starts_with('<') {
            rest = rest.trim_start_matches('<');
            continue;
        }
        let bare = rest.trim_start_matches(['-', '~']).trim_start();
        let quote = bare
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\'' | '\\'));
        let name = bare.trim_start_matches(['"', '\'', '\\']);
        let length = name
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(name.len());
        if length > 0 && !name.starts_with(|c: char| c.is_ascii_digit()) {
            found.push((name[..length].to_owned(), quote.is_none()));
        }
    }
    found
}

fn of_document(text: &str, document: &HereDocument, judge: &Judge<'_>) -> Option<Literal> {
    let inside = document.inside.clone();
    let written = text.get(inside.clone())?;
    let has_expressions = written.contains(ci_expressions::OPEN);
    let has_fills = has_expressions || (document.is_filled && written.contains(['$', '`', '\\']));
    if !has_fills {
        let start = inside.start + written.find(['{', '['])?;
        let (node, _) = first(text, &(start..inside.end));
        let node = node?;
        let rank = judge(&value_of(&node))?;
        return Some(Literal::new(node, Container::Shell, rank));
    }
    let mut pieces = Pieces::default();
    let mut at = 0;
    while at < written.len() {
        let rest = &written[at..];
        at += if document.is_filled {
            pieces.filled(rest, inside.start + at, "$`\\")
        } else {
            pieces.quoted(rest, inside.start + at)
        };
    }
    let start = inside.start + written.find(['{', '[']).unwrap_or(0);
    of_pieces(&pieces.done(), &(start..inside.end), judge)
}

fn of_word(text: &str, word: &Word, judge: &Judge<'_>) -> Option<Literal> {
    let mut pieces = word.pieces.clone();
    let start = pieces
        .iter()
        .position(|piece| matches!(piece, Piece::Text(text) if !text.trim().is_empty()))?;
    if let Some(Piece::Text(head)) = pieces.get_mut(start) {
        let at = head.find(['{', '['])?;
        let before = head[..at].trim();
        // `--data={…}`, `-d{…}`, `payload={…}`, `@{…}` of a here-string.
        let is_option = before.is_empty()
            || before == "@"
            || before == "-d"
            || (before.ends_with('=') && !before.contains(char::is_whitespace));
        if !is_option {
            return None;
        }
        head.drain(..at);
    }
    let mut pieces = pieces.split_off(start);
    if let Some(Piece::Text(last)) = pieces.last_mut() {
        let length = last.trim_end().trim_end_matches('@').len();
        last.truncate(length);
    }
    // The place that is told is that of the bracket.
    let at = word.span.start;
    let bracket = text.get(word.span.clone())?.find(['{', '['])?;
    of_pieces(&pieces, &(at + bracket..word.span.end), judge)
}

/// Returns whether a word is the format of `printf`, as the words before it say.
fn is_format(text: &str, before: &[Word]) -> bool {
    let name = |word: &Word| text.get(word.span.clone()).unwrap_or("");
    match before {
        [.., command] if name(command) == "printf" => true,
        [.., command, option, _] => name(command) == "printf" && name(option) == "-v",
        _ => false,
    }
}

/// Returns the format of `printf` with what is filled in at its places: the words that follow on its line.
fn with_values(text: &str, format: &Word, after: &[Word]) -> Word {
    let mut end = format.span.end;
    let mut values = Vec::new();
    for word in after {
        let gap = text.get(end..word.span.start).unwrap_or("");
        if !gap.trim_matches([' ', '\t', '\\', '\n']).is_empty()
            || (gap.contains('\n') && !gap.contains('\\'))
        {
            break;
        }
        values.push(word);
        end = word.span.end;
    }
    let pieces = percent(&format.pieces).into_iter().map(|part| match part {
        FormatPart::Piece(piece) => piece,
        FormatPart::Name(name) => Piece::Text(format!("%({name})")),
        FormatPart::Place(place) => {
            let span = values
                .get(place)
                .map_or(format.span.clone(), |word| word.span.clone());
            let is_given = values.get(place).is_some();
            let written = text.get(span.clone()).filter(|_| is_given);
            let written = written.map(|written| written.trim_matches(['"', '\'', '$', '{', '}']));
            Piece::Hole(Hole {
                span,
                written: written.unwrap_or("value").to_owned(),
            })
        }
    });
    Word {
        span: format.span.clone(),
        pieces: pieces.collect(),
    }
}

/// Returns the message that a filter of `jq` makes: its keys need no quotes, and `$name` is filled in.
fn of_filter(text: &str, word: &Word, judge: &Judge<'_>) -> Vec<Literal> {
    let written = text.get(word.span.clone()).unwrap_or("");
    let inside = written
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    let is_filter = inside.is_some_and(|inside| inside.contains('{')) && text.contains("jq");
    if !is_filter {
        return Vec::new();
    }
    let part = word.span.start + 1..word.span.end - 1;
    let found = program::literals_in(text, &part, Dialect::Script, judge).unwrap_or_default();
    let sure = found
        .into_iter()
        .filter(|literal| literal.rank == Rank::Strong);
    sure.map(|literal| Literal {
        container: Container::Shell,
        ..literal
    })
    .collect()
}

fn of_pieces(pieces: &[Piece], span: &Range<usize>, judge: &Judge<'_>) -> Option<Literal> {
    let mut blanks = Blanks::default();
    let json = as_json(pieces, &mut blanks);
    let mut node = parsed(json.trim())?;
    node.move_to(span);
    let rank = judge(&value_of(&node))?;
    Some(Literal {
        blanks: blanks.all,
        ..Literal::new(node, Container::Shell, rank)
    })
}

/// A word of a command.
struct Word {
    span: Range<usize>,
    pieces: Vec<Piece>,
}

struct Words<'a> {
    text: &'a str,
    end: usize,
    at: usize,
    documents: &'a [HereDocument],
}

impl Words<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..self.end).unwrap_or("")
    }

    fn next_word(&mut self) -> Option<Word> {
        loop {
            // The documents are in the order of the text, as the words are.
            while let Some((document, later)) = self.documents.split_first()
                && document.inside.start <= self.at
            {
                self.at = self.at.max(document.inside.end);
                self.documents = later;
            }
            let letter = self.rest().chars().next()?;
            let length = if letter.is_whitespace() || ";|&()<>".contains(letter) {
                letter.len_utf8()
            } else if letter == '#' {
                self.rest().find('\n').unwrap_or(self.rest().len())
            } else {
                break;
            };
            self.at += length;
        }
        let start = self.at;
        let mut pieces = Pieces::default();
        while let Some(letter) = self.rest().chars().next() {
            if letter.is_whitespace() || ";|&<>".contains(letter) {
                break;
            }
            let length = self.segment(&mut pieces, letter);
            self.at += length;
        }
        Some(Word {
            span: start..self.at,
            pieces: pieces.done(),
        })
    }

    /// Reads a part of a word in one kind of quotes, and returns its length.
    fn segment(&self, pieces: &mut Pieces, letter: char) -> usize {
        let rest = self.rest();
        let open = match letter {
            '$' if rest.starts_with("$'") => 2,
            '\'' | '"' => 1,
            '\\' => {
                let next = rest[1..].chars().next().unwrap_or_default();
                if next != '\n' {
                    pieces.plain.push(next);
                }
                return (1 + next.len_utf8()).min(rest.len());
            }
            _ => return pieces.filled(rest, self.at, "$`\\"),
        };
        let mut at = open;
        while let Some(next) = rest.get(at..).and_then(|rest| rest.chars().next()) {
            let here = &rest[at..];
            match (open, letter) {
                (1, '\'') | (2, _) if next == '\'' => return at + 1,
                (1, '"') if next == '"' => return at + 1,
                (1, '"') => at += pieces.filled(here, self.at + at, "$`\\\""),
                (2, _) => at += pieces.escaped(here),
                _ => at += pieces.quoted(here, self.at + at),
            }
        }
        rest.len()
    }
}

/// Pieces of a word, as they grow.
#[derive(Default)]
struct Pieces {
    all: Vec<Piece>,
    plain: String,
}

impl Pieces {
    fn done(mut self) -> Vec<Piece> {
        self.flush();
        self.all
    }

    fn flush(&mut self) {
        if !self.plain.is_empty() {
            self.all.push(Piece::Text(std::mem::take(&mut self.plain)));
        }
    }

    fn hole(&mut self, at: usize, length: usize, written: &str) -> usize {
        self.flush();
        self.all.push(Piece::Hole(Hole {
            span: at..at + length,
            written: written.to_owned(),
        }));
        length
    }

    /// Reads one character where the shell fills in nothing; a CI system does, before it runs.
    fn quoted(&mut self, rest: &str, at: usize) -> usize {
        match ci_expressions::first(rest) {
            Some((expression, length)) => self.hole(at, length, expression),
            None => self.letter(rest.chars().next().unwrap_or_default()),
        }
    }

    /// Reads one character where the shell fills in `$name`, `${name}`, `$(…)` and `` `…` ``.
    fn filled(&mut self, rest: &str, at: usize, escapable: &str) -> usize {
        if rest.starts_with(ci_expressions::OPEN) {
            return self.quoted(rest, at);
        }
        let mut letters = rest.chars();
        let first = letters.next().unwrap_or_default();
        let next = letters.next().unwrap_or_default();
        match first {
            '\\' if next == '\n' => 2,
            '\\' if escapable.contains(next) => {
                self.plain.push(next);
                2
            }
            '$' if next == '{' || next == '(' => {
                let close = if next == '{' { '}' } else { ')' };
                match balanced(&rest[1..], next, close) {
                    Some(length) => self.hole(at, length + 1, &rest[2..length]),
                    None => self.letter(first),
                }
            }
            '$' if next.is_alphabetic() || next == '_' => {
                let name = &rest[1..];
                let length = name
                    .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .unwrap_or(name.len());
                self.hole(at, length + 1, &name[..length])
            }
            '$' if next.is_ascii_digit() || matches!(next, '@' | '*' | '?') => {
                self.hole(at, 2, &rest[..2])
            }
            '`' => match rest[1..].find('`') {
                Some(length) => self.hole(at, length + 2, &rest[1..=length]),
                None => self.letter(first),
            },
            _ => self.letter(first),
        }
    }

    fn letter(&mut self, letter: char) -> usize {
        self.plain.push(letter);
        letter.len_utf8()
    }

    /// Reads one character of `$'…'`.
    fn escaped(&mut self, rest: &str) -> usize {
        let mut letters = rest.chars();
        let first = letters.next().unwrap_or_default();
        if first != '\\' {
            return self.letter(first);
        }
        let next = letters.next().unwrap_or_default();
        match next {
            '\'' | '"' | '\\' | '?' => self.plain.push(next),
            'n' => self.plain.push('\n'),
            't' => self.plain.push('\t'),
            'r' => self.plain.push('\r'),
            // What else is escaped is JSON's own.
            other => self.plain.extend(['\\', other]),
        }
        1 + next.len_utf8()
    }
}

/// Returns the length up to and with the bracket that closes the first one.
fn balanced(rest: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in rest.char_indices() {
        if letter == open {
            depth += 1;
        } else if letter == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}
