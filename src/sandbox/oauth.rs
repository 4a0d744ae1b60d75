//! The token endpoint: exchanges assertions of a service account, and codes and refresh tokens of the user.

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::auth::{Caller, Tokens};
use super::database::{Database, Identity};
use super::dev_key;
use super::grants::Grants;
use super::jwt;
use super::oauth_scope;
use super::query::Query;

/// URLs of Google's own token endpoint, which assertions may name as their audience.
const GOOGLE: [&str; 3] = [
    "https://oauth2.googleapis.com/token",
    "https://www.googleapis.com/oauth2/v4/token",
    "https://accounts.google.com/o/oauth2/token",
];

/// Error response of the token endpoint, in the terms of RFC 6749: `error` and `error_description`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub http: u16,
    /// `invalid_grant` and its like.
    pub error: &'static str,
    /// A sentence for people.
    pub description: String,
}

impl Refusal {
    fn new(error: &'static str, description: impl Into<String>) -> Self {
        Self {
            http: if matches!(error, "unauthorized_client" | "invalid_client") {
                401
            } else {
                400
            },
            error,
            description: description.into(),
        }
    }

    /// Returns the body of the response.
    #[must_use]
    pub fn body(&self) -> Value {
        json!({ "error": self.error, "error_description": self.description })
    }
}

/// What the endpoint needs to handle a request.
#[derive(Debug)]
pub struct TokenContext<'a> {
    /// The sandbox's data.
    pub world: &'a mut Database,
    /// The valid tokens.
    pub tokens: &'a mut Tokens,
    /// What people granted.
    pub grants: &'a mut Grants,
    /// The client's ID and secret, where they came as HTTP Basic.
    pub basic: Option<(String, String)>,
    /// The sandbox's own address.
    pub base: &'a str,
    /// The time.
    pub now: OffsetDateTime,
    /// Lifetime of a token, in seconds.
    pub life: u32,
}

