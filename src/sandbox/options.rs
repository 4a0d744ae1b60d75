//! How a sandbox is set up: port, size of the world, rules that Google leaves open, faults.

use super::clock::Clock;
use super::fault::Fault;

/// How a sandbox is set up; the default is a quiet one on a port that the system chooses.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The port on 127.0.0.1; 0 lets the system choose.
    pub port: u16,
    /// How many spaces are generated beside the shipped ones.
    pub spaces: usize,
    /// What it does wrong on purpose, from the first request on.
    pub faults: Vec<Fault>,
    /// Where the API's own sources leave a choice.
    pub rules: Rules,
    /// Google's quotas are enforced (one write a second a space, and so on).
    pub quotas: bool,
    /// Every request is kept for [`super::server::Sandbox::requests`]; for tests.
    pub record: bool,
    /// Fixes the ids it gives; `None` draws them by chance.
    pub seed: Option<u64>,
    /// Where it reads the time.
    pub clock: Clock,
}

/// What Google's documents leave open or what depends on how an organisation is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// `REPLY_MESSAGE_OR_FAIL` with an unknown thread key starts a thread (the reference says so)
    /// and is not refused (the webhook guide says that).
    pub new_key_may_start_thread: bool,
    /// People may send cards (Developer Preview).
    pub developer_preview: bool,
    /// The Chat app was configured in the console; without it every send is a 404.
    pub app_configured: bool,
    /// How a text is read when the request does not say: as Markdown, or in Chat's own syntax.
    pub markdown_by_default: bool,
    /// The life of an access token in seconds.
    pub token_seconds: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            new_key_may_start_thread: true,
            developer_preview: false,
            app_configured: true,
            markdown_by_default: true,
            token_seconds: 3599,
        }
    }
}
