//! The development key of the sandbox's service account; it is valid for the sandbox only.

use serde_json::json;

/// The private half, after a paragraph that says what it is.
const PEM: &str = include_str!("../../assets/sandbox/service-account-key.pem");
/// The public half as a PKCS#1 `RSAPublicKey` in DER.
pub const PUBLIC: &[u8] = include_bytes!("../../assets/sandbox/service-account-public.der");

/// The id of the key, which Google's libraries send as `kid`.
pub const KEY_ID: &str = "3282a43f2484d6d646aac9c14d62a8ebba3ee9e2";
/// The address of the service account, the `iss` of its assertions.
pub const EMAIL: &str = "build-bot@chatquill-sandbox.iam.gserviceaccount.com";
/// The numeric id of the service account.
pub const CLIENT_ID: &str = "104621904582710035577";

/// The OAuth client of the sandbox's user.
pub const USER_CLIENT_ID: &str = "764086051850-sandbox.apps.googleusercontent.com";
/// Its secret, which guards nothing.
pub const USER_CLIENT_SECRET: &str = "sandbox-client-secret";
/// The refresh token of the sandbox's user.
pub const REFRESH_TOKEN: &str = "1//sandbox-refresh-token-ada";

/// Returns the private key as PEM without the paragraph before it.
#[must_use]
pub fn private_pem() -> &'static str {
    PEM.find("-----BEGIN").map_or(PEM, |start| &PEM[start..])
}

/// Returns the service-account file as Google's console writes it, with this token endpoint.
#[must_use]
pub fn service_account(token_uri: &str) -> String {
    format!(
        "{:#}\n",
        json!({
            "type": "service_account",
            "project_id": "chatquill-sandbox",
            "private_key_id": KEY_ID,
            "private_key": private_pem(),
            "client_email": EMAIL,
            "client_id": CLIENT_ID,
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": token_uri,
            "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
            "client_x509_cert_url": format!(
                "https://www.googleapis.com/robot/v1/metadata/x509/{}",
                EMAIL.replace('@', "%40")
            ),
            "universe_domain": "googleapis.com",
        })
    )
}

/// Returns the authorized-user file as gcloud writes it, plus the token endpoint.
#[must_use]
pub fn authorized_user(token_uri: &str) -> String {
    format!(
        "{:#}\n",
        json!({
            "account": "",
            "client_id": USER_CLIENT_ID,
            "client_secret": USER_CLIENT_SECRET,
            "refresh_token": REFRESH_TOKEN,
            "token_uri": token_uri,
            "type": "authorized_user",
            "universe_domain": "googleapis.com",
        })
    )
}

/// Returns the client-secret file of a desktop client as Google's console writes it, with the sandbox's endpoints.
#[must_use]
pub fn client_secret(base: &str) -> String {
    format!(
        "{:#}\n",
        json!({
            "installed": {
                "client_id": USER_CLIENT_ID,
                "project_id": "chatquill-sandbox",
                "auth_uri": format!("{base}/o/oauth2/v2/auth"),
                "token_uri": format!("{base}/token"),
                "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
                "client_secret": USER_CLIENT_SECRET,
                "redirect_uris": ["http://localhost"],
            }
        })
    )
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use ring::signature::{KeyPair, RsaKeyPair};

    use super::*;

    #[test]
    fn the_two_halves_belong_together() {
        let body: String = private_pem()
            .lines()
            .filter(|line| !line.starts_with("-----"))
            .collect();
        let der = base64::engine::general_purpose::STANDARD
            .decode(body)
            .unwrap();
        let pair = RsaKeyPair::from_pkcs8(&der).unwrap();
        assert_eq!(pair.public_key().as_ref(), PUBLIC);
    }

    #[test]
    fn the_files_are_json_that_names_the_token_endpoint() {
        for file in [
            service_account("http://x/token"),
            authorized_user("http://x/token"),
        ] {
            let value: serde_json::Value = serde_json::from_str(&file).unwrap();
            assert_eq!(value["token_uri"], "http://x/token");
        }
    }
}
