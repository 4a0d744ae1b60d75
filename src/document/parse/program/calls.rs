//! Calls in a program whose value is known: builders, lists and maps of the language, formats, JSON written and read.

use crate::document::parse::ast::{Member, Node, NodeKind};
use crate::document::parse::parser;
use crate::document::parse::pieces::{Piece, as_json};
use crate::document::parse::program::evaluation::Evaluation;
use crate::document::parse::program::expression::{Argument, Entry, Expr, ExprKind};
use crate::document::parse::program::format_string::{braces, percent};
use crate::document::parse::program::quoted_string::strip_indent;

/// Functions that hand on what they are given, or write it as JSON.
const HANDED_ON: [&str; 27] = [
    "json!",
    "stringify",
    "dumps",
    "json_encode",
    "generate",
    "Marshal",
    "MarshalIndent",
    "jsonify",
    "freeze",
    "deepcopy",
    "copyOf",
    "SerializeObject",
    "Serialize",
    "toJson",
    "valueOf",
    "FloatValue.of",
    "StringValue.of",
    "BoolValue.of",
    "Int32Value.of",
    "Timestamps.parse",
    "structuredClone",
    "Optional.of",
    "Just",
    "Some",
    "createTextOutput",
    "to_json",
    "Bool",
];

/// Functions that make a list of what they are given.
const LISTS: [&str; 11] = [
    "List.of",
    "Arrays.asList",
    "ImmutableList.of",
    "listOf",
    "mutableListOf",
    "Collections.singletonList",
    "arrayOf",
    "Set.of",
    "Lists.newArrayList",
    "arrayListOf",
    "array",
];

/// Functions that make a map of what they are given.
const MAPS: [&str; 8] = [
    "Map.of",
    "ImmutableMap.of",
    "mapOf",
    "mutableMapOf",
    "hashMapOf",
    "linkedMapOf",
    "dict",
    "Collections.singletonMap",
];

/// Methods that end a builder or write a value, which stays what it is.
const ENDS: [&str; 15] = [
    "freeze",
    "build",
    "toString",
    "toJson",
    "to_json",
    "toProto",
    "encode",
    "getBytes",
    "buildPartial",
    "to_dict",
    "dict",
    "model_dump",
    "trim",
    "ToString",
    "to_s",
];

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
    /// Returns the value of a call that is no text; a blank if it is not known.
    pub(super) fn call_value(&mut self, expr: &Expr) -> Node {
        value(self, expr)
    }

    /// Applies a method of a builder to its value.
    pub(super) fn call_setter(&mut self, node: &mut Node, method: &str, arguments: &[Argument]) {
        set(self, node, method, arguments);
    }

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
    let is_known = of.is_text(&receiver) || is_list(of, &receiver);
    is_known.then(|| text_method(of, &receiver, method, arguments, expr))?
}

fn is_list(of: &Evaluation<'_>, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::List(_) => true,
        ExprKind::Name(name) => of.program.names.get(name).is_some_and(|named| {
            let statement = of.program.statements.get(named.statement);
            named.times == 1
                && statement.is_some_and(|found| {
                    found.name == *name && matches!(found.value.kind, ExprKind::List(_))
                })
        }),
        _ => false,
    }
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
        "format" | "formatted" if of.is_text(receiver) => {
            let format = of.pieces(receiver);
            if name == "formatted" {
                let rest: Vec<Expr> = values.into_iter().cloned().collect();
                return Some(of.formatted(&percent(&format), &rest, &[], &expr.span));
            }
            let named = arguments.iter().filter_map(|argument| {
                let (name, key) = argument.name.clone()?;
                Some(Entry {
                    key: Some(key),
                    name,
                    value: argument.value.clone(),
                })
            });
            let named: Vec<Entry> = named.collect();
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
        [only] if is_list(of, only) => {
            let kind = match &only.kind {
                ExprKind::Name(name) => {
                    let number = of.program.names.get(name)?.statement;
                    of.used.push(name.clone());
                    &of.program.statements.get(number)?.value.kind
                }
                kind => kind,
            };
            match kind {
                ExprKind::List(items) => items.clone(),
                _ => return None,
            }
        }
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
        "format" | "formatted" | "concat" => of.is_text(receiver),
        _ => TRIMS.contains(&name) && of.is_text(receiver),
    }
}

