//! Texts that calls in a program make of others: joined, formatted, trimmed.

use crate::document::parse::pieces::Piece;
use crate::document::parse::program::evaluation::Evaluation;
use crate::document::parse::program::expression::{Argument, Entry, Expr, ExprKind};
use crate::document::parse::program::format_string::{braces, dollars, percent};
use crate::document::parse::program::paths::last;
use crate::document::parse::program::quoted_string::strip_indent;

/// Methods of a text that change only the space around it.
const TRIMS: [&str; 14] = [
    "strip",
    "trim",
    "trimIndent",
    "stripIndent",
    "encode",
    "getBytes",
    "toString",
    "trimMargin",
    "rstrip",
    "stripTrailing",
    "trimEnd",
    "squish",
    "lstrip",
    "trimStart",
];

impl Evaluation<'_> {
    /// Returns whether a call returns a text that is known.
    pub(super) fn is_call_text(&self, expr: &Expr) -> bool {
        is_text(self, expr)
    }

    /// Returns the text that a call returns, as pieces; `None` if it is no text that is known.
    pub(super) fn call_pieces(&mut self, expr: &Expr) -> Option<Vec<Piece>> {
        pieces(self, expr)
    }
}

/// Returns the text that a call returns, as pieces; `None` if it is no text that is known.
fn pieces(of: &mut Evaluation<'_>, expr: &Expr) -> Option<Vec<Piece>> {
    match &expr.kind {
        ExprKind::Call(path, arguments) => {
            let values: Vec<&Expr> = arguments.iter().map(|argument| &argument.value).collect();
            let last = last(path);
            match (&path[..], last, &values[..]) {
                ("String.join", ..) | (_, "implode", _) => join(of, values.first()?, &values[1..]),
                (_, "Join", [items, gap]) => join(of, gap, &[items]),
                ("String.format" | "string.Format" | "format!", ..)
                | (_, "Sprintf" | "sprintf" | "format_html", _) => {
                    let (format, rest) = values.split_first()?;
                    let format = of.pieces(format);
                    let rest: Vec<Expr> = rest.iter().map(|value| (*value).clone()).collect();
                    if matches!(&path[..], "string.Format" | "format!") {
                        return Some(of.formatted(&braces(&format), &rest, &[], &expr.span));
                    }
                    Some(of.formatted(&percent(&format), &rest, &[], &expr.span))
                }
                (_, "dedent" | "cleandoc", [only]) => {
                    let mut pieces = of.pieces(only);
                    strip_indent(&mut pieces);
                    Some(pieces)
                }
                (
                    _,
                    "str" | "String" | "byte" | "string" | "of" | "strings.TrimSpace" | "TrimSpace",
                    [only],
                ) if of.is_text(only) => Some(of.pieces(only)),
                _ => named_text(of, path, arguments, expr),
            }
        }
        ExprKind::Method(receiver, name, arguments) => {
            text_method(of, receiver, name, arguments, expr)
        }
        _ => None,
    }
}

/// Returns the text of a method of a name whose text is known: `TEXT.format(…)`.
fn named_text(
    of: &mut Evaluation<'_>,
    path: &str,
    arguments: &[Argument],
    expr: &Expr,
) -> Option<Vec<Piece>> {
    let (owner, method) = path.rsplit_once('.')?;
    let receiver = Expr {
        span: expr.span.clone(),
        kind: ExprKind::Name(owner.to_owned()),
    };
    let is_known =
        of.is_text(&receiver) || is_list(of, &receiver) || template(of, &receiver).is_some();
    is_known.then(|| text_method(of, &receiver, method, arguments, expr))?
}

fn is_list(of: &Evaluation<'_>, expr: &Expr) -> bool {
    let found = match &expr.kind {
        ExprKind::Name(path) => of.expression_of(path, expr.span.start),
        _ => Some(expr),
    };
    found.is_some_and(|found| matches!(found.kind, ExprKind::List(_)))
}

fn text_method(
    of: &mut Evaluation<'_>,
    receiver: &Expr,
    name: &str,
    arguments: &[Argument],
    expr: &Expr,
) -> Option<Vec<Piece>> {
    let values: Vec<&Expr> = arguments.iter().map(|argument| &argument.value).collect();
    match name {
        // Python joins by the gap, JavaScript by the list.
        "join" | "joined" | "joinToString" if is_list(of, receiver) => {
            let comma = Expr {
                span: expr.span.clone(),
                kind: ExprKind::Text(vec![Piece::Text(",".to_owned())]),
            };
            let gap = values.first().copied().unwrap_or(&comma).clone();
            join(of, &gap, &[receiver])
        }
        "join" => join(of, receiver, &values),
        "substitute" | "safe_substitute" => {
            let format = template(of, receiver)?.clone();
            let format = dollars(&of.pieces(&format));
            Some(of.formatted(&format, &[], &entries(arguments), &expr.span))
        }
        "format" | "format_map" | "formatted" if of.is_text(receiver) => {
            let format = of.pieces(receiver);
            if name == "formatted" {
                let rest: Vec<Expr> = values.into_iter().cloned().collect();
                return Some(of.formatted(&percent(&format), &rest, &[], &expr.span));
            }
            let named = entries(arguments);
            let values: Vec<Expr> = values.into_iter().cloned().collect();
            Some(of.formatted(&braces(&format), &values, &named, &expr.span))
        }
        "concat" if of.is_text(receiver) => {
            let mut all = of.pieces(receiver);
            for value in values {
                all.extend(of.pieces(value));
            }
            Some(all)
        }
        _ if TRIMS.contains(&name) && of.is_text(receiver) => {
            let mut pieces = of.pieces(receiver);
            if matches!(name, "trimIndent" | "stripIndent") {
                strip_indent(&mut pieces);
            }
            if name != "encode" && name != "getBytes" && name != "toString" {
                trim(&mut pieces, name);
            }
            Some(pieces)
        }
        _ => None,
    }
}

