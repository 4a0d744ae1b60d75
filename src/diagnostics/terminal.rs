//! A diagnostic as plain text for standard error.

use crate::diagnostics::diagnostic::Diagnostic;

/// The columns before an excerpt.
const INDENT: &str = "    ";

/// The words: the place and what happened, the line at fault with its mark, why, and what to do.
/// What is short stands in one line.
#[must_use]
pub fn text(diagnostic: &Diagnostic) -> String {
    let Diagnostic {
        title,
        detail,
        remedy,
        excerpt,
        ..
    } = diagnostic;
    let mut out = diagnostic.place_text();
    if !out.is_empty() {
        out.push_str(": ");
    }
    out.push_str(title);
    let is_alone = detail.is_empty() && remedy.is_empty();
    if !is_alone && !title.ends_with(['.', '!', '?', ':']) {
        out.push('.');
    }
    if let Some(excerpt) = excerpt {
        out.extend(["\n", INDENT, &excerpt.line, "\n", INDENT, &excerpt.mark()]);
    }
    if !detail.is_empty() {
        out.extend(["\n", detail]);
    }
    if !remedy.is_empty() {
        let is_short = excerpt.is_none() && detail.is_empty();
        out.extend([if is_short { " " } else { "\n" }, remedy]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::excerpt::Excerpt;

    #[test]
    fn what_is_short_stands_in_one_line() {
        let alone = Diagnostic::new("There is nothing to send", "");
        assert_eq!(text(&alone), "There is nothing to send");
        let fault =
            Diagnostic::new("The key is odd.", "Change it.").in_file("c.toml", Some((3, 8)));
        assert_eq!(text(&fault), "c.toml:3:8: The key is odd. Change it.");
        let whole = Diagnostic::new("It is odd", "Change it.").in_file("c.toml", None);
        assert_eq!(text(&whole), "c.toml: It is odd. Change it.");
    }

    #[test]
    fn a_line_at_fault_and_a_reason_stand_on_their_own() {
        let mut diagnostic = Diagnostic::new("Expected a value.", "Write one.");
        diagnostic.detail = "There is none.".to_owned();
        assert_eq!(
            text(&diagnostic),
            "Expected a value.\nThere is none.\nWrite one."
        );
        diagnostic.excerpt = Some(Box::new(Excerpt::of("a: ,", &(3..4), 80)));
        diagnostic.detail.clear();
        assert_eq!(
            text(&diagnostic),
            "Expected a value.\n    a: ,\n       ^\nWrite one."
        );
    }
}
