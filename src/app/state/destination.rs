//! Where a message can go beside the spaces, and the servers it goes by.

use crate::chat::endpoint::GOOGLE;

/// The start of the names under which webhooks stand among the spaces.
pub const WEBHOOKS: &str = "webhooks/";

/// Returns the name of a server for people: a loopback address is called what it is; empty where none is known.
#[must_use]
pub fn place_of(server: &str) -> String {
    if server == GOOGLE {
        return "Google Chat".to_owned();
    }
    let place = server.split_once("://").map_or(server, |(_, place)| place);
    place.trim_end_matches('/').to_owned()
}
