//! Tokens that the issuer did not sign as they are, or no more.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use gangway_tests::cloud::Cloud;
use serde_json::Value;

use super::me;

/// None of them opens anything, not even their own tenant.
pub(crate) fn are_nobodys(cloud: &Cloud) {
    let expired = Cloud::sign_in_for(&me(), -60).expect("the issuer answers").expect("a cloud");
    let parts: Vec<&str> = cloud.token().split('.').collect();
    let [head, claims, signature] = parts.as_slice() else { panic!("a token has three parts") };
    let forged = with(claims, "tenant", &crate::user("0"));
    let unsigned = with(head, "alg", "none");
    let tokens = [
        ("no token", String::new()),
        ("no JWT", "let me in".to_owned()),
        ("a token that has run out", expired.token().to_owned()),
        ("another tenant's name", format!("{head}.{forged}.{signature}")),
        ("no algorithm", format!("{unsigned}.{forged}.")),
        ("half a signature", format!("{head}.{claims}.{}", &signature[..signature.len() / 2])),
    ];
    for (what, token) in tokens {
        for path in ["/me", "/jobs", "/records/leads"] {
            let answer = cloud.with_token(token.clone()).try_get(path).expect("answered");
            assert_eq!(answer.status, 401, "{what} at {path}: {}", answer.body);
        }
    }
}

/// A part of a token with another claim.
fn with(part: &str, claim: &str, value: &str) -> String {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(part).expect("base64");
    let mut claims: Value = serde_json::from_slice(&bytes).expect("JSON");
    claims[claim] = value.into();
    BASE64_URL_SAFE_NO_PAD.encode(claims.to_string())
}
