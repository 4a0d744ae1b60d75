//! Looks up whether the only person who is to see a message is in all spaces that it goes to.

use std::collections::VecDeque;

use serde_json::Value;
use tokio::task::JoinSet;

use crate::chat::client::Client;
use crate::chat::error::Error;
use crate::delivery::broadcast::WIDTH;

/// Why a message for one person goes to none of the spaces.
#[derive(Debug)]
pub enum ViewerProblem {
    /// The person is not a member of these spaces.
    Absent(Vec<String>),
    /// Whether the person is a member of this space could not be found out.
    Unknown(String, Error),
}

/// Returns the resource name of the only person who is to see a message; empty where everyone does.
#[must_use]
pub fn viewer(request: &Value) -> &str {
    let name = request.pointer("/message/privateMessageViewer/name");
    name.and_then(Value::as_str).unwrap_or("")
}

/// Looks up whether a person, `users/ID`, is a member of all these spaces, with as much patience as the client has.
///
/// # Errors
/// Where the person is missing in one of them, or that could not be found out.
pub async fn check(client: &Client, user: &str, spaces: &[String]) -> Result<(), ViewerProblem> {
    let mut queue: VecDeque<String> = spaces.iter().cloned().collect();
    let mut tasks = JoinSet::new();
    let mut absent = Vec::new();
    loop {
        while tasks.len() < WIDTH
            && let Some(space) = queue.pop_front()
        {
            let (client, user) = (client.clone(), user.to_owned());
            tasks.spawn(async move {
                let found = client.is_member(&space, &user).await;
                (space, found)
            });
        }
        match tasks.join_next().await {
            None => break,
            Some(Ok((_, Ok(true)))) => {}
            Some(Ok((space, Ok(false)))) => absent.push(space),
            Some(Ok((space, Err(error)))) => return Err(ViewerProblem::Unknown(space, error)),
            Some(Err(error)) => tracing::error!("a look-up of a member broke off: {error}"),
        }
    }
    if absent.is_empty() {
        return Ok(());
    }
    absent.sort_by_key(|space| spaces.iter().position(|own| own == space));
    Err(ViewerProblem::Absent(absent))
}
