//! Signed addresses take just the bytes that were signed, at just that place.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gangway_contract::api::{ImportCreated, Link, PartToSign, SignParts, SignedParts};
use gangway_tests::cloud::Cloud;
use gangway_tests::import;
use serde_json::json;
use sha2::{Digest, Sha256};

/// Names and values of a request's headers.
type Headers = Vec<(String, String)>;

const HONEST: &[u8] = b"Email,Last Name\nann@example.org,Ann\n";

/// Another length, other bytes, another place, another expiry: none is taken.
pub(crate) fn are_refused(cloud: &Cloud) {
    let created: ImportCreated =
        cloud.post("/imports", &super::import("parts.csv", HONEST.len() as u64)).expect("a job");
    let (url, headers) = sign(cloud, &created);
    let mut other = HONEST.to_vec();
    other[20] = b'z';
    let longer = [HONEST, b"bob@example.org,Bob\n"].concat();
    let unsigned: Headers =
        headers.iter().filter(|it| !it.0.contains("checksum")).cloned().collect();
    let elsewhere = url.replace(&super::me(), &crate::user("0"));
    let for_ever = url.replace("X-Amz-Expires=", "X-Amz-Expires=9");
    assert!(elsewhere != url && for_ever != url, "{url}");
    let attempts: [(&str, &str, &Headers, &[u8]); 5] = [
        ("other bytes", &url, &headers, &other),
        ("more bytes", &url, &headers, &longer),
        ("no digest", &url, &unsigned, HONEST),
        ("another tenant's place", &elsewhere, &headers, HONEST),
        ("an address that never ends", &for_ever, &headers, HONEST),
    ];
    for (what, url, headers, bytes) in attempts {
        let status = cloud.knock(url, headers, Some(bytes)).expect("answered");
        assert!((400..500).contains(&status), "{what}: {status}");
    }
    assert_eq!(cloud.knock(&url, &headers, Some(HONEST)).expect("answered"), 200, "the honest");
    lengths_are_those_of_the_file(cloud, &created);
    links_lead_to_one_file(cloud);
}

fn sign(cloud: &Cloud, created: &ImportCreated) -> (String, Headers) {
    let signed: SignedParts = cloud
        .post(&format!("/imports/{}/parts", created.job), &part(HONEST.len()))
        .expect("signed");
    let part = &signed.parts[0];
    let headers = part.headers.iter().map(|it| (it.name.clone(), it.value.clone())).collect();
    (part.url.clone(), headers)
}

fn part(length: usize) -> SignParts {
    let sha256 = BASE64_STANDARD.encode(Sha256::digest(HONEST));
    let length = u32::try_from(length).expect("small");
    SignParts { parts: vec![PartToSign { number: 1, length, sha256 }] }
}

/// No more than was announced is signed, and nothing is made of parts that nobody put.
fn lengths_are_those_of_the_file(cloud: &Cloud, created: &ImportCreated) {
    let path = format!("/imports/{}", created.job);
    let answer = cloud.try_post(&format!("{path}/parts"), &part(8 << 20)).expect("answered");
    assert_eq!(answer.status, 422, "{}", answer.body);
    let made_up = json!({ "parts": [{ "number": 1, "etag": "\"0\"", "sha256": "AAAA" }] });
    let answer = cloud.try_post(&format!("{path}/complete"), &made_up).expect("answered");
    assert_eq!(answer.status, 422, "{}", answer.body);
}

fn links_lead_to_one_file(cloud: &Cloud) {
    let (_, job) = import::import(cloud, "leads", "mine.csv", HONEST, |_| {}).expect("imported");
    let link: Link = cloud.get(&format!("/jobs/{}/files/success", job.id)).expect("a link");
    let get = |url: &str| cloud.knock(url, &[], None).expect("answered");
    assert_eq!(get(&link.url), 200);
    for (what, url) in [
        ("another tenant's", link.url.replace(&super::me(), &crate::user("0"))),
        ("a longer life", link.url.replace("X-Amz-Expires=", "X-Amz-Expires=9")),
        ("another file", link.url.replace("/result/", "/slices/")),
    ] {
        assert_ne!(url, link.url, "{what}");
        assert!((400..500).contains(&get(&url)), "{what}");
    }
}
