//! Names that earlier versions gave to what the config file sets, and today's names.

use std::fmt;
use std::path::PathBuf;

/// What a name of the config file names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A setting at the top of the file.
    Setting,
    /// A place, as in `[keys.PLACE]`.
    Place,
    /// An action that a key is given to.
    Action,
}

/// The old names, which are still read, and today's names.
const RENAMED: [(Kind, &str, &str); 12] = [
    (Kind::Setting, "pictures", "images"),
    (Kind::Place, "lines", "long_text"),
    (Kind::Place, "scale", "size"),
    (Kind::Place, "gallery", "templates"),
    (Kind::Place, "blanks", "template_form"),
    (Kind::Place, "saving", "save_template"),
    (Kind::Place, "keeping", "save_file"),
    (Kind::Action, "next-handle", "next-control"),
    (Kind::Action, "previous-handle", "previous-control"),
    (Kind::Action, "toggle-pictures", "toggle-images"),
    (Kind::Action, "toggle-since", "toggle-baseline"),
    (Kind::Action, "write-file", "save-file"),
];

/// An old name that a config file uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldName {
    /// What it names.
    pub kind: Kind,
    /// The old name.
    pub old: &'static str,
    /// Today's name.
    pub new: &'static str,
    /// The config file.
    pub file: PathBuf,
    /// Line and column in the file, counted from 1.
    pub position: (usize, usize),
}

/// Returns the old name and today's, if `name` is an old one.
#[must_use]
pub fn find(kind: Kind, name: &str) -> Option<(&'static str, &'static str)> {
    let mut names = RENAMED.iter();
    let (_, old, new) = names.find(|(of, old, _)| *of == kind && *old == name)?;
    Some((old, new))
}

/// Returns the old name of what is called `new` today.
#[must_use]
pub fn old_name(kind: Kind, new: &str) -> Option<&'static str> {
    let mut names = RENAMED.iter();
    let (_, old, _) = names.find(|(of, _, today)| *of == kind && *today == new)?;
    Some(old)
}

impl OldName {
    /// Returns the hint without the file's folder, for the screen.
    #[must_use]
    pub fn hint(&self) -> String {
        let Self { old, new, .. } = self;
        match self.kind {
            Kind::Setting => format!("\"{old}\" is now \"{new}\""),
            Kind::Place => format!("[keys.{old}] is now [keys.{new}]"),
            Kind::Action => format!("the action \"{old}\" is now \"{new}\""),
        }
    }
}

impl fmt::Display for OldName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.position;
        let file = self.file.display();
        let hint = self.hint();
        write!(
            out,
            "{file}:{line}:{column}: {hint}. The old name still works."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::keymap::Keymap;

    #[test]
    fn every_new_name_exists_and_no_old_one_does() {
        for (kind, old, new) in RENAMED {
            let mut keymap = Keymap::builtin().unwrap();
            let mut is_known = |name: &str| match kind {
                Kind::Setting => name == "images",
                Kind::Place => keymap.rebind(name, "f12", "send").is_ok(),
                Kind::Action => keymap.rebind("everywhere", "f12", name).is_ok(),
            };
            assert!(is_known(new), "{new}");
            assert!(!is_known(old), "{old}");
        }
    }
}
