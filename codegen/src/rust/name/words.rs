//! Where capital letters begin a word, and where they do not: `IPv6`, `CPUs` and `OAuth` are one word each.
//!
//! Owns the exceptions to the rule that a capital letter after a small one begins a word, and so does the last of several capital
//! letters before a small one. They are found by the letters of a name alone, so that no name depends on another one. Must not know
//! cases.
//!
//! - Two or more capital letters and an `s` are one word, if no small letter follows: `CPUs`, `userIDs`, `VMsPerHost`.
//!   After `X` alone it is not: `XMsVersion`.
//! - Two or more capital letters, `v` and a digit are one word: `IPv6`, `UUIDv4`.
//! - The words of [`LISTED`] are one word each.

use std::borrow::Cow;

/// Words that are spelled with a capital letter in them that begins no word. A change of this list changes names of every user.
const LISTED: &[&str] = &[
    "ETag", "GHz", "IPsec", "IaaS", "MHz", "OAuth", "PaaS", "SaaS", "VoIP", "WiFi", "gRPC", "iOS", "iSCSI", "kHz",
    "kWh", "mTLS", "macOS", "vCPU",
];

/// A text in which each of these words has its first letter as its only capital letter.
pub(super) fn joined(text: &str) -> Cow<'_, str> {
    let letters = text.as_bytes();
    // Letters beyond ASCII are never part of such a word, and their bytes are no ASCII letters.
    let mut joined = String::new();
    let mut done = 0;
    let mut start = 0;
    while start < letters.len() {
        let Some(length) = one_word(letters, start) else {
            start += 1;
            continue;
        };
        let (Some(before), Some(word)) = (text.get(done..start), text.get(start..start + length)) else { break };
        joined.push_str(before);
        joined.extend(word.chars().take(1).map(|first| first.to_ascii_uppercase()));
        joined.extend(word.chars().skip(1).map(|letter| letter.to_ascii_lowercase()));
        start += length;
        done = start;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    joined.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(joined)
}

/// The length of the word that begins here, if it is one of the exceptions.
fn one_word(letters: &[u8], start: usize) -> Option<usize> {
    let before = start.checked_sub(1).and_then(|before| letters.get(before));
    let rest = letters.get(start..)?;
    let is_upper = |letter: Option<&u8>| letter.is_some_and(u8::is_ascii_uppercase);
    let is_lower = |letter: Option<&u8>| letter.is_some_and(u8::is_ascii_lowercase);
    // Within capital letters no word begins, and after a small letter only a capital letter begins one.
    if is_upper(before) || (is_lower(before) && !is_upper(rest.first())) {
        return None;
    }
    let plural = |end: usize| end + usize::from(rest.get(end) == Some(&b's') && !is_lower(rest.get(end + 1)));
    let listed = LISTED.iter().filter(|word| rest.starts_with(word.as_bytes())).map(|word| plural(word.len()));
    if let Some(length) = listed.max().filter(|end| !is_lower(rest.get(*end))) {
        return Some(length);
    }
    let capitals = rest.iter().take_while(|letter| letter.is_ascii_uppercase()).count();
    let is_version = rest.get(capitals) == Some(&b'v') && rest.get(capitals + 1).is_some_and(u8::is_ascii_digit);
    match capitals {
        0 | 1 => None,
        _ if is_version => Some(capitals + 1),
        2 if rest.first() == Some(&b'X') => None,
        _ => Some(plural(capitals)).filter(|length| *length > capitals),
    }
}

#[cfg(test)]
mod tests {
    use crate::rust::{Case, Name};

    /// Texts with their words.
    const WORDS: &[(&str, &str)] = &[
        // One word.
        ("IPv6", "ipv6"),
        ("enable_IPv6", "enable_ipv6"),
        ("IPv4Address", "ipv4_address"),
        ("UUIDv4", "uuidv4"),
        ("APIv2Key", "apiv2_key"),
        ("X509v3", "x509v3"),
        ("OAuth2", "oauth2"),
        ("OAuth", "oauth"),
        ("OAuthToken", "oauth_token"),
        ("GetOAuth2Token", "get_oauth2_token"),
        ("CPUs", "cpus"),
        ("NanoCPUs", "nano_cpus"),
        ("GPUs", "gpus"),
        ("URLs", "urls"),
        ("userIDs", "user_ids"),
        ("IDs", "ids"),
        ("VMsPerHost", "vms_per_host"),
        ("PIDsLimit", "pids_limit"),
        ("DNSs2", "dnss2"),
        ("iOS", "ios"),
        ("iOSVersion", "ios_version"),
        ("minIOSVersion", "min_ios_version"),
        ("macOS", "macos"),
        ("vCPUs", "vcpus"),
        ("maxVCPUs", "max_vcpus"),
        ("ETag", "etag"),
        ("ETags", "etags"),
        ("lastETag", "last_etag"),
        ("clockGHz", "clock_ghz"),
        ("SaaSPlan", "saas_plan"),
        // As ever.
        ("S3Bucket", "s3_bucket"),
        ("EC2Instance", "ec2_instance"),
        ("HTTPServer", "http_server"),
        ("HTTPSServer", "https_server"),
        ("x509", "x509"),
        ("X509Certificate", "x509_certificate"),
        ("sha256Hash", "sha256_hash"),
        ("getHTTPResponse", "get_http_response"),
        ("userID", "user_id"),
        ("ipv6", "ipv6"),
        ("Ipv6Addr", "ipv6_addr"),
        ("IPV6", "ipv6"),
        ("xMax", "x_max"),
        ("XAxis", "x_axis"),
        ("isABs", "is_abs"),
        ("ThisIsATest", "this_is_a_test"),
        ("HTTPSsl", "http_ssl"),
        ("getXMsText", "get_x_ms_text"),
        ("USsales", "u_ssales"),
        ("OAuthor", "o_author"),
        ("ETagged", "e_tagged"),
        ("radiOS", "radi_os"),
        ("GitHub", "git_hub"),
        ("Pv6", "pv6"),
        ("Av1", "av1"),
        ("größeIDs", "größe_ids"),
    ];

    #[test]
    fn words_are_those_that_people_read() {
        for (text, words) in WORDS {
            assert_eq!(Name::new(text, Case::Snake).as_str(), *words, "{text}");
            // The words of a name are the same however it is spelled.
            let pascal = Name::new(text, Case::Pascal);
            assert_eq!(Name::new(words, Case::Pascal), pascal, "{text}");
            assert_eq!(Name::new(pascal.as_str(), Case::Snake).as_str(), *words, "{text}");
        }
    }
}
