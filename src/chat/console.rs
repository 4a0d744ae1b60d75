//! Google's pages on which an account is made ready for Chat, and what is done there.

/// The pages of a project of the Google Cloud console; without a project, of the one that is open there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Console {
    project: Option<String>,
}

/// The page on which an administrator trusts an OAuth client.
pub const TRUST: &str = "https://admin.google.com/ac/owl/list?tab=configuredApps";

/// What Google's page of consent says where nothing comes back to the program that waits, and what helps.
///
/// <https://developers.google.com/identity/protocols/oauth2/native-app>
pub const DEAD_ENDS: [(&str, &str); 7] = [
    (
        "has not completed the Google verification process",
        "add your address under Audience, Test users",
    ),
    (
        "hasn't verified this app",
        "open Advanced there, and go on to the app",
    ),
    (
        "redirect_uri_mismatch",
        "make an OAuth client of the type Desktop app",
    ),
    (
        "org_internal",
        "use an account of the organisation, or set the app to External",
    ),
    (
        "admin_policy_enforced",
        "ask the administrator to trust the client (API controls)",
    ),
    (
        "restricted_client, invalid_scope",
        "sign in without more permissions than the usual ones",
    ),
    (
        "invalid_client, deleted_client",
        "download the client's JSON again",
    ),
];

impl Console {
    /// Creates the pages of a project, by its ID or number; what cannot be one is left out.
    #[must_use]
    pub fn of(project: Option<&str>) -> Self {
        let is_id = |id: &&str| {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "-.:".contains(c);
            !id.is_empty() && id.len() <= 64 && id.chars().all(is_plain)
        };
        Self {
            project: project.filter(is_id).map(str::to_owned),
        }
    }

    /// Returns the project's ID, or `PROJECT` where it is not known.
    #[must_use]
    pub fn project(&self) -> &str {
        self.project.as_deref().unwrap_or("PROJECT")
    }

    /// Returns the page that turns the Chat API on.
    #[must_use]
    pub fn enable_api(&self) -> String {
        self.page("apis/enableflow?apiid=chat.googleapis.com", '&')
    }

    /// Returns the page that configures the Chat app, without which every call is refused.
    #[must_use]
    pub fn configure_app(&self) -> String {
        self.page("apis/api/chat.googleapis.com/hangouts-chat", '?')
    }

    /// Returns the page of the project's OAuth clients.
    #[must_use]
    pub fn clients(&self) -> String {
        self.page("auth/clients", '?')
    }

    /// Returns the page that says who may sign in, and lists the test users.
    #[must_use]
    pub fn audience(&self) -> String {
        self.page("auth/audience", '?')
    }

    /// Returns the page of the project's service accounts, and of their keys.
    #[must_use]
    pub fn service_accounts(&self) -> String {
        self.page("iam-admin/serviceaccounts", '?')
    }

    fn page(&self, path: &str, separator: char) -> String {
        let query = match &self.project {
            Some(project) => format!("{separator}project={project}"),
            None => String::new(),
        };
        format!("https://console.cloud.google.com/{path}{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_the_project_and_nothing_that_is_none() {
        let page = |project| Console::of(project).enable_api();
        let plain = "https://console.cloud.google.com/apis/enableflow?apiid=chat.googleapis.com";
        assert_eq!(page(None), plain);
        assert_eq!(page(Some("x&y=\u{1b}[2J")), plain);
        assert_eq!(page(Some("my-bot-1")), format!("{plain}&project=my-bot-1"));
    }
}
