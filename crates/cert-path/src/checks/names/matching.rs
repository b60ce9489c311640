//! Whether one name lies within the subtree of another (RFC 5280 §4.2.1.10).

use core::mem::discriminant;

use crate::certificate::GeneralName;

/// Both are of one form, so that a constraint on the one concerns the other.
pub(super) fn is_same_form(name: &GeneralName, base: &GeneralName) -> bool {
    match (name, base) {
        (GeneralName::Other(name), GeneralName::Other(base)) => name == base,
        _ => discriminant(name) == discriminant(base),
    }
}

/// Whether `base` is a subtree that can be compared with; what cannot is refused rather than passed over.
pub(super) fn is_usable(base: &GeneralName) -> bool {
    match base {
        // A leading period has a meaning for e-mail and URI only.
        GeneralName::Dns(base) => base.is_empty() || is_base(base),
        GeneralName::Email(base) => {
            let host = base
                .rsplit_once('@')
                .map_or(base.as_str(), |(_, host)| host);
            base.is_ascii() && is_base(host.strip_prefix('.').unwrap_or(host))
        }
        GeneralName::Uri(base) => is_base(base.strip_prefix('.').unwrap_or(base)),
        // Address and mask, IPv4 or IPv6; the mask is a prefix (RFC 4632 §3.1).
        GeneralName::Ip(base) => {
            matches!(base.len(), 8 | 32)
                && is_prefix_mask(base.get(base.len() / 2..).unwrap_or_default())
        }
        GeneralName::Directory(_) | GeneralName::Other(_) => true,
    }
}

/// Labels that can be compared one by one. A final period, percent-encoding or an empty label would let one host be
/// written in two ways, the one inside and the other outside a subtree.
fn is_host(host: &str) -> bool {
    host.split('.').all(|label| {
        !label.is_empty()
            && label
                .bytes()
                .all(|octet| octet.is_ascii_alphanumeric() || b"-_*".contains(&octet))
    })
}

/// A constraint has no wildcards (§4.2.1.10 knows subtrees instead).
fn is_base(base: &str) -> bool {
    is_host(base) && !base.contains('*')
}

fn is_prefix_mask(mask: &[u8]) -> bool {
    let ones = mask
        .iter()
        .map(|octet| octet.leading_ones())
        .take_while(|ones| *ones == 8)
        .count();
    let (rest, partial) = (
        mask.get(ones + 1..).unwrap_or_default(),
        mask.get(ones).copied().unwrap_or(0),
    );
    partial.leading_ones() == partial.count_ones() && rest.iter().all(|octet| *octet == 0)
}

/// `None` when the name is malformed.
pub(super) fn lies_within(name: &GeneralName, base: &GeneralName) -> Option<bool> {
    match (name, base) {
        (GeneralName::Directory(name), GeneralName::Directory(base)) => Some(name.is_within(base)),
        (GeneralName::Dns(name), GeneralName::Dns(base)) => host_below_or_equal(name, base),
        (GeneralName::Email(name), GeneralName::Email(base)) => email_within(name, base),
        (GeneralName::Uri(name), GeneralName::Uri(base)) => host_within(host_of(name)?, base),
        (GeneralName::Ip(name), GeneralName::Ip(base)) => address_within(name, base),
        _ => None,
    }
}

/// "Any DNS name that can be constructed by simply adding zero or more labels to the left-hand side."
fn host_below_or_equal(name: &str, base: &str) -> Option<bool> {
    is_host(name)
        .then(|| base.is_empty() || name.eq_ignore_ascii_case(base) || is_below(name, base))
}

/// A wildcard may stand for a host of an excluded subtree without lying within it: `*.example` for `bar.example`.
pub(super) fn could_stand_for(name: &GeneralName, base: &GeneralName) -> bool {
    match (name, base) {
        (GeneralName::Dns(name), GeneralName::Dns(base)) => name
            .strip_prefix("*.")
            .is_some_and(|parent| is_below(base, parent)),
        _ => false,
    }
}

fn is_below(host: &str, base: &str) -> bool {
    let split = host
        .len()
        .checked_sub(base.len())
        .and_then(|at| host.split_at_checked(at));
    split.is_some_and(|(labels, rest)| {
        labels.len() > 1 && labels.ends_with('.') && rest.eq_ignore_ascii_case(base)
    })
}

/// A constraint on hosts: with a leading period all hosts below, else this host.
fn host_within(host: &str, base: &str) -> Option<bool> {
    let within = match base.strip_prefix('.') {
        Some(domain) => is_below(host, domain),
        None => host.eq_ignore_ascii_case(base),
    };
    is_host(host).then_some(within)
}

/// A mailbox, a host, or with a leading period a domain. The local part keeps its case (RFC 5321 §2.4).
fn email_within(name: &str, base: &str) -> Option<bool> {
    // An unquoted local part holds no second @ (RFC 5321 §4.1.2).
    let is_local =
        |local: &str| !local.is_empty() && (local.starts_with('"') || !local.contains('@'));
    let (local, host) = name.rsplit_once('@').filter(|(local, _)| is_local(local))?;
    match base.rsplit_once('@') {
        Some((base_local, base_host)) => {
            is_host(host).then_some(local == base_local && host.eq_ignore_ascii_case(base_host))
        }
        None => host_within(host, base),
    }
}

/// The host of a URI with an authority (RFC 3986 §3.2). IP literals are no host names here.
fn host_of(uri: &str) -> Option<&str> {
    let (_, rest) = uri.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    // Some readers take a backslash for a slash, and see another host.
    if !authority
        .bytes()
        .all(|octet| octet.is_ascii_graphic() && octet != b'\\')
    {
        return None;
    }
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let is_name =
        !host.is_empty() && !host.starts_with('[') && host.parse::<core::net::Ipv4Addr>().is_err();
    is_name.then_some(host)
}

