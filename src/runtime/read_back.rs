//! Reads messages back from Chat.

use crate::app::events::read_back::{ReadBack, Unread};
use crate::chat::client::Client;
use crate::chat::error::Error;
use crate::chat::resources::MessagesPage;
use crate::delivery::deliver::Delivery;
use crate::delivery::progress::SILENT;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::store::outbox::Origin;

/// The most messages that are read of a space or a thread.
const MOST: &str = "50";

/// Lists the latest messages of a space, or of a thread in it, the latest first.
///
/// # Errors
/// Returns what Google Chat, the token endpoint or the network refused, and why.
pub async fn list(
    client: &Client,
    space: &str,
    thread: Option<&str>,
) -> Result<MessagesPage, Error> {
    let mut query = vec![
        ("pageSize".to_owned(), MOST.to_owned()),
        ("orderBy".to_owned(), "createTime desc".to_owned()),
    ];
    query.extend(thread.map(|thread| ("filter".to_owned(), format!("thread.name = {thread}"))));
    let client = client.clone().with_patience(Some(SILENT));
    client.list_messages(space, &query).await
}

/// Reads a message as it stands; one of another server than this is not asked for.
pub async fn read(delivery: &Delivery, name: &str, origin: Option<&Origin>) -> ReadBack {
    let own = delivery.origin();
    let elsewhere = origin.filter(|origin| origin.base != own.base);
    let answer = if let Some(origin) = elsewhere {
        Err(Unread {
            problem: Diagnostic::new(
                format!("It was sent to {}, and this is {}", origin.base, own.base),
                format!("Start chatquill with the profile {:?}.", origin.profile),
            ),
            is_forbidden: false,
            is_gone: false,
        })
    } else {
        let client = delivery.client().clone().with_patience(Some(SILENT));
        client.get_message(name).await.map_err(|error| Unread {
            problem: error.explain(),
            is_forbidden: matches!(error, Error::Api { http: 403, .. }),
            is_gone: matches!(error, Error::Api { http: 404, .. }),
        })
    };
    ReadBack {
        origin: own.clone(),
        answer,
    }
}
