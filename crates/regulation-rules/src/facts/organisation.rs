//! What rules read about one body: its registers, delegations and reports.

use gov_ca_model::VietnamDay;

use super::sheet::{sheet, stated_days};
use super::{BodyTier, ReportPeriod};

sheet! {
    /// Facts about one body (cơ quan, tổ chức). Each may be missing.
    OrganisationFacts {
        considered_on: VietnamDay = ConsideredOn,
        archived: bool = Archived,
        delegate_named: bool = DelegateNamed,
        delegation_decision_in_force: bool = DelegationDecisionInForce,
        internal_regulation: bool = InternalRegulation,
        subscriber_list: bool = SubscriberList,
        focal_unit: bool = FocalUnit,
        focal_person: bool = FocalPerson,
        runs_application: bool = RunsApplication,
        application_figures: bool = ApplicationFigures,
        report_period: ReportPeriod = ReportPeriod,
        reported: bool = Reported,
        report_to_people_committee: bool = ReportToPeopleCommittee,
        report_to_ministry: bool = ReportToMinistry,
        report_to_cipher_committee: bool = ReportToCipherCommittee,
        report_to_department: bool = ReportToDepartment,
        report_has_use: bool = ReportHasUse,
        report_has_issues_and_revocations: bool = ReportHasIssuesAndRevocations,
        report_has_plan: bool = ReportHasPlan,
        report_has_communes: bool = ReportHasCommunes,
        body_tier: BodyTier = BodyTier,
        organisation_code: String = OrganisationCode,
    }
}

stated_days! { OrganisationFacts {
    ConsideredOn => considered_on, StatedDay;
} }
