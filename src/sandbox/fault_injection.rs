//! Fault injection: which faults the sandbox produces, for which requests, how often.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::document::did_you_mean::remedy;
use crate::sandbox::refusals::{self, Origin};

/// An injected fault.
///
/// As JSON: `{"on": "POST /v1/spaces/*/messages", "times": 2, "kind": "status", "code": 429, "retryAfter": 1}`. As
/// text for the command line: `status:429:1*2@POST /v1/spaces/*/messages`; `*TIMES` and `@ON` may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// Requests that the fault applies to: an HTTP method, a path, or both with a space between; `*` matches any
    /// text.
    ///
    /// Empty means every call to the API, but neither the token endpoint nor the control endpoints.
    #[serde(default)]
    pub on: String,
    /// How many requests it affects before it is used up; 0 for no end.
    #[serde(default)]
    pub times: u32,
    /// What goes wrong.
    #[serde(flatten)]
    pub kind: Kind,
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Kind {
    /// The response is delayed. Text: `latency:600`.
    Latency {
        /// The delay in milliseconds.
        millis: u64,
    },
    /// Nothing is done, and this status is returned. Text: `status:429`, `status:429:3`, or `429`.
    Status {
        /// The HTTP status.
        code: u16,
        /// The seconds of a `Retry-After` header, if one is sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u32>,
    },
    /// Nothing is done, and an HTML page is returned with this status. Text: `html:502`.
    Html {
        /// The HTTP status.
        code: u16,
    },
    /// Nothing is done, and what is wrong with an account is answered. Text: `refuse:app-not-configured`, or
    /// `refuse:app-not-configured=Other words`.
    Refuse {
        /// The name of the refusal in `assets/sandbox/refusals.toml`.
        name: String,
        /// Other words than those of the table.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<String>,
    },
    /// The connection is cut and nothing is done. Text: `drop-before`.
    DropBefore,
    /// All is done, and then the connection is cut. Text: `drop-after`.
    DropAfter,
    /// All is done, and half of the response is sent. Text: `truncate`.
    Truncate,
    /// The access token has just expired. Text: `expired`.
    Expired,
}

impl Fault {
    /// Creates a fault that affects this many calls to the API (0: without end).
    #[must_use]
    pub fn new(kind: Kind, times: u32) -> Self {
        Self {
            on: String::new(),
            times,
            kind,
        }
    }

    /// Restricts the fault to certain requests, written as in [`Fault::on`].
    #[must_use]
    pub fn on(mut self, on: &str) -> Self {
        on.clone_into(&mut self.on);
        self
    }

    fn meets(&self, verb: &str, path: &str) -> bool {
        let (method, pattern) = match self.on.split_once(' ') {
            Some((method, pattern)) => (method, pattern.trim()),
            None if self.on.starts_with(['/', '*']) => ("*", self.on.as_str()),
            None if self.on.is_empty() => ("*", "/v1/*"),
            None => (self.on.as_str(), "/v1/*"),
        };
        (method == "*" || method.eq_ignore_ascii_case(verb)) && is_like(pattern, path)
    }
}

/// Returns whether a text matches a pattern in which `*` matches any text.
fn is_like(pattern: &str, text: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(rest) = text.strip_prefix(before) else {
        return false;
    };
    rest.char_indices()
        .map(|(place, _)| place)
        .chain([rest.len()])
        .any(|place| is_like(after, &rest[place..]))
}

/// Why a text is not a fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidFault {
    /// It has not the form of one.
    #[error(
        "\"{0}\" is not a fault. Write one of latency:MILLISECONDS, status:CODE[:RETRY-AFTER], html:CODE, refuse:NAME[=WORDS], drop-before, drop-after, truncate, expired, then *TIMES and @METHOD PATH if wanted, such as status:429:1*2@POST /v1/spaces/*/messages."
    )]
    Form(String),
    /// No refusal has this name.
    #[error("there is no refusal \"{0}\". {remedy}", remedy = remedy_for(.0))]
    Refusal(String),
}

/// Returns the name of the refusal that is meant, or all names.
fn remedy_for(name: &str) -> String {
    let known = refusals::all().iter().map(|refusal| refusal.name.as_str());
    let all: Vec<&str> = known.clone().collect();
    remedy(name, known, format!("There are {}.", all.join(", ")))
}

impl FromStr for Fault {
    type Err = InvalidFault;

    fn from_str(text: &str) -> Result<Self, InvalidFault> {
        let bad = || InvalidFault::Form(text.to_owned());
        if let Some(rest) = text.strip_prefix("refuse:") {
            let name = rest.split(['=', '*']).next().unwrap_or(rest).trim();
            if refusals::named(name).is_none() {
                return Err(InvalidFault::Refusal(name.to_owned()));
            }
            return refusal(rest).ok_or_else(bad);
        }
        let (head, on) = text.split_once('@').unwrap_or((text, ""));
        let (head, times) = head.split_once('*').unwrap_or((head, "0"));
        let parts: Vec<&str> = head.trim().split(':').collect();
        let code = |part: &str| {
            let code = part.parse::<u16>().ok();
            code.filter(|code| (400..600).contains(code))
                .ok_or_else(bad)
        };
        let kind = match parts[..] {
            ["latency", millis] => Kind::Latency {
                millis: millis.parse().map_err(|_| bad())?,
            },
            ["status", number, seconds] => Kind::Status {
                code: code(number)?,
                retry_after: Some(seconds.parse().map_err(|_| bad())?),
            },
            ["html", number] => Kind::Html {
                code: code(number)?,
            },
            ["drop-before"] => Kind::DropBefore,
            ["drop-after"] => Kind::DropAfter,
            ["truncate"] => Kind::Truncate,
            ["expired"] => Kind::Expired,
            ["status", number] | [number] => Kind::Status {
                code: code(number)?,
                retry_after: None,
            },
            _ => return Err(bad()),
        };
        Ok(Self {
            on: on.trim().to_owned(),
            times: times.trim().parse().map_err(|_| bad())?,
            kind,
        })
    }
}

