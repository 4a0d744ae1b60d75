//! Generates any request, message or card that the schema allows from a tape of bytes; included by path.
//!
//! A shorter tape makes a smaller value: at its end every choice is the first and every list is short, so that a
//! property test over tapes shrinks by itself.

use chatquill::document::schema::{Choice, Field, Kind, Limit, Schema, Type, Where};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use serde_json::{Map, Value, json};

/// From this depth on only required fields are set.
const DEEP: usize = 14;

/// Fields that the reference requires in prose only, without which a value is invalid.
const ALSO_NEEDED: [(&str, &str); 2] = [("TextInput", "label"), ("CardWithId", "cardId")];

/// Texts with everything that texts contain: markup of each kind, wide letters, symbols, line ends.
const WORDS: [&str; 12] = [
    "Deploy 2.4",
    "你好👋🏽🌎",
    "*bold* and _italic_",
    "**bold** [label](https://example.com)",
    "<b>bold</b> <font color=\"#ff0000\">red</font>",
    "<users/100000000000000000001> please look",
    "مرحبا 안녕 שלום",
    "e\u{301}\u{200b}x",
    "a \"quoted\" \\ text",
    "star",
    "STAR",
    "A longer text that does not fit into one line of a card, so that it must be cut or wrapped at its end",
];

/// Generates tapes from which values are drawn.
pub fn tape() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..1200)
}

/// Random choices, read from a tape.
pub struct Dice<'a> {
    tape: &'a [u8],
    drawn: usize,
}

impl<'a> Dice<'a> {
    /// Creates the choices of this tape.
    pub fn new(tape: &'a [u8]) -> Self {
        Self { tape, drawn: 0 }
    }

    /// Returns a number below `count`; 0 at the end of the tape.
    pub fn below(&mut self, count: usize) -> usize {
        let Some((&first, rest)) = self.tape.split_first() else {
            return 0;
        };
        self.tape = rest;
        usize::from(first) % count.max(1)
    }

    /// Returns true once in so many times, and never at the end of the tape.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    /// Returns one of these; the first at the end of the tape.
    pub fn pick<'v, T>(&mut self, among: &'v [T]) -> &'v T {
        &among[self.below(among.len())]
    }

    /// Returns a number that was not returned before.
    fn fresh(&mut self) -> usize {
        self.drawn += 1;
        self.drawn
    }
}

/// Generates a value of a type such as `CreateMessageRequest`, `Message` or `Card`, with all required fields and some
/// optional ones; null for an unknown type.
pub fn object(dice: &mut Dice<'_>, type_name: &str) -> Value {
    let kind = Schema::builtin().get(type_name);
    kind.map_or(Value::Null, |kind| filled(dice, kind, 0))
}

fn filled(dice: &mut Dice<'_>, kind: &Type, depth: usize) -> Value {
    let chosen = members(dice, kind, depth);
    let mut object = Map::new();
    for field in &kind.fields {
        let is_there = match &field.union {
            Some(_) => chosen.contains(&field.name.as_str()),
            None => is_wanted(dice, kind, field, depth),
        };
        if is_there {
            object.insert(field.name.clone(), held(dice, field, depth));
        }
    }
    Value::Object(object)
}

/// Chooses the member of each union that is set, if one is.
fn members<'k>(dice: &mut Dice<'_>, kind: &'k Type, depth: usize) -> Vec<&'k str> {
    let fields = || kind.fields.iter().filter(|field| is_plain(field));
    let mut chosen = Vec::new();
    for union in &kind.unions {
        let of_union = |field: &&Field| field.union.as_ref() == Some(&union.name);
        let usable: Vec<&Field> = fields().filter(of_union).collect();
        // Where most of a type's fields are the union, an object without a member is empty.
        let is_heart = usable.len() * 2 > fields().count();
        if usable.is_empty() || (!is_heart && (depth >= DEEP || !dice.once_in(2))) {
            continue;
        }
        let shallow = if depth >= DEEP { 1 } else { usable.len() };
        chosen.push(usable[dice.below(shallow)].name.as_str());
    }
    chosen
}

