//! What was sent along, held against what is there.

use gov_ca_model::{LegacyOrganisationCode, OrganisationCode};
use pades_verify::DocumentReport;
use regulation_rules::facts::Role;

use super::judge::{Package, PackageFile};
use super::metadata::{Listed, Metadata};
use super::printed::Printed;
use super::written;
use crate::receive::{Collected, Fact, Field, Note, Place, RefusalReason};
use crate::roles::{fold, same_name};

pub(crate) fn metadata(
    package: &Package<'_>,
    main: &PackageFile<'_>,
    stated: &Metadata,
    collected: &mut Collected,
) {
    missing(package, stated, collected);
    document(main, stated, collected);
    signer(main, stated, collected);
    addressee(package, stated, collected);
}

/// Every listed file is there.
fn missing(package: &Package<'_>, stated: &Metadata, collected: &mut Collected) {
    for listed in stated
        .listed
        .iter()
        .filter(|listed| !is_there(listed, package))
    {
        let name = listed.name.clone().or_else(|| listed.content_id.clone());
        let fact = Fact::PartMissing {
            listed: name.unwrap_or_default(),
        };
        collected.against(
            RefusalReason::AttachmentUnsignedOrMissing,
            Place::default(),
            fact,
        );
    }
}

fn is_there(listed: &Listed, package: &Package<'_>) -> bool {
    let same = |a: Option<&str>, b: Option<&str>| a.is_some() && a == b;
    let named = listed.name.as_deref().map(fold);
    let of_name = |name: &str| named.as_deref() == Some(fold(name).as_str());
    let came = package
        .files
        .iter()
        .any(|file| same(file.content_id, listed.content_id.as_deref()) || of_name(file.name));
    // What came and could not be decoded is told as such.
    let broken = |fact: &Fact| matches!(fact, Fact::PartUndecodable { name, .. } if of_name(name));
    came || package.problems.iter().any(broken)
}

/// Number, symbol and day. Only what is read for certain contradicts; what is not found on the page is a note.
fn document(main: &PackageFile<'_>, stated: &Metadata, collected: &mut Collected) {
    let place = || Place::file(main.name);
    let (number, symbol) =
        written::number_and_symbol(stated.number.as_deref(), stated.symbol.as_deref());
    let date = stated.date.map(gov_ca_model::VietnamDay::vietnamese);
    if let Some(text) = stated.date_as_written.as_deref().filter(|_| date.is_none()) {
        let text = format!("the date {text} cannot be read");
        collected.note(Place::default(), Note::NOT_COMPARED, text);
    }
    let empty = Printed::default();
    let printed = main.printed.unwrap_or(&empty);
    let shown = printed.date.map(gov_ca_model::VietnamDay::vietnamese);
    let fields = [
        (Field::Number, number, printed.number.clone()),
        (Field::Symbol, symbol, printed.symbol.clone()),
        (Field::Date, date, shown),
    ];
    for (field, stated, found) in fields {
        let Some(stated) = stated else { continue };
        match found {
            Some(found) if found == stated => {}
            Some(found) => collected.against(
                RefusalReason::MetadataMismatch,
                place(),
                Fact::Differs {
                    field,
                    stated,
                    found,
                },
            ),
            None => collected.note(
                place(),
                Note::NOT_COMPARED,
                format!("{}: {stated}", field.word()),
            ),
        }
    }
}

/// Names are written in many ways, so a name that differs is for a person to look at.
fn signer(main: &PackageFile<'_>, stated: &Metadata, collected: &mut Collected) {
    let report = main.read.as_ref().ok().copied();
    let pairs = [
        (stated.signer.name.as_deref(), Role::AuthorisedPerson),
        (stated.from.name.as_deref(), Role::Agency),
    ];
    for (name, role) in pairs {
        let Some(name) = name.filter(|name| *name != "N/A") else {
            continue;
        };
        let names = report.map_or_else(Vec::new, |report| names_of(report, main.roles, role));
        let same = |other: &String| same_name(other, name).is_some();
        if !names.is_empty() && !names.iter().any(same) {
            let text = format!("{name}: {}", names.join(", "));
            collected.note(Place::file(main.name), Note::SIGNER_DIFFERS, text);
        }
    }
}

fn names_of(report: &DocumentReport, roles: &[Role], role: Role) -> Vec<String> {
    let signatures = report
        .signatures
        .iter()
        .zip(roles)
        .filter(|(_, one)| **one == role);
    signatures
        .filter_map(|(signature, _)| {
            signature
                .signer
                .as_ref()?
                .subject()
                .common_name()
                .map(str::to_owned)
        })
        .collect()
}

/// NĐ 30/2020 Điều 21(2)(b): only who has said which codes are its own can say that a document is not for it.
fn addressee(package: &Package<'_>, stated: &Metadata, collected: &mut Collected) {
    let named: Vec<String> = stated.to.iter().filter_map(|to| to.code.clone()).collect();
    let (Some(ours), false) = (package.our_codes.first(), named.is_empty()) else {
        return;
    };
    // Somebody without a code may be us.
    let all_have_codes = named.len() == stated.to.len();
    let for_us = named
        .iter()
        .any(|to| package.our_codes.iter().any(|ours| same_body(ours, to)));
    if all_have_codes && !for_us {
        let ours = (*ours).to_owned();
        collected.against(
            RefusalReason::WrongAddressee,
            Place::default(),
            Fact::Addressee { ours, named },
        );
    }
}

/// Equal, equal in the present form, or one above the other: a body receives for those below it.
fn same_body(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim().to_uppercase(), b.trim().to_uppercase());
    if a == b {
        return true;
    }
    match (present_form(&a), present_form(&b)) {
        (Some(a), Some(b)) => a.is_within(&b) || b.is_within(&a),
        _ => false,
    }
}

fn present_form(code: &str) -> Option<OrganisationCode> {
    let legacy = code.parse::<LegacyOrganisationCode>().ok();
    legacy
        .and_then(|code| code.to_present_form().ok())
        .or_else(|| code.parse().ok())
}
