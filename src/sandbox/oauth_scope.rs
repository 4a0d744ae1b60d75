//! OAuth scopes: which exist, and who may hold them.

/// Prefix of each scope's URL.
const PREFIX: &str = "https://www.googleapis.com/auth/";

/// Scopes that apps hold without an administrator's approval.
const APP: [&str; 1] = ["chat.bot"];

/// Scopes that apps hold once an administrator approved them, as the sandbox's has.
const APPROVED: [&str; 9] = [
    "chat.app.spaces",
    "chat.app.spaces.create",
    "chat.app.spaces.readonly",
    "chat.app.memberships",
    "chat.app.memberships.readonly",
    "chat.app.messages.readonly",
    "chat.app.all.memberships.readonly",
    "chat.app.all.messages.readonly",
    "chat.app.all.spaces.readonly",
];

/// Scopes that people grant.
const USER: [&str; 24] = [
    "chat.messages",
    "chat.messages.create",
    "chat.messages.readonly",
    "chat.messages.reactions",
    "chat.messages.reactions.create",
    "chat.messages.reactions.readonly",
    "chat.spaces",
    "chat.spaces.create",
    "chat.spaces.readonly",
    "chat.spaces.pins",
    "chat.spaces.pins.readonly",
    "chat.memberships",
    "chat.memberships.app",
    "chat.memberships.readonly",
    "chat.customemojis",
    "chat.customemojis.readonly",
    "chat.users.readstate",
    "chat.users.readstate.readonly",
    "chat.users.spacesettings",
    "chat.users.sections",
    "chat.users.sections.readonly",
    "chat.delete",
    "chat.import",
    "cloud-platform",
];

/// Returns the scopes without their prefix; `None` if one of them is not a scope that the sandbox knows.
#[must_use]
pub fn known(scopes: &[String]) -> Option<Vec<String>> {
    scopes
        .iter()
        .map(|scope| {
            let name = scope.strip_prefix(PREFIX)?;
            (is_for_app(name) || is_for_user(name)).then(|| name.to_owned())
        })
        .collect()
}

/// Returns whether a service account may hold the scope for itself.
#[must_use]
pub fn is_for_app(name: &str) -> bool {
    APP.contains(&name) || APPROVED.contains(&name)
}

/// Returns whether a person may grant the scope.
#[must_use]
pub fn is_for_user(name: &str) -> bool {
    USER.contains(&name)
}

/// Returns all scopes that the sandbox's user granted, with their prefix.
#[must_use]
pub fn all_granted() -> Vec<String> {
    USER.iter().map(|name| format!("{PREFIX}{name}")).collect()
}

/// Returns whether a scope only tells who somebody is.
#[must_use]
pub fn is_identity(scope: &str) -> bool {
    let short = scope.strip_prefix(PREFIX).unwrap_or(scope);
    matches!(
        short,
        "openid" | "email" | "profile" | "userinfo.email" | "userinfo.profile"
    )
}

/// Formats the scopes as a token response lists them.
#[must_use]
pub fn written(scopes: &[String]) -> String {
    let full: Vec<String> = scopes
        .iter()
        .map(|name| format!("{PREFIX}{name}"))
        .collect();
    full.join(" ")
}
