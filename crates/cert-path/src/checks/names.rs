//! Name constraints (RFC 5280 §4.2.1.10, §6.1.3 (b), (c), §6.1.4 (g)).

mod matching;

use crate::asn1::{self, Element, Elements, context, context_primitive};
use crate::budget::Allowance;
use crate::certificate::{Certificate, GeneralName, extension_oids as oids};
use crate::checks::End;
use crate::error::CertificateError;
use crate::failure::PathReason;

use self::matching::{is_same_form, lies_within};

/// `permitted_subtrees` and `excluded_subtrees` of §6.1.2 (b), (c).
#[derive(Debug, Default)]
pub(super) struct NameConstraints {
    /// One list per certificate that constrains: the intersection of §6.1.4 (g)(1) is "within each of them".
    permitted: Vec<Vec<GeneralName>>,
    excluded: Vec<GeneralName>,
}

impl NameConstraints {
    /// §6.1.4 (g).
    pub(super) fn add(&mut self, certificate: &Certificate) -> Result<(), PathReason> {
        let read =
            certificate.read_extension(&oids::NAME_CONSTRAINTS, |body| Subtrees::read(&body));
        let Some(subtrees) = read.map_err(PathReason::Malformed)? else {
            return Ok(());
        };
        if subtrees.has_distances
            || subtrees
                .permitted
                .iter()
                .chain(&subtrees.excluded)
                .any(|base| !matching::is_usable(base))
        {
            return Err(PathReason::UnsupportedNameConstraint);
        }
        if !subtrees.permitted.is_empty() {
            self.permitted.push(subtrees.permitted);
        }
        self.excluded.extend(subtrees.excluded);
        Ok(())
    }

    /// §6.1.3 (b), (c): the subject and every alternative name.
    pub(super) fn check(
        &self,
        certificate: &Certificate,
        allowance: &mut Allowance,
    ) -> Result<(), End> {
        if self.permitted.is_empty() && self.excluded.is_empty() {
            return Ok(());
        }
        for name in names_of(certificate)? {
            self.check_name(&name, allowance)?;
        }
        Ok(())
    }

    fn check_name(&self, name: &GeneralName, allowance: &mut Allowance) -> Result<(), End> {
        let refused = || End::Refused(PathReason::NameConstraints(matching::shown(name)));
        for base in &self.excluded {
            allowance.name_comparison()?;
            if !is_same_form(name, base) {
                continue;
            }
            if within(name, base)? != Some(false) || matching::could_stand_for(name, base) {
                return Err(refused());
            }
        }
        for bases in &self.permitted {
            let mut constrained = false;
            let mut permitted = false;
            for base in bases {
                allowance.name_comparison()?;
                if is_same_form(name, base) {
                    constrained = true;
                    permitted |= within(name, base)? == Some(true);
                }
            }
            if constrained && !permitted {
                return Err(refused());
            }
        }
        Ok(())
    }
}

/// §4.2.1.10: "MUST be used only in a CA certificate". A critical one elsewhere has no meaning that could be kept.
pub(super) fn only_in_cas(certificate: &Certificate) -> Result<(), PathReason> {
    let is_ca = certificate
        .basic_constraints()
        .is_some_and(|constraints| constraints.is_ca);
    let critical = certificate
        .extension(&oids::NAME_CONSTRAINTS)
        .is_some_and(|extension| extension.critical);
    if critical && !is_ca {
        Err(PathReason::UnsupportedNameConstraint)
    } else {
        Ok(())
    }
}

/// §4.2.1.10: a form that is constrained and not understood, met in a certificate, must be refused. `None`: the name
/// is malformed, which is neither inside nor outside.
fn within(name: &GeneralName, base: &GeneralName) -> Result<Option<bool>, PathReason> {
    match name {
        GeneralName::Other(_) => Err(PathReason::UnsupportedNameConstraint),
        _ => Ok(lies_within(name, base)),
    }
}

/// The names of a certificate: its subject unless empty, the alternative names, and the e-mail addresses that the
/// subject itself holds (§4.2.1.10: legacy implementations).
fn names_of(certificate: &Certificate) -> Result<Vec<GeneralName>, PathReason> {
    let mut names = certificate
        .alternative_names()
        .map_err(PathReason::Malformed)?;
    let email = der::asn1::ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.1");
    names.extend(
        certificate
            .subject()
            .texts(&email)
            .map(|text| GeneralName::Email(text.to_owned())),
    );
    if !certificate.subject().is_empty() {
        names.push(GeneralName::Directory(certificate.subject().clone()));
    }
    Ok(names)
}

/// ```text
/// NameConstraints ::= SEQUENCE {
///     permittedSubtrees [0] GeneralSubtrees OPTIONAL,
///     excludedSubtrees  [1] GeneralSubtrees OPTIONAL }
/// GeneralSubtree ::= SEQUENCE {
///     base        GeneralName,
///     minimum [0] BaseDistance DEFAULT 0,
///     maximum [1] BaseDistance OPTIONAL }
/// ```
#[derive(Default)]
struct Subtrees {
    permitted: Vec<GeneralName>,
    excluded: Vec<GeneralName>,
    /// minimum or maximum is there: §4.2.1.10 does not use them, and here they are not supported.
    has_distances: bool,
}

impl Subtrees {
    fn read(body: &Element<'_>) -> Result<Self, CertificateError> {
        let mut fields = body.expect_tag(asn1::SEQUENCE)?.children();
        let mut subtrees = Self::default();
        if let Some(list) = fields.optional(context(0))? {
            subtrees.permitted = subtrees.bases(list.children())?;
        }
        if let Some(list) = fields.optional(context(1))? {
            subtrees.excluded = subtrees.bases(list.children())?;
        }
        fields.finish()?;
        Ok(subtrees)
    }

    fn bases(&mut self, mut members: Elements<'_>) -> Result<Vec<GeneralName>, CertificateError> {
        let mut bases = Vec::new();
        while !members.is_empty() {
            let mut fields = members.expect(asn1::SEQUENCE)?.children();
            bases.push(GeneralName::read(&fields.any()?)?);
            let minimum = fields
                .optional(context_primitive(0))?
                .is_some_and(|minimum| minimum.content != [0]);
            let maximum = fields.optional(context_primitive(1))?.is_some();
            self.has_distances |= minimum || maximum;
            fields.finish()?;
        }
        Ok(bases)
    }
}
