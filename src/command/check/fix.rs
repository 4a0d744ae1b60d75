//! `--fix`: applies the safe fixes to the file itself, and changes nothing else.

use crate::document::edit::Edit;
use crate::document::text_patch::patch;
use crate::message::checks::check::check;
use crate::message::checks::check_context::CheckContext;
use crate::message::checks::finding::Finding;
use crate::message::import::{ImportedJson, find, open};

/// Maximum number of fixes in one file; each makes a round of checks.
const MOST: usize = 500;

/// Applies the safe fixes to a text, and returns how many there were.
#[must_use]
pub fn fixed(text: &str, context: &CheckContext) -> (String, usize) {
    let mut text = text.to_owned();
    let mut made = 0;
    while made < MOST {
        let Ok(opened) = open(&text) else {
            break;
        };
        let found = check(&opened.request, context);
        let Some(next) = found
            .iter()
            .find_map(|finding| one(&text, &opened, finding))
        else {
            break;
        };
        text = next;
        made += 1;
    }
    (text, made)
}

/// Applies one fix to the text, if it is a safe one that the file can hold.
///
/// The result is compared with what the fix does, so that no other word changes.
fn one(text: &str, opened: &ImportedJson, finding: &Finding) -> Option<String> {
    let fix = finding.fix.as_ref().filter(|fix| fix.is_safe)?;
    let mut wanted = opened.request.clone();
    let mut written = text.to_owned();
    for made in &fix.edits {
        let edit = moved(made, |path| opened.form.within(path))?;
        written = patch(&find(&written).ok()?.source, &edit)?;
        made.clone().apply(&mut wanted).ok()?;
    }
    let again = open(&written).ok()?;
    (written != text && again.request == wanted && again.form == opened.form).then_some(written)
}

/// Rebases an edit to another path.
fn moved(edit: &Edit, to: impl Fn(&str) -> Option<String>) -> Option<Edit> {
    let mut edit = edit.clone();
    let (Edit::Replace { path, .. }
    | Edit::Insert { path, .. }
    | Edit::Remove { path }
    | Edit::Move { path, .. }
    | Edit::Splice { path, .. }) = &mut edit;
    *path = to(path)?;
    Some(edit)
}
