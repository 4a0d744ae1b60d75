//! Parses Google's filter language, as far as the listing methods accept it.

use crate::document::schema::snake;

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// `=`
    Is,
    /// `!=`
    IsNot,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `:`
    Has,
}

/// One comparison: `member.type = "HUMAN"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The field in `snake_case`, dots kept.
    pub field: String,
    /// The comparison.
    pub compare: Compare,
    /// What it is compared with, quotes removed.
    pub value: String,
}

/// A filter in conjunctive form: every group must match, and a group matches if one of its terms does.
///
/// In Google's grammar OR binds tighter than AND, so this form says all that parentheses around ORs can say; other
/// parentheses are not supported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter(pub Vec<Vec<Term>>);

impl Filter {
    /// Parses a filter; the error says in a sentence what is wrong.
    ///
    /// # Errors
    /// Returns what is wrong with the filter, as a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let tokens = tokens(text)?;
        let mut groups = Vec::new();
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let (group, after) = group(rest)?;
            groups.push(group);
            rest = match after {
                [] => after,
                [Token::Word(and), more @ ..] if and == "AND" && !more.is_empty() => more,
                _ => return Err("an AND with a comparison after it was expected".into()),
            };
        }
        Ok(Self(groups))
    }

    /// Returns all terms in order.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.0.iter().flatten()
    }

    /// Returns whether the filter matches, given which terms match.
    pub fn holds(&self, holds: impl Fn(&Term) -> bool) -> bool {
        self.0.iter().all(|group| group.iter().any(&holds))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    Compare(Compare),
    Open,
    Close,
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            '"' | '\'' => quoted(rest, first)?,
            '!' if rest.starts_with("!=") => (Token::Compare(Compare::IsNot), 2),
            '<' if rest.starts_with("<=") => (Token::Compare(Compare::AtMost), 2),
            '>' if rest.starts_with(">=") => (Token::Compare(Compare::AtLeast), 2),
            '=' => (Token::Compare(Compare::Is), 1),
            '<' => (Token::Compare(Compare::Less), 1),
            '>' => (Token::Compare(Compare::More), 1),
            ':' => (Token::Compare(Compare::Has), 1),
            _ => {
                let is_end = |letter: char| letter.is_whitespace() || "()=<>!:\"'".contains(letter);
                let length = rest.find(is_end).unwrap_or(rest.len());
                if length == 0 {
                    return Err(format!("{first} was not expected"));
                }
                (Token::Word(rest[..length].to_owned()), length)
            }
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

fn quoted(text: &str, quote: char) -> Result<(Token, usize), String> {
    let mut value = String::new();
    let mut letters = text.char_indices().skip(1);
    while let Some((place, letter)) = letters.next() {
        match letter {
            '\\' => value.extend(letters.next().map(|(_, escaped)| escaped)),
            _ if letter == quote => return Ok((Token::Quoted(value), place + 1)),
            _ => value.push(letter),
        }
    }
    Err("a quotation mark is not closed".into())
}

/// Parses a comparison, or several joined by OR, in parentheses or not.
fn group(tokens: &[Token]) -> Result<(Vec<Term>, &[Token]), String> {
    let (mut terms, mut rest) = atom(tokens)?;
    while let [Token::Word(or), more @ ..] = rest {
        if or != "OR" {
            break;
        }
        let (others, after) = atom(more)?;
        terms.extend(others);
        rest = after;
    }
    Ok((terms, rest))
}

fn atom(tokens: &[Token]) -> Result<(Vec<Term>, &[Token]), String> {
    match tokens {
        [Token::Open, inside @ ..] => match group(inside)? {
            (terms, [Token::Close, after @ ..]) => Ok((terms, after)),
            _ => Err("a parenthesis is not closed".into()),
        },
        [
            Token::Word(field),
            Token::Compare(compare),
            Token::Word(value) | Token::Quoted(value),
            after @ ..,
        ] => {
            let term = Term {
                field: snake(field),
                compare: *compare,
                value: value.clone(),
            };
            Ok((vec![term], after))
        }
        _ => Err("a comparison such as a = \"b\" was expected".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read() {
        for (text, shape) in [
            ("", "[]"),
            ("space_type = \"SPACE\"", "[[space_type Is SPACE]]"),
            (
                "spaceType=\"A\" OR spaceType=\"B\"",
                "[[space_type Is A, space_type Is B]]",
            ),
            (
                "member.type != \"BOT\" AND role = \"ROLE_MANAGER\"",
                "[[member.type IsNot BOT], [role Is ROLE_MANAGER]]",
            ),
            (
                "(a = b OR c = d) AND e > 'f g'",
                "[[a Is b, c Is d], [e More f g]]",
            ),
            (
                "thread.name = spaces/S/threads/T",
                "[[thread.name Is spaces/S/threads/T]]",
            ),
            (
                "create_time >= \"2026-01-01T00:00:00+02:00\"",
                "[[create_time AtLeast 2026-01-01T00:00:00+02:00]]",
            ),
            ("a = \"say \\\"hi\\\"\"", "[[a Is say \"hi\"]]"),
        ] {
            let filter = Filter::parse(text).unwrap();
            let groups: Vec<String> = filter
                .0
                .iter()
                .map(|group| {
                    let terms: Vec<String> = group
                        .iter()
                        .map(|term| format!("{} {:?} {}", term.field, term.compare, term.value))
                        .collect();
                    format!("[{}]", terms.join(", "))
                })
                .collect();
            assert_eq!(format!("[{}]", groups.join(", ")), shape, "{text}");
        }
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        for text in [
            "a",
            "a =",
            "= b",
            "a = b c",
            "a = b AND",
            "a = b OR",
            "(a = b",
            "a = \"b",
            "AND",
            "a = b !",
            "a ! b",
        ] {
            assert!(Filter::parse(text).is_err(), "{text}");
        }
    }
}
