//! The validation report of ETSI TS 119 102-2 V1.4.1, as XML.
//!
//! One `SignatureValidationReport` for each signature, the certificates, CRLs, OCSP responses and time-stamps it rests on as
//! `SignatureValidationObjects`, and who validated. Identifiers are fingerprints and places, so that the same report is written the same
//! way for ever. The format has no place for a file as a whole: what is wrong with the file is told of every signature in it, and no signature of
//! such a file is reported as passed.

mod attributes;
mod constraints;
mod objects;
mod signature;
mod status;
mod timestamps;
mod uri;
mod xml;

use jiff::Timestamp;

use crate::indication::SubIndication;
use crate::report::DocumentReport;
use objects::Objects;
use xml::Xml;

/// What the report says beside what was found.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The moment of judging, as it was given to [`verify`](crate::verify).
    pub at: Timestamp,
    /// The name of the policy.
    pub policy: &'a str,
    /// Who validated: name and version of the program.
    pub validator: &'a str,
}

/// The report on one file. A file without any signature gets one entry that is INDETERMINATE and says so: the schema asks for one.
#[must_use]
pub fn report(report: &DocumentReport, context: &Context<'_>) -> String {
    let objects = Objects::of(report);
    let from_store = objects.in_store(&report.evidence);
    document(context, |xml| {
        for (index, one) in report.signatures.iter().enumerate() {
            signature::write(xml, index, one, report, &from_store, context);
        }
        if report.signatures.is_empty() {
            undecided(xml, "unsigned", "the file holds no signature");
        }
        objects.write(xml, report);
    })
}

/// The report on a file that could not be judged at all: INDETERMINATE, with the code and the reason.
#[must_use]
pub fn unjudged(code: &str, reason: &str, context: &Context<'_>) -> String {
    document(context, |xml| undecided(xml, code, reason))
}

fn document(context: &Context<'_>, content: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml::default();
    xml.element("ValidationReport", &uri::NAMESPACES, |xml| {
        content(xml);
        // TS 119 102-2 §4.5: a program has no identity of its own but its name.
        xml.element("SignatureValidator", &[], |xml| {
            xml.element("DigitalId", &[], |xml| {
                xml.text("tsl:X509SubjectName", context.validator);
            });
        });
    });
    xml.finish()
}

fn undecided(xml: &mut Xml, code: &str, reason: &str) {
    let sub = SubIndication::Generic;
    xml.element("SignatureValidationReport", &[], |xml| {
        xml.element("SignatureValidationStatus", &[], |xml| {
            xml.text("MainIndication", &uri::main(&sub.indication()));
            xml.text("SubIndication", &uri::sub(sub));
            xml.element("AssociatedValidationReportData", &[], |xml| {
                xml.element("AdditionalValidationReportData", &[], |xml| {
                    status::datum(xml, code, reason);
                });
            });
        });
    });
}
