//! What people grant in the browser: the page that asks, codes, refresh tokens, and their end.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ring::digest::{SHA256, digest};

use super::dev_key;
use super::ids::Ids;
use super::oauth_scope;
use super::query::Query;

/// The codes and refresh tokens that are valid.
#[derive(Debug, Default)]
pub struct Grants {
    codes: HashMap<String, Code>,
    refresh_tokens: HashMap<String, Vec<String>>,
    is_built_in_revoked: bool,
}

/// What a code stands for, until it is exchanged.
#[derive(Debug)]
struct Code {
    redirect_uri: String,
    challenge: Option<String>,
    /// The scopes that were granted, as they were asked for.
    scopes: Vec<String>,
}

/// Why a code is not exchanged: the error and the description of the token endpoint.
pub type Refused = (&'static str, &'static str);

/// The answer of the page that asks for consent.
#[derive(Debug, PartialEq, Eq)]
pub enum Consent {
    /// The page, with links to grant and to deny.
    Page(String),
    /// Where the browser goes next.
    Redirect(String),
    /// An error that stays on Google's page; nothing reaches the program that asked.
    DeadEnd(&'static str),
}

impl Grants {
    /// Answers the page at `/o/oauth2/v2/auth`; `decision=allow` or `deny` is what its links add.
    pub fn consent(&mut self, query: &Query, raw: &str, ids: &mut Ids) -> Consent {
        let text = |name: &str| query.text(name).unwrap_or("");
        if text("client_id") != dev_key::USER_CLIENT_ID {
            return Consent::DeadEnd("Error 401: invalid_client. The OAuth client was not found.");
        }
        let redirect_uri = text("redirect_uri");
        if !is_loopback(redirect_uri) {
            return Consent::DeadEnd("Error 400: redirect_uri_mismatch");
        }
        let scopes: Vec<String> = text("scope")
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        if text("response_type") != "code" || scopes.is_empty() || !are_for_users(&scopes) {
            return Consent::DeadEnd("Error 400: invalid_scope");
        }
        let state = utf8_percent_encode(text("state"), NON_ALPHANUMERIC);
        match text("decision") {
            "allow" => {
                let code = format!("4/0A{}", ids.letters(40));
                let challenge = query.text("code_challenge").map(str::to_owned);
                let redirect_uri = redirect_uri.to_owned();
                let to = format!(
                    "{redirect_uri}?state={state}&code={}&scope={}",
                    utf8_percent_encode(&code, NON_ALPHANUMERIC),
                    utf8_percent_encode(&scopes.join(" "), NON_ALPHANUMERIC),
                );
                let granted = Code {
                    redirect_uri,
                    challenge,
                    scopes,
                };
                self.codes.insert(code, granted);
                Consent::Redirect(to)
            }
            "deny" => {
                Consent::Redirect(format!("{redirect_uri}?error=access_denied&state={state}"))
            }
            _ => Consent::Page(page(raw, &scopes)),
        }
    }

    /// Exchanges a code, once, and returns the refresh token and the scopes.
    ///
    /// # Errors
    /// Returns the error and the description of the token endpoint.
    pub fn exchange(
        &mut self,
        form: &Query,
        ids: &mut Ids,
    ) -> Result<(String, Vec<String>), Refused> {
        let code = form.text("code").unwrap_or("");
        let granted = self
            .codes
            .remove(code)
            .ok_or(("invalid_grant", "Bad Request"))?;
        if form.text("redirect_uri") != Some(granted.redirect_uri.as_str()) {
            return Err(("redirect_uri_mismatch", "Bad Request"));
        }
        if let Some(challenge) = granted.challenge {
            let verifier = form
                .text("code_verifier")
                .ok_or(("invalid_grant", "Missing code verifier"))?;
            let digested = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()));
            if digested != challenge && verifier != challenge {
                return Err(("invalid_grant", "Invalid code verifier"));
            }
        }
        let token = format!("1//sandbox-{}", ids.letters(40));
        self.refresh_tokens
            .insert(token.clone(), granted.scopes.clone());
        Ok((token, granted.scopes))
    }

    /// Returns the scopes of a refresh token, as they were asked for; `None` where it is not valid.
    #[must_use]
    pub fn scopes(&self, refresh_token: &str) -> Option<Vec<String>> {
        if refresh_token == dev_key::REFRESH_TOKEN {
            return (!self.is_built_in_revoked).then(oauth_scope::all_granted);
        }
        self.refresh_tokens.get(refresh_token).cloned()
    }

    /// Ends a refresh token; returns whether it was valid.
    pub fn revoke(&mut self, token: &str) -> bool {
        if token == dev_key::REFRESH_TOKEN {
            return !std::mem::replace(&mut self.is_built_in_revoked, true);
        }
        self.refresh_tokens.remove(token).is_some()
    }
}

