//! Routes a path to its method.

use super::method::{METHODS, Method};
use super::query::decoded;

/// Returns the method of a path, and the path's variable segments, decoded.
#[must_use]
pub fn find(verb: &str, path: &str) -> Option<(&'static Method, Vec<String>)> {
    METHODS
        .iter()
        .filter(|method| method.verb == verb)
        .find_map(|method| Some((method, fit(method.path, path)?)))
}

fn fit(pattern: &str, path: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut given = path.strip_prefix('/')?.split('/');
    for wanted in pattern.split('/') {
        let segment = given.next()?;
        if wanted == "{}" {
            if segment.contains(':') {
                return None;
            }
            names.push(decoded(segment, false));
        } else if decoded(segment, false) != wanted {
            return None;
        }
    }
    given.next().is_none().then_some(names)
}

#[cfg(test)]
mod tests {
    use super::super::method::Operation;
    use super::*;

    #[test]
    fn addresses_lead_to_methods() {
        for (verb, path, found) in [
            ("GET", "/v1/spaces", Some((Operation::ListSpaces, vec![]))),
            (
                "GET",
                "/v1/spaces:findDirectMessage",
                Some((Operation::FindDirectMessage, vec![])),
            ),
            (
                "GET",
                "/v1/spaces%3AfindDirectMessage",
                Some((Operation::FindDirectMessage, vec![])),
            ),
            (
                "GET",
                "/v1/spaces/A",
                Some((Operation::GetSpace, vec!["A"])),
            ),
            (
                "POST",
                "/v1/spaces/A/messages",
                Some((Operation::CreateMessage, vec!["A"])),
            ),
            (
                "PUT",
                "/v1/spaces/A/messages/M.N",
                Some((Operation::PatchMessage, vec!["A", "M.N"])),
            ),
            (
                "DELETE",
                "/v1/spaces/A/messages/M/reactions/R",
                Some((Operation::DeleteReaction, vec!["A", "M", "R"])),
            ),
            (
                "GET",
                "/v1/spaces//messages",
                Some((Operation::ListMessages, vec![""])),
            ),
            ("POST", "/v1/spaces", None),
            ("GET", "/v1/spaces/A/messages/M/x", None),
            ("GET", "/v2/spaces", None),
            ("GET", "/v1/spaces/A:frobnicate", None),
        ] {
            let names = find(verb, path).map(|(method, names)| (method.operation, names));
            let wanted = found.map(|(operation, names)| {
                (
                    operation,
                    names.into_iter().map(str::to_owned).collect::<Vec<_>>(),
                )
            });
            assert_eq!(names, wanted, "{verb} {path}");
        }
    }

    #[test]
    fn every_scope_is_one_that_can_be_had() {
        use super::super::oauth_scope;
        for method in &METHODS {
            for name in method.scopes {
                assert!(
                    oauth_scope::is_for_app(name) || oauth_scope::is_for_user(name),
                    "{name}"
                );
            }
        }
    }
}
