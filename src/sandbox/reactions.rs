//! The methods of reactions: create, list, delete.

use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

use super::body;
use super::custom_emoji;
use super::database::{Database, Message, Reaction, Space};
use super::filter::{Compare, Filter, Term};
use super::messages;
use super::pagination::Page;
use super::request_context::RequestContext;
use super::spaces::{listed, space_id};
use super::status::{Code, Status};
use super::users;

/// Handles `reactions.create`: one of each emoji for each caller.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn create(world: &mut Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let asked = body::read(call.body, "Reaction", "reaction")?;
    let asked = body::without_defaults("Reaction", &asked);
    let who = &call.caller.who;
    let id = system_id(call)?;
    let space = world.enter(space_id(call.name(0))?, who)?;
    let message = messages::find(space, id, who)?;
    let emoji = asked.get("emoji").and_then(emoji).ok_or_else(|| {
        Status::violation(
            "reaction.emoji",
            "The reaction is not an emoji that can be used here.",
        )
    })?;
    let is_again = |reaction: &Reaction| reaction.who == *who && reaction.emoji == emoji;
    if message.reactions.iter().any(is_again) {
        return Err(Status::new(
            Code::AlreadyExists,
            "The caller has already reacted with this emoji.",
        ));
    }
    let reaction = Reaction {
        id: world.ids.letters(16),
        emoji,
        who: who.clone(),
        order: world.next_order(),
    };
    let message = world.space_mut(call.name(0))?.message_mut(id);
    let message = message.ok_or_else(Status::not_found)?;
    message.reactions.push(reaction.clone());
    let space = world.enter(call.name(0), who)?;
    let message = messages::find(space, id, who)?;
    Ok(shown(world, space, message, &reaction))
}

/// Returns the emoji of a reaction that was asked for; `None` where there is none like it.
fn emoji(asked: &Value) -> Option<Value> {
    if let Some(text) = asked["unicode"].as_str() {
        return is_emoji(text).then(|| json!({ "unicode": text }));
    }
    let custom = custom_emoji::by_uid(asked["customEmoji"]["uid"].as_str()?)?;
    Some(json!({ "customEmoji": custom }))
}

/// Returns the system ID of the message: reactions are refused for a custom ID (a report from the field).
fn system_id<'a>(call: &RequestContext<'a>) -> Result<&'a str, Status> {
    let id = call.name(1);
    if id.is_empty() || id.starts_with("client-") {
        return Err(Status::invalid(
            "Missing or malformed message resource name in the request.",
        ));
    }
    Ok(id)
}

/// Handles `reactions.list`.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn list(world: &Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let who = &call.caller.who;
    let id = system_id(call)?;
    let space = world.enter(space_id(call.name(0))?, who)?;
    let message = messages::find(space, id, who)?;
    let wanted = call.query.text("filter").unwrap_or("");
    let filter = filter(wanted)?;
    let page = Page::asked(
        call.query,
        25,
        200,
        &["reactions", &space.id, &message.id, wanted],
    )?;
    let fits = |reaction: &&Reaction| {
        filter.holds(|term| match term.field.as_str() {
            "emoji.unicode" => reaction.emoji["unicode"] == *term.value,
            "emoji.custom_emoji.uid" => reaction.emoji["customEmoji"]["uid"] == *term.value,
            "user.name" => world
                .member_name(&reaction.who)
                .is_some_and(|name| *name == *term.value),
            _ => false,
        })
    };
    let found = message.reactions.iter().filter(fits);
    let (reactions, next) = page.take(found.map(|reaction| (reaction.order, reaction)));
    let shown = reactions
        .into_iter()
        .map(|reaction| shown(world, space, message, reaction))
        .collect();
    Ok(listed("reactions", shown, next))
}

fn filter(text: &str) -> Result<Filter, Status> {
    let bad = |why: &str| Status::invalid(format!("Invalid filter query: {why}"));
    let filter = Filter::parse(text).map_err(|why| bad(&why))?;
    let known = ["emoji.unicode", "emoji.custom_emoji.uid", "user.name"];
    let is_good = |term: &Term| term.compare == Compare::Is && known.contains(&term.field.as_str());
    if !filter.terms().all(is_good) {
        return Err(bad(
            "emoji.unicode, emoji.custom_emoji.uid or user.name was expected.",
        ));
    }
    let mixes = |group: &Vec<Term>| group.iter().any(|term| term.field != group[0].field);
    if filter.0.iter().any(mixes) {
        return Err(bad("OR joins comparisons of one field only."));
    }
    Ok(filter)
}

/// Handles `reactions.delete`: the caller's own only; a missing one is 403 and not 404.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn delete(world: &mut Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let who = &call.caller.who;
    let id = system_id(call)?;
    let space = world.enter(space_id(call.name(0))?, who)?;
    let message = messages::find(space, id, who)?;
    let is_theirs = |reaction: &Reaction| reaction.id == call.name(2) && reaction.who == *who;
    let place = message.reactions.iter().position(is_theirs);
    let place = place.ok_or_else(Status::denied)?;
    let message = world.space_mut(call.name(0))?.message_mut(id);
    message
        .ok_or_else(Status::not_found)?
        .reactions
        .remove(place);
    Ok(json!({}))
}

fn shown(world: &Database, space: &Space, message: &Message, reaction: &Reaction) -> Value {
    let user = users::sender(world, &reaction.who, false);
    json!({
        "name": format!("spaces/{}/messages/{}/reactions/{}", space.id, message.id, reaction.id),
        "user": { "name": user["name"], "type": user["type"] },
        "emoji": reaction.emoji,
    })
}

/// Returns whether a text is one emoji, skin tones, flags, families and keycaps included.
fn is_emoji(text: &str) -> bool {
    let pictures = |letter: char| {
        matches!(u32::from(letter),
            0xA9 | 0xAE | 0x203C | 0x2049 | 0x20E3 | 0x2122 | 0x2139 | 0x3030 | 0x303D | 0x3297 | 0x3299
            | 0x2190..=0x21FF | 0x2300..=0x23FF | 0x24C2 | 0x25A0..=0x27BF | 0x2934..=0x2935
            | 0x2B05..=0x2B55 | 0x1F000..=0x1FAFF)
    };
    text.graphemes(true).count() == 1 && text.contains(pictures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_are_told_from_words() {
        for text in ["👍", "👍🏽", "❤️", "🎉", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇹🇼", "1️⃣", "©️", "✅"]
        {
            assert!(is_emoji(text), "{text}");
        }
        for text in ["", "a", "1", "yes", ":+1:", "👍👍", "👍 nice", "é", "好"] {
            assert!(!is_emoji(text), "{text}");
        }
    }
}
