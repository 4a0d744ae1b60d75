//! X08 to X10, X26, U12 and U13: who is mentioned, and how; emoji by their names.

use std::ops::Range;

use crate::chat::sender::SenderKind;
use crate::message::checks::collector::Report;
use crate::message::checks::format_value;
use crate::message::checks::rules::sender::{EMAIL_MENTION_APP, EMOJI_APP_AUTH};
use crate::message::checks::rules::text::{
    EMOJI_SHORTCODE, MENTION_ALL, MENTION_FORM, MENTION_UNKNOWN,
};
use crate::message::checks::text_context::CheckedText;
use crate::message::checks::wrong_syntax;
use crate::message::emoji;
use crate::message::markup::span::{MarkupErrorKind, Mention, ParsedMarkup, Piece, Syntax};
use crate::message::markup::tag;

/// Maximum number of mentions and emoji of a text that are checked.
const MENTIONS: usize = 200;

/// Checks the mentions and custom emoji of a text.
pub fn check(
    checked: &CheckedText<'_>,
    syntax: Syntax,
    marked: &ParsedMarkup,
    parts: &[Range<usize>],
    report: &mut Report<'_>,
) {
    for error in marked
        .errors
        .iter()
        .filter(|error| error.kind == MarkupErrorKind::Mention)
    {
        let words = format!("{} mentions nobody.", &checked.text[error.range.clone()]);
        report.add(checked.finding(&MENTION_FORM, error.range.clone(), words));
    }
    for part in parts {
        typed(checked, part, report);
        other_form(checked, syntax, part, report);
    }
    let is_person = report
        .context
        .sender
        .is_none_or(|sender| sender == SenderKind::User);
    let is_told = |piece: &Piece| matches!(piece, Piece::Mention(_) | Piece::Emoji);
    let told = marked.spans.iter().filter(|span| is_told(&span.piece));
    for span in told.take(MENTIONS) {
        let range = span.range.clone();
        match &span.piece {
            Piece::Mention(Mention::All) => {
                let words = "Everyone in the space is mentioned.".to_owned();
                report.add(checked.finding(&MENTION_ALL, range, words));
            }
            Piece::Mention(Mention::User(id)) => {
                member(checked, range, &checked.text[id.clone()], report);
            }
            Piece::Mention(Mention::Email(id)) if !is_person => {
                let words = format!(
                    "{} is mentioned by address, which only a person can.",
                    &checked.text[id.clone()]
                );
                report.add(checked.finding(&EMAIL_MENTION_APP, range, words));
            }
            Piece::Emoji if short_name(&checked.text[range.clone()]).is_some() => {
                let name = &checked.text[range.clone()];
                let emoji = short_name(name).unwrap_or_default();
                let fix = checked.rewrite(&range, emoji.to_owned());
                let words = format!("{name} is a short name of {emoji}.");
                let finding = checked.finding(&EMOJI_SHORTCODE, range, words);
                report.add(finding.perhaps(format!("Write {emoji}"), fix));
            }
            Piece::Emoji if !is_person => {
                let words = format!(
                    "{} is shown as typed: only people send custom emoji.",
                    &checked.text[range.clone()]
                );
                report.add(checked.finding(&EMOJI_APP_AUTH, range, words));
            }
            _ => {}
        }
    }
}

/// Returns the emoji of Unicode that `:name:` stands for.
fn short_name(text: &str) -> Option<&'static str> {
    let name = text.strip_prefix(':')?.strip_suffix(':')?;
    emoji::named(name)
}

fn member(checked: &CheckedText<'_>, range: Range<usize>, id: &str, report: &mut Report<'_>) {
    let name = format!("users/{id}");
    let is_known = report
        .context
        .known
        .members
        .as_ref()
        .is_none_or(|members| members.contains(&name));
    if !is_known && id != "app" {
        let words = format!(
            "{} is not a member of the space.",
            format_value::quoted(&name)
        );
        report.add(checked.finding(&MENTION_UNKNOWN, range, words));
    }
}

/// Reports a name after `@`, which is only text.
fn typed(checked: &CheckedText<'_>, part: &Range<usize>, report: &mut Report<'_>) {
    let text = checked.text;
    let mut told = 0;
    for (at, _) in text[part.clone()].match_indices('@') {
        let at = part.start + at;
        let before = text[..at].chars().next_back();
        let name = text[at + 1..part.end]
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .unwrap_or("");
        let is_apart =
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ',' | '*' | '_'));
        if !is_apart || !name.starts_with(char::is_alphabetic) || told == wrong_syntax::MOST {
            continue;
        }
        told += 1;
        let words = format!("@{name} is only text, and notifies nobody.");
        report.add(checked.finding(&MENTION_FORM, at..at + 1 + name.len(), words));
    }
}

/// Reports a mention in the form of the other syntax.
fn other_form(
    checked: &CheckedText<'_>,
    syntax: Syntax,
    part: &Range<usize>,
    report: &mut Report<'_>,
) {
    let text = checked.text;
    let mut at = part.start;
    let mut told = 0;
    while let Some(found) = text.get(at..part.end).and_then(|rest| rest.find('<')) {
        let start = at + found;
        at = start + 1;
        let Some((range, written)) = other(text, start, syntax) else {
            continue;
        };
        at = range.end;
        told += 1;
        if told > wrong_syntax::MOST {
            break;
        }
        let words = match syntax {
            Syntax::Chat => "Chat markup mentions with <users/ID>.",
            _ => "Markdown mentions with <chat-user data-user=\"users/ID\">.",
        };
        let fix = checked.rewrite(&range, written);
        report.add(
            checked
                .finding(&MENTION_FORM, range, words.to_owned())
                .safely("Write the mention", fix),
        );
    }
}

fn other(text: &str, start: usize, syntax: Syntax) -> Option<(Range<usize>, String)> {
    if syntax == Syntax::Chat {
        let tag = tag::tag(text, start).filter(|tag| tag.name == "chat-user" && !tag.is_closing)?;
        let user = tag
            .attribute("data-user")
            .or_else(|| tag.attribute("data-email"))?;
        let id = text[user].trim_start_matches("users/");
        let end = start + tag.length;
        let close = if text[end..].starts_with("</chat-user>") {
            12
        } else {
            0
        };
        return tag::is_user(id).then(|| (start..end + close, format!("<users/{id}>")));
    }
    let id = tag::angled(text, start)?
        .strip_prefix("users/")
        .filter(|id| tag::is_user(id))?;
    let name = if id.contains('@') {
        "data-email"
    } else {
        "data-user"
    };
    let prefix = if id.contains('@') { "" } else { "users/" };
    let written = format!("<chat-user {name}=\"{prefix}{id}\"></chat-user>");
    Some((start..start + id.len() + 8, written))
}
