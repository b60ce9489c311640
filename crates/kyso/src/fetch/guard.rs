//! Where addresses out of documents of strangers, and of pages of others, may lead: the public internet, and what the user names.
//!
//! The name is resolved once, every IP address it gives is looked at, and the connection goes to those that passed: a name
//! that gives another address the next time (DNS rebinding) changes nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use signing_workflow::fetch::{FetchError, RefusedBecause};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Hosts that may be reached wherever they are (`--fetch-allow`): names or IP addresses.
#[derive(Clone, Debug, Default)]
pub(crate) struct Allowed(Arc<Vec<String>>);

impl Allowed {
    pub(crate) fn new(hosts: impl IntoIterator<Item = String>) -> Self {
        Self(Arc::new(hosts.into_iter().collect()))
    }

    fn has(&self, host: &str) -> bool {
        let same = |one: &String| bare(one).eq_ignore_ascii_case(bare(host));
        self.0.iter().any(same)
    }
}

/// Who names the addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// Documents of strangers: http, and the public internet.
    InDocuments,
    /// A page that the person allowed to ask: https too, and addresses of private networks where those were allowed with it.
    ByPage { is_private_allowed: bool },
}

/// What may be reached.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    pub(crate) named: Named,
    pub(crate) allowed: Allowed,
}

impl Guard {
    /// Whether the host may be reached at this IP address.
    fn lets(&self, host: &str, ip: IpAddr) -> bool {
        let is_allowed = self.allowed.has(host);
        match self.named {
            Named::InDocuments => is_allowed || is_public(ip),
            // where clouds keep their secrets nobody keeps documents
            Named::ByPage { .. } if is_link_local(ip) => false,
            Named::ByPage { is_private_allowed } => {
                is_allowed || is_public(ip) || is_private_allowed && is_private(ip)
            }
        }
    }

    fn takes(&self, scheme: &str) -> bool {
        let tls = matches!(self.named, Named::ByPage { .. });
        scheme.eq_ignore_ascii_case("http") || tls && scheme.eq_ignore_ascii_case("https")
    }
}

/// What an address says before any name is resolved: scheme, host, port, and an IP address written out.
pub(crate) fn check(uri: &Uri, guard: &Guard) -> Result<(), FetchError> {
    let scheme = uri.scheme_str().unwrap_or_default();
    if !guard.takes(scheme) {
        return Err(FetchError::UnsupportedScheme(scheme.to_ascii_lowercase()));
    }
    let authority = uri.authority().ok_or(FetchError::NotAnAddress("no host"))?;
    if authority.as_str().contains('@') {
        return Err(FetchError::NotAnAddress("user and password in it"));
    }
    let host = authority.host();
    if host.is_empty() {
        return Err(FetchError::NotAnAddress("no host"));
    }
    let literal = bare(host).parse().ok();
    let refused_ip = literal.filter(|ip| !guard.lets(host, *ip));
    if let Some(ip) = refused_ip {
        return Err(refused(host, RefusedBecause::NotPublic(ip)));
    }
    if guard.allowed.has(host) {
        return Ok(());
    }
    // Ports below 1024 belong to named services (RFC 6335 §6); a request is not to be carried to another one's.
    let port = authority.port_u16().unwrap_or(80);
    let is_webs = port == 80 || port == 443 && guard.takes("https");
    if port < 1024 && !is_webs {
        return Err(refused(host, RefusedBecause::Port(port)));
    }
    // RFC 6761 §6.3: this name and those under it are always this computer.
    if is_localhost(host) {
        let ip = IpAddr::V4(Ipv4Addr::LOCALHOST);
        return Err(refused(host, RefusedBecause::NotPublic(ip)));
    }
    Ok(())
}

fn refused(host: &str, why: RefusedBecause) -> FetchError {
    FetchError::RefusedAddress {
        host: host.to_owned(),
        why,
    }
}

/// IPv6 addresses stand in brackets in addresses (RFC 3986 §3.2.2).
fn bare(host: &str) -> &str {
    host.strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host)
}

