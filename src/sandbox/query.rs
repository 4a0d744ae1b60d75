//! Parses the query of a call as strictly as Google does, by what the method allows.

use percent_encoding::percent_decode_str;

use super::status::Status;
use crate::document::schema::{Schema, snake};

/// The type of a query parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A whole number of 32 bits.
    Whole,
    /// `true` or `false`.
    Flag,
    /// One of the enum names that the schema lists for a field of a type, or its number.
    Choice(&'static str, &'static str),
}

/// A query parameter that a method accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Param {
    /// Its name in camelCase, with dots where it is nested.
    pub name: &'static str,
    /// The type of its value.
    pub kind: Kind,
}

/// Parameters that every method of Google's accepts.
const EVERYWHERE: [&str; 12] = [
    "$.xgafv",
    "access_token",
    "alt",
    "callback",
    "fields",
    "key",
    "oauth_token",
    "prettyPrint",
    "quotaUser",
    "uploadType",
    "upload_protocol",
    "userProject",
];

/// The parameters of one call, decoded; names as the caller wrote them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Parses the pairs of `a=b&c=d`, percent signs and pluses decoded.
    #[must_use]
    pub fn parse(raw: &str) -> Self {
        Self(
            raw.split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decoded(name, true), decoded(value, true))
                })
                .collect(),
        )
    }

    /// Returns a parameter that every method accepts, such as `fields` or `$alt`; the last one given counts.
    #[must_use]
    pub fn common(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find(|(given, _)| given.strip_prefix('$').unwrap_or(given) == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns a parameter of the method, looked up by its camelCase name; empty is unset.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find(|(given, _)| is_named(given, name))
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// Returns a whole number; 0 if unset.
    ///
    /// Its form was validated by [`Query::conform`].
    #[must_use]
    pub fn whole(&self, name: &str) -> i64 {
        self.text(name)
            .and_then(|text| text.parse().ok())
            .unwrap_or(0)
    }

    /// Returns a flag; unset is false.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.text(name)
            .is_some_and(|text| text.eq_ignore_ascii_case("true") || text == "1")
    }

    /// Returns the name of an enum value, given by name or by number; `None` if unset or the unspecified one.
    #[must_use]
    pub fn choice(&self, param: &Param) -> Option<&'static str> {
        let Kind::Choice(kind, field) = param.kind else {
            return None;
        };
        choice(kind, field, self.text(param.name)?).filter(|name| !name.ends_with("_UNSPECIFIED"))
    }

    /// Returns 400 for the first parameter that the method does not accept or whose value has the wrong form.
    ///
    /// # Errors
    /// Returns the status and the words with which Google Chat refuses the call.
    pub fn conform(&self, known: &[Param]) -> Result<(), Status> {
        for (name, value) in &self.0 {
            if let Some(param) = known.iter().find(|param| is_named(name, param.name)) {
                judge(param, value)?;
            } else if !is_everywhere(name) {
                let says = format!(
                    "Invalid JSON payload received. Unknown name \"{name}\": Cannot bind query parameter. Field '{name}' could not be found in request message."
                );
                return Err(Status::violation("", says));
            }
        }
        match self.common("alt") {
            None => Ok(()),
            Some(alt) if alt.split(';').next() == Some("json") => Ok(()),
            Some(alt) => Err(Status::invalid(format!(
                "This sandbox answers in JSON only; alt={alt} is not served."
            ))),
        }
    }

    /// Returns whether enum values are requested as numbers: `$alt=json;enum-encoding=int`.
    #[must_use]
    pub fn wants_numbers(&self) -> bool {
        self.common("alt")
            .is_some_and(|alt| alt.split(';').any(|part| part == "enum-encoding=int"))
    }

    /// Returns the parameters with the secrets of a webhook and of a token replaced, for the record of requests.
    #[must_use]
    pub fn without_secrets(&self) -> Vec<(String, String)> {
        let hidden = ["key", "token", "access_token", "oauth_token"];
        self.0
            .iter()
            .map(|(name, value)| {
                let secret = hidden.contains(&name.trim_start_matches('$'));
                (
                    name.clone(),
                    if secret { "…".into() } else { value.clone() },
                )
            })
            .collect()
    }
}

