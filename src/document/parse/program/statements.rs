//! Statements of a program: which values it has, and under which names.

use std::ops::Range;

use crate::document::parse::program::changes;
use crate::document::parse::program::dialect::Dialect;
use crate::document::parse::program::expression::{Expr, ExprKind};
use crate::document::parse::program::expression_parser::ExpressionParser;
use crate::document::parse::program::lexer::{Lexed, TokenKind, lex};
use crate::document::parse::program::names::Names;
use crate::document::parse::program::paths;
use crate::document::parse::program::scopes::{FUNCTIONS, Scopes};
use crate::document::parse::program::statement::{Change, ChangeKind, Program, Statement};

/// Words that begin or end no value.
const KEYWORDS: [&str; 44] = [
    "const",
    "let",
    "var",
    "val",
    "final",
    "static",
    "public",
    "private",
    "protected",
    "return",
    "default",
    "export",
    "import",
    "from",
    "class",
    "interface",
    "type",
    "package",
    "if",
    "else",
    "elif",
    "for",
    "while",
    "do",
    "try",
    "except",
    "catch",
    "finally",
    "throw",
    "throws",
    "raise",
    "with",
    "as",
    "in",
    "not",
    "and",
    "or",
    "is",
    "async",
    "end",
    "then",
    "case",
    "readonly",
    "lambda",
];

/// Words after which a name follows that is set.
const DECLARATIONS: [&str; 5] = ["const", "let", "var", "val", "readonly"];

/// Reads the values of a range of a text; `None` if its brackets do not fit together.
#[must_use]
pub fn read(text: &str, part: &Range<usize>, dialect: Dialect) -> Option<Program> {
    let lexed = lex(text, part, dialect);
    if !lexed.is_balanced {
        return None;
    }
    let mut scanner = Scanner {
        parser: ExpressionParser::new(text, &lexed, dialect),
        lexed: &lexed,
        dialect,
        declared: None,
        statements: Vec::new(),
        settings: Vec::new(),
        changes: Vec::new(),
    };
    let whole = 0..lexed.tokens.len();
    let mut ranges = Vec::from([whole]);
    while let Some(range) = ranges.pop() {
        scanner.scan(range);
        ranges.append(&mut scanner.parser.bodies);
    }
    let scopes = Scopes::of(text, &lexed, dialect);
    Some(program(text, scanner, scopes))
}

struct Scanner<'a> {
    parser: ExpressionParser<'a>,
    lexed: &'a Lexed,
    dialect: Dialect,
    /// Name that the statement declares.
    declared: Option<String>,
    statements: Vec<Statement>,
    /// Names that are set: where, and by which statement; a parameter by none.
    settings: Vec<(String, usize, Option<usize>)>,
    /// Names with their dots that are changed.
    changes: Vec<(String, Change)>,
}

