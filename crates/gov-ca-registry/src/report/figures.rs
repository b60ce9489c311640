//! What is counted, and how often it was.

use std::collections::BTreeMap;

use gov_ca_model::{
    DeviceState, DeviceStep, Life as _, RequestKind, RequestState, SubscriberClass,
};
use regulation_rules::facts::RevocationReason;
use serde::{Deserialize, Serialize};

use crate::entries::ShortKind;

/// One count is never greater: sums of as many as a report may hold stay far from the end of `u64`. Ours.
const GREATEST: u64 = 1_000_000_000_000;

/// Counts of one body, by what is counted: `certificates.end.in-effect`. What was never counted is not in it and is zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Figures(BTreeMap<String, Counts>);

/// One count, by class of subscriber.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Counts {
    /// Of persons (cá nhân).
    #[serde(skip_serializing_if = "is_zero")]
    pub individual: u64,
    /// Of title holders, a class of NĐ 130/2018.
    #[serde(skip_serializing_if = "is_zero")]
    pub authorised_person: u64,
    /// Of bodies (cơ quan, tổ chức).
    #[serde(skip_serializing_if = "is_zero")]
    pub body: u64,
    /// Of devices, services, software.
    #[serde(skip_serializing_if = "is_zero")]
    pub device_service_software: u64,
    /// Of no subscriber, or of one that is not known.
    #[serde(skip_serializing_if = "is_zero")]
    pub of_none: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde wants it")]
const fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Counts {
    /// Of all classes.
    pub const fn all(self) -> u64 {
        self.individual
            .saturating_add(self.authorised_person)
            .saturating_add(self.body)
            .saturating_add(self.device_service_software)
            .saturating_add(self.of_none)
    }

    /// Of one class; of no subscriber for `None`.
    pub const fn of(self, class: Option<SubscriberClass>) -> u64 {
        match class {
            Some(SubscriberClass::Individual) => self.individual,
            Some(SubscriberClass::AuthorisedPerson) => self.authorised_person,
            Some(SubscriberClass::Body) => self.body,
            Some(SubscriberClass::DeviceServiceSoftware) => self.device_service_software,
            None => self.of_none,
        }
    }

    const fn of_mut(&mut self, class: Option<SubscriberClass>) -> &mut u64 {
        match class {
            Some(SubscriberClass::Individual) => &mut self.individual,
            Some(SubscriberClass::AuthorisedPerson) => &mut self.authorised_person,
            Some(SubscriberClass::Body) => &mut self.body,
            Some(SubscriberClass::DeviceServiceSoftware) => &mut self.device_service_software,
            None => &mut self.of_none,
        }
    }

    fn each(self, other: Self, with: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            individual: with(self.individual, other.individual),
            authorised_person: with(self.authorised_person, other.authorised_person),
            body: with(self.body, other.body),
            device_service_software: with(
                self.device_service_software,
                other.device_service_software,
            ),
            of_none: with(self.of_none, other.of_none),
        }
    }

    /// Whether each is small enough to be added to many.
    pub(super) fn is_possible(self) -> bool {
        self.each(Self::default(), |one, _| u64::from(one > GREATEST))
            .all()
            == 0
    }
}

impl Figures {
    /// So many more.
    pub(super) fn add(&mut self, what: &str, class: Option<SubscriberClass>, count: u64) {
        if count == 0 {
            return;
        }
        if !self.0.contains_key(what) {
            self.0.insert(what.to_owned(), Counts::default());
        }
        if let Some(counts) = self.0.get_mut(what) {
            let of = counts.of_mut(class);
            *of = of.saturating_add(count);
        }
    }

    /// All of another body's, too.
    pub(super) fn add_all(&mut self, other: &Self) {
        for (what, counts) in &other.0 {
            let sum = self.0.entry(what.clone()).or_default();
            *sum = sum.each(*counts, u64::saturating_add);
        }
    }

    /// How often, with everything below: `certificates.revoked` is the sum of `certificates.revoked.device-lost` and its neighbours.
    pub fn of(&self, what: &str) -> Counts {
        let below = self.0.range(what.to_owned()..);
        let below = below.take_while(|(name, _)| name.starts_with(what));
        let is_below = |name: &str| {
            name.strip_prefix(what)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        below
            .filter(|(name, _)| is_below(name))
            .fold(Counts::default(), |sum, (_, counts)| {
                sum.each(*counts, u64::saturating_add)
            })
    }

    /// Each that was counted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Counts)> {
        self.0.iter().map(|(what, counts)| (what.as_str(), *counts))
    }

    /// Whether nothing was counted but that the body is there.
    pub(super) fn is_bare(&self) -> bool {
        self.0.keys().all(|what| what == BODIES)
    }

