//! From evidence to roles: two sources that agree, and none against.

use pades_verify::{DocumentReport, SignatureKind, SignatureReport};
use regulation_rules::facts::Role;

use super::ToldRole;
use super::body::organisation_words;
use super::certificate::{Holder, holder, is_vietnamese};
use super::evidence::RoleFact;
use super::look::Look;
use super::name::same_name;
use super::place::{self, Spot, spot};
use super::printed::{Printed, SignerBlock};

/// One signature on the way to its role.
struct Candidate<'r> {
    report: &'r SignatureReport,
    holder: Holder,
    /// Where it is, when a page shows it and that page was read.
    spot: Option<Spot>,
    facts: Vec<RoleFact>,
    roles: Vec<Role>,
}

/// The roles as far as the evidence goes; nobody's word is asked.
pub(super) fn from_evidence(report: &DocumentReport, look: &Look) -> Vec<ToldRole> {
    let printed = Printed::read(look);
    let mut candidates: Vec<Candidate<'_>> = report
        .signatures
        .iter()
        .map(|signature| observe(signature, look, &printed))
        .collect();
    for candidate in &mut candidates {
        of_persons(candidate, &printed);
    }
    let leaders: Vec<(String, Spot)> = candidates.iter().filter_map(leader).collect();
    for candidate in &mut candidates {
        of_bodies(candidate, &printed, &leaders);
    }
    order(&mut candidates);
    rivals(&mut candidates);
    candidates.into_iter().map(told).collect()
}

/// What each source says, before anything is concluded.
fn observe<'r>(report: &'r SignatureReport, look: &Look, printed: &Printed) -> Candidate<'r> {
    let mut candidate = Candidate {
        report,
        holder: Holder::Untold,
        spot: None,
        facts: Vec::new(),
        roles: Vec::new(),
    };
    if report.kind != SignatureKind::Signature {
        candidate.facts.push(RoleFact::NotOfASigner);
        return candidate;
    }
    let Some(signer) = &report.signer else {
        candidate.facts.push(RoleFact::NoCertificate);
        return candidate;
    };
    if !is_vietnamese(signer) {
        candidate.facts.push(RoleFact::NotVietnamese);
        return candidate;
    }
    (candidate.holder, candidate.facts) = holder(signer);
    match look.widgets.get(&report.field) {
        None if report.is_separate() && look.is_empty() => {
            candidate.facts.push(RoleFact::BesideOtherFile);
        }
        None => candidate.facts.push(RoleFact::Invisible),
        Some(widget) => {
            candidate.spot = spot(look, widget);
            if let Some(spot) = &candidate.spot {
                candidate.facts.extend(place::facts(spot, printed, look));
            }
        }
    }
    for (page, why) in &printed.unread {
        candidate.facts.push(RoleFact::TextUnread {
            page: Some(page + 1),
            why: why.clone(),
        });
    }
    candidate.facts.extend(
        look.unread
            .clone()
            .map(|why| RoleFact::TextUnread { page: None, why }),
    );
    candidate
}

impl Candidate<'_> {
    fn has(&self, wanted: fn(&RoleFact) -> bool) -> bool {
        self.facts.iter().any(wanted)
    }

    fn is_invisible(&self) -> bool {
        self.has(|fact| matches!(fact, RoleFact::Invisible))
    }

    fn name(&self) -> &str {
        let signer = self.report.signer.as_ref();
        signer
            .and_then(|signer| signer.subject().common_name())
            .unwrap_or_default()
    }

    fn may_be(&mut self, role: Role) {
        if !self.roles.contains(&role) {
            self.roles.push(role);
        }
    }
}

