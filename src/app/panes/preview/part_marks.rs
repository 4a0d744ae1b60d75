//! The parts of the request that the rendering shows: which are highlighted, where, and which comes next.

use std::ops::Range;
use std::rc::Rc;

use crate::document::pointer;
use crate::render::line::Line;

/// A part, and the lines that it spans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartSpan {
    /// Its JSON Pointer into the request.
    pub at: Rc<str>,
    /// Its first line.
    pub first: usize,
    /// Its last line.
    pub last: usize,
}

/// Returns all parts, each after those that hold it and those above or left of it.
#[must_use]
pub fn part_spans(lines: &[Line]) -> Vec<PartSpan> {
    let mut spans: Vec<PartSpan> = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        let mut here: Vec<_> = line.parts().iter().collect();
        here.sort_by_key(|part| (part.start, part.at.len()));
        for part in here {
            match spans.iter_mut().rev().find(|span| span.at == part.at) {
                Some(span) => span.last = row,
                None => spans.push(PartSpan {
                    at: part.at.clone(),
                    first: row,
                    last: row,
                }),
            }
        }
    }
    spans
}

/// Returns the part to highlight where the part at a JSON Pointer is marked.
///
/// It is that part or what is in it, or else the nearest that holds it; `None` where no line shows it.
#[must_use]
pub fn lit(lines: &[Line], marked: &str) -> Option<Rc<str>> {
    let parts = || lines.iter().flat_map(Line::parts);
    if parts().any(|part| pointer::is_within(&part.at, marked)) {
        return Some(marked.into());
    }
    let around = parts().filter(|part| pointer::is_within(marked, &part.at));
    let nearest = around.max_by_key(|part| part.at.len())?;
    Some(nearest.at.clone())
}

/// Returns the first and the last highlighted line.
#[must_use]
pub fn rows(lines: &[Line], lit: &str) -> Option<(usize, usize)> {
    let is_lit = |line: &Line| {
        let mut parts = line.parts().iter();
        parts.any(|part| pointer::is_within(&part.at, lit))
    };
    let first = lines.iter().position(is_lit)?;
    let last = lines.iter().rposition(is_lit)?;
    Some((first, last))
}

/// Returns the index `steps` further along than `now`, of the parts that begin on the lines `firsts`.
///
/// Without `now`, the first or last that begins in view, or else the nearest.
#[must_use]
pub fn next(
    firsts: &[usize],
    now: Option<usize>,
    steps: isize,
    sight: Range<usize>,
) -> Option<usize> {
    let last = firsts.len().checked_sub(1)?;
    Some(match now {
        Some(now) => now.saturating_add_signed(steps).min(last),
        None if steps > 0 => {
            let below = firsts.iter().position(|first| *first >= sight.start);
            below.unwrap_or(last)
        }
        None => {
            let above = firsts.iter().rposition(|first| *first < sight.end);
            above.unwrap_or(0)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::style::Role;

    fn lines() -> Vec<Line> {
        let line = |text: &str, at: &[&str]| {
            let line = Line::new(text, Role::Text);
            at.iter().fold(line, |line, at| line.about((*at).into(), 9))
        };
        let mut two = line("one", &["/c/s/0"]);
        two.pad(9);
        two.append(line("two", &["/c/s/1"]));
        vec![
            line("text", &["/t"]),
            line("frame", &["/c"]),
            two.about("/c".into(), 18),
            line("three", &["/c/s/2/b", "/c/s/2", "/c"]),
            Line::default(),
        ]
    }

    #[test]
    fn parts_come_after_what_holds_them() {
        let spans = part_spans(&lines());
        let told: Vec<_> = spans
            .iter()
            .map(|it| (&*it.at, it.first, it.last))
            .collect();
        let expected = [
            ("/t", 0, 0),
            ("/c", 1, 3),
            ("/c/s/0", 2, 2),
            ("/c/s/1", 2, 2),
            ("/c/s/2", 3, 3),
            ("/c/s/2/b", 3, 3),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn what_is_marked_is_lit_or_what_is_nearest() {
        for (marked, expected, on) in [
            ("/t", Some("/t"), Some((0, 0))),
            ("/c/s", Some("/c/s"), Some((2, 3))),
            ("/c/s/1", Some("/c/s/1"), Some((2, 2))),
            ("/c/s/2/b/text", Some("/c/s/2/b"), Some((3, 3))),
            ("/c/s/20", Some("/c"), Some((1, 3))),
            ("/d", None, None),
        ] {
            let lines = lines();
            let lit = lit(&lines, marked);
            assert_eq!(lit.as_deref(), expected, "{marked}");
            assert_eq!(lit.and_then(|lit| rows(&lines, &lit)), on, "{marked}");
        }
    }
}