fn is_localhost(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host == "localhost" || host.ends_with(".localhost")
}

/// Resolves names, and lets through the IP addresses that may be reached.
#[derive(Debug)]
pub(crate) struct GuardedResolver(pub(crate) Guard);

/// What the resolver says through ureq.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(crate) struct Guarded(pub(crate) FetchError);

impl Resolver for GuardedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = match DefaultResolver::default().resolve(uri, config, timeout) {
            // The system's resolver says no more than that.
            Err(ureq::Error::Io(_)) => return Err(ureq::Error::HostNotFound),
            other => other?,
        };
        let host = uri.host().unwrap_or_default();
        let mut let_through = self.empty();
        let may = |address: &&SocketAddr| self.0.lets(host, address.ip());
        for address in found.iter().filter(may) {
            let_through.push(*address);
        }
        match found.first() {
            Some(first) if let_through.is_empty() => {
                let why = RefusedBecause::NotPublic(first.ip());
                Err(ureq::Error::Other(Box::new(Guarded(refused(host, why)))))
            }
            _ => Ok(let_through),
        }
    }
}

/// Addresses of a network that somebody runs: RFC 1918, and unique local ones (RFC 4193).
fn is_private(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.is_private(),
        IpAddr::V6(ip) => ip.is_unique_local(),
    }
}

/// RFC 3927, RFC 4291 §2.5.6, and the one that a cloud put among the unique local ones.
fn is_link_local(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => {
            ip.is_unicast_link_local() || ip == Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)
        }
    }
}

