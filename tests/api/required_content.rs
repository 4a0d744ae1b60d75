//! Whatever the schema calls needed, or an address, is named at its place where it is missing or odd.
//!
//! Each type that a message can hold is put into a smallest request, whole and then broken.

use std::collections::{BTreeSet, VecDeque};

use chatquill::document::pointer;
use chatquill::document::schema::{Field, Kind, Schema, Type};
use chatquill::message::checks::check::check;
use chatquill::message::checks::check_context::CheckContext;
use serde_json::{Value, json};

use crate::generate::{Dice, object};

const ROOT: &str = "CreateMessageRequest";

/// What a draft may lack: the space is chosen when it is sent, and a message that is not there is an empty one.
const NOT_NEEDED: [(&str, &str); 2] = [
    ("CreateMessageRequest", "parent"),
    ("CreateMessageRequest", "message"),
];

/// Addresses that Chat does not open, and one that is none.
const ODD: [&str; 6] = [
    "javascript:alert(1)",
    "JavaScript:void(0)",
    "ftp://example.com/a",
    "file:///etc/hosts",
    "data:text/html,x",
    "example.com/page",
];

/// An object of a type in a smallest request.
struct Site {
    kind: &'static Type,
    request: Value,
    path: String,
}

/// Returns each type that a message shows, in the request in which it is nearest to the top.
fn sites() -> Vec<Site> {
    let root = Schema::builtin().get(ROOT).unwrap();
    let mut known = BTreeSet::from([ROOT.to_owned()]);
    let mut queue = VecDeque::from([Site {
        kind: root,
        request: object(&mut Dice::new(&[]), ROOT),
        path: String::new(),
    }]);
    let mut sites = Vec::new();
    while let Some(site) = queue.pop_front() {
        for field in site.kind.fields.iter().filter(|field| is_shown(field)) {
            if let Some(kind) = Schema::builtin().type_of(field)
                && known.insert(kind.name.clone())
            {
                queue.push_back(below(&site, field, kind));
            }
        }
        sites.push(site);
    }
    sites
}

fn is_shown(field: &Field) -> bool {
    field.counts_in_messages() && !field.output_only && !field.deprecated
}

/// Puts a smallest object into a field, in the place of the other members of its union.
fn below(site: &Site, field: &Field, kind: &'static Type) -> Site {
    let mut request = site.request.clone();
    let holder = request.pointer_mut(&site.path).unwrap();
    let holder = holder.as_object_mut().unwrap();
    if let Some(union) = field.union.as_ref().and_then(|name| site.kind.union(name)) {
        for member in &union.members {
            holder.remove(member);
        }
    }
    let made = object(&mut Dice::new(&[]), &kind.name);
    let mut path = pointer::join(&site.path, &field.name);
    if field.repeated {
        holder.insert(field.name.clone(), json!([made]));
        path.push_str("/0");
    } else {
        holder.insert(field.name.clone(), made);
    }
    Site {
        kind,
        request,
        path,
    }
}

/// Returns the rules and paths of what is found.
fn told(request: &Value) -> BTreeSet<(String, String)> {
    check(request, &CheckContext::default())
        .into_iter()
        .map(|finding| (finding.path, finding.rule.code.to_owned()))
        .collect()
}

/// Returns what is amiss if a broken request has no finding at one of the places that the whole one has not.
///
/// A smallest value may be as empty as the broken one: then any finding there counts.
fn unnamed(
    site: &Site,
    broken: &Value,
    places: &[String],
    what: &str,
    is_smallest: bool,
) -> Option<String> {
    let mut new = told(broken);
    if !is_smallest {
        let known = told(&site.request);
        new.retain(|one| !known.contains(one));
    }
    let is_named = new.iter().any(|(path, _)| places.contains(path));
    let kind = &site.kind.name;
    (!is_named)
        .then(|| format!("{kind}: {what} is not named at {places:?}, but {new:?}\n  {broken}"))
}