impl TokenContext<'_> {
    /// Handles a form posted to the token endpoint.
    ///
    /// # Errors
    /// Returns the refusal of the token endpoint, as OAuth has it.
    pub fn answer(&mut self, form: &Query) -> Result<Value, Refusal> {
        match form.text("grant_type") {
            Some("urn:ietf:params:oauth:grant-type:jwt-bearer") => self.assertion(form),
            Some("refresh_token") => self.refresh(form),
            Some("authorization_code") => self.code(form),
            Some(other) => Err(Refusal::new(
                "unsupported_grant_type",
                format!("Invalid grant_type: {other}"),
            )),
            None => Err(Refusal::new(
                "invalid_request",
                "Required parameter is missing: grant_type",
            )),
        }
    }

    fn assertion(&mut self, form: &Query) -> Result<Value, Refusal> {
        let missing = || {
            Refusal::new(
                "invalid_request",
                "Required parameter is missing: assertion",
            )
        };
        let assertion = form.text("assertion").ok_or_else(missing)?;
        let claims = jwt::verify(assertion, self.now.unix_timestamp())
            .map_err(|flaw| Refusal::new("invalid_grant", flaw.to_string()))?;
        if claims.issuer != dev_key::EMAIL {
            return Err(Refusal::new(
                "invalid_grant",
                "Invalid grant: account not found",
            ));
        }
        if !self.is_audience(claims.audience.as_deref().unwrap_or("")) {
            return Err(Refusal::new(
                "invalid_grant",
                format!(
                    "Invalid JWT: Failed audience check. The right audience is {}/token",
                    self.base
                ),
            ));
        }
        let scopes = oauth_scope::known(&claims.scopes)
            .filter(|scopes| !scopes.is_empty())
            .ok_or_else(|| {
                Refusal::new(
                    "invalid_scope",
                    "Invalid OAuth scope or ID token audience provided.",
                )
            })?;
        let caller = self.principal(claims.subject.as_deref(), scopes)?;
        Ok(self.granted(caller, false))
    }

    /// Returns whom the token is for: the app itself, or a person for whom it may act.
    fn principal(&self, subject: Option<&str>, scopes: Vec<String>) -> Result<Caller, Refusal> {
        let unauthorized = || {
            Refusal::new(
                "unauthorized_client",
                "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
            )
        };
        let Some(email) = subject.filter(|subject| *subject != dev_key::EMAIL) else {
            return Ok(Caller {
                who: Identity::App,
                scopes,
            });
        };
        let person = self
            .world
            .person_by_email(email)
            .ok_or_else(|| Refusal::new("invalid_grant", "Invalid email or User ID"))?;
        if scopes.iter().any(|scope| !oauth_scope::is_for_user(scope)) {
            return Err(unauthorized());
        }
        Ok(Caller {
            who: Identity::User(person.name.clone()),
            scopes,
        })
    }

    fn is_audience(&self, audience: &str) -> bool {
        let own = format!("{}/token", self.base);
        GOOGLE.contains(&audience)
            || audience == own
            || audience == own.replace("127.0.0.1", "localhost")
    }

    /// Returns a refusal unless the form names the sandbox's client, in its fields or by HTTP Basic.
    fn needs_client(&self, form: &Query) -> Result<(), Refusal> {
        let basic = self.basic.as_ref();
        let id = basic.map(|(id, _)| id.as_str()).or(form.text("client_id"));
        let secret = basic
            .map(|(_, secret)| secret.as_str())
            .or(form.text("client_secret"));
        if id != Some(dev_key::USER_CLIENT_ID) {
            return Err(Refusal::new(
                "invalid_client",
                "The OAuth client was not found.",
            ));
        }
        match secret {
            Some(dev_key::USER_CLIENT_SECRET) => Ok(()),
            Some(_) => Err(Refusal::new("invalid_client", "Unauthorized")),
            None => Err(Refusal::new("invalid_request", "client_secret is missing.")),
        }
    }

    fn code(&mut self, form: &Query) -> Result<Value, Refusal> {
        self.needs_client(form)?;
        let exchanged = self.grants.exchange(form, &mut self.world.ids);
        let (token, scopes) =
            exchanged.map_err(|(error, description)| Refusal::new(error, description))?;
        let mut answer = self.for_person(&scopes)?;
        answer["refresh_token"] = json!(token);
        Ok(answer)
    }

    fn refresh(&mut self, form: &Query) -> Result<Value, Refusal> {
        self.needs_client(form)?;
        let token = form.text("refresh_token").unwrap_or("");
        let granted = self
            .grants
            .scopes(token)
            .ok_or_else(|| Refusal::new("invalid_grant", "Token has been expired or revoked."))?;
        let scopes = match form.text("scope") {
            None => granted,
            Some(asked) => {
                let asked: Vec<String> = asked.split_whitespace().map(str::to_owned).collect();
                if !asked.iter().all(|scope| granted.contains(scope)) {
                    return Err(Refusal::new("invalid_scope", "Bad Request"));
                }
                asked
            }
        };
        self.for_person(&scopes)
    }

    /// Returns a token for the sandbox's person, with these scopes.
    fn for_person(&mut self, scopes: &[String]) -> Result<Value, Refusal> {
        let (identity, named): (Vec<String>, Vec<String>) = scopes
            .iter()
            .cloned()
            .partition(|scope| oauth_scope::is_identity(scope));
        let known = oauth_scope::known(&named)
            .ok_or_else(|| Refusal::new("invalid_scope", "Bad Request"))?;
        let caller = Caller {
            who: Identity::User(self.world.me.clone()),
            scopes: known,
        };
        let mut answer = self.granted(caller, true);
        if !identity.is_empty() {
            let whole = answer["scope"].as_str().unwrap_or("").to_owned();
            answer["scope"] = json!(format!("{} {whole}", identity.join(" ")).trim());
        }
        Ok(answer)
    }

    fn granted(&mut self, caller: Caller, tell_scopes: bool) -> Value {
        let scopes = oauth_scope::written(&caller.scopes);
        let token = self
            .tokens
            .issue(&mut self.world.ids, caller, self.now, self.life);
        let mut answer = json!({
            "access_token": token,
            "expires_in": self.life,
            "token_type": "Bearer",
        });
        if tell_scopes {
            answer["scope"] = json!(scopes);
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::super::{ids::Ids, jwt::tests::signed, seed};
    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-23 10:00 UTC);
    const BOT: &str = "https://www.googleapis.com/auth/chat.bot";
    const MESSAGES: &str = "https://www.googleapis.com/auth/chat.messages";

    fn ask(form: &str) -> Result<Value, Refusal> {
        let mut world = seed::world(Ids::from_seed(1), NOW);
        TokenContext {
            world: &mut world,
            tokens: &mut Tokens::default(),
            grants: &mut Grants::default(),
            basic: None,
            base: "http://127.0.0.1:1",
            now: NOW,
            life: 3599,
        }
        .answer(&Query::parse(form))
    }

    #[test]
    fn assertions_are_judged() {
        let start = NOW.unix_timestamp();
        let own = "http://127.0.0.1:1/token";
        for (issuer, audience, scope, subject, outcome) in [
            (dev_key::EMAIL, own, BOT, Value::Null, "ok"),
            (
                dev_key::EMAIL,
                "https://oauth2.googleapis.com/token",
                BOT,
                Value::Null,
                "ok",
            ),
            (
                dev_key::EMAIL,
                own,
                MESSAGES,
                json!("ada@example.com"),
                "ok",
            ),
            (
                dev_key::EMAIL,
                own,
                BOT,
                json!("ada@example.com"),
                "unauthorized_client",
            ),
            (
                dev_key::EMAIL,
                own,
                MESSAGES,
                json!("nobody@example.com"),
                "invalid_grant",
            ),
            (
                dev_key::EMAIL,
                "https://example.com/token",
                BOT,
                Value::Null,
                "invalid_grant",
            ),
            ("other@example.com", own, BOT, Value::Null, "invalid_grant"),
            (dev_key::EMAIL, own, "", Value::Null, "invalid_scope"),
            (
                dev_key::EMAIL,
                own,
                "https://www.googleapis.com/auth/chat.nonsense",
                Value::Null,
                "invalid_scope",
            ),
        ] {
            let claims = json!({
                "iss": issuer, "aud": audience, "scope": scope, "sub": subject,
                "iat": start, "exp": start + 3595,
            });
            let form = format!(
                "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={}",
                signed(&claims, true).replace('=', "%3D")
            );
            let answer = ask(&form).map_or_else(|refusal| refusal.error, |_| "ok");
            assert_eq!(answer, outcome, "{claims}");
        }
    }

    #[test]
    fn refresh_tokens_are_judged() {
        let good = format!(
            "grant_type=refresh_token&client_id={}&client_secret={}&refresh_token={}",
            dev_key::USER_CLIENT_ID,
            dev_key::USER_CLIENT_SECRET,
            dev_key::REFRESH_TOKEN
        );
        for (form, outcome) in [
            (good.clone(), "ok"),
            (format!("{good}&scope={MESSAGES}"), "ok"),
            (format!("{good}&scope={BOT}"), "invalid_scope"),
            (good.replace("ada", "eve"), "invalid_grant"),
            (
                good.replace("sandbox-client", "other-client"),
                "invalid_client",
            ),
            ("grant_type=password".into(), "unsupported_grant_type"),
            (String::new(), "invalid_request"),
        ] {
            let answer = ask(&form).map_or_else(|refusal| refusal.error, |_| "ok");
            assert_eq!(answer, outcome, "{form}");
        }
    }
}
