//! The space of a message that follows a job: looked up again where it cannot be had before the job.

use std::time::Duration;

use crate::chat::client::Client;
use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::command::failure::{Failure, Kind};
use crate::command::space_argument::{self, SpaceArgument};
use crate::command::{interrupt, output};

/// How long the job waits for its space at most.
const BEFORE: Duration = Duration::from_secs(5);

/// Stands in the checks of a message until its space is known.
const ANY: &str = "spaces/AAAA";

/// What `--space` gives to `chatquill live`.
pub struct LiveSpace {
    /// A name or a bare ID; unused where the space is known.
    given: String,
    kind: SenderKind,
    /// Its resource name, once it is known.
    found: Option<String>,
    /// The reason that was reported why it cannot be looked up; empty where none was.
    pub reported: String,
}

impl LiveSpace {
    /// Parses what was given, and looks a name up once; a list that cannot be had holds no job up.
    ///
    /// # Errors
    /// Where the text names no space, the list has none or several of this name, or the profile may not write there.
    pub async fn named(client: &Client, kind: SenderKind, text: &str) -> Result<Self, Failure> {
        let mut space = match space_argument::parse(text)? {
            SpaceArgument::Place(place) => Self {
                given: String::new(),
                kind,
                found: Some(place.space),
                reported: String::new(),
            },
            SpaceArgument::Name(given) => Self {
                given,
                kind,
                found: None,
                reported: String::new(),
            },
        };
        let looked_up = tokio::time::timeout(BEFORE, space.find(client));
        let failure = match interrupt::or_end(looked_up).await? {
            Ok(Ok(found)) => {
                client.policy().permits(&found)?;
                return Ok(space);
            }
            Ok(Err(failure)) if failure.kind == Kind::Usage => return Err(failure),
            Ok(Err(failure)) => failure,
            Err(_) => Failure::later("No answer came.".to_owned()),
        };
        space.reported = failure.words();
        output::note(&format!(
            "the space {:?} cannot be looked up: {}; the job runs, and it is looked up again",
            sanitize::name(&space.given),
            sanitize::line(&space.reported).trim_end_matches('.')
        ));
        Ok(space)
    }

    /// Returns the space, which is looked up where it is not known yet.
    ///
    /// # Errors
    /// Where no space or more than one has this name, or the list cannot be had.
    pub async fn find(&mut self, client: &Client) -> Result<String, Failure> {
        if let Some(found) = &self.found {
            return Ok(found.clone());
        }
        let found = space_argument::find(client, self.kind, &self.given).await?;
        self.found = Some(found.clone());
        Ok(found)
    }

    /// Returns the space; one that stands for any where it is not known yet.
    pub fn or_any(&self) -> &str {
        self.found.as_deref().unwrap_or(ANY)
    }
}
