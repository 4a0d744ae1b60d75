//! Parses a text as Chat does: resolves mentions, annotates links to Workspace.

use serde_json::{Value, json};

use super::database::{Database, Identity, Person, Words};
use super::markup_conversion;
use super::users;

/// Parses a text that somebody sends, in Markdown or in Chat's own syntax.
#[must_use]
pub fn words(world: &Database, text: &str, markdown: bool, sender: &Identity) -> Words {
    let mut words = Words {
        markdown,
        ..Words::default()
    };
    let mut rest = text;
    while !rest.is_empty() {
        let code = markup_conversion::code(rest);
        let citation = if markdown { citation(rest) } else { 0 };
        if code > 0 {
            plain(&mut words, &rest[..code]);
            rest = &rest[code..];
        } else if citation > 0 {
            words.marked.push_str(&rest[..citation]);
            rest = &rest[citation..];
        } else if let Some((asked, length)) = mention(rest, markdown) {
            match resolve(world, asked, sender) {
                Some(whom) => mentioned(&mut words, world, &whom),
                None if markdown => plain(&mut words, "<chat-user>"),
                None => plain(&mut words, &rest[..length]),
            }
            rest = &rest[length..];
        } else {
            let length = rest.chars().next().map_or(0, char::len_utf8);
            plain(&mut words, &rest[..length]);
            rest = &rest[length..];
        }
    }
    words.annotations.extend(rich_link(&words.text));
    words
}

/// Returns the length in bytes of a citation's tag at the start of the text, which readers do not see; 0 if there is
/// none.
fn citation(text: &str) -> usize {
    const END: &str = "</chat-citation>";
    if text.starts_with(END) {
        return END.len();
    }
    let is_tag = text.starts_with("<chat-citation ");
    text.find('>').filter(|_| is_tag).map_or(0, |end| end + 1)
}

/// Returns the target of a mention at the start of the text, and its length in bytes.
fn mention(text: &str, markdown: bool) -> Option<(&str, usize)> {
    if !markdown {
        let inside = text.strip_prefix("<users/")?;
        let end = inside.find('>')?;
        let id = &inside[..end];
        let good = !id.is_empty() && !id.contains([' ', '\n', '<', '|']);
        return good.then_some((id, "<users/".len() + end + 1));
    }
    let tag = text.strip_prefix("<chat-user ")?;
    let end = tag.find('>')?;
    let attribute = tag[..end].trim().trim_end_matches('/').trim_end();
    let quoted = |name: &str| {
        let value = attribute.strip_prefix(name)?.strip_prefix('=')?;
        let quote = value
            .chars()
            .next()
            .filter(|quote| "\"'".contains(*quote))?;
        value[1..].strip_suffix(quote)
    };
    let id = quoted("data-user")
        .map(|name| name.strip_prefix("users/").unwrap_or(name))
        .or_else(|| quoted("data-email"))?;
    let mut length = "<chat-user ".len() + end + 1;
    if text[length..].starts_with("</chat-user>") {
        length += "</chat-user>".len();
    }
    Some((id, length))
}

/// The target of a mention.
enum MentionTarget {
    All,
    One(Person),
}

fn resolve(world: &Database, id: &str, sender: &Identity) -> Option<MentionTarget> {
    if id == "all" {
        return Some(MentionTarget::All);
    }
    if id == "app" {
        return Some(MentionTarget::One(world.app.clone()));
    }
    if id.contains('@') {
        // An email address is resolved for messages of people only.
        let person = matches!(sender, Identity::User(_)).then(|| world.person_by_email(id))??;
        return Some(MentionTarget::One(person.clone()));
    }
    world
        .person(&format!("users/{id}"))
        .cloned()
        .map(MentionTarget::One)
}

fn plain(words: &mut Words, piece: &str) {
    words.marked.push_str(piece);
    words.text.push_str(piece);
    words.argument.push_str(piece);
}

fn mentioned(words: &mut Words, world: &Database, whom: &MentionTarget) {
    let (name, shown, user) = match whom {
        MentionTarget::All => (
            "users/all",
            "@all".to_owned(),
            json!({"name": "users/all", "type": "HUMAN"}),
        ),
        MentionTarget::One(person) => (
            &*person.name,
            format!("@{}", person.display_name),
            users::user(world, &person.name, false),
        ),
    };
    let tag = if words.markdown {
        format!("<chat-user data-user=\"{name}\"></chat-user>")
    } else {
        format!("<{name}>")
    };
    words.annotations.push(json!({
        "type": "USER_MENTION",
        "startIndex": utf16(&words.text),
        "length": utf16(&shown),
        "userMention": { "user": user, "type": "MENTION" },
    }));
    words.marked.push_str(&tag);
    words.text.push_str(&shown);
    if *name != *world.app.name {
        words.argument.push_str(&shown);
    }
}