/// Returns the value of a call that is no text; a blank if it is not known.
fn value(of: &mut Evaluation<'_>, expr: &Expr) -> Node {
    let found = match &expr.kind {
        ExprKind::Call(path, arguments) => function(of, path, arguments, expr),
        ExprKind::Method(receiver, name, arguments) => method(of, receiver, name, arguments),
        _ => None,
    };
    found.unwrap_or_else(|| of.blank(expr))
}

fn function(
    of: &mut Evaluation<'_>,
    path: &str,
    arguments: &[Argument],
    expr: &Expr,
) -> Option<Node> {
    let last = last(path);
    let first = arguments.first().map(|argument| &argument.value);
    let ends_with = |names: &[&str]| {
        names
            .iter()
            .any(|name| path == *name || last == *name || path.ends_with(&format!(".{name}")))
    };
    let span = expr.span.clone();
    if matches!(path, "JSON.parse" | "json.loads" | "json_decode") {
        return parsed(of, first?);
    }
    if matches!(last, "newBuilder" | "builder" | "Builder") {
        return Some(Node {
            span,
            kind: NodeKind::Object(Vec::new()),
        });
    }
    if ends_with(&MAPS)
        || (last == "array" && arguments.iter().any(|argument| argument.name.is_some()))
    {
        return map(of, arguments, expr);
    }
    if ends_with(&LISTS) {
        let items = arguments
            .iter()
            .filter_map(|argument| of.value(&argument.value));
        let items = items.collect();
        return Some(Node {
            span,
            kind: NodeKind::List(items),
        });
    }
    if ends_with(&HANDED_ON) {
        return of.value(first?);
    }
    if path == "Object.assign" {
        let mut members = Vec::new();
        for argument in arguments {
            of.insert(&argument.value, &mut members);
        }
        return Some(Node {
            span,
            kind: NodeKind::Object(members),
        });
    }
    if last.starts_with(|c: char| c.is_uppercase()) || last == "stdClass" {
        return class(of, last, arguments, expr);
    }
    // A method of a value that has a name: `builder.build()`.
    let (owner, method_name) = path.rsplit_once('.')?;
    let is_known = of
        .program
        .names
        .get(owner)
        .is_some_and(|named| named.times == 1);
    let receiver = Expr {
        span,
        kind: ExprKind::Name(owner.to_owned()),
    };
    (is_known && ENDS.contains(&method_name)).then(|| of.value(&receiver))?
}

/// Returns the object of a class that is given its fields by name.
fn class(of: &mut Evaluation<'_>, name: &str, arguments: &[Argument], expr: &Expr) -> Option<Node> {
    let span = expr.span.clone();
    let is_named = arguments.iter().all(|argument| argument.name.is_some());
    // `ButtonList` and the like are types of the API itself.
    let is_list = matches!(name, "List" | "Vector" | "LinkedList")
        || name.ends_with("Array")
        || name.ends_with("ArrayList");
    if arguments.is_empty() && is_list {
        return Some(Node {
            span,
            kind: NodeKind::List(Vec::new()),
        });
    }
    if is_named {
        return map(of, arguments, expr);
    }
    match arguments {
        [only] if matches!(only.value.kind, ExprKind::Object(_)) => of.value(&only.value),
        _ => None,
    }
}

fn map(of: &mut Evaluation<'_>, arguments: &[Argument], expr: &Expr) -> Option<Node> {
    let mut members = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match &argument.name {
            Some((mark, _)) if mark == "**" => of.insert(&argument.value, &mut members),
            Some((name, key)) => {
                if let Some(value) = of.value(&argument.value) {
                    members.push(Member {
                        key: key.clone(),
                        name: name.clone(),
                        value,
                    });
                }
            }
            None if matches!(argument.value.kind, ExprKind::Object(_)) => {
                of.insert(&argument.value, &mut members);
            }
            None => {
                let name = plain_text(&argument.value)?;
                let key = argument.value.span.clone();
                if let Some(value) = of.value(&rest.next()?.value) {
                    members.push(Member { key, name, value });
                }
            }
        }
    }
    Some(Node {
        span: expr.span.clone(),
        kind: NodeKind::Object(members),
    })
}

/// Returns the value of a text that is JSON.
fn parsed(of: &mut Evaluation<'_>, expr: &Expr) -> Option<Node> {
    if !of.is_text(expr) {
        return None;
    }
    let pieces = of.pieces(expr);
    let json = as_json(&pieces, &mut of.blanks);
    let mut node = parser::parsed(&json)?;
    node.move_to(&expr.span);
    Some(node)
}

