//! Behaviour that the API's own sources leave open, or that depends on how an organisation is set up.

/// Choices that Google's documents leave open or that depend on how an organisation is set up.
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are switches, each on its own"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// `REPLY_MESSAGE_OR_FAIL` with an unknown thread key starts a thread (the reference says so)
    /// and is not refused (the webhook guide says that).
    pub new_key_may_start_thread: bool,
    /// People may send cards (Developer Preview).
    pub developer_preview: bool,
    /// The Chat app was configured in the console; without it every send is a 404.
    pub app_configured: bool,
    /// The default syntax of a text where the request does not say: Markdown, or Chat's own.
    pub markdown_by_default: bool,
    /// Lifetime of an access token in seconds.
    pub token_seconds: u32,
}

impl Default for Policy {
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
