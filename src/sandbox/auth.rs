//! Authenticates a caller by bearer token, self-signed assertion or webhook URL.

use std::collections::HashMap;
use std::fmt;

use time::{Duration, OffsetDateTime};

use super::database::{Database, Identity};
use super::dev_key;
use super::ids::Ids;
use super::jwt;
use super::oauth_scope;
use super::status::Status;

/// An authenticated caller, and what the credentials allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Who it is.
    pub who: Identity,
    /// The scopes without Google's prefix (`chat.bot`).
    pub scopes: Vec<String>,
}

impl Caller {
    /// Returns whether it is a person (or an app that acts for one).
    #[must_use]
    pub fn is_user(&self) -> bool {
        matches!(self.who, Identity::User(_))
    }

    /// Returns 403 unless the credentials hold one of these scopes.
    ///
    /// # Errors
    /// Returns the status and the words with which Google Chat refuses the call.
    pub fn needs(&self, any: &[&str]) -> Result<(), Status> {
        // A service account may hold a person's scope, but has no account in Chat to use it with.
        let counts = |scope: &str| self.who != Identity::App || oauth_scope::is_for_app(scope);
        if self
            .scopes
            .iter()
            .any(|scope| any.contains(&scope.as_str()) && counts(scope))
        {
            Ok(())
        } else {
            Err(Status::scope_missing())
        }
    }
}

/// The valid access tokens.
#[derive(Default)]
pub struct Tokens(HashMap<String, (Caller, OffsetDateTime)>);

impl fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} tokens", self.0.len())
    }
}

impl Tokens {
    /// Issues a token for this caller, valid for so many seconds.
    pub fn issue(
        &mut self,
        ids: &mut Ids,
        caller: Caller,
        now: OffsetDateTime,
        life: u32,
    ) -> String {
        self.0.retain(|_, (_, end)| *end > now);
        let token = format!("ya29.sandbox-{}", ids.letters(64));
        let end = now + Duration::seconds(i64::from(life));
        self.0.insert(token.clone(), (caller, end));
        token
    }

    /// Revokes a token, as if it had expired.
    pub fn revoke(&mut self, token: &str) {
        self.0.remove(token);
    }

    fn caller(&self, token: &str, now: OffsetDateTime) -> Option<Caller> {
        let (caller, end) = self.0.get(token)?;
        (*end > now).then(|| caller.clone())
    }
}

/// Returns the caller of a bearer token; 401 if the token is unknown or no longer valid.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn by_token(
    tokens: &Tokens,
    token: &str,
    base: &str,
    now: OffsetDateTime,
) -> Result<Caller, Status> {
    if let Some(caller) = tokens.caller(token, now) {
        return Ok(caller);
    }
    self_signed(token, base, now.unix_timestamp()).ok_or_else(Status::bad_token)
}

/// Returns the caller of a signed assertion.
///
/// Google's libraries may send an assertion itself as the bearer of a service account.
fn self_signed(token: &str, base: &str, now: i64) -> Option<Caller> {
    let claims = jwt::verify(token, now).ok()?;
    let own = claims.issuer == dev_key::EMAIL
        && claims
            .subject
            .as_deref()
            .is_none_or(|subject| subject == dev_key::EMAIL);
    let audience = claims
        .audience
        .as_deref()
        .map(|text| text.trim_end_matches('/'));
    let ours = match audience {
        None => !claims.scopes.is_empty(),
        Some(audience) => audience == "https://chat.googleapis.com" || audience == base,
    };
    let scopes = if claims.scopes.is_empty() {
        vec!["chat.bot".to_owned()]
    } else {
        oauth_scope::known(&claims.scopes)?
    };
    (own && ours).then_some(Caller {
        who: Identity::App,
        scopes,
    })
}

/// Returns the webhook with this key and token, which serves exactly one space.
///
/// Google's three refusals, in its order: no key, a key that nobody has, a token that does not fit.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn by_webhook(
    world: &Database,
    space: &str,
    key: Option<&str>,
    token: Option<&str>,
) -> Result<Caller, Status> {
    let key = key.ok_or_else(Status::no_key)?;
    if world.webhooks.iter().all(|webhook| webhook.key != key) {
        return Err(Status::bad_key());
    }
    let place = world.webhooks.iter().position(|webhook| {
        let is_token = token == Some(webhook.token.reveal());
        webhook.space == space && webhook.key == key && is_token
    });
    Ok(Caller {
        who: Identity::Webhook(place.ok_or_else(Status::bad_webhook_token)?),
        scopes: vec!["chat.messages.create".to_owned()],
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::macros::datetime;

    use super::super::jwt::tests::signed;
    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-23 10:00 UTC);

    #[test]
    fn a_token_serves_until_its_end() {
        let mut tokens = Tokens::default();
        let caller = Caller {
            who: Identity::App,
            scopes: vec!["chat.bot".into()],
        };
        let token = tokens.issue(&mut Ids::from_seed(1), caller, NOW, 60);
        assert!(by_token(&tokens, &token, "", NOW).is_ok());
        assert!(by_token(&tokens, &token, "", NOW + Duration::seconds(60)).is_err());
        tokens.revoke(&token);
        assert!(by_token(&tokens, &token, "", NOW).is_err());
    }

    #[test]
    fn a_self_signed_assertion_is_judged() {
        let start = NOW.unix_timestamp();
        let bot = "https://www.googleapis.com/auth/chat.bot";
        for (claims, good) in [
            (
                json!({"iss": dev_key::EMAIL, "sub": dev_key::EMAIL, "scope": bot}),
                true,
            ),
            (
                json!({"iss": dev_key::EMAIL, "sub": dev_key::EMAIL, "aud": "https://chat.googleapis.com/"}),
                true,
            ),
            (
                json!({"iss": dev_key::EMAIL, "aud": "http://127.0.0.1:1/"}),
                true,
            ),
            (
                json!({"iss": dev_key::EMAIL, "aud": "https://pubsub.googleapis.com/"}),
                false,
            ),
            (
                json!({"iss": dev_key::EMAIL, "sub": "ada@example.com", "scope": bot}),
                false,
            ),
            (json!({"iss": "other@example.com", "scope": bot}), false),
            (json!({"iss": dev_key::EMAIL}), false),
            (
                json!({"iss": dev_key::EMAIL, "scope": "https://www.googleapis.com/auth/chat.nonsense"}),
                false,
            ),
        ] {
            let mut claims = claims;
            claims["iat"] = json!(start);
            claims["exp"] = json!(start + 3600);
            let token = signed(&claims, false);
            let caller = by_token(&Tokens::default(), &token, "http://127.0.0.1:1", NOW);
            assert_eq!(caller.is_ok(), good, "{claims}");
        }
    }
}