    /// What others, which are left out, count differently. Of what is only stated or read from journals they may know nothing: that is no other count.
    pub(super) fn differing(&self, other: &Self) -> Vec<String> {
        let names = self.0.keys().chain(other.0.keys());
        let is_unknown = |name: &str| may_be_stated(name) && !other.0.contains_key(name);
        let mut names: Vec<String> = names
            .filter(|name| *name != BODIES && self.0.get(*name) != other.0.get(*name))
            .filter(|name| !is_unknown(name))
            .cloned()
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

/// Bodies that stand at the end.
pub(super) const BODIES: &str = "bodies";
/// Devices of subscribers to come, as somebody said (Vĩnh Phúc Điều 4(2)).
const NEW_POSTS: &str = "need.new-posts";

/// States of a certificate with the one that its dates give.
pub(super) const CERTIFICATE_STATES: [&str; 6] = [
    "received",
    "in-effect",
    "suspended",
    "replaced",
    "revoked",
    "expired",
];
/// Steps of a request that are counted.
pub(super) const REQUEST_STEPS: [&str; 6] =
    ["send", "accept", "return", "process", "refuse", "withdraw"];
/// What signing journals tell.
const USE: [&str; 8] = [
    "signed", "issued", "remedied", "received", "accepted", "held", "refused", "returned",
];
/// Short records that are counted.
pub(super) const RECORDS: [ShortKind; 5] = [
    ShortKind::Application,
    ShortKind::Incident,
    ShortKind::Inspection,
    ShortKind::Proposal,
    ShortKind::Training,
];

/// Everything that can be counted.
pub fn counted() -> Vec<String> {
    let mut all = vec![BODIES.to_owned(), "subscribers".to_owned()];
    for when in ["start", "end"] {
        all.extend(CERTIFICATE_STATES.map(|state| format!("certificates.{when}.{state}")));
        all.extend(DeviceState::ALL.map(|state| format!("devices.{when}.{}", state.word())));
    }
    all.extend(["new", "renewed", "changed"].map(|kind| format!("certificates.issued.{kind}")));
    let ended = ["expired", "replaced", "resumed", "suspended"];
    all.extend(ended.map(|what| format!("certificates.{what}")));
    let reasons = RevocationReason::ALL.iter().map(|reason| reason.word());
    let reasons = reasons.chain(["unstated"]);
    all.extend(reasons.map(|reason| format!("certificates.revoked.{reason}")));
    let steps = DeviceStep::ALL.into_iter().map(DeviceStep::word);
    let steps = steps.chain(["receive"]);
    all.extend(steps.map(|step| format!("devices.step.{step}")));
    for kind in RequestKind::ALL.map(RequestKind::word) {
        let open = RequestState::ALL.into_iter().filter(|one| !one.is_over());
        all.extend(open.map(|state| format!("requests.open.{kind}.{}", state.word())));
        all.extend(REQUEST_STEPS.map(|step| format!("requests.step.{step}.{kind}")));
        all.push(format!("requests.late.{kind}"));
    }
    all.extend(USE.map(|what| format!("use.{what}")));
    all.extend(RECORDS.map(|kind| format!("records.{}", kind.word())));
    let needs = ["broken-devices", "ending-certificates", "open-requests"];
    all.extend(needs.map(|need| format!("need.{need}")));
    all.push(NEW_POSTS.to_owned());
    all.sort();
    all
}

/// Whether somebody may say it who did not count: nothing in a register tells it.
pub fn may_be_stated(what: &str) -> bool {
    what == NEW_POSTS || USE.iter().any(|known| what == format!("use.{known}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_all_below_it_and_for_no_other() {
        let mut figures = Figures::default();
        figures.add("use.signed", None, 1);
        figures.add("use.signed-otherwise", None, 10);
        figures.add("use.signed.x", Some(SubscriberClass::Body), 100);
        assert_eq!(figures.of("use.signed").all(), 101);
        assert_eq!(figures.of("use").all(), 111);
        assert_eq!(
            figures.of("use.signed").of(Some(SubscriberClass::Body)),
            100
        );
        assert_eq!(figures.of("us").all(), 0);
    }

    #[test]
    fn what_nobody_counted_is_no_other_count() {
        let of = |name: &str, count| {
            let mut figures = Figures::default();
            figures.add(name, None, count);
            figures
        };
        let (none, signed) = (Figures::default(), of("use.signed", 340));
        assert!(signed.differing(&none).is_empty());
        assert_eq!(none.differing(&signed), ["use.signed"]);
        assert_eq!(of("use.signed", 1).differing(&signed), ["use.signed"]);
        assert_eq!(
            of("devices.step.lose", 1).differing(&none),
            ["devices.step.lose"]
        );
    }

    #[test]
    fn everything_has_one_name() {
        let all = counted();
        let mut unique = all.clone();
        unique.dedup();
        assert_eq!(all, unique);
        assert!(all.contains(&"requests.step.return.issue".to_owned()));
        assert!(may_be_stated("need.new-posts") && !may_be_stated("need.broken-devices"));
    }
}