fn judge(param: &Param, value: &str) -> Result<(), Status> {
    let (good, kind) = match param.kind {
        Kind::Text => (true, "TYPE_STRING"),
        Kind::Whole => (
            value.is_empty() || value.parse::<i32>().is_ok(),
            "TYPE_INT32",
        ),
        Kind::Flag => (
            ["", "true", "false", "0", "1"].contains(&value.to_ascii_lowercase().as_str()),
            "TYPE_BOOL",
        ),
        Kind::Choice(kind, field) => (
            value.is_empty() || choice(kind, field, value).is_some(),
            "TYPE_ENUM",
        ),
    };
    if good {
        return Ok(());
    }
    let field = snake(param.name);
    let says = format!("Invalid value at '{field}' ({kind}), \"{value}\"");
    Err(Status::violation(field, says))
}

fn choice(kind: &str, field: &str, text: &str) -> Option<&'static str> {
    let number = text.parse::<i32>().ok();
    let field = Schema::builtin().get(kind)?.field(field)?;
    let known = field.choices().iter();
    known
        .filter(|choice| choice.name == text || Some(choice.number) == number)
        .map(|choice| choice.name.as_str())
        .next()
}

fn is_everywhere(name: &str) -> bool {
    EVERYWHERE.contains(&name)
        || name
            .strip_prefix('$')
            .is_some_and(|bare| EVERYWHERE.contains(&bare))
}

/// Returns whether a given name means the parameter: Google takes `page_size` for `pageSize`.
fn is_named(given: &str, name: &str) -> bool {
    given == name || given == snake(name)
}

/// Decodes `%41` in a text, and `+` too where it means a space; invalid UTF-8 is replaced.
#[must_use]
pub fn decoded(text: &str, plus: bool) -> String {
    let spaced = if plus {
        text.replace('+', " ")
    } else {
        text.to_owned()
    };
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [Param; 4] = [
        Param {
            name: "pageSize",
            kind: Kind::Whole,
        },
        Param {
            name: "filter",
            kind: Kind::Text,
        },
        Param {
            name: "force",
            kind: Kind::Flag,
        },
        Param {
            name: "a.markupSyntax",
            kind: Kind::Choice("Message", "markupSyntax"),
        },
    ];

    #[test]
    fn names_and_values_are_judged() {
        for (raw, good) in [
            ("", true),
            ("pageSize=5&filter=a%20%3D%20%22b%22", true),
            ("page_size=5", true),
            (
                "%24alt=json%3Benum-encoding%3Dint&fields=name&prettyPrint=false&$prettyPrint=true",
                true,
            ),
            ("alt=media", false),
            ("pageSize=five", false),
            ("pageSize=-1", true),
            ("force=maybe", false),
            ("a.markup_syntax=MARKUP_SYNTAX_MARKDOWN", true),
            ("a.markupSyntax=2", true),
            ("a.markupSyntax=3", false),
            ("pagesize=5", false),
            ("color=red", false),
        ] {
            assert_eq!(Query::parse(raw).conform(&KNOWN).is_ok(), good, "{raw}");
        }
    }

    #[test]
    fn the_unknown_name_is_told() {
        let refusal = Query::parse("color=red").conform(&KNOWN).unwrap_err();
        assert!(refusal.message.starts_with(
            "Invalid JSON payload received. Unknown name \"color\": Cannot bind query parameter."
        ));
    }

    #[test]
    fn values_are_read() {
        let query =
            Query::parse("page_size=5&filter=a+b%C3%A9&force=true&a.markupSyntax=2&$alt=json");
        assert_eq!(query.whole("pageSize"), 5);
        assert_eq!(query.text("filter"), Some("a bé"));
        assert!(query.flag("force"));
        assert_eq!(query.choice(&KNOWN[3]), Some("MARKUP_SYNTAX_MARKDOWN"));
        assert_eq!(query.common("alt"), Some("json"));
        assert_eq!(Query::parse("a.markupSyntax=0").choice(&KNOWN[3]), None);
    }

    #[test]
    fn secrets_do_not_reach_the_record() {
        let shown = Query::parse("key=K&token=T&threadKey=x").without_secrets();
        assert!(!format!("{shown:?}").contains("\"T\""));
        assert!(format!("{shown:?}").contains("\"x\""));
    }
}
