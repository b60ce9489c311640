//! What the report of our own verifier shows of the file and the package, written into sheets that a caller began. What the caller states is
//! never overwritten, and what the report leaves open stays missing.

use gov_ca_model::VietnamDay;
use pades_verify::{
    Axis, DocumentReport, Indication, ModificationLevel, SignatureKind, SignatureReport,
};

use super::{CallerFacts, DocumentFacts, LaterChange, PackageFacts, Role};

/// The signatures of people with the parts they play, in the order of the report.
struct Parts<'a>(Vec<(Role, &'a SignatureReport)>);

impl<'a> Parts<'a> {
    fn of(report: &'a DocumentReport, caller: &CallerFacts) -> Self {
        let signatures = report.signatures.iter();
        let of_people = signatures.filter(|signature| signature.kind == SignatureKind::Signature);
        Self(
            of_people
                .map(|signature| (caller.role_of(&signature.field), signature))
                .collect(),
        )
    }

    fn first(&self, role: Role) -> Option<&'a SignatureReport> {
        self.0
            .iter()
            .find(|(known, _)| *known == role)
            .map(|(_, signature)| *signature)
    }

    /// Whether somebody signed in this role. That nobody did is known only when every role is.
    fn signed_as(&self, role: Role) -> Option<bool> {
        let there = self.first(role).is_some();
        let all_known = self.0.iter().all(|(known, _)| *known != Role::Unknown);
        (there || all_known).then_some(there)
    }

    fn day(&self, role: Role) -> Option<VietnamDay> {
        self.first(role)?.time.shown().map(VietnamDay::of)
    }

    /// Whether the body's signature came in a later revision than the authorised person's.
    fn agency_after(&self) -> Option<bool> {
        let (agency, person) = (
            self.first(Role::Agency)?,
            self.first(Role::AuthorisedPerson)?,
        );
        Some(agency.revision? > person.revision?)
    }
}

/// Adds what the report shows of the package.
pub(super) fn package(sheet: &mut PackageFacts, report: &DocumentReport, caller: &CallerFacts) {
    let parts = Parts::of(report, caller);
    fill(
        &mut sheet.authorised_person_signed,
        parts.signed_as(Role::AuthorisedPerson),
    );
    fill(&mut sheet.agency_signed, parts.signed_as(Role::Agency));
    fill(&mut sheet.agency_signed_after, parts.agency_after());
    fill(
        &mut sheet.authorised_signed_on,
        parts.day(Role::AuthorisedPerson),
    );
    fill(&mut sheet.agency_signed_on, parts.day(Role::Agency));
    fill(&mut sheet.check_passed, passed(&parts));
}

/// Adds what the report shows of the file.
pub(super) fn document(sheet: &mut DocumentFacts, report: &DocumentReport, caller: &CallerFacts) {
    let parts = Parts::of(report, caller);
    fill(&mut sheet.is_pdf, Some(true));
    fill(&mut sheet.signed_at_all, Some(!parts.0.is_empty()));
    fill(&mut sheet.agency_signed, parts.signed_as(Role::Agency));
    fill(&mut sheet.later_change, later_change(&parts));
}

fn fill<T>(fact: &mut Option<T>, shown: Option<T>) {
    if fact.is_none() {
        *fact = shown;
    }
}

/// All passed, or one failed; else nobody can tell yet.
fn passed(parts: &Parts<'_>) -> Option<bool> {
    let indications: Vec<Indication> = parts
        .0
        .iter()
        .map(|(_, signature)| signature.indication())
        .collect();
    if indications
        .iter()
        .any(|one| matches!(one, Indication::TotalFailed(_)))
    {
        return Some(false);
    }
    let all = indications
        .iter()
        .all(|one| matches!(one, Indication::TotalPassed));
    (all && !indications.is_empty()).then_some(true)
}

/// What changed after the first signature, where the report could tell of each.
fn later_change(parts: &Parts<'_>) -> Option<LaterChange> {
    let modifications = || {
        parts
            .0
            .iter()
            .map(|(_, signature)| &signature.modifications)
    };
    if modifications().any(|axis| matches!(axis, Axis::Refuted(_))) {
        return Some(LaterChange::NotPermitted);
    }
    let levels: Option<Vec<&ModificationLevel>> = modifications().map(Axis::proven).collect();
    let levels = levels.filter(|levels| !levels.is_empty())?;
    let nothing = levels
        .iter()
        .all(|level| **level == ModificationLevel::None);
    Some(if nothing {
        LaterChange::None
    } else {
        LaterChange::Permitted
    })
}
