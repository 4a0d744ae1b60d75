//! The viewer who is typed in their picker: `users/ID`, or an e-mail address.

use crate::app::picker::list::{Pick, Picker, Purpose};

/// Returns the viewer that is typed in full; `None` where the line is no more than a filter.
///
/// The address of a listed member stands for the member; of any other address the checks warn, since Google Chat may
/// take an ID only.
#[must_use]
pub fn typed(picker: &Picker) -> Option<Pick> {
    if picker.purpose != Purpose::Viewer {
        return None;
    }
    let text = picker.line().text().trim();
    if let Some(id) = text.strip_prefix("users/") {
        return is_id(id).then(|| Pick::Viewer(Some(text.to_owned())));
    }
    if !is_address(text) {
        return None;
    }
    let mut members = picker.items().iter();
    let known = members.find(|item| item.detail.eq_ignore_ascii_case(text));
    Some(known.map_or_else(
        || Pick::Viewer(Some(format!("users/{text}"))),
        |item| item.pick.clone(),
    ))
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && !id.contains(|c: char| c == '/' || c.is_whitespace())
}

fn is_address(text: &str) -> bool {
    let halves = text.split_once('@');
    is_id(text)
        && halves.is_some_and(|(name, host)| {
            !name.is_empty()
                && !host.contains('@')
                && host.split('.').count() > 1
                && host.split('.').all(|label| !label.is_empty())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_users_and_addresses_are_taken() {
        for (typed_text, viewer) in [
            ("users/1", Some("users/1")),
            ("users/a@b.cd", Some("users/a@b.cd")),
            (" ada@example.com ", Some("users/ada@example.com")),
            ("users/", None),
            ("users/1/2", None),
            ("ada", None),
            ("ada@", None),
            ("@example.com", None),
            ("ada@example", None),
            ("ada@example.", None),
            ("a@b@c.de", None),
            ("ada b@example.com", None),
        ] {
            let mut picker = Picker::new(Purpose::Viewer, Vec::new());
            picker.paste(typed_text);
            let expected = viewer.map(|viewer| Pick::Viewer(Some(viewer.to_owned())));
            assert_eq!(typed(&picker), expected, "{typed_text}");
        }
    }
}
