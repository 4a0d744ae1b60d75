//! Deliveries by kept webhooks, each read from its file when a message goes by it.

use crate::chat::write_policy::WritePolicy;
use crate::delivery::deliver::Delivery;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::settings::connect;
use crate::settings::paths::Paths;
use crate::settings::profile::Profile;
use crate::store::history::History;
use crate::store::outbox::Outbox;
use crate::store::space_cache::SpaceCache;
use crate::store::webhooks::Webhooks;

/// What a delivery by a webhook needs.
pub struct KeptWebhooks {
    /// The paths of the program's files.
    pub paths: Paths,
    /// The records of sends.
    pub outbox: Outbox,
    /// The history of sends.
    pub history: History,
    /// What the profile forbids, which stays forbidden by a webhook.
    pub policy: WritePolicy,
}

impl KeptWebhooks {
    /// Returns the delivery by the webhook of this name.
    ///
    /// # Errors
    /// Where it is not kept (any more), or its file holds none.
    pub async fn delivery(&self, name: &str) -> Result<Delivery, Diagnostic> {
        let kept = Webhooks::new(self.paths.webhooks()).get(name);
        let webhook = kept.map_err(|error| {
            Diagnostic::new(
                format!("The webhook {name:?} cannot be used: {error}"),
                error.remedy(name),
            )
        })?;
        let sender = Profile::of_webhook(name.to_owned(), webhook, self.policy.clone());
        let connection = connect::connect(Some(&sender), None, &self.paths)
            .await
            .map_err(|fault| fault.diagnostic)?;
        let cache = SpaceCache::new(&self.paths.spaces(), "");
        let (outbox, history) = (self.outbox.clone(), self.history.clone());
        Ok(Delivery::new(connection.client, outbox, history, "", false)
            .known_as(connection.sender.kind, cache)
            .by_kept_webhook(name))
    }
}
