//! The forms of alternative names (RFC 5280 §4.2.1.6).

use super::{ProfileDefect, refuse_if};
use crate::certificate::{Certificate, GeneralName};
use crate::failure::PathReason;

/// The subject or an alternative name must be there, and what is there must have its form.
pub(super) fn check(certificate: &Certificate) -> Result<(), PathReason> {
    let names = certificate
        .alternative_names()
        .map_err(PathReason::Malformed)?;
    let defect = refuse_if(
        names.is_empty() && certificate.subject().is_empty(),
        ProfileDefect::NoName,
    );
    defect.map_err(PathReason::Profile)?;
    names
        .iter()
        .try_for_each(|name| form(name).map_err(PathReason::Profile))
}

fn form(name: &GeneralName) -> Result<(), ProfileDefect> {
    match name {
        GeneralName::Dns(name) => refuse_if(!is_host_name(name), ProfileDefect::DnsName),
        GeneralName::Email(name) => refuse_if(!is_mailbox(name), ProfileDefect::EmailAddress),
        GeneralName::Uri(uri) => refuse_if(!is_absolute(uri), ProfileDefect::Uri),
        GeneralName::Ip(octets) => {
            refuse_if(!matches!(octets.len(), 4 | 16), ProfileDefect::IpAddress)
        }
        GeneralName::Directory(_) | GeneralName::Other(_) => Ok(()),
    }
}

/// The "preferred name syntax" of RFC 1034 §3.5 as modified by RFC 1123 §2.1: labels of letters, digits and inner
/// hyphens, and a highest label that is not all digits, which tells names from addresses.
///
/// RFC 5280 leaves wildcards open ("not addressed by this specification"): a first label `*` passes.
fn is_host_name(name: &str) -> bool {
    let rest = name.strip_prefix("*.").unwrap_or(name);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|octet| octet.is_ascii_alphanumeric() || octet == b'-')
    };
    let highest = rest.rsplit('.').next().unwrap_or_default();
    name.len() <= 253
        && rest.split('.').all(is_label)
        && !highest.bytes().all(|octet| octet.is_ascii_digit())
}

/// `Local-part "@" Domain` (RFC 5321 §4.1.2), in ASCII.
fn is_mailbox(name: &str) -> bool {
    name.is_ascii()
        && name.rsplit_once('@').is_some_and(|(local, host)| {
            !local.is_empty()
                && !host.is_empty()
                && (local.starts_with('"') || !local.contains('@'))
        })
}

/// "The name MUST NOT be a relative URI … MUST include both a scheme … and a scheme-specific-part."
fn is_absolute(uri: &str) -> bool {
    uri.is_ascii()
        && uri.split_once(':').is_some_and(|(scheme, rest)| {
            let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme
                    .bytes()
                    .all(|octet| octet.is_ascii_alphanumeric() || b"+-.".contains(&octet));
            is_scheme && !rest.is_empty()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_names_and_what_is_none() {
        for name in [
            "example.com",
            "*.example.com",
            "1.example",
            "a-b.c",
            "xn--t-1ga.vn",
        ] {
            assert!(is_host_name(name), "{name}");
        }
        let long = "a.".repeat(127) + "aa";
        for name in [
            "",
            ".",
            "under_score.com",
            "127.0.0.1",
            ".example.com",
            "-a.b",
            "a..b",
            "*",
            "a.*.b",
            "é.vn",
            &long,
        ] {
            assert!(!is_host_name(name), "{name}");
        }
    }

    #[test]
    fn mailboxes_and_uris() {
        assert!(is_mailbox("a@b.c") && is_mailbox("\"a@b\"@c.d"));
        assert!(
            !is_mailbox("a@b@c") && !is_mailbox("@b") && !is_mailbox("a@") && !is_mailbox("é@b")
        );
        assert!(is_absolute("http://a/b") && is_absolute("urn:x"));
        assert!(
            !is_absolute("/a/b")
                && !is_absolute("http:")
                && !is_absolute("1a:b")
                && !is_absolute("")
        );
    }
}