/// Persons: the authorised one is whose name is printed; initials are another person's at the end of a line.
fn of_persons(candidate: &mut Candidate<'_>, printed: &Printed) {
    if candidate.holder != Holder::Person {
        return;
    }
    let named = |block: &&SignerBlock| {
        let name = block.name.as_deref().unwrap_or_default();
        same_name(name, candidate.name()).is_some()
    };
    let named = printed.blocks.iter().find(named);
    let under = candidate.spot.and_then(|spot| spot.title(printed));
    match (under, named) {
        (Some(under), _) => under_title(candidate, under, named),
        (None, Some(named)) if candidate.is_invisible() => {
            candidate
                .facts
                .extend(printed_name(named, candidate.name()));
            candidate.may_be(Role::AuthorisedPerson);
        }
        (None, Some(named)) => candidate.facts.push(RoleFact::NamePrintedElsewhere {
            title: named.title.clone(),
        }),
        (None, None) => {}
    }
    let at_end =
        |fact: &RoleFact| matches!(fact, RoleFact::EndOfText { .. } | RoleFact::EndOfRecipients);
    if candidate.has(at_end) && named.is_none() && under.is_none() {
        candidate.may_be(Role::Initials);
    }
}

fn under_title(candidate: &mut Candidate<'_>, under: &SignerBlock, named: Option<&SignerBlock>) {
    match (printed_name(under, candidate.name()), &under.name) {
        (Some(fact), _) => {
            candidate.facts.push(fact);
            candidate.may_be(Role::AuthorisedPerson);
        }
        (None, Some(other)) => {
            candidate.facts.push(RoleFact::OtherNamePrinted {
                printed: other.clone(),
            });
            candidate
                .facts
                .extend(named.map(|named| RoleFact::NamePrintedElsewhere {
                    title: named.title.clone(),
                }));
        }
        (None, None) => candidate.facts.push(RoleFact::NoNamePrinted),
    }
}

fn printed_name(block: &SignerBlock, name: &str) -> Option<RoleFact> {
    let printed = block.name.clone()?;
    let how = same_name(&printed, name)?;
    Some(RoleFact::PrintedName { printed, how })
}

/// A signature that is the authorised person's and nothing else, where it is seen.
fn leader(candidate: &Candidate<'_>) -> Option<(String, Spot)> {
    let only = candidate.roles == [Role::AuthorisedPerson];
    let spot = candidate.spot.filter(|_| only)?;
    Some((candidate.report.field.clone(), spot))
}

/// Bodies and the records room: stamps in blanks, the seal, what is put at the top.
fn of_bodies(candidate: &mut Candidate<'_>, printed: &Printed, leaders: &[(String, Spot)]) {
    let body = candidate.holder == Holder::Body;
    if !body && candidate.holder != Holder::RecordsRoom {
        return;
    }
    if body && candidate.has(|fact| matches!(fact, RoleFact::BesideOtherFile)) {
        candidate.may_be(Role::Attachment);
        return;
    }
    if candidate.has(|fact| {
        matches!(
            fact,
            RoleFact::NumberBlank { .. } | RoleFact::DateBlank { .. }
        )
    }) {
        candidate.may_be(Role::NumberDateStamp);
        return; // a stamp of a number is nothing else, wherever on the page the line is
    }
    let top = candidate.has(|fact| matches!(fact, RoleFact::TopLeft | RoleFact::TopRight));
    let said = candidate.facts.iter().find_map(|fact| match fact {
        RoleFact::AppearanceSays { text } => Some(place::is_copy(text)),
        _ => None,
    });
    if let Some(is_copy) = said.filter(|_| top) {
        candidate.may_be(if is_copy {
            Role::Copy
        } else {
            Role::IncomingStamp
        });
    }
    if body {
        seal(candidate, printed, leaders, top, said.is_some());
    }
}

fn seal(
    candidate: &mut Candidate<'_>,
    printed: &Printed,
    leaders: &[(String, Spot)],
    top: bool,
    says: bool,
) {
    if let Some(annex) = printed.as_annex() {
        candidate.facts.push(RoleFact::IsAnnex {
            line: annex.text.clone(),
        });
        if !says && (top || candidate.is_invisible()) {
            candidate.may_be(Role::Attachment);
        }
        return;
    }
    let named = organisation(candidate.name(), printed);
    let another = matches!(named, Some(RoleFact::OtherOrganisationPrinted { .. }));
    let heads = matches!(named, Some(RoleFact::OrganisationPrinted));
    candidate.facts.extend(named);
    let over = candidate.spot.and_then(|spot| {
        let mut leaders = leaders.iter();
        leaders.find(|(_, leader)| spot.is_like_a_seal() && spot.meets_spot(leader))
    });
    candidate
        .facts
        .extend(over.map(|(field, _)| RoleFact::OverSignature {
            field: field.clone(),
        }));
    let placed =
        over.is_some() || candidate.has(|fact| matches!(fact, RoleFact::SealOfTitle { .. }));
    let unplaced = candidate.is_invisible()
        || (!top && candidate.spot.is_some_and(|spot| spot.is_like_a_seal()));
    if !another && (placed || (unplaced && heads)) {
        candidate.may_be(Role::Agency);
    }
}

