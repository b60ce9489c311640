//! What arrived, looked at and judged; for the first time, again, or as it was.

use std::path::Path;

use signing_workflow::package::{PackageFile, PackageReport};
use signing_workflow::receive::{
    Completeness, Note, Place, ReceiveContext, RefusalReason, Statement,
};
use signing_workflow::records::{Conclusion, Decision, Register, Said, Wanted};

use crate::exit::Failure;
use crate::job::Job;
use crate::package::{self, Asked, Gathered, Looked};
use crate::verify::Verifier;

/// One arrival, judged.
pub(super) struct Case {
    pub(super) gathered: Gathered,
    pub(super) looked: Vec<Looked>,
    pub(super) report: PackageReport,
    /// What was asked of it: a replay asks the same.
    pub(super) wanted: Wanted,
}

/// What of the same bytes came earlier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Earlier {
    /// SHA-256 of the main document, where an arrival of it was accepted.
    pub(super) accepted: Vec<String>,
    /// Other arrivals of it: `2026-11-23-0001 hold`.
    pub(super) others: Vec<String>,
}

impl Earlier {
    /// Arrivals of the same main document; only what was accepted has been received (R15). `except` is the arrival itself.
    pub(super) fn of(register: &Register, sha256: &str, except: Option<&str>) -> Self {
        let mut earlier = Self::default();
        for one in register.of_main(sha256) {
            let id = one.arrived.id.to_string();
            if except == Some(id.as_str()) {
                continue;
            }
            match one.arrived.decision {
                Decision::Accept => earlier.accepted = vec![sha256.to_owned()],
                other => earlier.others.push(format!("{id} {}", other.word())),
            }
        }
        earlier
    }
}

/// The files, looked at, before it is known whether they came before.
pub(super) struct Found {
    gathered: Gathered,
    looked: Vec<Looked>,
    main: usize,
}

impl Found {
    pub(super) fn new(
        path: &Path,
        gathered: Gathered,
        main: Option<&str>,
        asked: &Asked,
        verifier: &Verifier,
        job: &Job,
    ) -> Result<Self, Failure> {
        let looked = package::look_at(&gathered, asked, verifier, job)?;
        let main = package::main_of(path, &looked, main)?;
        Ok(Self {
            gathered,
            looked,
            main,
        })
    }

    /// SHA-256 of the main document.
    pub(super) fn main_sha256(&self) -> &str {
        self.looked
            .get(self.main)
            .map_or("", |part| part.sha256.as_str())
    }

    /// All of it, judged.
    pub(super) fn judged(mut self, mut asked: Asked, earlier: Earlier, ways: &Ways<'_>) -> Case {
        let main = self.looked.get(self.main).map(|part| part.name.clone());
        let main = main.unwrap_or_default();
        for other in &earlier.others {
            let place = Place::file(&main);
            let note = Note::new(place, Note::ARRIVED_BEFORE, other.as_str());
            self.gathered.notes.push(note);
        }
        let mut received = earlier.accepted;
        received.extend(
            asked
                .received
                .iter()
                .filter(|one| self.is_of_ours(one))
                .cloned(),
        );
        asked.received = received;
        let context = ReceiveContext {
            trust_configured: ways.trust_configured,
            network_asked: ways.network_asked,
            ..package::context(&asked, ways.verifier)
        };
        let report = package::judged(&self.gathered, &self.looked, self.main, &asked, &context);
        Case {
            wanted: wanted(main, &asked, earlier.others, ways),
            report,
            gathered: self.gathered,
            looked: self.looked,
        }
    }

    fn is_of_ours(&self, sha256: &str) -> bool {
        let mut parts = self.looked.iter();
        parts.any(|part| part.sha256.eq_ignore_ascii_case(sha256))
    }
}

/// By which ways the certificates were checked.
pub(super) struct Ways<'a> {
    pub(super) verifier: &'a Verifier,
    pub(super) policy: Option<&'a str>,
    pub(super) trust_configured: bool,
    pub(super) network_asked: bool,
}