impl Scanner<'_> {
    fn scan(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = self.step(at, &range);
        }
    }

    fn kind(&self, at: usize, end: usize) -> Option<TokenKind> {
        (at < end).then(|| self.lexed.tokens.get(at).map(|token| token.kind))?
    }

    fn step(&mut self, at: usize, range: &Range<usize>) -> usize {
        let end = range.end;
        let written = self.parser.written(at);
        if written == ";"
            || (self.begins_line(at) && self.declared.is_some() && written != "}" && written != "=")
        {
            self.declared = None;
        }
        match self.kind(at, end) {
            Some(TokenKind::Word) if FUNCTIONS.contains(&written) => self.parameters(at, end),
            Some(TokenKind::Word) if DECLARATIONS.contains(&written) => {
                let name = self.parser.written(at + 1);
                self.declared = Some(name.to_owned());
                at + 1
            }
            Some(TokenKind::Word) if matches!(written, "del" | "delete") => self.removed(at, end),
            Some(TokenKind::Word) if KEYWORDS.contains(&written) => {
                if written == "for" && self.kind(at + 1, end) == Some(TokenKind::Word) {
                    self.set_elsewhere(at + 1);
                }
                at + 1
            }
            Some(TokenKind::Open('{')) if !self.is_value(at, range.start) => at + 1,
            Some(TokenKind::Word | TokenKind::Text(_) | TokenKind::Open(_)) => self.value(at, end),
            Some(TokenKind::Sign) if matches!(written, "&" | "*" | ":" | "%") => {
                self.value(at, end)
            }
            _ => at + 1,
        }
    }

    fn begins_line(&self, at: usize) -> bool {
        self.lexed
            .tokens
            .get(at)
            .is_some_and(|token| token.is_first)
    }

    /// Returns whether braces are an object here, and not a block.
    fn is_value(&self, at: usize, start: usize) -> bool {
        // Braces of Python are no block, and those of Ruby none at the start of a line.
        if self.dialect == Dialect::Python
            || (self.dialect == Dialect::Ruby && self.begins_line(at))
        {
            return true;
        }
        let Some(before) = at.checked_sub(1).filter(|before| *before >= start) else {
            return true;
        };
        matches!(
            self.parser.written(before),
            "=" | ":="
                | "("
                | "["
                | ","
                | "return"
                | "default"
                | "=>"
                | ":"
                | "?"
                | "||"
                | "??"
                | "&&"
                | "+="
                | "yield"
                | "<<"
                | "%"
        )
    }

    fn set_elsewhere(&mut self, at: usize) {
        let name = self.parser.written(at).to_owned();
        let start = self.parser.bytes(at, at + 1).start;
        self.settings.push((name, start, None));
    }

    /// Notes the parameters of a function: their values are known to who calls it.
    fn parameters(&mut self, at: usize, end: usize) -> usize {
        let mut open = at + 1;
        while open < end
            && open < at + 8
            && self.parser.written(open) != "("
            && !self.begins_line(open)
        {
            open += 1;
        }
        if self.kind(open, end) != Some(TokenKind::Open('(')) {
            return at + 1;
        }
        let close = self.parser.behind(open).saturating_sub(1);
        for part in self.parser.parts(open + 1, close) {
            if self.kind(part.start, close) == Some(TokenKind::Word) {
                self.set_elsewhere(part.start);
            }
        }
        close + 1
    }

    /// Reads the value at a token, and what it is assigned to.
    fn value(&mut self, at: usize, end: usize) -> usize {
        if self.begins_line(at)
            && self.kind(at, end) == Some(TokenKind::Word)
            && self.parser.written(at + 1) == ":"
        {
            self.declared = Some(self.parser.written(at).to_owned());
        }
        let bodies = self.parser.bodies.len();
        let Some((found, next)) = self.parser.expression(at, end, true) else {
            self.parser.bodies.truncate(bodies);
            return at + 1;
        };
        self.note_parameters(at, next, end);
        let sign = if next < end {
            self.parser.written(next)
        } else {
            ""
        };
        match &found.kind {
            ExprKind::Name(name) if matches!(sign, "=" | ":=") => {
                let name = self.declared.take().unwrap_or_else(|| name.clone());
                let key = found.span.clone();
                self.assigned(name, &key, next + 1, end)
            }
            ExprKind::Name(name) if is_change(sign) => {
                let name = name.clone();
                self.changed(name, &found.span, sign, next + 1, end)
            }
            ExprKind::Name(_) => next.max(at + 1),
            _ if sign == "=" || is_change(sign) => {
                if let Some(root) = paths::root(&found) {
                    self.change(root.to_owned(), found.span.clone(), ChangeKind::Unread);
                }
                next + 1
            }
            _ => {
                self.keep(String::new(), found);
                next.max(at + 1)
            }
        }
    }

    fn change(&mut self, path: String, span: Range<usize>, kind: ChangeKind) {
        let change = Change {
            span,
            path: Vec::new(),
            kind,
            is_nested: false,
        };
        self.changes.push((path, change));
    }

    /// Reads what `+=`, `<<` and the like change of a name.
    fn changed(
        &mut self,
        name: String,
        key: &Range<usize>,
        sign: &str,
        at: usize,
        end: usize,
    ) -> usize {
        let bodies = self.parser.bodies.len();
        let Some((value, next)) = self.parser.expression(at, end, true) else {
            self.parser.bodies.truncate(bodies);
            self.change(name, key.clone(), ChangeKind::Unread);
            return at;
        };
        let span = key.start..value.span.end;
        let kind = match sign {
            "+=" | ".=" => ChangeKind::Added(value),
            "<<" => ChangeKind::Appended(value),
            _ => ChangeKind::Unread,
        };
        self.change(name, span, kind);
        next.max(at)
    }

    /// Reads what `del` and `delete` remove.
    fn removed(&mut self, at: usize, end: usize) -> usize {
        match self.parser.expression(at + 1, end, true) {
            Some((found, next)) if matches!(found.kind, ExprKind::Name(_)) => {
                let span = self.parser.bytes(at, next);
                if let ExprKind::Name(name) = found.kind {
                    self.change(name, span, ChangeKind::Removed);
                }
                next
            }
            _ => at + 1,
        }
    }

    /// Notes the parameters of an arrow function that follows.
    fn note_parameters(&mut self, at: usize, next: usize, end: usize) {
        if self.dialect != Dialect::Script {
            return;
        }
        for place in at..next.min(end) {
            if self.parser.written(place) != "=>" {
                continue;
            }
            let before = place.saturating_sub(1);
            let partner = self
                .lexed
                .tokens
                .get(before)
                .and_then(|token| token.partner);
            for word in partner.unwrap_or(before)..place {
                if self.kind(word, place) == Some(TokenKind::Word) {
                    self.set_elsewhere(word);
                }
            }
        }
    }

    fn assigned(&mut self, name: String, key: &Range<usize>, at: usize, end: usize) -> usize {
        let bodies = self.parser.bodies.len();
        let Some((value, next)) = self.parser.expression(at, end, true) else {
            self.parser.bodies.truncate(bodies);
            self.settings.push((name, key.start, None));
            return at;
        };
        self.note_parameters(at, next, end);
        // What goes on behind the value makes another one of it.
        let goes_on = matches!(
            self.parser.written(next),
            "?" | "||" | "??" | "if" | "or" | "*" | "-" | "/" | "%"
        ) && next < end
            && !self.begins_line(next);
        let value = if goes_on {
            Expr::other(value.span.clone(), vec![value])
        } else {
            value
        };
        let span = key.start..value.span.end;
        if let Some(path) = name.strip_suffix(".[]") {
            self.change(path.to_owned(), span, ChangeKind::Appended(value));
        } else if !paths::is_root(&name) || paths::mentions(&value, &name) {
            self.change(name, span, ChangeKind::Set(key.clone(), value));
        } else {
            self.keep(name, value);
        }
        next.max(at)
    }

    fn keep(&mut self, name: String, value: Expr) {
        if !name.is_empty() {
            let number = self.statements.len();
            self.settings
                .push((name.clone(), value.span.start, Some(number)));
        }
        self.statements.push(Statement {
            name,
            value,
            changes: Vec::new(),
        });
    }
}