fn address_within(name: &[u8], base: &[u8]) -> Option<bool> {
    if !matches!(name.len(), 4 | 16) {
        return None;
    }
    let (address, mask) = base.split_at_checked(base.len() / 2)?;
    let same = |((name, address), mask): ((&u8, &u8), &u8)| name & mask == address & mask;
    Some(name.len() == address.len() && name.iter().zip(address).zip(mask).all(same))
}

/// The name, for the report.
pub(super) fn shown(name: &GeneralName) -> String {
    match name {
        GeneralName::Directory(name) => name.to_string(),
        GeneralName::Dns(text) | GeneralName::Email(text) | GeneralName::Uri(text) => text.clone(),
        GeneralName::Ip(octets) => octets.iter().map(|octet| format!("{octet:02x}")).collect(),
        GeneralName::Other(form) => format!("name of form [{form}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_constrained_label_by_label() {
        let dns = |name: &str, base: &str| {
            lies_within(
                &GeneralName::Dns(name.into()),
                &GeneralName::Dns(base.into()),
            )
        };
        assert_eq!(dns("www.host.example", "host.example"), Some(true));
        assert_eq!(dns("HOST.example", "host.EXAMPLE"), Some(true));
        assert_eq!(dns("badhost.example", "host.example"), Some(false));
        assert_eq!(dns("anything", ""), Some(true));
        assert_eq!(dns("", "host.example"), None);
        assert_eq!(dns("host.example.", "host.example"), None);
        assert_eq!(dns(".host.example", "host.example"), None);
        for base in ["host.example.", ".host.example", "*.example", "a..b"] {
            assert!(!is_usable(&GeneralName::Dns(base.into())), "{base}");
        }
        let wildcard = |name: &str, base: &str| {
            could_stand_for(
                &GeneralName::Dns(name.into()),
                &GeneralName::Dns(base.into()),
            )
        };
        assert!(
            wildcard("*.example", "bar.example")
                && !wildcard("*.example", "bar.other")
                && !wildcard("bar.example", "x.bar.example")
        );
    }

    #[test]
    fn mailboxes_hosts_and_domains() {
        let email = |name: &str, base: &str| {
            lies_within(
                &GeneralName::Email(name.into()),
                &GeneralName::Email(base.into()),
            )
        };
        assert_eq!(email("a@host.example", "a@HOST.example"), Some(true));
        assert_eq!(email("A@host.example", "a@host.example"), Some(false));
        assert_eq!(email("a@host.example", "host.example"), Some(true));
        assert_eq!(email("a@sub.host.example", "host.example"), Some(false));
        assert_eq!(email("a@sub.host.example", ".host.example"), Some(true));
        assert_eq!(email("a@host.example", ".host.example"), Some(false));
        assert_eq!(email("host.example", "host.example"), None);
        assert_eq!(email("a@b@host.example", "host.example"), None);
        assert_eq!(email("a@host.example.", "host.example"), None);
        assert_eq!(email("a@host.example.", "a@host.example"), None);
        assert_eq!(email("\"a@b\"@host.example", "host.example"), Some(true));
    }

    #[test]
    fn uris_by_their_host() {
        let uri = |name: &str, base: &str| {
            lies_within(
                &GeneralName::Uri(name.into()),
                &GeneralName::Uri(base.into()),
            )
        };
        assert_eq!(
            uri("http://u@host.example:80/x", "host.example"),
            Some(true)
        );
        assert_eq!(uri("http://a.host.example", ".host.example"), Some(true));
        assert_eq!(uri("http://host.example#.other", ".other"), Some(false));
        assert_eq!(uri("urn:x", "host.example"), None);
        for odd in [
            "http://host.example./",
            "http://host%2eexample/",
            "http://host..example/",
            "http://host.example\\@other.example/",
            "http://host .example/",
        ] {
            assert_eq!(uri(odd, "host.example"), None, "{odd}");
        }
        assert_eq!(uri("http://192.0.2.1/", "host.example"), None);
    }

    #[test]
    fn addresses_under_their_mask() {
        let ip = |name: &[u8], base: &[u8]| {
            lies_within(&GeneralName::Ip(name.into()), &GeneralName::Ip(base.into()))
        };
        assert_eq!(
            ip(&[192, 0, 2, 7], &[192, 0, 2, 0, 255, 255, 255, 0]),
            Some(true)
        );
        assert_eq!(
            ip(&[192, 0, 3, 7], &[192, 0, 2, 0, 255, 255, 255, 0]),
            Some(false)
        );
        assert_eq!(ip(&[192, 0, 2, 7], &[0; 32]), Some(false));
        assert_eq!(ip(&[192, 0, 2], &[0; 8]), None);
        assert!(is_usable(&GeneralName::Ip(vec![
            0, 0, 0, 0, 255, 254, 0, 0
        ])));
        assert!(!is_usable(&GeneralName::Ip(vec![
            0, 0, 0, 0, 255, 0, 255, 0
        ])));
        assert!(!is_usable(&GeneralName::Ip(vec![0, 0, 0, 0, 250, 0, 0, 0])));
        assert!(!is_usable(&GeneralName::Ip(vec![0; 5])));
        assert!(
            is_usable(&GeneralName::Ip([[0; 4], [255; 4]].concat()))
                && is_usable(&GeneralName::Ip(vec![0; 8]))
        );
    }
}
