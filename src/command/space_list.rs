//! The spaces of a sender as the composer names them: conversations without a name by the people in them.

use tokio::task::JoinSet;

use crate::app::events::event::Page;
use crate::app::state::space_names::SpaceNames;
use crate::chat::client::Client;
use crate::chat::error::Error;
use crate::chat::resources::Space;
use crate::chat::sender::SenderKind;

/// How many lists of members are requested at the same time.
const AT_ONCE: usize = 8;

/// Fills in the names of conversations that have none; `kind` is the kind of the sender, whom no name contains.
///
/// Where the members cannot be had, a conversation stays without a name; the error of one that may be had later is
/// returned.
pub async fn name_conversations(
    client: &Client,
    kind: SenderKind,
    spaces: &mut [Space],
) -> Option<Error> {
    let mut missed = None;
    let nameless: Vec<Space> = spaces
        .iter()
        .filter(|space| space.display_name.is_empty())
        .cloned()
        .collect();
    let mut names = SpaceNames::default();
    let mut waiting = nameless.iter();
    let mut requests = JoinSet::new();
    loop {
        for space in waiting
            .by_ref()
            .take(AT_ONCE.saturating_sub(requests.len()))
        {
            let (client, space) = (client.clone(), space.clone());
            requests.spawn(async move {
                let page = client.list_members(&space.name, None).await;
                (space, page)
            });
        }
        let Some(answered) = requests.join_next().await else {
            break;
        };
        match answered {
            Ok((space, Ok(members))) => {
                let page = Page {
                    items: members.members,
                    next: members.next,
                };
                names.on_members(&space, page, kind);
            }
            Ok((_, Err(error))) if error.is_later() => missed = Some(error),
            Ok((_, Err(_))) | Err(_) => {}
        }
    }
    for space in spaces {
        if space.display_name.is_empty()
            && let Some(name) = names.name(&space.name)
        {
            space.display_name = name;
        }
    }
    missed
}
