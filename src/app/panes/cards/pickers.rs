//! Builds the pickers of the cards pane: what to add, which value, which icon.

use serde_json::Value;

use crate::app::events::card_command::CardCommand;
use crate::app::panes::cards::row_text;
use crate::app::panes::cards::state::Cards;
use crate::app::panes::cards::typed_request::typed_request;
use crate::app::picker::list::{Item, Pick, Picker, Purpose};
use crate::document::candidates::Candidate;
use crate::document::form::{Row, RowKind};
use crate::document::pointer;
use crate::document::schema::{Field, Meaning, Schema, Type};
use crate::document::summary;
use crate::document::typed_document::Side;
use crate::message::draft::{Draft, at};
use crate::message::icons;

fn item(label: impl Into<String>, detail: impl Into<String>, command: CardCommand) -> Item {
    Item::new(label, detail, Pick::Cards(command))
}

impl Cards {
    /// Builds the picker of what can be added, as seen from the part under the cursor.
    ///
    /// It offers insertions into one list only, where the path of one is given.
    #[must_use]
    pub fn ask_add(&self, draft: &Draft, within: Option<&str>) -> Option<Picker> {
        let cursor = Some(self.cursor()).filter(|cursor| !cursor.is_empty());
        let offers = typed_request(draft)?.candidates(cursor);
        let is_wanted = |offer: &&Candidate<'_>| {
            within
                .is_none_or(|list| pointer::split(&offer.path).is_some_and(|(own, _)| own == list))
        };
        let items = offers
            .iter()
            .filter(is_wanted)
            .map(|offer| {
                let command = CardCommand::Insert {
                    path: offer.path.clone(),
                    value: offer.value.clone(),
                };
                item(offer.label, self.place_words(offer, draft), command).also(offer.name)
            })
            .collect();
        let mut picker = Picker::new(Purpose::Add, items);
        if let (Some(list), _) | (None, Some(list)) = (within, cursor) {
            picker.heading = self.heading(within.is_some(), list, draft);
        }
        Some(picker)
    }

    /// Returns the heading above the candidates: where they would be inserted.
    fn heading(&self, is_within: bool, path: &str, draft: &Draft) -> String {
        let own = || {
            let kind = typed_request(draft)?.kind_at(self.cursor())?;
            Some(called(kind, draft.get(self.cursor())?))
        };
        let own = own().unwrap_or_else(|| "the message".to_owned());
        match pointer::split(path) {
            Some((_, list)) if is_within => format!("Add to {list} of {own}"),
            _ => format!("Add near {own}"),
        }
    }

    /// Returns where a candidate would be inserted, in words.
    fn place_words(&self, offer: &Candidate<'_>, draft: &Draft) -> String {
        let called = |path: &str| {
            let kind = typed_request(draft)?.kind_at(path)?;
            Some(called(kind, draft.get(path)?))
        };
        match offer.side {
            Side::Inside => {
                let own = called(self.cursor());
                own.map_or_else(|| "inside".to_owned(), |own| format!("in {own}"))
            }
            Side::After => "below this one".to_owned(),
            Side::AfterAbove => {
                let around = pointer::split(&offer.path).and_then(|(list, step)| {
                    let before = pointer::place(&step)?.checked_sub(1)?;
                    called(&format!("{list}/{before}"))
                });
                around.map_or_else(|| "below".to_owned(), |around| format!("below {around}"))
            }
            Side::Top => "in the message".to_owned(),
            Side::Deeper => {
                let list = pointer::split(&offer.path).map(|(list, _)| list);
                let owner = list.and_then(pointer::split).map(|(owner, _)| owner);
                let around = owner.filter(|_| list != Some(at::CARDS)).and_then(called);
                around.map_or_else(|| "in a new card".to_owned(), |own| format!("in {own}"))
            }
        }
    }

    /// Builds the picker of what the part under the cursor can be converted to without losing its texts.
    #[must_use]
    pub fn ask_convert(&self, draft: &Draft) -> Option<Picker> {
        let document = typed_request(draft)?;
        let found = document.conversions(self.cursor());
        let items: Vec<Item> = found
            .into_iter()
            .map(|conversion| {
                let path = self.cursor().to_owned();
                let detail = match &conversion.lost[..] {
                    [] => "keeps all values".to_owned(),
                    lost => format!("loses {}", lost.join(", ")),
                };
                let value = conversion.value;
                item(
                    &conversion.kind.label,
                    detail,
                    CardCommand::Replace { path, value },
                )
            })
            .collect();
        let own = called(document.kind_at(self.cursor())?, draft.get(self.cursor())?);
        let mut picker = Picker::new(Purpose::Convert, items);
        picker.heading = format!("Convert {own} to");
        (!picker.is_empty()).then_some(picker)
    }

    /// Builds the picker of all parts of all cards, to go to one.
    #[must_use]
    pub fn ask_part(&self, draft: &Draft) -> Option<Picker> {
        let document = typed_request(draft)?;
        let all = crate::document::outline::nodes(
            document.schema,
            document.kind,
            document.document,
            "",
            &std::collections::BTreeSet::new(),
        );
        let items: Vec<Item> = all
            .into_iter()
            .map(|node| {
                let held = draft.get(&node.path).unwrap_or(&Value::Null);
                let face = summary::display_type(document.schema, node.kind, held);
                let words = summary::summary(document.schema, node.kind, held);
                let indent = "  ".repeat(node.depth.into());
                let label = if words.is_empty() {
                    &face.label
                } else {
                    &words
                };
                item(
                    format!("{indent}{label}"),
                    &face.label,
                    CardCommand::GoTo(node.path),
                )
            })
            .collect();
        (!items.is_empty()).then(|| Picker::new(Purpose::Part, items))
    }
}