impl<'a> Ways<'a> {
    pub(super) fn of(verifier: &'a Verifier, policy: Option<&'a str>) -> Self {
        Self {
            verifier,
            policy,
            trust_configured: !verifier.ground.anchors.is_empty(),
            network_asked: verifier.ground.network.is_some(),
        }
    }
}

impl Case {
    pub(super) fn conclusion(&self) -> Conclusion {
        let files: Vec<PackageFile<'_>> = self.looked.iter().map(Looked::file).collect();
        Conclusion::of(&self.report, &files)
    }

    /// The main document, as it was looked at.
    pub(super) fn main(&self) -> Option<&Looked> {
        let main = self.report.main.as_ref()?;
        let mut looked = self.looked.iter();
        looked.find(|part| part.name == main.file && part.sha256 == main.sha256)
    }
}

fn wanted(main: String, asked: &Asked, arrived_before: Vec<String>, ways: &Ways<'_>) -> Wanted {
    Wanted {
        main,
        our_codes: asked.our_codes.clone(),
        completeness: word(asked.completeness).to_owned(),
        statements: asked.statements.iter().map(Said::from).collect(),
        province: asked.province.clone(),
        roles: asked.roles.clone(),
        policy: ways.policy.map(str::to_owned),
        received: asked.received.clone(),
        arrived_before,
        trust_configured: ways.trust_configured,
        network_asked: ways.network_asked,
    }
}

/// What was asked, to be asked again.
pub(super) fn asked(wanted: &Wanted) -> Asked {
    Asked {
        our_codes: wanted.our_codes.clone(),
        completeness: completeness(&wanted.completeness),
        statements: wanted.statements.iter().filter_map(statement).collect(),
        received: wanted.received.clone(),
        roles: wanted.roles.clone(),
        province: wanted.province.clone(),
    }
}

fn statement(said: &Said) -> Option<Statement> {
    Some(Statement {
        code: RefusalReason::with_code(&said.code)?,
        text: said.text.clone(),
        by: said.by.clone(),
    })
}

const fn word(completeness: Completeness) -> &'static str {
    match completeness {
        Completeness::PersonAndAgency => "person-and-agency",
        Completeness::AgencyAlone => "agency-alone",
        Completeness::PersonAlone => "person-alone",
    }
}

fn completeness(word: &str) -> Completeness {
    const ALL: [Completeness; 3] = [
        Completeness::PersonAndAgency,
        Completeness::AgencyAlone,
        Completeness::PersonAlone,
    ];
    let found = ALL.into_iter().find(|one| self::word(*one) == word);
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_is_asked_again() {
        let asked_first = Asked {
            our_codes: vec!["H61".to_owned()],
            completeness: Completeness::AgencyAlone,
            statements: vec![Statement {
                code: RefusalReason::Other,
                text: "x".to_owned(),
                by: Some("A".to_owned()),
            }],
            received: vec!["aa".to_owned()],
            roles: vec!["Signature1=agency".to_owned()],
            province: Some("tay-ninh".to_owned()),
        };
        let again = Wanted {
            completeness: word(asked_first.completeness).to_owned(),
            our_codes: asked_first.our_codes.clone(),
            statements: asked_first.statements.iter().map(Said::from).collect(),
            received: asked_first.received.clone(),
            roles: asked_first.roles.clone(),
            province: asked_first.province.clone(),
            ..Wanted::default()
        };
        let again = asked(&again);
        assert_eq!(again.our_codes, asked_first.our_codes);
        assert_eq!(again.completeness, asked_first.completeness);
        assert_eq!(again.statements, asked_first.statements);
        assert_eq!(again.received, asked_first.received);
        assert_eq!(again.roles, asked_first.roles);
        assert_eq!(again.province, asked_first.province);
    }
}
