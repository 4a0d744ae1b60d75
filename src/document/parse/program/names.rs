//! The names of a program, and where each is set.

use std::collections::HashMap;

use crate::document::parse::program::scopes::Scopes;

/// A place at which a name is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Setting {
    /// Byte offset.
    at: usize,
    /// The statement that sets it; `None` for a parameter, or what is not read.
    statement: Option<usize>,
    /// The innermost function around it.
    scope: Option<usize>,
}

/// The names of a program, with the functions that limit where they count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    all: HashMap<String, Vec<Setting>>,
    scopes: Scopes,
}

impl Names {
    /// Creates an empty table over the functions of a program.
    #[must_use]
    pub fn new(scopes: Scopes) -> Self {
        Self {
            all: HashMap::new(),
            scopes,
        }
    }

    /// Adds a place at which a name is set.
    pub fn add(&mut self, name: String, at: usize, statement: Option<usize>) {
        let scope = self.scopes.around(at).next();
        self.all.entry(name).or_default().push(Setting {
            at,
            statement,
            scope,
        });
    }

    /// Puts the places of each name into the order of the text.
    pub fn sort(&mut self) {
        for settings in self.all.values_mut() {
            settings.sort_by_key(|setting| setting.at);
        }
    }

    /// Gives the statements new numbers.
    pub fn renumber(&mut self, places: &[usize]) {
        for setting in self.all.values_mut().flatten() {
            let number = setting.statement;
            setting.statement = number.and_then(|number| places.get(number).copied());
        }
    }

    /// Returns where a name is set that is used at a byte: in the innermost function around it that sets it.
    fn visible(&self, name: &str, at: usize) -> Vec<Setting> {
        let Some(all) = self.all.get(name) else {
            return Vec::new();
        };
        if all.len() == 1 {
            return all.clone();
        }
        let levels = self.scopes.around(at).map(Some).chain([None]);
        for level in levels {
            let own = all.iter().filter(|setting| setting.scope == level);
            let here: Vec<Setting> = own.copied().collect();
            if !here.is_empty() {
                return here;
            }
        }
        Vec::new()
    }

    /// Returns the statement that alone sets a name that is used at a byte.
    #[must_use]
    pub fn statement(&self, name: &str, at: usize) -> Option<usize> {
        match self.visible(name, at)[..] {
            [only] => only.statement,
            _ => None,
        }
    }

    /// Returns the statement that last set a name before a byte.
    #[must_use]
    pub fn last_before(&self, name: &str, at: usize) -> Option<usize> {
        let visible = self.visible(name, at);
        let before = visible.iter().rfind(|setting| setting.at <= at);
        before.or_else(|| visible.last())?.statement
    }
}