/// Builds the picker of a row's values, the cursor on the present one, or else on the first real one.
///
/// `None` where the value is typed or made of parts.
#[must_use]
pub fn choices(row: &Row<'_>, draft: &Draft) -> Option<Picker> {
    let (mut picker, now) = match row.kind {
        RowKind::Plain(field) => match icon_of(row, field) {
            Some(icon) => icon_choices(&icon, draft),
            None => word_choices(&row.path, field, draft)?,
        },
        RowKind::Object(_, kind) if !row.is_set && is_icon(kind) => icon_choices(&row.path, draft),
        RowKind::Union(kind, union, set) => member_choices(&row.path, kind, &union.name, set),
        _ => return None,
    };
    picker.heading = heading(row);
    if let Some(now) = now {
        picker.seek(&Pick::Cards(now));
    }
    Some(picker)
}

fn heading(row: &Row<'_>) -> String {
    let name = row_text::name(row);
    match row.kind {
        RowKind::Union(kind, ..) => format!("Choose the {name} of {}", kind.label.to_lowercase()),
        RowKind::Object(..) => "Choose an icon".to_owned(),
        RowKind::Plain(field) if icon_of(row, field).is_some() => "Choose an icon".to_owned(),
        _ => format!("Choose {name}"),
    }
}

/// A picker, and what it selects at first if a value is set.
type Choices = (Picker, Option<CardCommand>);

fn put(path: &str, value: Option<&str>) -> CardCommand {
    CardCommand::Set {
        path: path.to_owned(),
        value: value.map(Value::from),
    }
}

/// Returns whether a choice only says that nothing was chosen; it is not offered.
#[must_use]
pub fn is_unspecified(name: &str) -> bool {
    name.ends_with("_UNSPECIFIED")
}