/// Returns a length in UTF-16 units.
///
/// Google does not say in which unit it counts; its clients take UTF-16.
fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Returns the annotation of the first link, if it leads into Workspace.
fn rich_link(text: &str) -> Option<Value> {
    let start = text.find("https://")?;
    let link = &text[start..];
    let end = link
        .find(|letter: char| letter.is_whitespace() || "<>|)\"".contains(letter))
        .unwrap_or(link.len());
    let link = &link[..end];
    let host = link["https://".len()..].split('/').next().unwrap_or("");
    let kind = match host {
        "docs.google.com" | "drive.google.com" => "DRIVE_FILE",
        "chat.google.com" => "CHAT_SPACE",
        "meet.google.com" => "MEET_SPACE",
        _ => return None,
    };
    Some(json!({
        "type": "RICH_LINK",
        "startIndex": utf16(&text[..start]),
        "length": utf16(link),
        "richLinkMetadata": { "uri": link, "richLinkType": kind },
    }))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::super::{ids::Ids, seed};
    use super::*;

    const GRACE: &str = "100000000000000000002";

    fn read(text: &str, markdown: bool, by_user: bool) -> Words {
        let world = seed::world(Ids::from_seed(1), datetime!(2026-11-23 10:00 UTC));
        let sender = if by_user {
            Identity::User(world.me.clone())
        } else {
            Identity::App
        };
        words(&world, text, markdown, &sender)
    }

    #[test]
    fn mentions_are_named() {
        for (text, markdown, by_user, shown, marks) in [
            ("hi <users/GRACE>!", false, false, "hi @Grace Hopper!", 1),
            ("hi <users/app> go", false, false, "hi @Build Bot go", 1),
            ("<users/all>", false, false, "@all", 1),
            ("<users/42>", false, false, "<users/42>", 0),
            ("<users/grace@example.com>", false, true, "@Grace Hopper", 1),
            (
                "<users/grace@example.com>",
                false,
                false,
                "<users/grace@example.com>",
                0,
            ),
            (
                "`<users/GRACE>`",
                false,
                false,
                "`<users/100000000000000000002>`",
                0,
            ),
            (
                "```\n<users/all>\n```",
                false,
                false,
                "```\n<users/all>\n```",
                0,
            ),
            (
                "a <chat-user data-user=\"users/GRACE\"></chat-user> b",
                true,
                false,
                "a @Grace Hopper b",
                1,
            ),
            (
                "<chat-user data-email='grace@example.com'>",
                true,
                true,
                "@Grace Hopper",
                1,
            ),
            (
                "<chat-user data-email=\"no@example.com\"> x",
                true,
                true,
                "<chat-user> x",
                0,
            ),
            (
                "<users/GRACE>",
                true,
                false,
                "<users/100000000000000000002>",
                0,
            ),
            ("a < b and <b>", false, false, "a < b and <b>", 0),
            (
                "so <chat-citation data-id=\"a\">it</chat-citation> is",
                true,
                false,
                "so it is",
                0,
            ),
        ] {
            let words = read(&text.replace("GRACE", GRACE), markdown, by_user);
            assert_eq!(words.text, shown, "{text}");
            assert_eq!(words.annotations.len(), marks, "{text}");
        }
    }

    #[test]
    fn places_are_counted_in_utf16_and_the_app_is_left_out_of_the_argument() {
        let words = read("👋 <users/app> and <users/all>", false, false);
        assert_eq!(words.annotations[0]["startIndex"], 3);
        assert_eq!(words.annotations[0]["length"], 10);
        assert_eq!(words.argument, "👋  and @all");
        assert_eq!(words.text, "👋 @Build Bot and @all");
    }

    #[test]
    fn a_link_into_workspace_is_noticed() {
        let words = read("see <https://docs.google.com/d/1|this>", false, false);
        assert_eq!(
            words.annotations[0]["richLinkMetadata"]["uri"],
            "https://docs.google.com/d/1"
        );
        assert_eq!(
            read("see https://example.com", false, false)
                .annotations
                .len(),
            0
        );
    }
}