/// Parses `NAME`, `NAME=WORDS`, each with `*TIMES` after the name; the token endpoint's and the page's meet these only.
fn refusal(text: &str) -> Option<Fault> {
    let (head, words) = match text.split_once('=') {
        Some((head, words)) => (head, Some(words.to_owned())),
        None => (text, None),
    };
    let (name, times) = head.split_once('*').unwrap_or((head, "0"));
    let known = refusals::named(name.trim())?;
    let kind = Kind::Refuse {
        name: known.name.clone(),
        words,
    };
    let fault = Fault::new(kind, times.trim().parse().ok()?);
    Some(match known.origin {
        Origin::Call => fault,
        Origin::Token => fault.on("POST *token"),
        Origin::Page => fault.on("GET /o/oauth2/*auth"),
    })
}

/// The faults that wait for their requests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// Returns the faults of this request: every latency that matches it, and the first of the others.
    ///
    /// Each is counted.
    pub fn meeting(&mut self, verb: &str, path: &str) -> Vec<Kind> {
        let mut kinds = Vec::new();
        let mut is_broken = false;
        let mut kept = Vec::with_capacity(self.0.len());
        for mut fault in self.0.drain(..) {
            let is_latency = matches!(fault.kind, Kind::Latency { .. });
            let meets = fault.meets(verb, path) && (is_latency || !is_broken);
            if meets {
                is_broken |= !is_latency;
                kinds.push(fault.kind.clone());
            }
            match (meets, fault.times) {
                (true, 1) => continue,
                (true, times) if times > 1 => fault.times -= 1,
                _ => {}
            }
            kept.push(fault);
        }
        self.0 = kept;
        kinds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_json_are_read() {
        for (text, json) in [
            (
                "latency:600",
                r#"{"on":"","times":0,"kind":"latency","millis":600}"#,
            ),
            ("429*2", r#"{"on":"","times":2,"kind":"status","code":429}"#),
            (
                "status:429:1*2@POST /v1/spaces/*/messages",
                r#"{"on":"POST /v1/spaces/*/messages","times":2,"kind":"status","code":429,"retryAfter":1}"#,
            ),
            (
                "html:502",
                r#"{"on":"","times":0,"kind":"html","code":502}"#,
            ),
            (
                "drop-before*1@POST",
                r#"{"on":"POST","times":1,"kind":"dropBefore"}"#,
            ),
            ("drop-after", r#"{"on":"","times":0,"kind":"dropAfter"}"#),
            ("truncate", r#"{"on":"","times":0,"kind":"truncate"}"#),
            ("expired*1", r#"{"on":"","times":1,"kind":"expired"}"#),
        ] {
            let fault: Fault = text.parse().unwrap();
            assert_eq!(serde_json::to_string(&fault).unwrap(), json, "{text}");
            assert_eq!(
                serde_json::from_str::<Fault>(json).unwrap(),
                fault,
                "{text}"
            );
        }
        for text in ["", "slow", "latency", "status:200", "429*many", "latency:x"] {
            assert!(text.parse::<Fault>().is_err(), "{text}");
        }
        for (text, remedy) in [
            (
                "refuse:app-not-configurd",
                "Did you mean \"app-not-configured\"?",
            ),
            ("refuse:?", "There are "),
        ] {
            let told = text.parse::<Fault>().unwrap_err().to_string();
            assert!(told.contains(remedy), "{told}");
        }
    }

    #[test]
    fn requests_are_met_by_method_and_path() {
        for (on, verb, path, meets) in [
            ("", "GET", "/v1/spaces", true),
            ("", "POST", "/token", false),
            ("POST", "GET", "/v1/spaces", false),
            ("/token", "POST", "/token", true),
            ("* *", "POST", "/token", true),
            (
                "POST /v1/spaces/*/messages",
                "POST",
                "/v1/spaces/A/messages",
                true,
            ),
            (
                "POST /v1/spaces/*/messages",
                "POST",
                "/v1/spaces/A/messages/M",
                false,
            ),
            (
                "/v1/spaces/*/messages*",
                "GET",
                "/v1/spaces/A/messages/M",
                true,
            ),
        ] {
            let fault = Fault::new(Kind::Truncate, 0).on(on);
            assert_eq!(fault.meets(verb, path), meets, "{on} {verb} {path}");
        }
    }

    #[test]
    fn a_fault_is_used_up() {
        let mut faults = Faults(vec![
            Fault::new(Kind::DropAfter, 1),
            Fault::new(Kind::Latency { millis: 1 }, 0),
            Fault::new(Kind::Truncate, 2),
        ]);
        let latency = Kind::Latency { millis: 1 };
        for expected in [
            vec![Kind::DropAfter, latency.clone()],
            vec![latency.clone(), Kind::Truncate],
            vec![latency.clone(), Kind::Truncate],
            vec![latency],
        ] {
            assert_eq!(faults.meeting("GET", "/v1/spaces"), expected);
        }
    }
}