fn word_choices(path: &str, field: &Field, draft: &Draft) -> Option<Choices> {
    let held = draft.get(path).and_then(Value::as_str);
    let words = field.choices();
    if words.is_empty() {
        return None;
    }
    let offered = words
        .iter()
        .filter(|word| !is_unspecified(&word.name) || held == Some(&word.name));
    let mut items: Vec<Item> = offered
        .map(|word| {
            let detail = if word.deprecated {
                "deprecated"
            } else {
                word.help.as_str()
            };
            item(&word.name, detail, put(path, Some(&word.name)))
        })
        .collect();
    if draft.get(path).is_some() {
        let default = field.default.as_deref().map_or_else(
            || "Google Chat's default".to_owned(),
            |default| format!("then {default}"),
        );
        items.push(item("unset", default, put(path, None)));
    }
    let now = held.map(|held| put(path, Some(held)));
    Some((Picker::new(Purpose::Value, items), now))
}

/// Returns whether a type is that of icons by name.
fn is_icon(kind: &Type) -> bool {
    let is_known = |field: &Field| field.means == Some(Meaning::KnownIcon);
    kind.fields.iter().any(is_known)
}

/// Returns the path of the `Icon` that a field names the icon of.
fn icon_of(row: &Row<'_>, field: &Field) -> Option<String> {
    let (holder, _) = pointer::split(&row.path)?;
    match field.means? {
        Meaning::KnownIcon => Some(holder.to_owned()),
        Meaning::MaterialIcon => pointer::split(holder).map(|(icon, _)| icon.to_owned()),
        _ => None,
    }
}

/// Builds the one list of all icons: those with a glyph first, then the other Material symbols by name.
fn icon_choices(path: &str, draft: &Draft) -> Choices {
    let set = |name: &str| CardCommand::Icon {
        path: path.to_owned(),
        name: name.to_owned(),
    };
    // Who chose a Material icon is offered those first.
    let (first, then) = if draft.get(&format!("{path}/materialIcon")).is_some() {
        (icons::material(), icons::known())
    } else {
        (icons::known(), icons::material())
    };
    let drawn = first.iter().chain(then);
    let mut items: Vec<Item> = drawn
        .map(|icon| {
            let label = format!("{} {}", icon.glyph, icon.name);
            item(label, icon.words, set(icon.name)).also(icon.words)
        })
        .collect();
    let others = icons::symbols().filter(|name| icons::find(name).is_none());
    items.extend(others.map(|name| item(format!("  {name}"), "", set(name))));
    let held = ["knownIcon", "materialIcon/name"].iter().find_map(|below| {
        let held = draft.get(&format!("{path}/{below}"))?;
        held.as_str().filter(|name| !name.is_empty())
    });
    if draft.get(path).is_some() {
        items.push(item("none", "removes the icon", put(path, None)));
    }
    let mut picker = Picker::new(Purpose::Icon, items);
    picker.takes_typed = Some(path.to_owned());
    (picker, held.map(set))
}

fn member_choices(path: &str, kind: &Type, union: &str, set: Option<&Field>) -> Choices {
    let member = |name: Option<&str>| CardCommand::Member {
        path: path.to_owned(),
        union: union.to_owned(),
        member: name.map(str::to_owned),
    };
    let members = kind
        .fields
        .iter()
        .filter(|field| field.union.as_deref() == Some(union));
    // What messages ignore comes last.
    let (used, others): (Vec<_>, Vec<_>) = members.partition(|field| field.counts_in_messages());
    let mut items: Vec<Item> = used
        .iter()
        .map(|field| item(&field.name, &field.help, member(Some(&field.name))))
        .collect();
    if set.is_some() {
        items.push(item("none", "removes the current value", member(None)));
    }
    items.extend(others.iter().map(|field| {
        let detail = format!("not in messages: {}", field.help);
        item(&field.name, detail, member(Some(&field.name)))
    }));
    let now = set.map(|field| member(Some(&field.name)));
    (Picker::new(Purpose::Value, items), now)
}

/// Returns what a part is called in a sentence: `Section Contents`, or `the section`.
#[must_use]
pub fn called(kind: &Type, value: &Value) -> String {
    let schema = Schema::builtin();
    let label = &summary::display_type(schema, kind, value).label;
    let words = summary::summary(schema, kind, value);
    if words.is_empty() {
        return format!("this {}", label.to_lowercase());
    }
    let mut short: String = words.chars().take(24).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    format!("{label} {short}")
}