/// The special-purpose registries of IANA (RFC 6890 and its updates): what is not globally reachable is not public.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let octets = ip.octets();
    let special = ip.is_private() // RFC 1918
        || ip.is_loopback()
        || ip.is_link_local() // RFC 3927, and where clouds keep their secrets
        || ip.is_multicast()
        || ip.is_documentation() // RFC 5737
        || octets[0] == 0 // RFC 791 §3.2: this network
        || octets[0] >= 240 // RFC 1112 §4 reserved, and broadcast
        || matches!(octets, [100, 64..=127, ..]) // RFC 6598: shared by carriers
        || matches!(octets, [192, 0, 0, _]) // RFC 6890 §2.1
        || matches!(octets, [192, 88, 99, _]) // RFC 7526: former 6to4 relays
        || matches!(octets, [198, 18 | 19, ..]); // RFC 2544: benchmarks
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = ip.segments();
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match (a, b) {
        // An IPv4 address in it decides: mapped (RFC 4291 §2.5.5.2), NAT64 (RFC 6052 §2.1), 6to4 (RFC 3056 §2).
        (0, 0) if [c, d, e, f] == [0, 0, 0, 0xffff] => v4(g, h),
        (0x64, 0xff9b) if [c, d, e, f] == [0, 0, 0, 0] => v4(g, h),
        (0x2002, high) => v4(high, c),
        (0x2001, 0..=0x1ff) => false, // RFC 2928: Teredo, ORCHID and other protocols
        (0x2001, 0xdb8) | (0x3fff, 0..=0xfff) => false, // RFC 3849, RFC 9637: documentation
        // RFC 4291 §2.4: global unicast is handed out of 2000::/3 only; loopback, local and multicast lie outside.
        _ => a & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(named: Named, allowed: &[&str]) -> Guard {
        let allowed = Allowed::new(allowed.iter().map(|host| (*host).to_owned()));
        Guard { named, allowed }
    }

    fn said(address: &str, allowed: &[&str]) -> Result<(), FetchError> {
        let guard = guard(Named::InDocuments, allowed);
        check(&address.parse().unwrap(), &guard)
    }

    #[test]
    fn a_page_asks_for_https_and_for_private_addresses_where_they_were_allowed() {
        let asked = |address: &str, is_private_allowed, allowed: &[&str]| {
            let guard = guard(Named::ByPage { is_private_allowed }, allowed);
            check(&address.parse().unwrap(), &guard).is_ok()
        };
        for address in [
            "https://vb.example/a",
            "http://vb.example:8080/",
            "https://1.1.1.1/",
        ] {
            assert!(asked(address, false, &[]), "{address}");
        }
        for address in [
            "https://10.0.0.5/a",
            "http://192.168.1.9:8443/",
            "https://[fd12::1]/",
        ] {
            assert!(!asked(address, false, &[]), "{address}");
            assert!(asked(address, true, &[]), "{address}");
        }
        for address in [
            "http://127.0.0.1:8080/",
            "http://[::1]/",
            "https://localhost/",
        ] {
            assert!(!asked(address, true, &[]), "{address}");
            assert!(
                asked(address, false, &["127.0.0.1", "::1", "localhost"]),
                "{address}"
            );
        }
        let never = [
            "http://169.254.169.254/latest",
            "http://[fe80::1]/",
            "http://[::ffff:169.254.169.254]/",
            "http://[fd00:ec2::254]/",
        ];
        for address in never {
            let host = address.parse::<Uri>().unwrap().host().unwrap().to_owned();
            assert!(!asked(address, true, &[&host]), "{address}");
        }
        assert!(!asked("https://vb.example:22/", true, &[]));
        assert!(!asked("ftp://vb.example/", true, &["vb.example"]));
        assert!(!asked("https://user@vb.example/", true, &[]));
    }

    #[test]
    fn addresses_of_the_public_internet_and_others() {
        let public = [
            "1.1.1.1",
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1",
            "64:ff9b::101:101",
            "::ffff:1.1.1.1",
            "2002:101:101::",
        ];
        for ip in public {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
        let others = [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ];
        for ip in others {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
    }

    #[test]
    fn an_address_is_looked_at_before_any_name_is_resolved() {
        assert_eq!(said("http://ca.example/a.crt", &[]), Ok(()));
        assert_eq!(said("HTTP://ca.example:8080", &[]), Ok(()));
        let scheme = |address| matches!(said(address, &[]), Err(FetchError::UnsupportedScheme(_)));
        assert!(scheme("https://ca.example/"));
        assert!(scheme("ldap://ca.example/x"));
        assert!(scheme("file://localhost/etc/passwd"));
        let address = |address| matches!(said(address, &[]), Err(FetchError::NotAnAddress(_)));
        assert!(address("http://user:secret@ca.example/"));
        let refused = |text| matches!(said(text, &[]), Err(FetchError::RefusedAddress { .. }));
        for text in [
            "http://127.0.0.1/",
            "http://[::1]:8080/",
            "http://[::ffff:10.0.0.1]/",
            "http://LocalHost./",
            "http://a.localhost/",
            "http://ca.example:25/",
            "http://ca.example:22/",
        ] {
            assert!(refused(text), "{text}");
        }
        assert_eq!(said("http://127.0.0.1:631/", &["127.0.0.1"]), Ok(()));
        assert_eq!(said("http://[::1]/", &["::1"]), Ok(()));
        assert_eq!(said("http://Ca.Local/", &["ca.local"]), Ok(()));
        assert!(said("http://127.0.0.2/", &["127.0.0.1"]).is_err());
    }

    #[test]
    fn a_name_that_leads_to_this_computer_is_refused_after_it_is_resolved() {
        let resolved = |allowed: &[&str]| {
            let uri: Uri = "http://localhost:8080/".parse().unwrap();
            let resolver = GuardedResolver(guard(Named::InDocuments, allowed));
            resolver.resolve(&uri, &Config::default(), NextTimeout::default())
        };
        let Err(ureq::Error::Other(error)) = resolved(&[]) else {
            panic!("localhost is refused");
        };
        let guarded = error.downcast::<Guarded>().unwrap();
        assert!(matches!(guarded.0, FetchError::RefusedAddress { .. }));
        assert!(!resolved(&["LOCALHOST"]).unwrap().is_empty());
    }
}
