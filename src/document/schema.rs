//! The types of the Chat API as data: what each field holds, where it works, who may use it.

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// Every type that the program knows, in the order of `assets/schema.toml`.
///
/// ```
/// use chatquill::document::schema::Schema;
///
/// let button = Schema::builtin().get("Button").expect("a type of the API");
/// assert_eq!(button.spelt("on_click").map(|field| field.name.as_str()), Some("onClick"));
/// ```
#[derive(Debug)]
pub struct Schema {
    pub(super) types: Vec<Type>,
    pub(super) index: HashMap<String, usize>,
}

impl Schema {
    /// The type of that name, such as `Message`, `Card` (version 2) or `LegacyCard` (version 1).
    pub fn get(&self, type_name: &str) -> Option<&Type> {
        self.index
            .get(type_name)
            .and_then(|&place| self.types.get(place))
    }

    /// All types in the order of the file.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.types.iter()
    }

    /// The request type of an API method such as `spaces.messages.create`.
    pub fn request(&self, method: &str) -> Option<&Type> {
        self.types
            .iter()
            .find(|kind| kind.methods.iter().any(|own| own == method))
    }

    /// The type that the values of a field have, if they are objects.
    pub fn type_of(&self, field: &Field) -> Option<&Type> {
        match &field.kind {
            Kind::Type(name) => self.get(name),
            _ => None,
        }
    }
}

/// One type: a JSON object with known fields.
#[derive(Debug)]
pub struct Type {
    /// The name in the API, without the prefix of cards v2, and with `Legacy` before those of v1.
    pub name: String,
    /// A word or two for people.
    pub label: String,
    /// One sentence for people.
    pub help: String,
    /// The API methods that take this type as their request; empty for all but requests.
    pub methods: Vec<String>,
    /// The fields in the order in which they are offered and written.
    pub fields: Vec<Field>,
    /// The groups of fields of which at most one may be set.
    pub unions: Vec<Union>,
    /// Whether each object of this type is a line of the outline.
    pub is_node: bool,
    /// A sign of one cell that stands for the type in the outline; empty where the label says it.
    pub sign: String,
    /// The fields whose words name an object of this type, the best first. Where there are none, the
    /// member of its union that is set speaks for it.
    pub words: Vec<String>,
    /// What a new object of this type holds.
    pub start: Map<String, Value>,
    /// What a form must know of the type beyond its fields.
    pub means: Option<Meaning>,
    pub(super) index: HashMap<String, usize>,
}

impl Type {
    /// The field of that camelCase name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.position(name).and_then(|place| self.fields.get(place))
    }

    /// The place of a field among the fields, which orders the keys of new objects.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }

    /// The field that a key of a document means: spelt in camelCase, or in `snake_case` as in the
    /// protocol buffers.
    pub fn spelt(&self, key: &str) -> Option<&Field> {
        if let Some(field) = self.field(key) {
            return Some(field);
        }
        let field = key.contains('_').then(|| self.field(&camel(key)))??;
        (snake(&field.name) == key).then_some(field)
    }

    /// Whether an object of this type is hardly more than the member of its union that is set.
    pub fn is_wrapper(&self) -> bool {
        self.words.is_empty() && !self.unions.is_empty()
    }

    /// The union of that name.
    pub fn union(&self, name: &str) -> Option<&Union> {
        self.unions.iter().find(|union| union.name == name)
    }
}

/// A group of fields of which at most one may be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Union {
    /// The name in the protocol buffers, such as `data`.
    pub name: String,
    /// The camelCase names of its fields, in the order of the type.
    pub members: Vec<String>,
}

/// One field of a type.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "these are independent facts about a field, each with its own name in the file"
)]
pub struct Field {
    /// The camelCase name.
    pub name: String,
    /// What one value holds.
    pub kind: Kind,
    /// Whether the field holds a list of such values.
    pub repeated: bool,
    /// The union that the field belongs to.
    pub union: Option<String>,
    /// Whether Google's reference calls it required; the server rarely insists.
    pub required: bool,
    /// Whether Google Chat fills it, so that a request need not.
    pub output_only: bool,
    /// Whether something else has replaced it.
    pub deprecated: bool,
    /// Whether unset differs from the default of its kind.
    pub presence: bool,
    /// How the field of a request travels.
    pub send: Send,
    /// Where the field works.
    pub scope: Where,
    /// Who may use it.
    pub senders: Senders,
    /// The bounds of its value.
    pub limit: Limit,
    /// What Google Chat does when the field is unset, as it would be written.
    pub default: Option<String>,
    /// Names that people write for it by mistake.
    pub slips: Vec<String>,
    /// What a form must know of the value beyond its kind.
    pub means: Option<Meaning>,
    /// How the values begin that are made up for new objects, each another one: `card-1`, `card-2`.
    pub unique: Option<String>,
    /// One sentence for whoever fills the field.
    pub help: String,
}

impl Field {
    /// Whether a message card makes use of the field; what it ignores stands apart in forms.
    pub fn counts_in_messages(&self) -> bool {
        matches!(self.scope, Where::Message | Where::ChatOnly)
    }

