//! Schema of the Chat API: the types, what each field holds, where it works, who may use it.

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// All types that the program knows, in the order of `assets/schema.toml`.
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
    /// Returns the type of a name, such as `Message`, `Card` (version 2) or `LegacyCard` (version 1).
    pub fn get(&self, type_name: &str) -> Option<&Type> {
        self.index
            .get(type_name)
            .and_then(|&place| self.types.get(place))
    }

    /// Returns all types in the order of the file.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.types.iter()
    }

    /// Returns the request type of an API method such as `spaces.messages.create`.
    pub fn request(&self, method: &str) -> Option<&Type> {
        self.types
            .iter()
            .find(|kind| kind.methods.iter().any(|own| own == method))
    }

    /// Returns the type of a field's values, if they are objects.
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
    /// Label of a word or two for people.
    pub label: String,
    /// Help text of one sentence.
    pub help: String,
    /// The API methods that take this type as their request; empty for all but requests.
    pub methods: Vec<String>,
    /// The fields in the order in which they are offered and written.
    pub fields: Vec<Field>,
    /// The groups of fields of which at most one may be set.
    pub unions: Vec<Union>,
    /// Whether each object of this type is a node of the outline.
    pub is_node: bool,
    /// Sign of one cell for the type in the outline; empty where the label is used.
    pub sign: String,
    /// Fields whose text summarizes an object of this type, the best first.
    ///
    /// If empty, the member of its union that is set is summarized in its place.
    pub words: Vec<String>,
    /// Initial content of a new object of this type.
    pub start: Map<String, Value>,
    /// Meaning of the type beyond its fields, for editing forms.
    pub means: Option<Meaning>,
    /// Field or union without which an object of this type means nothing.
    pub needs: Option<String>,
    pub(super) index: HashMap<String, usize>,
}

impl Type {
    /// Returns the label with its article, as in a sentence: `an image`.
    #[must_use]
    pub fn with_article(&self) -> String {
        let label = self.label.to_lowercase();
        let is_vowel = label.starts_with(['a', 'e', 'i', 'o', 'u']) && !label.starts_with("use");
        format!("{} {label}", if is_vowel { "an" } else { "a" })
    }

    /// Returns the field of a camelCase name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.position(name).and_then(|place| self.fields.get(place))
    }

    /// Returns the index of a field, which orders the keys of new objects.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }

    /// Returns the field that a key of a document means.
    ///
    /// The key is spelt in camelCase, or in `snake_case` as in the protocol buffers.
    pub fn spelt(&self, key: &str) -> Option<&Field> {
        if let Some(field) = self.field(key) {
            return Some(field);
        }
        let field = key.contains('_').then(|| self.field(&camel(key)))??;
        (snake(&field.name) == key).then_some(field)
    }

    /// Returns whether an object of this type only wraps the member of its union that is set.
    pub fn is_wrapper(&self) -> bool {
        self.words.is_empty() && !self.unions.is_empty()
    }

    /// Returns the names of the fields of which an object of this type needs one; empty where it needs none.
    pub fn needed(&self) -> &[String] {
        let Some(name) = &self.needs else {
            return &[];
        };
        match self.union(name) {
            Some(union) => &union.members,
            None => std::slice::from_ref(name),
        }
    }

    /// Returns the union of a name.
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
    /// Kind of one value.
    pub kind: Kind,
    /// Whether the field holds a list of such values.
    pub repeated: bool,
    /// The union that the field belongs to.
    pub union: Option<String>,
    /// Whether Google's reference calls it required; the server rarely insists.
    pub required: bool,
    /// Whether Google Chat fills it, so that a request need not.
    pub output_only: bool,
    /// Whether another field has replaced it.
    pub deprecated: bool,
    /// Whether unset differs from the default of its kind.
    pub presence: bool,
    /// Where the field goes in an HTTP request.
    pub send: Send,
    /// Where the field works.
    pub scope: Where,
    /// Who may use it.
    pub senders: Senders,
    /// The bounds of its value.
    pub limit: Limit,
    /// What Google Chat does when the field is unset, as it would be written.
    pub default: Option<String>,
    /// Aliases: names that people write for it by mistake.
    pub aliases: Vec<String>,
    /// Meaning of the value beyond its kind, for editing forms.
    pub means: Option<Meaning>,
    /// Prefix of the unique values generated for new objects: `card-1`, `card-2`.
    pub unique: Option<String>,
    /// Help text of one sentence for the person who fills the field.
    pub help: String,
}

impl Field {
    /// Returns whether a message card uses the field.
    ///
    /// Fields that it ignores are listed separately in forms.
    pub fn counts_in_messages(&self) -> bool {
        matches!(self.scope, Where::Message | Where::ChatOnly)
    }

    /// Returns the values of an enum; empty for every other kind.
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            Kind::Choice(choices) => choices,
            _ => &[],
        }
    }
}

/// Kind of value that a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Text of many lines.
    Lines,
    /// True or false.
    Flag,
    /// A 32-bit integer.
    Whole,
    /// A 64-bit integer, which Google writes as a JSON string.
    Long,
    /// A number with a fraction.
    Real,
    /// Bytes as base64.
    Bytes,
    /// A time as RFC 3339.
    Time,
    /// A span of time in seconds, such as `3.5s`.
    Duration,
    /// The URL of a page or an image.
    Address,
    /// An enum with these values.
    Choice(Vec<Choice>),
    /// An object of the type of that name.
    Type(String),
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Name in the API.
    pub name: String,
    /// Number in the protocol buffers, accepted in place of the name.
    pub number: i32,
    /// Help text of one sentence, or empty where the name is enough.
    pub help: String,
    /// Whether another value has replaced it.
    pub deprecated: bool,
    /// Senders that may use it.
    pub senders: Senders,
}

/// Meaning of a value beyond its kind, so that a fitting editor can be offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// A colour of red, green and blue.
    Colour,
    /// The name of an icon that Google Chat knows.
    KnownIcon,
    /// The name of a Material symbol.
    MaterialIcon,
    /// Milliseconds since 1970 in UTC, of a date, a time of day or both.
    EpochMilliseconds,
}

/// Where a field goes in an HTTP request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Send {
    /// In the body.
    ///
    /// It is the whole body where the type has one such field of a type, like `message`.
    #[default]
    Body,
    /// In the query of the URL.
    Query,
    /// In the path of the URL.
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
    /// Deprecated; another field replaces it.
    #[serde(skip)]
    Deprecated,
}

/// Kind of identity that makes a request.
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
    /// All senders.
    pub const ALL: Self = Self(0b1111);

    /// Creates a set of senders.
    ///
    /// It includes the developer preview wherever it includes a person: whatever a person may do, one in the
    /// preview may do, too.
    #[must_use]
    pub fn of(senders: impl IntoIterator<Item = Sender>) -> Self {
        senders.into_iter().fold(Self(0), Self::with)
    }

    /// Returns whether a sender is in the set.
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

/// Constraints on a value; `None` or empty is unconstrained.
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
    /// Whether a URL must be `https://`.
    pub https: bool,
    /// Required prefix of a text.
    pub prefix: Option<String>,
    /// Allowed characters of a text, as single ones and ranges: `a-z0-9-`.
    pub alphabet: Option<String>,
    /// Form of a resource name, in which `{x}` means one segment: `spaces/{space}`.
    pub form: Option<String>,
}

/// Converts a camelCase name to the `snake_case` of the protocol buffers.
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

/// Converts a `snake_case` name to camelCase.
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