fn method(
    of: &mut Evaluation<'_>,
    receiver: &Expr,
    name: &str,
    arguments: &[Argument],
) -> Option<Node> {
    let mut node = of.value(receiver)?;
    if ENDS.contains(&name) {
        return matches!(node.kind, NodeKind::Object(_) | NodeKind::List(_)).then_some(node);
    }
    if !is_builder(receiver) {
        return None;
    }
    set(of, &mut node, name, arguments);
    Some(node)
}

/// Returns whether an expression is a builder, or a value that is filled by methods.
fn is_builder(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Call(path, arguments) => {
            let last = last(path);
            let is_class = last.starts_with(|c: char| c.is_uppercase());
            matches!(last, "newBuilder" | "builder")
                || (is_class && arguments.iter().all(|argument| argument.name.is_some()))
                || is_card_service(path)
        }
        ExprKind::Method(receiver, ..) => is_builder(receiver),
        _ => false,
    }
}

fn is_card_service(path: &str) -> bool {
    path.starts_with("CardService.new")
}

/// Applies a method of a builder to its value.
fn set(of: &mut Evaluation<'_>, node: &mut Node, method: &str, arguments: &[Argument]) {
    let values: Vec<&Expr> = arguments.iter().map(|argument| &argument.value).collect();
    let span = node.span.clone();
    match (&mut node.kind, &values[..]) {
        (NodeKind::List(items), [only]) if matches!(method, "add" | "append" | "push" | "put") => {
            items.extend(of.value(only));
        }
        (NodeKind::List(items), _) if method == "push" => {
            for value in values {
                items.extend(of.value(value));
            }
        }
        (NodeKind::Object(members), [key, value])
            if matches!(method, "put" | "set" | "add" | "addProperty" | "Add") =>
        {
            let (Some(name), Some(value)) = (plain_text(key), of.value(value)) else {
                return;
            };
            members.retain(|member| member.name != name);
            members.push(Member {
                key: key.span.clone(),
                name,
                value,
            });
        }
        (NodeKind::Object(members), [only]) => {
            let Some((verb, name)) = setter(method) else {
                return;
            };
            if let Some(value) = of.value(only) {
                put(members, verb, name, value, span);
            }
        }
        _ => {}
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Set,
    Add,
    AddAll,
}

/// Returns what a method of a builder does, and with which field.
fn setter(method: &str) -> Option<(Verb, String)> {
    let rest = |prefix: &str| {
        method
            .strip_prefix(prefix)
            .filter(|rest| rest.starts_with(|c: char| c.is_uppercase()))
    };
    let (verb, name) = if let Some(name) = rest("addAll") {
        (Verb::AddAll, name)
    } else if let Some(name) = rest("add") {
        (Verb::Add, name)
    } else if let Some(name) = rest("set").or_else(|| rest("with")) {
        (Verb::Set, name)
    } else if matches!(
        method,
        "send" | "execute" | "create" | "add" | "then" | "call" | "get" | "put"
    ) {
        return None;
    } else {
        (Verb::Set, method)
    };
    let mut letters = name.chars();
    let first = letters.next()?.to_lowercase();
    Some((verb, first.chain(letters).collect()))
}

fn put(
    members: &mut Vec<Member>,
    verb: Verb,
    name: String,
    value: Node,
    key: std::ops::Range<usize>,
) {
    let key = value.span.start.max(key.start)..value.span.start.max(key.start);
    if verb == Verb::Set {
        members.retain(|member| member.name != name);
        members.push(Member { key, name, value });
        return;
    }
    let span = value.span.clone();
    let more = match (verb, value) {
        (
            Verb::AddAll,
            Node {
                kind: NodeKind::List(items),
                ..
            },
        ) => items,
        (_, value) => vec![value],
    };
    let there = members.iter_mut().find(|member| member.name == name);
    match there.map(|member| &mut member.value.kind) {
        Some(NodeKind::List(items)) => items.extend(more),
        _ => members.push(Member {
            key,
            name,
            value: Node {
                span,
                kind: NodeKind::List(more),
            },
        }),
    }
}

fn plain_text(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Text(pieces) => match &pieces[..] {
            [] => Some(String::new()),
            [Piece::Text(text)] => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