/// Returns the groups of fields of which one is needed.
fn needed(kind: &Type) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<String>> = kind
        .fields
        .iter()
        .filter(|field| field.required || field.limit.min_items.is_some())
        .filter(|field| is_shown(field) && !NOT_NEEDED.contains(&(&kind.name, &field.name)))
        .map(|field| vec![field.name.clone()])
        .collect();
    let content = kind.needed().to_vec();
    if !content.is_empty() && !groups.contains(&content) {
        groups.push(content);
    }
    groups
}

#[test]
fn what_is_needed_is_named_where_it_is_missing_or_empty() {
    let (mut broken, mut faults) = (0, Vec::new());
    for site in sites() {
        for group in needed(site.kind) {
            let here = site.path.clone();
            let mut whole = site.request.clone();
            let holder = whole.pointer(&here).unwrap();
            let is_set = group.iter().any(|name| holder.get(name).is_some());
            if !is_set {
                // A smallest object lacks what only its help calls needed.
                fill(&mut whole, &site, &group[0]);
            }
            let site = Site {
                kind: site.kind,
                request: whole,
                path: here.clone(),
            };
            let mut request = site.request.clone();
            let holder = request.pointer_mut(&here).unwrap();
            let holder = holder.as_object_mut().unwrap();
            for name in &group {
                holder.remove(name);
            }
            let mut places = vec![here.clone()];
            places.extend(group.iter().map(|name| pointer::join(&here, name)));
            faults.extend(unnamed(
                &site,
                &request,
                &places,
                &format!("no {group:?}"),
                false,
            ));
            for name in &group {
                let field = site.kind.field(name).unwrap();
                let empty = match (&field.kind, field.repeated) {
                    (_, true) => json!([]),
                    (Kind::Type(kind), _) if is_whole_empty(kind) => continue,
                    (Kind::Type(_), _) => json!({}),
                    (Kind::Text | Kind::Lines | Kind::Address, _) => json!(""),
                    _ => continue,
                };
                let mut request = request.clone();
                request.pointer_mut(&here).unwrap()[name] = empty;
                let places = [here.clone(), pointer::join(&here, name)];
                faults.extend(unnamed(
                    &site,
                    &request,
                    &places,
                    &format!("an empty {name}"),
                    true,
                ));
                broken += 1;
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(broken > 40, "{broken}");
}

/// Sets a field of the site's object to a smallest value.
fn fill(request: &mut Value, site: &Site, name: &str) {
    let field = site.kind.field(name).unwrap();
    let one = match &field.kind {
        Kind::Type(kind) => object(&mut Dice::new(&[]), kind),
        Kind::Address => json!("https://example.com/a.png"),
        Kind::Choice(choices) => json!(choices.last().unwrap().name),
        _ => json!("words"),
    };
    let value = if field.repeated { json!([one]) } else { one };
    request.pointer_mut(&site.path).unwrap()[name] = value;
}

/// Returns whether an object of a type means something while it is empty.
fn is_whole_empty(kind: &str) -> bool {
    matches!(kind, "Divider" | "SpaceDataSource" | "AttachmentDataRef")
}

#[test]
fn each_field_that_means_an_address_names_what_chat_does_not_open() {
    let (mut fields, mut faults) = (0, Vec::new());
    for site in sites() {
        let addresses = site.kind.fields.iter().filter(|field| is_shown(field));
        for field in addresses.filter(|field| field.kind == Kind::Address) {
            fields += 1;
            for address in ODD {
                let mut request = site.request.clone();
                let holder = request.pointer_mut(&site.path).unwrap();
                if let Some(union) = field.union.as_ref().and_then(|name| site.kind.union(name)) {
                    for member in &union.members {
                        holder.as_object_mut().unwrap().remove(member);
                    }
                }
                holder[&field.name] = json!(address);
                let place = pointer::join(&site.path, &field.name);
                faults.extend(unnamed(&site, &request, &[place], address, false));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(fields >= 7, "{fields}");
}