/// Returns the values that are given by name, or in a map.
fn entries(arguments: &[Argument]) -> Vec<Entry> {
    let each = arguments
        .iter()
        .flat_map(|argument| match (&argument.name, &argument.value.kind) {
            (_, ExprKind::Object(entries)) => entries.clone(),
            (Some((name, key)), _) => vec![Entry {
                key: Some(key.clone()),
                name: name.clone(),
                value: argument.value.clone(),
            }],
            _ => Vec::new(),
        });
    each.collect()
}

/// Returns the text of a template of Python: `Template("…")`, or a name for that.
fn template<'e>(of: &Evaluation<'e>, expr: &'e Expr) -> Option<&'e Expr> {
    let found = match &expr.kind {
        ExprKind::Name(path) => of.expression_of(path, expr.span.start)?,
        _ => expr,
    };
    match &found.kind {
        ExprKind::Call(path, arguments) if last(path) == "Template" => match &arguments[..] {
            [only] if of.is_text(&only.value) => Some(&only.value),
            _ => None,
        },
        _ => None,
    }
}

fn trim(pieces: &mut [Piece], how: &str) {
    if !matches!(how, "rstrip" | "stripTrailing" | "trimEnd" | "stripIndent")
        && let Some(Piece::Text(first)) = pieces.first_mut()
    {
        first.drain(..first.len() - first.trim_start().len());
    }
    if !matches!(how, "lstrip" | "trimStart" | "stripIndent")
        && let Some(Piece::Text(last)) = pieces.last_mut()
    {
        last.truncate(last.trim_end().len());
    }
}

/// Joins texts, or the items of a list, with a gap between.
fn join(of: &mut Evaluation<'_>, gap: &Expr, values: &[&Expr]) -> Option<Vec<Piece>> {
    if !of.is_text(gap) {
        return None;
    }
    let gap = of.pieces(gap);
    let found = match values {
        [only] if is_list(of, only) => of.items_of(only),
        [only] if !of.is_text(only) => return None,
        values => values.iter().map(|value| (*value).clone()).collect(),
    };
    let mut out = Vec::new();
    for (at, value) in found.iter().enumerate() {
        if at > 0 {
            out.extend(gap.iter().cloned());
        }
        out.extend(of.pieces(value));
    }
    Some(out)
}

/// Returns whether a call returns a text that is known.
fn is_text(of: &Evaluation<'_>, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Call(path, arguments) => {
            let first = arguments.first().map(|argument| &argument.value);
            match (&path[..], last(path)) {
                ("String.join" | "String.format" | "string.Format" | "format!", _)
                | (_, "Sprintf" | "sprintf" | "implode") => {
                    first.is_some_and(|first| of.is_text(first))
                }
                (_, "Join") => arguments.last().is_some_and(|gap| of.is_text(&gap.value)),
                (_, "dedent" | "cleandoc" | "str" | "String" | "byte" | "string" | "TrimSpace") => {
                    arguments.len() == 1 && first.is_some_and(|first| of.is_text(first))
                }
                _ => path.rsplit_once('.').is_some_and(|(owner, method)| {
                    let receiver = Expr {
                        span: expr.span.clone(),
                        kind: ExprKind::Name(owner.to_owned()),
                    };
                    is_text_method(of, &receiver, method, arguments)
                }),
            }
        }
        ExprKind::Method(receiver, name, arguments) => {
            is_text_method(of, receiver, name, arguments)
        }
        _ => false,
    }
}

fn is_text_method(
    of: &Evaluation<'_>,
    receiver: &Expr,
    name: &str,
    arguments: &[Argument],
) -> bool {
    let first = arguments.first().map(|argument| &argument.value);
    match name {
        "join" | "joinToString" if is_list(of, receiver) => true,
        "join" => of.is_text(receiver) && first.is_some_and(|first| is_list(of, first)),
        "substitute" | "safe_substitute" => template(of, receiver).is_some(),
        "format" | "format_map" | "formatted" | "concat" => of.is_text(receiver),
        _ => TRIMS.contains(&name) && of.is_text(receiver),
    }
}
