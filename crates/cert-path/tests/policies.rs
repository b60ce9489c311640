//! Certificate policies along a path (RFC 5280 §6.1.2 to §6.1.5), made case by case.
#![allow(clippy::unwrap_used)]

mod support;

use cert_path::{PathReason, PolicyInputs, Step};
use demo_pki::extensions::{ANY_POLICY, inhibit_any_policy, policy_constraints, policy_mappings};
use demo_pki::{Authority, ExtraExtension, KeyUsage, Profile};
use der::asn1::ObjectIdentifier;
use support::{Question, begin, end};

const A: &str = "1.3.6.1.4.1.32473.1";
const B: &str = "1.3.6.1.4.1.32473.2";
const C: &str = "1.3.6.1.4.1.32473.3";

fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// Policies and other extensions of one certificate.
#[derive(Clone, Default)]
struct One {
    policies: &'static [&'static str],
    extensions: Vec<ExtraExtension>,
    self_issued: bool,
}

fn one(policies: &'static [&'static str]) -> One {
    One {
        policies,
        ..One::default()
    }
}

fn with(policies: &'static [&'static str], extensions: Vec<ExtraExtension>) -> One {
    One {
        policies,
        extensions,
        ..One::default()
    }
}

/// root → the CAs, each below the one before → a signer with the last policies.
fn question(cas: &[One], signer: &One) -> Question {
    let root = Authority::self_signed(&Profile::authority("Gốc THỬ", begin(), end())).unwrap();
    let fill = |profile: Profile, own: &One| Profile {
        policies: own.policies.iter().map(|text| (*text).to_owned()).collect(),
        extra_extensions: own.extensions.clone(),
        ..profile
    };
    let mut authorities = vec![root];
    for (index, own) in cas.iter().enumerate() {
        let above = authorities.last().unwrap();
        let profile = match own.self_issued {
            true => above.profile().clone(),
            false => Profile::authority(&format!("CA {index}"), begin(), end()),
        };
        let below = above.issue_authority(&fill(profile, own)).unwrap();
        authorities.push(below);
    }
    let profile = Profile {
        key_usage: vec![KeyUsage::DigitalSignature],
        ..Profile::new("Người ký THỬ", begin(), end())
    };
    let issued = authorities
        .last()
        .unwrap()
        .issue(&fill(profile, signer))
        .unwrap();
    let middle: Vec<_> = authorities[1..].iter().map(Authority::issued).collect();
    Question::new(&issued, &middle, authorities[0].issued())
}

fn explicit(acceptable: Option<&[&str]>) -> PolicyInputs {
    PolicyInputs {
        acceptable: acceptable.map(|all| all.iter().map(|text| oid(text)).collect()),
        require_explicit: true,
        ..PolicyInputs::default()
    }
}

/// The user-constrained policy set, or `None` when refused.
fn answer(mut question: Question, inputs: PolicyInputs) -> Option<Vec<String>> {
    question.policies = inputs;
    match question.ask() {
        Ok(path) => Some(path.policies().iter().map(ToString::to_string).collect()),
        Err(failure) => {
            assert_eq!(failure.reason, PathReason::CertificatePolicy);
            let steps = failure
                .record
                .steps
                .iter()
                .filter_map(|steps| steps.refused());
            let steps: Vec<_> = steps.collect();
            assert!(
                matches!(
                    steps[..],
                    [Step::Policies | Step::PolicyMapping | Step::FinalPolicies]
                ),
                "{steps:?}"
            );
            None
        }
    }
}

fn set(policies: &[&str]) -> Option<Vec<String>> {
    Some(policies.iter().map(|text| (*text).to_owned()).collect())
}

#[test]
fn a_policy_must_go_through_the_whole_path() {
    let of = |ca, signer| answer(question(&[one(ca)], &one(signer)), explicit(None));
    assert_eq!(of(&[A], &[A]), set(&[A]));
    assert_eq!(of(&[A, B], &[B, C]), set(&[B]));
    assert_eq!(of(&[A], &[B]), None);
    assert_eq!(of(&[], &[A]), None);
    assert_eq!(of(&[A], &[]), None);
    // anyPolicy in the CA lets the signer's through; in the signer it takes what is above.
    assert_eq!(of(&[ANY_POLICY], &[A]), set(&[A]));
    assert_eq!(of(&[A], &[ANY_POLICY]), set(&[A]));
    assert_eq!(of(&[ANY_POLICY], &[ANY_POLICY]), set(&[ANY_POLICY]));
}

