//! `chatquill spaces`: the spaces that the sender belongs to.

use std::io::{self, IsTerminal as _, Write as _};

use serde_json::{Map, Value, json};

use crate::chat::resources::{Space, SpaceKind, Threading};
use crate::chat::sender::SenderKind;
use crate::command::arguments::{SenderArgs, Spaces};
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::{interrupt, output, space_list};
use crate::store::space_cache::SpaceCache;

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub async fn run(setup: &Setup, who: &SenderArgs, options: &Spaces) -> Result<(), Failure> {
    let connection = setup.connect(who).await?;
    let (client, kind) = (&connection.client, connection.sender.kind);
    let mut spaces = interrupt::or_end(client.all_spaces(progress)).await??;
    interrupt::or_end(space_list::name_conversations(client, kind, &mut spaces)).await?;
    // The composer starts with them, and a shell completes them; the list itself needs no cache.
    let cache = SpaceCache::new(&setup.paths.spaces(), &connection.sender.profile);
    if let Err(error) = cache.save(&spaces) {
        tracing::warn!("the spaces cannot be cached: {error}");
    }
    let words: Vec<String> = options
        .filter
        .iter()
        .flat_map(|filter| filter.split_whitespace())
        .map(str::to_lowercase)
        .collect();
    let chosen: Vec<&Space> = spaces.iter().filter(|space| fits(space, &words)).collect();
    if options.json {
        return output::result(&as_json(&chosen));
    }
    if chosen.is_empty() {
        output::note(match spaces.len() {
            0 if kind == SenderKind::User => {
                "this person is in no space yet; join one in Google Chat"
            }
            0 => "the app is in no space yet; add it to one in Google Chat",
            _ => "no space matches the filter",
        });
        return Ok(());
    }
    output::result(&table(&chosen))
}

/// Shows how far a long listing is.
fn progress(count: usize) {
    let mut screen = io::stderr().lock();
    if count >= 2000 && screen.is_terminal() {
        let _ = write!(screen, "\rchatquill: {count} spaces…\r");
    }
}

fn fits(space: &Space, words: &[String]) -> bool {
    let hay = format!("{} {} {}", space.display_name, space.name, word(space.kind)).to_lowercase();
    words.iter().all(|word| hay.contains(word.as_str()))
}

/// Returns the kind in a word of our own.
fn word(kind: SpaceKind) -> &'static str {
    match kind {
        SpaceKind::Space => "space",
        SpaceKind::GroupChat => "group",
        SpaceKind::DirectMessage => "direct",
    }
}

fn table(spaces: &[&Space]) -> String {
    let width = spaces
        .iter()
        .map(|space| space.name.chars().count())
        .max()
        .unwrap_or(0);
    let lines: Vec<String> = spaces
        .iter()
        .map(|space| {
            let line = format!(
                "{:width$}  {:6}  {}",
                space.name,
                word(space.kind),
                space.display_name
            );
            line.trim_end().to_owned()
        })
        .collect();
    lines.join("\n")
}

/// Formats a JSON list, one space a line, with the API's own names and values.
fn as_json(spaces: &[&Space]) -> String {
    if spaces.is_empty() {
        return "[]".to_owned();
    }
    let lines: Vec<String> = spaces
        .iter()
        .map(|space| output::json(&object(space)))
        .collect();
    format!("[\n{}\n]", lines.join(",\n"))
}

fn object(space: &Space) -> Value {
    let kind = match space.kind {
        SpaceKind::Space => "SPACE",
        SpaceKind::GroupChat => "GROUP_CHAT",
        SpaceKind::DirectMessage => "DIRECT_MESSAGE",
    };
    let threading = match space.threading {
        Threading::Threaded => "THREADED_MESSAGES",
        Threading::Grouped => "GROUPED_MESSAGES",
        Threading::Unthreaded => "UNTHREADED_MESSAGES",
        Threading::Unspecified => "SPACE_THREADING_STATE_UNSPECIFIED",
    };
    let mut fields = Map::new();
    fields.insert("name".to_owned(), json!(space.name));
    fields.insert("spaceType".to_owned(), json!(kind));
    fields.insert("displayName".to_owned(), json!(space.display_name));
    fields.insert("spaceThreadingState".to_owned(), json!(threading));
    fields.insert(
        "singleUserBotDm".to_owned(),
        json!(space.single_user_bot_dm),
    );
    fields.insert("spaceUri".to_owned(), json!(space.uri));
    fields.insert("lastActiveTime".to_owned(), json!(space.last_active));
    fields.insert("memberCount".to_owned(), json!(space.member_count));
    Value::Object(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn space(name: &str, display_name: &str, kind: SpaceKind) -> Space {
        Space {
            name: name.into(),
            display_name: display_name.into(),
            kind,
            ..Space::default()
        }
    }

    #[test]
    fn words_are_found_in_any_order() {
        let eng = space("spaces/AAAA", "Eng Release 发布", SpaceKind::Space);
        for (filter, expected) in [
            ("", true),
            ("release eng", true),
            ("发布", true),
            ("aaaa", true),
            ("space", true),
            ("eng ops", false),
        ] {
            let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
            assert_eq!(fits(&eng, &words), expected, "{filter}");
        }
    }

    #[test]
    fn both_outputs_are_stable() {
        let eng = space("spaces/AAAA", "eng", SpaceKind::Space);
        let ada = space("spaces/B", "", SpaceKind::DirectMessage);
        assert_eq!(
            table(&[&eng, &ada]),
            "spaces/AAAA  space   eng\nspaces/B     direct"
        );
        let text = as_json(&[&eng, &ada]);
        let list: Vec<Value> = serde_json::from_str(&text).unwrap();
        assert_eq!(list[1]["spaceType"], "DIRECT_MESSAGE");
        assert_eq!(as_json(&[]), "[]");
        assert_eq!(text.lines().count(), 4);
    }
}
