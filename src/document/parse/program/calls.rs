//! Calls in a program whose value is known: lists and maps of the language, classes, JSON written and read.

use crate::document::parse::ast::{Member, Node, NodeKind};
use crate::document::parse::parser;
use crate::document::parse::pieces::as_json;
use crate::document::parse::program::builders::apply;
use crate::document::parse::program::evaluation::Evaluation;
use crate::document::parse::program::expression::{Argument, Expr, ExprKind};
use crate::document::parse::program::paths::{is_builder, last, plain_text};

/// Functions that hand on what they are given, or write it as JSON.
const HANDED_ON: [&str; 31] = [
    "Jason.encode!",
    "jsonEncode",
    "json.encode",
    "StringContent",
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
const LISTS: [&str; 12] = [
    "emptyList",
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
const MAPS: [&str; 9] = [
    "emptyMap",
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

impl Evaluation<'_> {
    /// Returns the value of a call that is no text; a blank if it is not known.
    pub(super) fn call_value(&mut self, expr: &Expr) -> Node {
        value(self, expr)
    }
}

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
        let items = of.items(arguments.iter().map(|argument| &argument.value));
        return Some(Node {
            span,
            kind: NodeKind::List(items),
        });
    }
    if ends_with(&HANDED_ON) {
        return of.value(first?);
    }
    if path == "Object.assign"
        && let Some(ExprKind::Name(_)) = first.map(|first| &first.kind)
    {
        // What is assigned is among the changes of its value.
        return of.value(first?);
    }
    if path == "append" || last == "array_merge" {
        return of.appended(arguments);
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
    let is_known = of.program.names.statement(owner, expr.span.start).is_some();
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
    // What is not there is left out: `[a, isOpen && b].filter(Boolean)`.
    let is_boolean = matches!(
        arguments,
        [Argument { value: Expr { kind: ExprKind::Name(only), .. }, .. }] if only == "Boolean"
    );
    let is_same = matches!(name, "compact" | "filterNotNull" | "flat" | "toList")
        || (name == "filter" && is_boolean);
    if is_same {
        return matches!(node.kind, NodeKind::List(_)).then_some(node);
    }
    if !is_builder(receiver) {
        return None;
    }
    apply(of, &mut node, name, arguments, true);
    Some(node)
}
