//! Signed assertions (JWT): decoded, the RS256 signature verified, the times validated.

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use serde_json::Value;

use super::dev_key;

/// Base64url with or without `=`: yup-oauth2 pads its segments, and Google takes both.
const SEGMENT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Maximum difference between the clocks of two machines, in seconds.
const SKEW: i64 = 300;
/// Maximum lifetime of an assertion, in seconds.
const HOUR: i64 = 3600;

/// The claims of an assertion whose signature is valid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claims {
    /// Who signed it.
    pub issuer: String,
    /// The `sub`: whom the token shall be for, the address of a user, or the issuer itself.
    pub subject: Option<String>,
    /// The `aud`: for whom the assertion was written.
    pub audience: Option<String>,
    /// The requested scopes, as full URLs.
    pub scopes: Vec<String>,
}

/// Why an assertion is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssertionError {
    /// Not three segments of JSON, JSON and bytes, or not RS256.
    #[error("Invalid JWT: the assertion cannot be read.")]
    Malformed,
    /// Signed by another key, or changed after it was signed.
    #[error("Invalid JWT Signature.")]
    Signature,
    /// Expired, issued in the future, or with a lifetime of more than an hour.
    #[error(
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."
    )]
    Times,
}

/// Returns the claims of a token that was signed with the sandbox's key and is valid at `now` (Unix seconds).
///
/// # Errors
/// Returns what is wrong with the token.
pub fn verify(token: &str, now: i64) -> Result<Claims, AssertionError> {
    let (signed, signature) = token.rsplit_once('.').ok_or(AssertionError::Malformed)?;
    let (head, payload) = signed.split_once('.').ok_or(AssertionError::Malformed)?;
    if object(head)?["alg"] != "RS256" {
        return Err(AssertionError::Malformed);
    }
    let claims = object(payload)?;
    let signature = SEGMENT
        .decode(signature)
        .map_err(|_| AssertionError::Malformed)?;
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, dev_key::PUBLIC)
        .verify(signed.as_bytes(), &signature)
        .map_err(|_| AssertionError::Signature)?;
    judge_times(&claims, now)?;
    Ok(Claims {
        issuer: text(&claims, "iss").unwrap_or_default(),
        subject: text(&claims, "sub").filter(|subject| !subject.is_empty()),
        audience: text(&claims, "aud"),
        scopes: text(&claims, "scope")
            .unwrap_or_default()
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
    })
}

fn object(segment: &str) -> Result<Value, AssertionError> {
    let bytes = SEGMENT
        .decode(segment)
        .map_err(|_| AssertionError::Malformed)?;
    serde_json::from_slice(&bytes)
        .ok()
        .filter(Value::is_object)
        .ok_or(AssertionError::Malformed)
}

fn text(claims: &Value, name: &str) -> Option<String> {
    claims[name].as_str().map(str::to_owned)
}

/// Parses seconds, which may come as a whole number or as a real one.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and such a time is refused anyway"
)]
fn seconds(claims: &Value, name: &str) -> Option<i64> {
    claims[name]
        .as_i64()
        .or_else(|| claims[name].as_f64().map(|real| real as i64))
}

fn judge_times(claims: &Value, now: i64) -> Result<(), AssertionError> {
    let expires = seconds(claims, "exp").ok_or(AssertionError::Times)?;
    let issued = seconds(claims, "iat").unwrap_or(now);
    let reasonable = expires > now
        && issued <= now.saturating_add(SKEW)
        && expires <= issued.saturating_add(HOUR)
        && expires <= now.saturating_add(HOUR + SKEW);
    if reasonable {
        Ok(())
    } else {
        Err(AssertionError::Times)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use base64::engine::general_purpose::{STANDARD, URL_SAFE as PADDED, URL_SAFE_NO_PAD};
    use ring::rand::SystemRandom;
    use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
    use serde_json::json;

    use super::*;

    /// Signs claims with the sandbox's own key.
    pub fn signed(claims: &Value, padded: bool) -> String {
        let engine = if padded { PADDED } else { URL_SAFE_NO_PAD };
        let head = engine.encode(r#"{"alg":"RS256","typ":"JWT"}"#);
        let text = format!("{head}.{}", engine.encode(claims.to_string()));
        let body: String = dev_key::private_pem()
            .lines()
            .filter(|line| !line.starts_with("-----"))
            .collect();
        let pair = RsaKeyPair::from_pkcs8(&STANDARD.decode(body).unwrap()).unwrap();
        let mut signature = vec![0; pair.public().modulus_len()];
        pair.sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            text.as_bytes(),
            &mut signature,
        )
        .unwrap();
        format!("{text}.{}", engine.encode(signature))
    }

    #[test]
    fn a_good_assertion_is_read_padded_or_not() {
        let claims = json!({"iss": "me", "sub": null, "aud": "you", "scope": "a b", "iat": 1000, "exp": 4595});
        for padded in [true, false] {
            let read = verify(&signed(&claims, padded), 1001).unwrap();
            assert_eq!(read.issuer, "me");
            assert_eq!(read.subject, None);
            assert_eq!(read.audience.as_deref(), Some("you"));
            assert_eq!(read.scopes, ["a", "b"]);
        }
    }

    #[test]
    fn times_are_judged() {
        for (issued, expires, now, good) in [
            (1000, 4600, 1000, true),
            (1000, 4600, 4599, true),
            (1000, 4600, 4600, false),
            (1000, 4601, 1000, false),
            (1200, 4700, 1000, true),
            (1400, 4900, 1000, false),
        ] {
            let token = signed(&json!({"iat": issued, "exp": expires}), false);
            assert_eq!(
                verify(&token, now).is_ok(),
                good,
                "{issued} {expires} {now}"
            );
        }
    }

    #[test]
    fn a_changed_or_foreign_token_is_refused() {
        let token = signed(&json!({"iat": 0, "exp": 100}), false);
        let (head, rest) = token.split_once('.').unwrap();
        let (_, signature) = rest.split_once('.').unwrap();
        let other = URL_SAFE_NO_PAD.encode(r#"{"iat":0,"exp":200}"#);
        assert_eq!(
            verify(&format!("{head}.{other}.{signature}"), 1),
            Err(AssertionError::Signature)
        );
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#);
        assert_eq!(
            verify(&format!("{none}.{other}."), 1),
            Err(AssertionError::Malformed)
        );
        for text in ["", "a.b", "a.b.c", "!.!.!"] {
            assert_eq!(verify(text, 1), Err(AssertionError::Malformed), "{text}");
        }
    }
}