fn are_for_users(scopes: &[String]) -> bool {
    let is_identity = |scope: &str| oauth_scope::is_identity(scope);
    let named: Vec<String> = scopes
        .iter()
        .filter(|scope| !is_identity(scope))
        .cloned()
        .collect();
    oauth_scope::known(&named)
        .is_some_and(|known| known.iter().all(|scope| oauth_scope::is_for_user(scope)))
}

/// Returns whether a desktop client may be sent there: any port and path of this machine.
fn is_loopback(uri: &str) -> bool {
    ["http://127.0.0.1:", "http://[::1]:", "http://localhost:"]
        .iter()
        .any(|base| uri.starts_with(base))
}

fn page(raw: &str, scopes: &[String]) -> String {
    let raw = raw
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;");
    let list = scopes.join("\n<li>").replace("<s", "&lt;s");
    format!(
        "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><title>Sandbox: sign in</title>\n\
         <h1>chatquill's sandbox, not Google</h1>\n<p>Ada Lovelace grants:\n<ul>\n<li>{list}\n</ul>\n\
         <p><a id=allow href=\"?{raw}&amp;decision=allow\">Allow</a>\n\
         <a id=deny href=\"?{raw}&amp;decision=deny\">Cancel</a>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGES: &str = "https://www.googleapis.com/auth/chat.messages.create";

    fn asked(more: &str) -> Query {
        Query::parse(&format!(
            "client_id={}&redirect_uri=http://127.0.0.1:7/&response_type=code&scope=openid+{MESSAGES}&state=s%261{more}",
            dev_key::USER_CLIENT_ID
        ))
    }

    fn code(grants: &mut Grants, more: &str) -> String {
        let query = asked(&format!("{more}&decision=allow"));
        let Consent::Redirect(to) = grants.consent(&query, "", &mut Ids::from_seed(1)) else {
            panic!("no redirect");
        };
        assert!(
            to.starts_with("http://127.0.0.1:7/?state=s%261&code="),
            "{to}"
        );
        let answer = Query::parse(to.split_once('?').unwrap().1);
        answer.text("code").unwrap().to_owned()
    }

    #[test]
    fn a_code_is_exchanged_once_and_for_its_verifier_only() {
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, b"v"));
        for (challenge, form, outcome) in [
            (
                format!("&code_challenge={challenge}"),
                "&code_verifier=v",
                Ok(()),
            ),
            (
                format!("&code_challenge={challenge}"),
                "&code_verifier=w",
                Err("Invalid code verifier"),
            ),
            (
                format!("&code_challenge={challenge}"),
                "",
                Err("Missing code verifier"),
            ),
            (String::new(), "", Ok(())),
            (
                String::new(),
                "&redirect_uri=http://127.0.0.1:8/",
                Err("Bad Request"),
            ),
        ] {
            let mut grants = Grants::default();
            let code = code(&mut grants, &challenge);
            let form = format!("redirect_uri=http://127.0.0.1:7/{form}&code={code}");
            let form = Query::parse(&form);
            let first = grants.exchange(&form, &mut Ids::from_seed(2));
            assert_eq!(first.as_ref().map(drop).map_err(|(_, why)| *why), outcome);
            let second = grants.exchange(&form, &mut Ids::from_seed(3));
            assert_eq!(second.unwrap_err().0, "invalid_grant");
            if let Ok((token, scopes)) = first {
                assert_eq!(grants.scopes(&token), Some(scopes));
                assert!(grants.revoke(&token) && grants.scopes(&token).is_none());
            }
        }
    }

    #[test]
    fn errors_stay_on_the_page_and_a_refusal_comes_back() {
        let mut grants = Grants::default();
        let ids = &mut Ids::from_seed(1);
        for (from, to) in [
            (dev_key::USER_CLIENT_ID, "other"),
            ("127.0.0.1", "example.com"),
            ("chat.messages.create", "chat.bot"),
        ] {
            let raw = format!(
                "client_id={}&redirect_uri=http://127.0.0.1:7/&response_type=code&scope={MESSAGES}",
                dev_key::USER_CLIENT_ID
            );
            let answer = grants.consent(&Query::parse(&raw.replace(from, to)), "", ids);
            assert!(matches!(answer, Consent::DeadEnd(_)), "{to}: {answer:?}");
        }
        assert!(matches!(
            grants.consent(&asked(""), "", ids),
            Consent::Page(_)
        ));
        assert_eq!(
            grants.consent(&asked("&decision=deny"), "", ids),
            Consent::Redirect("http://127.0.0.1:7/?error=access_denied&state=s%261".to_owned())
        );
    }
}
