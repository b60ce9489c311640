//! Whether an origin may ask at all.

use std::collections::BTreeSet;
use std::net::{IpAddr, ToSocketAddrs as _};

use jiff::Timestamp;
use tokio::task::spawn_blocking;

use super::{Allowed, Origin, Run, not_now, taken};
use crate::local::message::Message;
use crate::local::origins::host;
use crate::local::reply::{Refused, Status};
use crate::local::waiting::{Action, Stage};

impl Run {
    /// What the person allowed this origin; asked now where it has not been, or for other hosts than those of now.
    pub(super) async fn admitted(&mut self) -> Result<Allowed, Refused> {
        let hosts = self.hosts()?;
        let known = self.known().await?;
        if let Some(known) = known.filter(|known| hosts.is_subset(&known.hosts)) {
            return Ok(known);
        }
        if self.counter.waiting.is_muted(&self.wanted.origin) {
            return Err(unwanted());
        }
        let is_private = self.is_private(&hosts).await;
        {
            let mut state = self.entry.state();
            state.stage = Stage::Origin;
            state.hosts = hosts.iter().cloned().collect();
            state.is_private = is_private;
        }
        self.shown().await?;
        self.asked_about(hosts, is_private).await
    }

    async fn asked_about(
        &mut self,
        hosts: BTreeSet<String>,
        is_private: bool,
    ) -> Result<Allowed, Refused> {
        loop {
            let asked = self.next().await?;
            match asked.action {
                Action::Origin(true) => {
                    let allowed = self.allowed(hosts, is_private).await;
                    self.stage(Stage::Fetching);
                    taken(asked.answer);
                    return allowed;
                }
                Action::Origin(false) | Action::Refuse => {
                    self.counter.waiting.mute(&self.wanted.origin);
                    taken(asked.answer);
                    return Err(unwanted());
                }
                _ => not_now(asked),
            }
        }
    }

    /// Kept, but for a program of this machine: nothing tells it from another.
    async fn allowed(
        &self,
        mut hosts: BTreeSet<String>,
        is_private: bool,
    ) -> Result<Allowed, Refused> {
        let known = self.known().await?;
        hosts.extend(known.into_iter().flat_map(|known| known.hosts));
        let allowed = Allowed {
            origin: self.wanted.origin.to_string(),
            hosts,
            is_private,
            since: Timestamp::now().to_string(),
        };
        if self.wanted.origin != Origin::Program {
            let (origins, kept) = (self.counter.origins.clone(), allowed.clone());
            let kept = spawn_blocking(move || origins.allow(kept)).await;
            kept.map_err(|_| unkept())?.map_err(|_| unkept())?;
        }
        Ok(allowed)
    }

    async fn known(&self) -> Result<Option<Allowed>, Refused> {
        let Origin::Page(origin) = self.wanted.origin.clone() else {
            return Ok(None);
        };
        let origins = self.counter.origins.clone();
        let list = spawn_blocking(move || origins.list()).await;
        let list = list.map_err(|_| unkept())?.map_err(|_| unkept())?;
        Ok(list.into_iter().find(|one| one.origin == origin))
    }

    /// Hosts that are not the origin's own.
    fn hosts(&self) -> Result<BTreeSet<String>, Refused> {
        let Message::Files(files) = &self.wanted.message else {
            return Ok(BTreeSet::new());
        };
        let addresses = files.files.iter().map(|file| &file.address);
        let addresses = addresses.chain(&files.upload);
        let own = self.wanted.origin.host();
        let mut hosts = BTreeSet::new();
        for address in addresses {
            let host = host(address).ok_or_else(|| {
                Refused::new(
                    Status::Address,
                    "Địa chỉ không đọc được.",
                    "The address cannot be read.",
                )
            })?;
            if Some(&host) != own.as_ref() {
                hosts.insert(host);
            }
        }
        Ok(hosts)
    }

    async fn is_private(&self, hosts: &BTreeSet<String>) -> bool {
        let own = self.wanted.origin.host();
        let all: Vec<String> = hosts.iter().cloned().chain(own).collect();
        let looked = spawn_blocking(move || all.iter().any(|host| is_on_private_network(host)));
        looked.await.unwrap_or(false)
    }
}

/// A name that leads nowhere is none; who fetches finds that out.
fn is_on_private_network(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found = (bare, 443).to_socket_addrs();
    found.is_ok_and(|mut found| found.any(|address| is_private(address.ip())))
}

/// RFC 1918, RFC 6598, RFC 4193; addresses of this machine and of its link are nobody's network.
const fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, ..] = ip.octets();
            ip.is_private() || (a == 100 && b & 0xC0 == 64)
        }
        IpAddr::V6(ip) => ip.is_unique_local(),
    }
}

fn unwanted() -> Refused {
    Refused::new(
        Status::Origin,
        "Người dùng máy này không cho phép trang này dùng dịch vụ ký số.",
        "The person of this machine does not let this page use the signing service.",
    )
}

fn unkept() -> Refused {
    Refused::new(
        Status::Origin,
        "Không đọc hoặc ghi được danh sách trang được phép.",
        "The list of allowed origins cannot be read or written.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_networks_are_known_by_their_addresses() {
        for ip in [
            "10.0.0.1",
            "172.16.9.9",
            "192.168.1.1",
            "100.64.0.1",
            "fd00::1",
        ] {
            assert!(is_private(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "2001:4860::1",
        ] {
            assert!(!is_private(ip.parse().unwrap()), "{ip}");
        }
    }
}
