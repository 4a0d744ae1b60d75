//! Values for the blanks of a template or a program: those of `--set`, and those of the environment.

use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::template_field::{Kind, TemplateField};

/// What the name of a variable of the environment begins with that fills in a blank.
pub const PREFIX: &str = "CHATQUILL_SET_";

/// Values by the names of blanks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlankValues {
    set: Vec<(String, String)>,
    environment: Vec<(String, String)>,
}

impl BlankValues {
    /// Parses what was given as `BLANK=VALUE`, and keeps the variables of the environment that fill in blanks.
    ///
    /// A variable that is set and empty counts as missing: an undefined one mostly reaches a job so.
    ///
    /// # Errors
    /// Where one of them has no name or no `=`.
    pub fn new(
        given: &[String],
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, Diagnostic> {
        let mut set = Vec::with_capacity(given.len());
        for pair in given {
            match pair.split_once('=') {
                Some((name, value)) if !name.trim().is_empty() => {
                    set.push((name.trim().to_owned(), value.to_owned()));
                }
                _ => {
                    let title = format!("--set cannot be {pair:?}.");
                    return Err(Diagnostic::new(title, "Give BLANK=VALUE."));
                }
            }
        }
        let fills =
            |(name, value): &(String, String)| name.starts_with(PREFIX) && !value.is_empty();
        Ok(Self {
            set,
            environment: environment.filter(fills).collect(),
        })
    }

    /// Returns whether `--set` names a value.
    #[must_use]
    pub fn is_set(&self) -> bool {
        !self.set.is_empty()
    }

    /// Returns the value of a blank: the last of `--set`, else that of the environment.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let of_set = self.set.iter().rev().find(|(own, _)| own == name);
        let wanted = variable(name);
        let found = of_set.or_else(|| self.environment.iter().find(|(own, _)| *own == wanted));
        found.map(|(_, value)| value.as_str())
    }

    /// Returns the values of fields, in their order; `None` where there is none.
    ///
    /// # Errors
    /// Where `--set` names a blank that is not among them, or a value is none of the choices of its blank.
    pub fn answers(
        &self,
        fields: &[TemplateField],
        owner: &str,
    ) -> Result<Vec<Option<String>>, Diagnostic> {
        let is_known = |name: &String| fields.iter().any(|field| field.name == *name);
        if let Some((unknown, _)) = self.set.iter().find(|(name, _)| !is_known(name)) {
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            let remedy = match names.as_slice() {
                [] => "It has none.".to_owned(),
                names => format!("Its blanks are {}.", names.join(", ")),
            };
            let title = format!("{owner} has no blank {unknown:?}.");
            return Err(Diagnostic::new(title, remedy));
        }
        let answer = |field: &TemplateField| {
            let value = self.value(&field.name);
            match (&field.kind, value) {
                (Kind::Choice(choices), Some(value)) if !choices.iter().any(|own| own == value) => {
                    let title = format!("The blank {:?} cannot be {value:?}.", field.name);
                    let remedy = format!("Its choices are {}.", choices.join(", "));
                    Err(Diagnostic::new(title, remedy))
                }
                _ => Ok(value.map(str::to_owned)),
            }
        };
        fields.iter().map(answer).collect()
    }
}

/// Returns the variable of the environment that fills in a blank.
#[must_use]
pub fn variable(blank: &str) -> String {
    format!("{PREFIX}{}", blank.to_uppercase().replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(given: &[&str], environment: &[(&str, &str)]) -> Result<BlankValues, Diagnostic> {
        let given: Vec<String> = given.iter().map(|&pair| pair.to_owned()).collect();
        let own = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
        BlankValues::new(&given, environment.iter().map(own))
    }

    #[test]
    fn a_given_value_goes_before_the_environment_and_an_empty_variable_is_none() {
        let environment = [
            ("CHATQUILL_SET_SERVICE", "payments"),
            ("CHATQUILL_SET_RELEASE_NOTES", "x=y"),
            ("CHATQUILL_SET_EMPTY", ""),
            ("HOME", "/root"),
        ];
        let values = values(&["service=api", "service=api=2", "none="], &environment).unwrap();
        assert_eq!(values.value("service"), Some("api=2"));
        assert_eq!(values.value("release-notes"), Some("x=y"));
        assert_eq!(values.value("none"), Some(""));
        assert_eq!(values.value("empty"), None);
        assert_eq!(values.value("home"), None);
    }

    #[test]
    fn what_no_blank_can_be_is_refused_by_name() {
        for given in ["service", "=x", ""] {
            let error = values(&[given], &[]).unwrap_err();
            assert_eq!(error.title, format!("--set cannot be {given:?}."));
        }
        let state = TemplateField {
            kind: Kind::Choice(vec!["done".into(), "failed".into()]),
            ..TemplateField::named("state".into())
        };
        let answers = |given: &str| {
            values(&[given], &[])
                .unwrap()
                .answers(std::slice::from_ref(&state), "It")
        };
        assert_eq!(answers("state=done"), Ok(vec![Some("done".into())]));
        let error = answers("state=odd").unwrap_err();
        assert_eq!(error.remedy, "Its choices are done, failed.");
        let error = answers("stat=done").unwrap_err();
        assert_eq!(error.title, "It has no blank \"stat\".");
        assert_eq!(error.remedy, "Its blanks are state.");
    }
}
