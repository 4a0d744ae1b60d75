//! Syntax in which the text of a message is read: one answer for the checks, the preview and `show`.

use serde_json::Value;

use crate::chat::sender::SenderKind;
use crate::message::checks::wrong_syntax;
use crate::message::markup::parse::read;
use crate::message::markup::span::{Piece, Span, Syntax};

/// Syntax of a text, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSyntax {
    /// The message sets it.
    Set(Syntax),
    /// The sender is a webhook, whose texts are in Chat's markup.
    OfWebhook,
    /// Nobody says: it is the one whose marks the text uses, and Chat's where it uses none.
    Used(Syntax),
}

impl TextSyntax {
    /// Returns the syntax of a `Message`'s text, sent by this kind of sender, if that is known.
    #[must_use]
    pub fn of(message: &Value, sender: Option<SenderKind>) -> Self {
        let field = |name: &str| message.get(name).and_then(Value::as_str).unwrap_or("");
        Self::new(field("markupSyntax"), field("text"), sender)
    }

    /// Returns the syntax of a text under a `markupSyntax`, which is empty where it is unset.
    #[must_use]
    pub fn new(set: &str, text: &str, sender: Option<SenderKind>) -> Self {
        match set {
            "MARKUP_SYNTAX_CHAT" => Self::Set(Syntax::Chat),
            "MARKUP_SYNTAX_MARKDOWN" => Self::Set(Syntax::Markdown),
            _ if sender == Some(SenderKind::Webhook) => Self::OfWebhook,
            _ => Self::Used(used(text)),
        }
    }

    /// Returns the syntax.
    #[must_use]
    pub fn syntax(self) -> Syntax {
        match self {
            Self::Set(syntax) | Self::Used(syntax) => syntax,
            Self::OfWebhook => Syntax::Chat,
        }
    }

    /// Returns whether nobody says which it is.
    #[must_use]
    pub fn is_guess(self) -> bool {
        matches!(self, Self::Used(_))
    }

    /// Returns whether a text reads otherwise in the other syntax, and nobody says which it is.
    #[must_use]
    pub fn is_doubtful(self, text: &str) -> bool {
        self.is_guess() && outline(text, Syntax::Chat) != outline(text, Syntax::Markdown)
    }

    /// Returns the name of the syntax for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.syntax() {
            Syntax::Markdown => "Markdown",
            _ => "Chat markup",
        }
    }

    /// Returns the value of `markupSyntax` that sets it.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self.syntax() {
            Syntax::Markdown => "MARKUP_SYNTAX_MARKDOWN",
            _ => "MARKUP_SYNTAX_CHAT",
        }
    }
}

/// Returns what a text shows in a syntax: its pieces, with the words of each.
fn outline(text: &str, syntax: Syntax) -> Vec<(Piece, String)> {
    let mut shown: Vec<(Piece, String)> = Vec::new();
    for Span { range, piece } in read(text, syntax).spans {
        let words = match &piece {
            Piece::Hidden => continue,
            Piece::Text | Piece::Code | Piece::Address => &text[range],
            _ => "",
        };
        match shown.last_mut() {
            Some((last, before)) if *last == Piece::Text && piece == Piece::Text => {
                before.push_str(words);
            }
            _ => shown.push((piece, words.to_owned())),
        }
    }
    shown
}

/// Returns the syntax whose marks a text uses.
fn used(text: &str) -> Syntax {
    let all = 0..text.len();
    let is_markdown = !wrong_syntax::doubled(text, &all, "**").is_empty()
        || !wrong_syntax::doubled(text, &all, "~~").is_empty()
        || !wrong_syntax::links(text, &all).is_empty()
        || text.contains("<chat-user ")
        || text.contains("<chat-citation ");
    if is_markdown {
        Syntax::Markdown
    } else {
        Syntax::Chat
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_alike_in_both_is_in_no_doubt() {
        for (text, is_doubtful) in [
            ("_x_ and `c`", false),
            ("- a\n- b\n> c", false),
            ("a https://e.com/a_b", false),
            ("*x*", true),
            ("1. one\n2. two", true),
            ("2*3*4", true),
            ("a\\*b", true),
            ("<users/1>", true),
        ] {
            let syntax = TextSyntax::new("", text, None);
            assert_eq!(syntax.is_doubtful(text), is_doubtful, "{text}");
        }
    }

    #[test]
    fn the_text_decides_where_nobody_says() {
        use SenderKind::{App, User, Webhook};
        for (set, text, sender, name, is_guess) in [
            (
                "",
                "a *b* <https://e.com|c>",
                Some(App),
                "Chat markup",
                true,
            ),
            ("", "a **b**", Some(App), "Markdown", true),
            ("", "a **b**", None, "Markdown", true),
            ("", "[a](https://e.com)", Some(User), "Markdown", true),
            ("", "a **b**", Some(Webhook), "Chat markup", false),
            ("", "plain", None, "Chat markup", true),
            (
                "MARKUP_SYNTAX_MARKDOWN",
                "*b*",
                Some(Webhook),
                "Markdown",
                false,
            ),
            ("MARKUP_SYNTAX_CHAT", "**b**", None, "Chat markup", false),
            ("MARKUP_SYNTAX_UNSPECIFIED", "**b**", None, "Markdown", true),
        ] {
            let syntax = TextSyntax::new(set, text, sender);
            assert_eq!(
                (syntax.name(), syntax.is_guess()),
                (name, is_guess),
                "{text}"
            );
        }
    }
}