/// Returns whether a field works in messages and is neither output only nor deprecated.
fn is_plain(field: &Field) -> bool {
    matches!(field.scope, Where::Message | Where::ChatOnly)
        && !field.output_only
        && !field.deprecated
}

fn is_wanted(dice: &mut Dice<'_>, kind: &Type, field: &Field, depth: usize) -> bool {
    let told = (kind.name.as_str(), field.name.as_str());
    if field.required || field.limit.min_items.is_some() || ALSO_NEEDED.contains(&told) {
        return true;
    }
    if depth >= DEEP {
        return false;
    }
    if !is_plain(field) {
        return dice.once_in(24);
    }
    dice.once_in(if matches!(field.kind, Kind::Type(_)) {
        2
    } else {
        3
    })
}

fn held(dice: &mut Dice<'_>, field: &Field, depth: usize) -> Value {
    if !field.repeated {
        return one(dice, field, depth);
    }
    let most = field.limit.max_items.unwrap_or(3).min(3);
    let count = 1 + dice.below(most);
    (0..count).map(|_| one(dice, field, depth)).collect()
}

fn one(dice: &mut Dice<'_>, field: &Field, depth: usize) -> Value {
    match &field.kind {
        Kind::Type(name) => Schema::builtin()
            .get(name)
            .map_or_else(|| json!({}), |kind| filled(dice, kind, depth + 1)),
        Kind::Choice(choices) => choice(dice, choices),
        Kind::Flag => json!(dice.once_in(2)),
        Kind::Text | Kind::Lines => json!(text(dice, field)),
        Kind::Address => json!(address(dice, field)),
        Kind::Whole => json!(whole(dice, &field.limit)),
        Kind::Long => match dice.below(2) {
            0 => json!("1767225600000"),
            _ => json!(1_767_225_600_000_i64),
        },
        Kind::Real => json!(*dice.pick(&[0.5, 0.0, 1.0, 0.25])),
        Kind::Bytes => json!("AQI="),
        Kind::Time => json!("2026-01-31T09:00:00Z"),
        Kind::Duration => json!("3.5s"),
    }
}

fn choice(dice: &mut Dice<'_>, choices: &[Choice]) -> Value {
    let choice = dice.pick(choices);
    if dice.once_in(16) {
        json!(choice.number)
    } else {
        json!(choice.name)
    }
}

fn text(dice: &mut Dice<'_>, field: &Field) -> String {
    let limit = &field.limit;
    if let Some(form) = &limit.form {
        let part = |part: &str| {
            if part.starts_with('{') {
                "AAAA1".to_owned()
            } else {
                part.to_owned()
            }
        };
        let parts: Vec<String> = form.split('/').map(part).collect();
        return parts.join("/");
    }
    let name = field.name.to_lowercase();
    let tells_apart = ["id", "key", "name", "value"]
        .iter()
        .any(|end| name.ends_with(end));
    if limit.alphabet.is_some() || tells_apart {
        let prefix = limit.prefix.as_deref().unwrap_or("");
        return format!("{prefix}n{}", dice.fresh());
    }
    let words = (*dice.pick(&WORDS)).to_owned();
    match field.kind {
        Kind::Lines if dice.once_in(4) => format!("{words}\n{}", dice.pick(&WORDS)),
        _ => words,
    }
}

fn address(dice: &mut Dice<'_>, field: &Field) -> &'static str {
    let secure = [
        "https://example.com/a.png",
        "https://www.example.com/?q=1#top",
    ];
    let other = ["mailto:ada@example.com", "http://example.com/page"];
    if !field.limit.https && dice.once_in(4) {
        dice.pick::<&str>(&other)
    } else {
        dice.pick::<&str>(&secure)
    }
}

fn whole(dice: &mut Dice<'_>, limit: &Limit) -> i64 {
    if !limit.values.is_empty() {
        return *dice.pick(&limit.values);
    }
    let fits = |number: f64| {
        limit.min.is_none_or(|min| number >= min) && limit.max.is_none_or(|max| number <= max)
    };
    let first = i32::from(!fits(0.0));
    let number = first + i32::try_from(dice.below(12)).unwrap_or(0);
    i64::from(if fits(f64::from(number)) {
        number
    } else {
        first
    })
}