#[test]
fn without_explicit_policy_nothing_is_demanded() {
    let inputs = PolicyInputs::default;
    assert_eq!(
        answer(question(&[one(&[A])], &one(&[B])), inputs()),
        set(&[])
    );
    assert_eq!(answer(question(&[one(&[])], &one(&[])), inputs()), set(&[]));
}

#[test]
fn the_caller_accepts_some_policies_only() {
    let ask = |acceptable: &[&str], ca, signer| {
        answer(
            question(&[one(ca)], &one(signer)),
            explicit(Some(acceptable)),
        )
    };
    assert_eq!(ask(&[A], &[A, B], &[A, B]), set(&[A]));
    assert_eq!(ask(&[C], &[A, B], &[A, B]), None);
    assert_eq!(ask(&[ANY_POLICY], &[A], &[A]), set(&[A]));
    assert_eq!(ask(&[C], &[ANY_POLICY], &[ANY_POLICY]), set(&[C]));
}

#[test]
fn a_ca_may_demand_an_explicit_policy() {
    // Counted down by the CA below and once more at the end (§6.1.5 (a)).
    for (skip, accepted) in [(0, false), (1, false), (2, false), (3, true)] {
        let ca = with(&[A], vec![policy_constraints(Some(skip), None)]);
        let found = answer(
            question(&[ca, one(&[A])], &one(&[B])),
            PolicyInputs::default(),
        );
        assert_eq!(found.is_some(), accepted, "{skip}");
    }
    // requireExplicitPolicy 0 in the signer's own certificate counts (§6.1.5 (b)).
    let signer = with(&[B], vec![policy_constraints(Some(0), None)]);
    assert_eq!(
        answer(question(&[one(&[A])], &signer), PolicyInputs::default()),
        None
    );
    let signer = with(&[B], vec![policy_constraints(Some(1), None)]);
    assert!(answer(question(&[one(&[A])], &signer), PolicyInputs::default()).is_some());
}

#[test]
fn self_issued_certificates_do_not_use_up_the_count() {
    // The constraint takes hold below one more CA, unless that is self-issued.
    let constrained = with(&[A], vec![policy_constraints(Some(2), None)]);
    let rolled_over = One {
        self_issued: true,
        ..one(&[A])
    };
    let path = question(&[constrained.clone(), rolled_over], &one(&[B]));
    assert!(answer(path, PolicyInputs::default()).is_some());
    let path = question(&[constrained, one(&[A])], &one(&[B]));
    assert_eq!(answer(path, PolicyInputs::default()), None);
}

#[test]
fn a_mapped_policy_is_told_in_the_terms_of_the_anchor() {
    let mapping = || with(&[A], vec![policy_mappings(&[(A, B)]).unwrap()]);
    let ask = |inputs| answer(question(&[mapping()], &one(&[B])), inputs);
    assert_eq!(ask(explicit(None)), set(&[A]));
    assert_eq!(ask(explicit(Some(&[A]))), set(&[A]));
    assert_eq!(ask(explicit(Some(&[B]))), None);
    let inhibited = PolicyInputs {
        inhibit_mapping: true,
        ..explicit(None)
    };
    assert_eq!(ask(inhibited), None);
    // The policy mapped away is gone.
    assert_eq!(
        answer(question(&[mapping()], &one(&[A])), explicit(None)),
        None
    );
}

