//! Code spans between two backticks on each side, which only Markdown knows; they may hold a backtick.

/// Returns the code between double backticks, on one line; `rest` begins after the first two.
#[must_use]
pub fn doubled(rest: &str) -> Option<&str> {
    let line = rest.lines().next()?;
    let mut at = 0;
    while let Some(start) = line[at..].find('`').map(|found| at + found) {
        let run = line[start..]
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count();
        if run == 2 && start > 0 {
            return Some(&line[..start]);
        }
        at = start + run;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_with_as_many_backticks_as_it_began_with() {
        for (rest, inside) in [
            ("a`b`` c", Some("a`b")),
            (" ` `` c", Some(" ` ")),
            ("a``` ``", Some("a``` ")),
            ("a`b", None),
            ("a\nb``", None),
            ("``", None),
            ("", None),
        ] {
            assert_eq!(doubled(rest), inside, "{rest:?}");
        }
    }
}