/// Whether the head of the document names the body: all words of the body are in the head, and all of the head's last line, which
/// is the issuing body's, in the body's name.
fn organisation(name: &str, printed: &Printed) -> Option<RoleFact> {
    let last = printed.head.last()?;
    let body = organisation_words(name);
    let head = organisation_words(&printed.head.join(" "));
    let last = organisation_words(last);
    let same =
        body.iter().all(|word| head.contains(word)) && last.iter().all(|word| body.contains(word));
    Some(if same && !body.is_empty() {
        RoleFact::OrganisationPrinted
    } else {
        RoleFact::OtherOrganisationPrinted {
            printed: printed.head.join(" / "),
        }
    })
}

/// Where each stands in the order, and what the order forbids.
fn order(candidates: &mut [Candidate<'_>]) {
    let is_signer = |one: &&mut Candidate<'_>| one.report.kind == SignatureKind::Signature;
    let of = candidates.iter_mut().filter(is_signer).count();
    let mut signed = false;
    for (index, candidate) in candidates.iter_mut().filter(is_signer).enumerate() {
        let position = index + 1;
        candidate.facts.push(RoleFact::Order { position, of });
        if candidate.report.certifies.is_some() {
            candidate.facts.push(RoleFact::Certifies);
        }
        if signed && candidate.roles.contains(&Role::Initials) {
            candidate.facts.push(RoleFact::AfterAuthorisedPerson);
            candidate.roles.retain(|role| *role != Role::Initials);
        }
        signed |= candidate.roles == [Role::AuthorisedPerson];
    }
}

/// Two certificates with the same claim: nobody's. The authorised person's claim is to one printed name, the agency's to the
/// document.
fn rivals(candidates: &mut [Candidate<'_>]) {
    let claims: Vec<Option<(Role, String)>> = candidates.iter().map(claim).collect();
    let certificates: Vec<_> = candidates
        .iter()
        .map(|one| one.report.signer.clone())
        .collect();
    let fields: Vec<String> = candidates
        .iter()
        .map(|one| one.report.field.clone())
        .collect();
    for (index, candidate) in candidates.iter_mut().enumerate() {
        let Some(Some((role, _))) = claims.get(index) else {
            continue;
        };
        let rival = |other: &usize| {
            claims.get(*other) == claims.get(index)
                && certificates.get(*other) != certificates.get(index)
        };
        let others = (0..claims.len()).filter(rival);
        let fields: Vec<String> = others
            .filter_map(|other| fields.get(other).cloned())
            .collect();
        if !fields.is_empty() {
            candidate.roles.clear();
            candidate.facts.push(RoleFact::Rivals {
                role: *role,
                fields,
            });
        }
    }
}

fn claim(candidate: &Candidate<'_>) -> Option<(Role, String)> {
    match candidate.roles.as_slice() {
        [Role::AuthorisedPerson] => {
            let printed = candidate.facts.iter().find_map(|fact| match fact {
                RoleFact::PrintedName { printed, .. } => Some(printed.clone()),
                _ => None,
            });
            Some((Role::AuthorisedPerson, printed.unwrap_or_default()))
        }
        [Role::Agency] => Some((Role::Agency, String::new())),
        _ => None,
    }
}

fn told(mut candidate: Candidate<'_>) -> ToldRole {
    let role = match candidate.roles.as_slice() {
        [role] => *role,
        [] => Role::Unknown,
        several => {
            let roles = several.to_vec();
            candidate.facts.push(RoleFact::Conflict { roles });
            Role::Unknown
        }
    };
    ToldRole {
        field: candidate.report.field.clone(),
        role,
        evidence: candidate.facts,
    }
}