#[test]
fn one_policy_may_be_mapped_to_two_and_any_policy_to_none() {
    let two = with(&[A], vec![policy_mappings(&[(A, B), (A, C)]).unwrap()]);
    assert_eq!(
        answer(question(&[two], &one(&[C])), explicit(None)),
        set(&[A])
    );
    // anyPolicy stands in for the issuerDomainPolicy (§6.1.4 (b)(1)).
    let any = with(&[ANY_POLICY], vec![policy_mappings(&[(A, B)]).unwrap()]);
    assert_eq!(
        answer(question(&[any], &one(&[B])), explicit(None)),
        set(&[A])
    );
    for pair in [(ANY_POLICY, B), (A, ANY_POLICY)] {
        let wrong = with(&[A], vec![policy_mappings(&[pair]).unwrap()]);
        assert_eq!(
            answer(question(&[wrong], &one(&[B])), PolicyInputs::default()),
            None
        );
    }
}

#[test]
fn a_ca_may_inhibit_mapping_below() {
    let above = |skip| with(&[A], vec![policy_constraints(None, Some(skip))]);
    let below = || with(&[A], vec![policy_mappings(&[(A, B)]).unwrap()]);
    for (skip, accepted) in [(0, false), (1, true)] {
        let found = answer(
            question(&[above(skip), below()], &one(&[B])),
            explicit(None),
        );
        assert_eq!(found.is_some(), accepted, "{skip}");
    }
}

#[test]
fn any_policy_is_inhibited_by_the_caller_or_a_ca() {
    let inhibited = PolicyInputs {
        inhibit_any: true,
        ..explicit(None)
    };
    let plain = || question(&[one(&[A])], &one(&[ANY_POLICY]));
    assert_eq!(answer(plain(), explicit(None)), set(&[A]));
    assert_eq!(answer(plain(), inhibited), None);
    for (skip, accepted) in [(0, false), (1, true)] {
        let ca = with(&[A], vec![inhibit_any_policy(skip)]);
        let found = answer(
            question(&[ca, one(&[ANY_POLICY])], &one(&[A])),
            explicit(None),
        );
        assert_eq!(found.is_some(), accepted, "{skip}");
    }
    // A self-issued CA may still use it (§6.1.3 (d)(2)).
    let ca = with(&[A], vec![inhibit_any_policy(0)]);
    let rolled_over = One {
        self_issued: true,
        ..one(&[ANY_POLICY])
    };
    assert_eq!(
        answer(question(&[ca, rolled_over], &one(&[A])), explicit(None)),
        set(&[A])
    );
}

#[test]
fn policies_that_multiply_end_within_the_budget() {
    // Every CA maps each of 40 policies to all 40: a tree would have 40^n leaves, the graph has 40 a level.
    let names: Vec<String> = (0..40)
        .map(|n| format!("1.3.6.1.4.1.32473.9.{n}"))
        .collect();
    let names: &'static [String] = Box::leak(names.into_boxed_slice());
    let policies: Vec<&'static str> = names.iter().map(String::as_str).collect();
    let policies: &'static [&'static str] = Box::leak(policies.into_boxed_slice());
    let pairs: Vec<(&str, &str)> = policies
        .iter()
        .flat_map(|from| policies.iter().map(|to| (*from, *to)))
        .collect();
    let ca = with(policies, vec![policy_mappings(&pairs).unwrap()]);
    let mut question = question(&[ca.clone(), ca.clone(), ca], &one(policies));
    question.policies = explicit(None);
    let failure = question.ask().unwrap_err();
    assert_eq!(
        failure.reason,
        PathReason::BudgetExhausted(cert_path::BudgetItem::PolicyNodes)
    );
    question.budget.policy_nodes = 10_000;
    assert_eq!(question.ask().unwrap().policies().len(), 40);
}

#[test]
fn unreadable_policies_are_malformed_and_name_their_place() {
    let broken = ExtraExtension {
        oid: "2.5.29.32".to_owned(),
        critical: false,
        value: vec![0x30, 0x02, 0x30, 0x05],
    };
    let question = question(&[one(&[A])], &with(&[], vec![broken]));
    let failure = question.ask().unwrap_err();
    let PathReason::Malformed(error) = failure.reason else {
        panic!("{:?}", failure.reason)
    };
    let der = certificate_of(&failure.certificate);
    assert!(error.offset > 0 && error.offset < der);
}

fn certificate_of(found: &Option<cert_path::Certificate>) -> usize {
    found
        .as_ref()
        .map_or(0, |certificate| certificate.der().len())
}
