//! Maps findings to their bytes in the file.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::parse::ast::{Member, Node, NodeKind};
use crate::document::parse::source_map::Source;
use crate::document::pointer;
use crate::document::schema::camel;
use crate::message::checks::finding::Finding;
use crate::message::import_form::ImportForm;

/// Rules about a field as such: its key is underlined, not its value.
const OF_THE_KEY: [&str; 14] = [
    "M04", "M05", "M09", "M10", "M21", "M22", "M30", "C08", "C10", "C11", "C14", "C43", "C44",
    "U23",
];

/// Number of members from which on an object's names are indexed.
const LARGE: usize = 32;

/// The places of a file's values, found in time that does not grow with the number of members of an object.
#[derive(Debug)]
pub struct Places<'s, 'a> {
    source: &'s Source<'a>,
    form: ImportForm,
    /// The members of large objects by their names, by the byte at which the object starts.
    large: HashMap<usize, Names<'s>>,
}

/// Indices of members: by name as written, and by name in camelCase; of several the last.
#[derive(Debug, Default)]
struct Names<'s> {
    exact: HashMap<&'s str, usize>,
    camel: HashMap<String, usize>,
}

/// A value, its key, and whether it is the one looked for, and not the nearest around it.
struct Place<'s> {
    key: Option<Range<usize>>,
    node: &'s Node,
    is_there: bool,
}

impl<'s, 'a> Places<'s, 'a> {
    /// Indexes the values of a document of a form.
    #[must_use]
    pub fn of(source: &'s Source<'a>, form: ImportForm) -> Self {
        let mut large = HashMap::new();
        index(source.root(), &mut large);
        Self {
            source,
            form,
            large,
        }
    }

    /// Returns the bytes of the file that a finding is about: a part of a text, a scalar, or the key of a larger or
    /// missing value.
    #[must_use]
    pub fn range(&self, finding: &Finding) -> Range<usize> {
        let path = self.form.within(&finding.path).unwrap_or_default();
        if let Some(part) = finding
            .part
            .as_ref()
            .and_then(|part| self.source.part(&path, part))
        {
            return part;
        }
        let found = self.find(&path);
        let span = found.node.span.clone();
        let is_plain = matches!(found.node.kind, NodeKind::Text(_) | NodeKind::Plain(_));
        if is_plain && found.is_there && !OF_THE_KEY.contains(&finding.rule.code) {
            return span;
        }
        found.key.unwrap_or(match found.node.kind {
            NodeKind::Object(_) | NodeKind::List(_) => span.start..span.start + 1,
            _ => span,
        })
    }

    fn find(&self, path: &str) -> Place<'s> {
        let mut found = Place {
            key: None,
            node: self.source.root(),
            is_there: true,
        };
        for step in pointer::steps(path) {
            let below = match &found.node.kind {
                NodeKind::Object(members) => self
                    .member(found.node, members, &step)
                    .map(|member| (Some(member.key.clone()), &member.value)),
                NodeKind::List(items) => pointer::place(&step)
                    .and_then(|place| items.get(place))
                    .map(|item| (None, item)),
                NodeKind::Text(_) | NodeKind::Plain(_) => None,
            };
            let Some((key, node)) = below else {
                found.is_there = false;
                break;
            };
            found.key = key;
            found.node = node;
        }
        found
    }

    /// Returns the member of a name, or that whose name is this one in camelCase.
    fn member(&self, object: &Node, members: &'s [Member], name: &str) -> Option<&'s Member> {
        let Some(names) = self.large.get(&object.span.start) else {
            let exact = members.iter().rfind(|member| member.name == name);
            let other = || members.iter().rfind(|member| camel(&member.name) == name);
            return exact.or_else(other);
        };
        let place = names.exact.get(name).or_else(|| names.camel.get(name))?;
        members.get(*place)
    }
}

fn index<'s>(node: &'s Node, large: &mut HashMap<usize, Names<'s>>) {
    match &node.kind {
        NodeKind::Object(members) => {
            if members.len() >= LARGE {
                let names = large.entry(node.span.start).or_default();
                for (place, member) in members.iter().enumerate() {
                    names.exact.insert(&member.name, place);
                    names.camel.insert(camel(&member.name), place);
                }
            }
            for member in members {
                index(&member.value, large);
            }
        }
        NodeKind::List(items) => {
            for item in items {
                index(item, large);
            }
        }
        NodeKind::Text(_) | NodeKind::Plain(_) => {}
    }
}