    /// The choices of a field of that kind; empty for every other kind.
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            Kind::Choice(choices) => choices,
            _ => &[],
        }
    }
}

/// What a value holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Text of many lines.
    Lines,
    /// True or false.
    Flag,
    /// A whole number of 32 bits.
    Whole,
    /// A whole number of 64 bits, which Google writes as a JSON string.
    Long,
    /// A number with a fraction.
    Real,
    /// Bytes as base64.
    Bytes,
    /// A time as RFC 3339.
    Time,
    /// A span of time in seconds, such as `3.5s`.
    Duration,
    /// The address of a page or a picture.
    Address,
    /// One of these words.
    Choice(Vec<Choice>),
    /// An object of the type of that name.
    Type(String),
}

/// One word of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The word in the API.
    pub name: String,
    /// Its number in the protocol buffers, accepted in its place.
    pub number: i32,
    /// One sentence, or empty where the word says it all.
    pub help: String,
    /// Whether another word has replaced it.
    pub deprecated: bool,
    /// Who may choose it.
    pub senders: Senders,
}

/// What a value means beyond its kind, so that a fitting editor can be offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// A colour of three lights.
    Colour,
    /// The name of an icon that Google Chat knows.
    KnownIcon,
    /// The name of a Material symbol.
    MaterialIcon,
    /// Milliseconds since 1970 in UTC, of a date, a time of day or both.
    EpochMilliseconds,
}

/// How the field of a request travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Send {
    /// In the body: as the whole body where the type has one such field of a type, like `message`.
    #[default]
    Body,
    /// After the question mark of the address.
    Query,
    /// In the path of the address.
    Path,
}

/// Where a field works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// In messages, and wherever else the type is used.
    #[default]
    Message,
    /// In Google Chat, but not in add-ons of other Workspace programs.
    #[serde(rename = "chat")]
    ChatOnly,
    /// In dialogs only.
    Dialog,
    /// In add-ons of other Workspace programs only.
    AddOn,
    /// In Workspace Studio only.
    Studio,
    /// In a direct answer to an interaction only.
    Reply,
    /// In what Google Chat returns only.
    #[serde(skip)]
    OutputOnly,
    /// Nowhere that is not better served by another field.
    #[serde(skip)]
    Deprecated,
}

/// In whose name a request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sender {
    /// A Chat app.
    App,
    /// A person.
    User,
    /// A person in Google's developer preview; may use whatever a person may.
    Preview,
    /// An incoming webhook.
    Webhook,
}

/// A set of senders.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Senders(u8);

impl Senders {
    /// Everyone.
    pub const ALL: Self = Self(0b1111);

    /// These senders; whatever a person may do, one in the developer preview may do, too.
    #[must_use]
    pub fn of(senders: impl IntoIterator<Item = Sender>) -> Self {
        senders.into_iter().fold(Self(0), Self::with)
    }

    /// Whether the sender is one of them.
    pub fn allows(self, sender: Sender) -> bool {
        self.0 & bit(sender) != 0
    }

    const fn with(self, sender: Sender) -> Self {
        let also = match sender {
            Sender::User => bit(Sender::Preview),
            _ => 0,
        };
        Self(self.0 | bit(sender) | also)
    }
}

const fn bit(sender: Sender) -> u8 {
    match sender {
        Sender::App => 1,
        Sender::User => 2,
        Sender::Preview => 4,
        Sender::Webhook => 8,
    }
}

impl Default for Senders {
    fn default() -> Self {
        Self::ALL
    }
}

impl<'de> Deserialize<'de> for Senders {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let listed = Vec::<Sender>::deserialize(from)?;
        Ok(Self::of(listed))
    }
}

impl fmt::Debug for Senders {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each = [Sender::App, Sender::User, Sender::Preview, Sender::Webhook];
        out.debug_set()
            .entries(each.into_iter().filter(|&sender| self.allows(sender)))
            .finish()
    }
}

/// The bounds of a value; what is absent is not bounded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Limit {
    /// The most characters of a text.
    pub max_chars: Option<usize>,
    /// The fewest items of a list.
    pub min_items: Option<usize>,
    /// The most items of a list.
    pub max_items: Option<usize>,
    /// The smallest number.
    pub min: Option<f64>,
    /// The largest number.
    pub max: Option<f64>,
    /// The only numbers that have an effect; empty if all have.
    pub values: Vec<i64>,
    /// Whether an address must be of https.
    pub https: bool,
    /// How a text begins.
    pub prefix: Option<String>,
    /// The characters of a text, as single ones and ranges: `a-z0-9-`.
    pub alphabet: Option<String>,
    /// The form of a resource name, in which `{x}` stands for one part: `spaces/{space}`.
    pub form: Option<String>,
}

/// The `snake_case` name that the protocol buffers give a camelCase field.
pub fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

/// The camelCase name of a `snake_case` field.
pub fn camel(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut raise = false;
    for letter in name.chars() {
        if letter == '_' {
            raise = true;
        } else {
            out.push(if raise {
                letter.to_ascii_uppercase()
            } else {
                letter
            });
            raise = false;
        }
    }
    out
}

#[cfg(test)]
mod tests;
