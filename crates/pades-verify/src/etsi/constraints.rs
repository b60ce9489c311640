//! `ValidationConstraintsEvaluationReport` (TS 119 102-2 §4.3.5): the checks one by one, and the policy they follow.

use super::xml::Xml;
use super::{Context, status, uri};
use crate::indication::{Checked, SubIndication};
use crate::report::{DocumentReport, SignatureReport};

/// The checks in the order of EN 319 102-1 §5.3; one that was not reached is not listed.
pub(super) fn write(
    xml: &mut Xml,
    one: &SignatureReport,
    report: &DocumentReport,
    context: &Context<'_>,
) {
    xml.element("ValidationConstraintsEvaluationReport", &[], |xml| {
        xml.element("SignatureValidationPolicy", &[], |xml| {
            xml.element("SignaturePolicyIdentifier", &[], |xml| {
                // No object identifier names the policies of this program.
                xml.empty("XAdES:SignaturePolicyImplied", &[]);
            });
            xml.text("PolicyName", context.policy);
        });
        let file = status::of_file(report).map(|_| SubIndication::FormatFailure);
        constraint(xml, "file-structure", file);
        for Checked { name, failed } in one.checked() {
            constraint(xml, name, failed);
        }
    });
}

fn constraint(xml: &mut Xml, name: &str, failed: Option<SubIndication>) {
    xml.element("ValidationConstraint", &[], |xml| {
        xml.text(
            "ValidationConstraintIdentifier",
            &uri::ours("constraint", name),
        );
        xml.element("ConstraintStatus", &[], |xml| {
            xml.text("Status", uri::APPLIED);
        });
        xml.element("ValidationStatus", &[], |xml| {
            xml.text("MainIndication", uri::of_step(failed));
            if let Some(sub) = failed {
                xml.text("SubIndication", &uri::sub(sub));
            }
        });
    });
}