/// Returns whether a sign between a name and a value changes what the name has.
fn is_change(sign: &str) -> bool {
    matches!(
        sign,
        "+=" | ".=" | "<<" | "-=" | "*=" | "/=" | "??=" | "||="
    )
}

/// Puts the statements of a program into the order of the text, and the changes to the values that they change.
fn program(text: &str, scanner: Scanner<'_>, scopes: Scopes) -> Program {
    let mut names = Names::new(scopes);
    for (name, at, statement) in scanner.settings {
        names.add(name, at, statement);
    }
    names.sort();
    let mut found = Program {
        statements: scanner.statements,
        names,
        has_capitals: matches!(scanner.dialect, Dialect::Go | Dialect::Java),
    };
    changes::attach(text, &mut found, scanner.changes);
    let mut order: Vec<usize> = (0..found.statements.len()).collect();
    let start = |number: &usize| {
        let statement = found.statements.get(*number);
        statement.map(|statement| statement.value.span.start)
    };
    order.sort_by_key(start);
    let mut places = vec![0; order.len()];
    for (place, number) in order.iter().enumerate() {
        if let Some(entry) = places.get_mut(*number) {
            *entry = place;
        }
    }
    found.names.renumber(&places);
    let mut statements: Vec<Option<Statement>> = found.statements.into_iter().map(Some).collect();
    let sorted = order
        .into_iter()
        .filter_map(|number| statements.get_mut(number)?.take());
    found.statements = sorted.collect();
    found
}
