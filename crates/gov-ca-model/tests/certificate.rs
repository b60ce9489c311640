//! Real certificates, made by the demo hierarchy, through the view.
#![allow(clippy::unwrap_used, missing_docs)]

use cert_path::Certificate;
use demo_pki::{DemoHierarchy, Issued};
use gov_ca_model::{ClassHint, GovCertificate, UserId, VietnamDay};

fn hierarchy() -> DemoHierarchy {
    DemoHierarchy::new(
        "2024-08-15T00:00:00Z".parse().unwrap(),
        "2029-08-14T00:00:00Z".parse().unwrap(),
    )
    .unwrap()
}

fn view(issued: &Issued) -> GovCertificate {
    GovCertificate::from(&Certificate::from_der(&issued.certificate_der).unwrap())
}

#[test]
fn a_person_is_read_with_body_mail_and_days() {
    let hierarchy = hierarchy();
    let leader = view(&hierarchy.issue(&hierarchy.leader()).unwrap());
    assert_eq!(leader.common_name.as_deref(), Some("Nguyễn Văn Mẫu"));
    assert!(
        leader
            .organisation
            .as_deref()
            .is_some_and(|name| !name.is_empty())
    );
    assert!(
        leader
            .units
            .iter()
            .any(|unit| unit.contains("BẢN THỬ NGHIỆM")),
        "{:?}",
        leader.units
    );
    assert!(matches!(leader.user_id, Some(UserId::CitizenNumber(_))));
    assert_eq!(leader.hints(), [ClassHint::CitizenNumber]);
    assert!(
        leader.subject.contains("Nguyễn Văn Mẫu")
            && !leader.issuer.is_empty()
            && !leader.serial.is_empty()
    );
    assert!(
        leader.first_day() >= VietnamDay::new(2024, 8, 15)
            && leader.last_day() <= VietnamDay::new(2029, 8, 14)
    );
    assert!(leader.not_before < leader.not_after);
}

#[test]
fn an_agency_gives_hints_and_no_decision() {
    let hierarchy = hierarchy();
    let agency = view(&hierarchy.issue(&hierarchy.agency()).unwrap());
    assert!(matches!(agency.user_id, Some(UserId::BudgetUnit(_))));
    assert_eq!(
        agency.hints(),
        [
            ClassHint::BudgetUnitNumber,
            ClassHint::NameIsTheOrganisation
        ]
    );
}
