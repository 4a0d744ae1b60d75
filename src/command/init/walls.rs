//! What must be done at Google before a sender can send, told before it stands in the way.

use crate::chat::console::{Console, TRUST};

/// What is said first of all.
pub const WHO: &str = "\
Who sends?
  1  an incoming webhook: it posts into one space, and needs nothing but its URL
  2  you: sign in with a browser, and send into all your spaces
  3  a Chat app: a service account with a JSON key
All need a Google Workspace account; one that ends in @gmail.com can make neither a webhook nor an app.";

/// What a webhook needs.
pub const WEBHOOK: &str = "\
In Chat, open the space, its menu, Apps & integrations, Webhooks, and add one. The administrator may have turned
webhooks off. Whoever has the URL can post: it is kept in a file that only you can read, and shown nowhere.";

/// Returns what a person needs.
#[must_use]
pub fn person(console: &Console) -> String {
    let (enable, configure) = (console.enable_api(), console.configure_app());
    let (clients, audience) = (console.clients(), console.audience());
    format!(
        "\
Before you can sign in, once for a project of the Google Cloud console:
  1  turn the Chat API on: {enable}
  2  configure a Chat app, or every call answers \"Google Chat app not found\": {configure}
     {PUBSUB}
  3  make an OAuth client of the type Desktop app, and download its JSON: {clients}
     (one of the type Web application ends in redirect_uri_mismatch)
  4  who may sign in: {audience}
     Internal is for your organisation, and lasts. External in testing needs your address among the test users, and
     Google ends each sign-in after 7 days.
If Google's page says that the administrator restricts it, the client's ID must be trusted: {TRUST}"
    )
}

/// Returns what an app needs.
#[must_use]
pub fn app(console: &Console) -> String {
    let (enable, configure) = (console.enable_api(), console.configure_app());
    let keys = console.service_accounts();
    format!(
        "\
Before a Chat app can send, once for its project of the Google Cloud console:
  1  turn the Chat API on: {enable}
  2  configure the app, or every send answers \"Google Chat app not found\": {configure}
     {PUBSUB}
  3  make a service account, and a JSON key for it: {keys}
  4  in Chat, add the app to each space it sends to (Apps & integrations): there is no other permission, and without
     it each send is refused. The administrator may have to allow the app before."
    )
}

const PUBSUB: &str = "For an app that only sends, the connection Cloud Pub/Sub with an invented topic will do, such as
     projects/PROJECT/topics/no-topic. Do not build it as a Workspace add-on: that cannot be undone.";
