//! What time-stamps prove about a signature, what spoils them, and what else they prove to exist.
//!
//! In most tests the signer was revoked in April, and the stamp says March: where the time is proven the signature is trusted, where
//! it is not nothing but the claim stands against the revocation.
#![allow(clippy::unwrap_used)]

mod common;

use common::signed::{
    authority, codes, crl, crl_of_now, day, judged, lists, person, person_profile, signed,
    signed_on, stamped, told, told_of, verdict, with_store,
};
use common::token::Stamp;
use common::{base, hierarchy, now};
use demo_pki::{CrlProfile, Issued, KeyUsage, Profile, Reason, RevokedEntry, usages};
use jiff::{SignedDuration, Timestamp};
use pades_verify::json;

type Verdict = (&'static str, &'static str, &'static str);

const PASSED: Verdict = ("trusted", "TOTAL-PASSED", "-");
const REVOKED: Verdict = ("revoked", "TOTAL-FAILED", "REVOKED");
const REVOKED_NO_POE: Verdict = ("revoked", "INDETERMINATE", "REVOKED_NO_POE");

/// The time of most stamps.
fn march() -> Timestamp {
    day("03-01")
}

/// After it.
fn april() -> Timestamp {
    day("04-01")
}

/// Before it.
fn february() -> Timestamp {
    day("02-15")
}

fn entry(of: &Issued, since: Timestamp, reason: Reason) -> RevokedEntry {
    RevokedEntry::new(&of.serial_number(), since).because(reason)
}

/// The findings that speak of time and trust.
fn about_trust(one: &json::Signature) -> Vec<&'static str> {
    let said = codes(one).into_iter();
    said.filter(|code| *code != "revocation-not-checked")
        .collect()
}

#[test]
fn the_signers_certificate_is_judged_for_the_time_proven() {
    let stamp = Stamp::new(&authority(|_| {}), march());
    let signer = person(|_| {});
    let bytes = signed(&signer, march(), Some(&stamp));
    let lost = |since, invalidity| RevokedEntry {
        invalidity_date: Some(invalidity),
        ..entry(&signer, since, Reason::KeyCompromise)
    };
    let on = |since, reason| entry(&signer, since, reason);
    let later = vec!["revoked-later"];
    let suspect = vec!["revoked-later", "key-suspect-before"];
    let held = ("unknown", "INDETERMINATE", "TRY_LATER");
    let second = SignedDuration::from_secs(1);
    let cases = [
        (
            "superseded later",
            on(april(), Reason::Superseded),
            PASSED,
            later.clone(),
        ),
        (
            "lost later",
            on(april(), Reason::KeyCompromise),
            PASSED,
            later.clone(),
        ),
        (
            "a second later",
            on(march() + second, Reason::KeyCompromise),
            PASSED,
            later.clone(),
        ),
        (
            "lost later, suspect since then",
            lost(april(), day("03-20")),
            PASSED,
            later,
        ),
        (
            "lost later, suspect before",
            lost(april(), february()),
            PASSED,
            suspect,
        ),
        (
            "lost before",
            on(february(), Reason::KeyCompromise),
            REVOKED_NO_POE,
            vec![],
        ),
        (
            "superseded before",
            on(february(), Reason::Superseded),
            REVOKED_NO_POE,
            vec![],
        ),
        (
            "at the same second",
            on(march(), Reason::Superseded),
            REVOKED_NO_POE,
            vec![],
        ),
        (
            "on hold before",
            on(february(), Reason::CertificateHold),
            held,
            vec![],
        ),
        (
            "on hold later",
            on(april(), Reason::CertificateHold),
            PASSED,
            vec![],
        ),
    ];
    for (name, entry, expected, findings) in cases {
        let report = judged(&bytes, &lists(vec![], vec![entry]));
        let one = told_of(&report, 0);
        assert_eq!(verdict(&one), expected, "{name}");
        assert_eq!(about_trust(&one), findings, "{name}");
        assert_eq!(one.signing_time.proof, "signature-timestamp", "{name}");
        assert_eq!(one.signing_time.value, Some(march().to_string()), "{name}");
        assert_eq!(one.level, Some("B-T"), "{name}");
    }
}

#[test]
fn a_hold_that_was_lifted_after_the_signature_is_told() {
    let stamp = Stamp::new(&authority(|_| {}), march());
    let signer = person(|_| {});
    let bytes = signed(&signer, march(), Some(&stamp));
    let hold = entry(&signer, february(), Reason::CertificateHold);
    let sub_ca = hierarchy().sub_authority();
    let mut crls = lists(vec![], vec![]);
    crls.push(crl(sub_ca, day("03-05"), day("03-12"), vec![hold]));
    let one = told_of(&judged(&bytes, &crls), 0);
    assert_eq!(verdict(&one), PASSED);
    assert_eq!(about_trust(&one), ["hold-lifted-later"]);
}

/// RFC 3161 §2.4.2: the time lies within the accuracy, so the later end counts.
#[test]
fn the_accuracy_is_added() {
    let signer = person(|_| {});
    let stamp = Stamp {
        accuracy: Some(60),
        ..Stamp::new(&authority(|_| {}), march())
    };
    let bytes = signed(&signer, march(), Some(&stamp));
    for (after, trust) in [(30, "revoked"), (60, "revoked"), (61, "trusted")] {
        let since = march() + SignedDuration::from_secs(after);
        let entry = entry(&signer, since, Reason::Superseded);
        let one = told_of(&judged(&bytes, &lists(vec![], vec![entry])), 0);
        assert_eq!(one.trust, trust, "{after} s");
    }
}

#[test]
fn the_validity_of_the_signers_certificate_is_judged_for_the_time_proven() {
    let tsa = authority(|_| {});
    let stamp = Stamp::new(&tsa, march());
    let sub_ca = hierarchy().sub_authority();
    let of_march = || crl(sub_ca, day("02-25"), day("03-04"), vec![]);
    let keeps_expired = |since: Timestamp| {
        let profile = CrlProfile {
            expired_certs_on_crl: Some(since),
            ..CrlProfile::new(now() - SignedDuration::from_hours(1), now())
        };
        sub_ca.crl(&profile).unwrap()
    };
    let until = |end| person(|profile| profile.not_after = end);
    let from = |begin| person(|profile| profile.not_before = begin);
    let now_only = || crl_of_now(sub_ca, vec![]);
    let unknown = ("unknown", "INDETERMINATE", "TRY_LATER");
    // It may have been made while the certificate was valid, and stamped late.
    let expired = ("expired", "INDETERMINATE", "OUT_OF_BOUNDS_NO_POE");
    let early = ("not-yet-valid", "TOTAL-FAILED", "NOT_YET_VALID");
    let cases = [
        (
            "expired since, list of then",
            until(april()),
            of_march(),
            PASSED,
        ),
        (
            "expired since, list that keeps it",
            until(april()),
            keeps_expired(february()),
            PASSED,
        ),
        (
            "expired since, list that keeps later ones",
            until(april()),
            keeps_expired(day("04-02")),
            unknown,
        ),
        // It may have been revoked and dropped.
        (
            "expired since, list of now",
            until(april()),
            now_only(),
            unknown,
        ),
        ("expired before", until(february()), of_march(), expired),
        ("valid later", from(april()), now_only(), early),
    ];
    for (name, signer, list, expected) in cases {
        let bytes = signed(&signer, march(), Some(&stamp));
        let crls = [crl_of_now(hierarchy().root_authority(), vec![]), list];
        let one = told_of(&judged(&bytes, &crls), 0);
        assert_eq!(verdict(&one), expected, "{name}");
        assert_eq!(one.signing_time.proof, "signature-timestamp", "{name}");
    }
}

/// EN 319 102-1 Table 6 speaks of the signer's own certificate: for a CA there may be a renewed one that is not at hand.
#[test]
fn a_ca_outside_its_validity_leaves_the_question_open() {
    let stamp = Stamp::new(&authority(|_| {}), march());
    let root = hierarchy().root_authority();
    let cases = [
        ("expired", day("01-01"), february(), "expired"),
        ("early", april(), day("12-01"), "not-yet-valid"),
    ];
    for (name, from, until, word) in cases {
        let profile = Profile::authority("CA of a season", from, until);
        let ca = root.issue_authority(&profile).unwrap();
        let signer = ca.issue(&person_profile(|_| {})).unwrap();
        let bytes = signed_on(&base(), &signer, &[ca.issued()], march(), Some(&stamp));
        let of_ca = crl(&ca, day("03-02"), day("03-09"), vec![]);
        let one = told_of(&judged(&bytes, &[crl_of_now(root, vec![]), of_ca]), 0);
        let open = (word, "INDETERMINATE", "OUT_OF_BOUNDS_NO_POE");
        assert_eq!(verdict(&one), open, "{name}");
        assert_eq!(one.signing_time.proof, "signature-timestamp", "{name}");
    }
}

/// Signed in March by somebody who was revoked in April.
struct Stood {
    signer: Issued,
}

impl Stood {
    fn new() -> Self {
        Self {
            signer: person(|_| {}),
        }
    }

    fn revoked(&self) -> Vec<RevokedEntry> {
        vec![entry(&self.signer, april(), Reason::KeyCompromise)]
    }

    fn with(&self, stamp: &Stamp) -> Vec<u8> {
        signed(&self.signer, march(), Some(stamp))
    }

    /// The stamp does not count: what the signer claims is left, the revocation stands, and the finding says why.
    fn not_proven(&self, name: &str, bytes: &[u8], crls: &[Vec<u8>], finding: (&str, &str)) {
        let one = told_of(&judged(bytes, crls), 0);
        assert_eq!(verdict(&one), REVOKED_NO_POE, "{name}");
        assert_eq!(one.signing_time.proof, "claimed", "{name}");
        let (code, words) = finding;
        let found = one.findings.iter().find(|found| found.code == code);
        let text = &found
            .unwrap_or_else(|| panic!("{name}: {:?}", codes(&one)))
            .text;
        assert!(text.contains(words), "{name}: {text}");
    }

    fn proven(&self, name: &str, bytes: &[u8], crls: &[Vec<u8>], proof: &str) {
        let one = told_of(&judged(bytes, crls), 0);
        assert_eq!(verdict(&one), PASSED, "{name}: {:?}", one.findings);
        assert_eq!(one.signing_time.proof, proof, "{name}");
        assert_eq!(about_trust(&one), ["revoked-later"], "{name}");
    }
}

/// RFC 3161 §2.3: the key is for time-stamping alone.
#[test]
fn an_authority_must_be_one() {
    let stood = Stood::new();
    let crls = lists(vec![], stood.revoked());
    let usage = "extended key usage does not allow timestamping";
    let stamping = usages::TIME_STAMPING.to_owned();
    let with_usages = |all: Vec<String>| authority(|profile| profile.extended_key_usage = all);
    let cases = [
        ("no usage", with_usages(vec![]), usage),
        (
            "not critical",
            authority(|profile| profile.extended_key_usage_critical = false),
            usage,
        ),
        (
            "a second usage",
            with_usages(vec![stamping, usages::EMAIL_PROTECTION.to_owned()]),
            usage,
        ),
        (
            "any usage",
            with_usages(vec!["2.5.29.37.0".to_owned()]),
            usage,
        ),
        ("a signer", person(|_| {}), usage),
        (
            "for enciphering keys",
            authority(|profile| profile.key_usage = vec![KeyUsage::KeyEncipherment]),
            "key usage includes neither",
        ),
        (
            "expired at the time",
            authority(|profile| profile.not_after = february()),
            "expired",
        ),
        (
            "not valid yet at the time",
            authority(|profile| profile.not_before = april()),
            "not valid before",
        ),
        // Nothing proves that the stamp existed while the certificate was valid (EN 319 102-1 §5.6.3).
        (
            "expired since",
            authority(|profile| profile.not_after = day("05-01")),
            "expired",
        ),
    ];
    for (name, tsa, words) in cases {
        let bytes = stood.with(&Stamp::new(&tsa, march()));
        let finding = ("signature-timestamp-untrusted", words);
        stood.not_proven(name, &bytes, &crls, finding);
    }
    let honest = Stamp::new(&authority(|_| {}), march());
    stood.proven("honest", &stood.with(&honest), &crls, "signature-timestamp");
}

#[test]
fn an_authority_must_lead_to_an_anchor() {
    let stood = Stood::new();
    let crls = lists(vec![], stood.revoked());
    let twin = hierarchy().untrusted_twin().unwrap();
    let profile = Profile::timestamp_authority("TSA", day("01-01"), day("12-01"));
    let alone = twin.root_authority().issue(&profile).unwrap();
    let other = demo_pki::Authority::self_signed(&profile).unwrap();
    let cases = [
        ("of a rogue root", alone, "does not verify"),
        ("self-signed", other.issued().clone(), "not trusted"),
    ];
    for (name, tsa, words) in cases {
        let bytes = stood.with(&Stamp::new(&tsa, march()));
        let finding = ("signature-timestamp-untrusted", words);
        stood.not_proven(name, &bytes, &crls, finding);
    }
}

/// RFC 3161 §4, 1: a key that was put out of use in order still vouches for what it stamped; one that was lost, or of which nobody
/// says why, vouches for nothing.
#[test]
fn a_revoked_authority() {
    let stood = Stood::new();
    let tsa = authority(|_| {});
    let bytes = stood.with(&Stamp::new(&tsa, march()));
    let serial = tsa.serial_number();
    let no_reason = |since| RevokedEntry::new(&serial, since);
    let on = |since, reason| entry(&tsa, since, reason);
    let later = day("05-01");
    let cases = [
        ("superseded later", on(later, Reason::Superseded), true),
        (
            "ceased later",
            on(later, Reason::CessationOfOperation),
            true,
        ),
        ("renamed later", on(later, Reason::AffiliationChanged), true),
        ("unspecified later", on(later, Reason::Unspecified), true),
        ("lost later", on(later, Reason::KeyCompromise), false),
        (
            "its CA's key lost later",
            on(later, Reason::CaCompromise),
            false,
        ),
        (
            "privilege withdrawn later",
            on(later, Reason::PrivilegeWithdrawn),
            false,
        ),
        ("later, nobody says why", no_reason(later), false),
        ("lost before", on(february(), Reason::KeyCompromise), false),
        (
            "superseded before",
            on(february(), Reason::Superseded),
            false,
        ),
        (
            "superseded at the same second",
            on(march(), Reason::Superseded),
            false,
        ),
        ("on hold", on(later, Reason::CertificateHold), false),
    ];
    for (name, entry, counts) in cases {
        let hold = entry.reason == Some(Reason::CertificateHold);
        let crls = lists(vec![entry], stood.revoked());
        if counts {
            stood.proven(name, &bytes, &crls, "signature-timestamp");
        } else {
            let words = if hold { "hold" } else { "revoked" };
            stood.not_proven(
                name,
                &bytes,
                &crls,
                ("signature-timestamp-untrusted", words),
            );
        }
    }
}

#[test]
fn an_authority_of_which_nothing_is_known() {
    let stood = Stood::new();
    let profile = Profile::authority("CA of time", day("01-01"), day("12-01"));
    let ca = hierarchy()
        .root_authority()
        .issue_authority(&profile)
        .unwrap();
    let profile = Profile::timestamp_authority("TSA", day("01-01"), day("12-01"));
    let tsa = ca.issue(&profile).unwrap();
    let stamp = Stamp::new(&tsa, march());
    let chain = [&hierarchy().sub_ca, ca.issued()];
    let bytes = signed_on(&base(), &stood.signer, &chain, march(), Some(&stamp));
    let mut crls = lists(vec![], stood.revoked());
    let finding = ("signature-timestamp-untrusted", "revocation status unknown");
    stood.not_proven("no list", &bytes, &crls, finding);
    crls.push(crl_of_now(&ca, vec![]));
    stood.proven("its list", &bytes, &crls, "signature-timestamp");
}

#[test]
fn tokens_that_do_not_hold() {
    let stood = Stood::new();
    let crls = lists(vec![], stood.revoked());
    let honest = || Stamp::new(&authority(|_| {}), march());
    let broken = "signature-timestamp-broken";
    let cases = [
        (
            "of other bytes",
            Stamp {
                instead: Some(b"another signature value".to_vec()),
                ..honest()
            },
            (broken, "stamps other bytes"),
            "B-B",
        ),
        (
            "damaged",
            Stamp {
                damaged: true,
                ..honest()
            },
            (broken, "signature"),
            "B-B",
        ),
        (
            "without its certificate's name",
            Stamp {
                names_its_certificate: false,
                ..honest()
            },
            (broken, "certificate of its authority"),
            "B-B",
        ),
        (
            "of the future",
            Stamp {
                time: now() + SignedDuration::from_secs(1),
                ..honest()
            },
            (
                "signature-timestamp-in-the-future",
                "after the time of validation",
            ),
            "B-T",
        ),
    ];
    for (name, stamp, finding, level) in cases {
        let bytes = stood.with(&stamp);
        stood.not_proven(name, &bytes, &crls, finding);
        let one = told_of(&judged(&bytes, &crls), 0);
        assert_eq!(one.level, Some(level), "{name}");
    }
}

#[test]
fn a_document_time_stamp_proves_what_it_covers() {
    let stood = Stood::new();
    let crls = lists(vec![], stood.revoked());
    let tsa = authority(|_| {});
    let plain = signed(&stood.signer, march(), None);
    let bytes = stamped(&plain, &Stamp::new(&tsa, march()));
    stood.proven("after it", &bytes, &crls, "document-timestamp");
    let report = judged(&bytes, &crls);
    let stamp = told_of(&report, 1);
    assert_eq!(
        (stamp.kind, verdict(&stamp)),
        ("document-timestamp", PASSED)
    );
    assert_eq!(stamp.coverage, "entire-file");
    let one = told_of(&report, 0);
    assert_eq!((one.modifications, one.level), ("lta-updates", Some("B-T")));
    assert_eq!(told(&report).verdict, "passed");

    // The earlier of two counts, wherever it stands.
    let later = Stamp::new(&tsa, day("03-20"));
    let twice = stamped(&stood.with(&Stamp::new(&tsa, march())), &later);
    stood.proven("both", &twice, &crls, "signature-timestamp");
    // A stamp over the signature that says it is younger than the one around it.
    let wrong = Stamp::new(&tsa, day("03-21"));
    let twice = stamped(&stood.with(&wrong), &later);
    let one = told_of(&judged(&twice, &crls), 0);
    assert_eq!(one.signing_time.value, Some(day("03-20").to_string()));
    assert!(codes(&one).contains(&"signature-timestamp-in-the-future"));
    let no_authority = authority(|profile| profile.extended_key_usage_critical = false);
    let twice = stamped(&stood.with(&Stamp::new(&no_authority, march())), &later);
    let one = told_of(&judged(&twice, &crls), 0);
    assert_eq!(one.signing_time.proof, "document-timestamp");
    assert_eq!(one.signing_time.value, Some(day("03-20").to_string()));
}

#[test]
fn a_document_time_stamp_that_is_not_trusted_proves_nothing() {
    let stood = Stood::new();
    let crls = lists(vec![], stood.revoked());
    let plain = signed(&stood.signer, march(), None);
    let honest = Stamp::new(&authority(|_| {}), march());
    let twin = hierarchy().untrusted_twin().unwrap();
    let profile = Profile::timestamp_authority("TSA", day("01-01"), day("12-01"));
    let rogue = twin.root_authority().issue(&profile).unwrap();
    let no_usage = authority(|profile| profile.extended_key_usage.clear());
    let future = now() + SignedDuration::from_secs(1);
    let other = Some(b"another file".to_vec());
    let untrusted = Some("document-timestamp-untrusted");
    let cases = [
        (
            "rogue",
            Stamp::new(&rogue, march()),
            untrusted,
            "CERTIFICATE_CHAIN_GENERAL_FAILURE",
        ),
        (
            "no usage",
            Stamp::new(&no_usage, march()),
            untrusted,
            "CHAIN_CONSTRAINTS_FAILURE",
        ),
        (
            "future",
            Stamp {
                time: future,
                ..honest.clone()
            },
            Some("document-timestamp-in-the-future"),
            "-",
        ),
        (
            "other bytes",
            Stamp {
                instead: other,
                ..honest.clone()
            },
            None,
            "HASH_FAILURE",
        ),
        (
            "damaged",
            Stamp {
                damaged: true,
                ..honest
            },
            None,
            "SIG_CRYPTO_FAILURE",
        ),
    ];
    for (name, stamp, finding, sub) in cases {
        let report = judged(&stamped(&plain, &stamp), &crls);
        let one = told_of(&report, 0);
        // A time-stamp that is not even intact is a change that nothing allows; one that is not trusted is a time-stamp.
        let intact = told_of(&report, 1).integrity == "intact";
        let changes = if intact { "lta-updates" } else { "disallowed" };
        assert_eq!(
            (one.trust, one.modifications),
            ("revoked", changes),
            "{name}"
        );
        assert_eq!(intact, finding.is_some(), "{name}");
        assert_eq!(one.signing_time.proof, "claimed", "{name}");
        let stamp = told_of(&report, 1);
        assert_eq!(verdict(&stamp).2, sub, "{name}");
        assert!(
            finding.is_none_or(|code| codes(&stamp).contains(&code)),
            "{name}: {:?}",
            codes(&stamp)
        );
    }
}

/// What stands before a signature proves nothing of when it was made, but that it was made later.
#[test]
fn a_document_time_stamp_before_the_signature() {
    let stood = Stood::new();
    let stamp = Stamp::new(&authority(|_| {}), march());
    let first = stamped(&base(), &stamp);
    let bytes = signed_on(&first, &stood.signer, &[&hierarchy().sub_ca], march(), None);
    let told_with = |since| {
        let entry = entry(&stood.signer, since, Reason::Superseded);
        told_of(&judged(&bytes, &lists(vec![], vec![entry])), 1)
    };
    let one = told_with(april());
    assert_eq!(one.kind, "signature");
    assert_eq!(verdict(&one), REVOKED_NO_POE);
    assert_eq!(
        (one.signing_time.proof, one.level),
        ("claimed", Some("B-B"))
    );
    // Revoked before the stamp, so before the signature.
    let one = told_with(february());
    assert_eq!(verdict(&one), REVOKED);
    assert_eq!(one.signing_time.proof, "claimed");
}

/// EN 319 102-1 Table 6: covered by the signature, so older than it; then an expiry before it is final, and a later one is not.
#[test]
fn an_expiry_before_a_stamp_that_the_signature_covers_is_final() {
    let stamp = Stamp::new(&authority(|_| {}), march());
    let first = stamped(&base(), &stamp);
    let open = ("expired", "INDETERMINATE", "OUT_OF_BOUNDS_NO_POE");
    let cases = [
        (february(), ("expired", "TOTAL-FAILED", "EXPIRED")),
        (april(), open),
    ];
    for (until, expected) in cases {
        let signer = person(|profile| profile.not_after = until);
        let bytes = signed_on(&first, &signer, &[&hierarchy().sub_ca], march(), None);
        let one = told_of(&judged(&bytes, &lists(vec![], vec![])), 1);
        assert_eq!(verdict(&one), expected, "until {until}");
    }
}

/// A stamp whose authority has expired counts when a later one proves that it existed before.
#[test]
fn a_later_stamp_keeps_an_earlier_one() {
    let stood = Stood::new();
    let root = hierarchy().root_authority();
    let old = authority(|profile| profile.not_after = day("05-01"));
    let bytes = stood.with(&Stamp::new(&old, march()));
    // Lists of now do not keep the expired authority: one of its own days must be there.
    let mut crls = lists(vec![], stood.revoked());
    crls.push(crl(root, day("03-08"), day("03-15"), vec![]));
    let finding = ("signature-timestamp-untrusted", "expired");
    stood.not_proven("alone", &bytes, &crls, finding);
    let new = authority(|_| {});
    let kept = stamped(&bytes, &Stamp::new(&new, day("03-10")));
    stood.proven("kept", &kept, &crls, "signature-timestamp");
    let too_late = stamped(&bytes, &Stamp::new(&new, day("05-02")));
    let one = told_of(&judged(&too_late, &crls), 0);
    assert_eq!(one.trust, "revoked");
    assert_eq!(one.signing_time.proof, "document-timestamp");
    assert_eq!(one.signing_time.value, Some(day("05-02").to_string()));
    assert!(codes(&one).contains(&"signature-timestamp-untrusted"));
}

/// EN 319 102-1 §5.6.2.2: the sub-CA's key was lost in April. What it signed counts as far as it is proven to be older.
#[test]
fn a_store_below_a_document_time_stamp_proves_its_lists() {
    let (root, sub_ca) = (hierarchy().root_authority(), hierarchy().sub_authority());
    let tsa = authority(|_| {});
    let signer = person(|_| {});
    let lost = RevokedEntry::new(&sub_ca.issued().serial_number(), april());
    let of_root = [crl_of_now(root, vec![lost.because(Reason::CaCompromise)])];
    let of_sub_ca = crl(sub_ca, day("03-02"), day("03-09"), vec![]);
    let (march, no_poe) = (march(), ("unknown", "INDETERMINATE", "NO_POE"));
    let bytes = signed(&signer, march, Some(&Stamp::new(&tsa, march)));
    let bytes = with_store(&bytes, std::slice::from_ref(&of_sub_ca));
    let verdict_of = |bytes: &[u8]| verdict(&told_of(&judged(bytes, &of_root), 0));
    assert_eq!(verdict_of(&bytes), no_poe, "the store alone may be younger");
    let on = |time| stamped(&bytes, &Stamp::new(&tsa, time));
    assert_eq!(verdict_of(&on(day("03-03"))), PASSED);
    assert_eq!(verdict_of(&on(day("04-02"))), no_poe, "after the loss");
    let report = judged(&on(day("03-03")), &of_root);
    let fingerprint = cert_path::Crl::from_der(&of_sub_ca).unwrap().fingerprint();
    assert_eq!(report.proofs.earliest(&fingerprint), Some(day("03-03")));
    let one = told_of(&report, 0);
    // Nothing in the file speaks of the sub-CA and of the authority, which the root issued.
    assert_eq!(one.level, Some("B-T"));
    let missing = report.signatures[0].missing.iter();
    let missing: Vec<_> = missing
        .map(|one| (one.code(), one.certificate.as_ref().unwrap().fingerprint()))
        .collect();
    let [sub_ca, authority] = [sub_ca.issued(), &tsa]
        .map(|issued| cert_path::Certificate::from_der(&issued.certificate_der).unwrap())
        .map(|certificate| certificate.fingerprint());
    let data = "revocation-data";
    assert_eq!(missing, [(data, sub_ca), (data, authority)]);
    let basis = report.signatures[0].signer_status().unwrap().basis.as_ref();
    let origin = report.evidence.origin(&basis.unwrap().fingerprint);
    assert_eq!(origin, Some(&cert_path::Origin::Document));

    // A stamp covers what stands before it: a store that comes later is not proven by it.
    let plain = signed(&signer, march, Some(&Stamp::new(&tsa, march)));
    let early = stamped(&plain, &Stamp::new(&tsa, day("03-03")));
    let late = with_store(&early, std::slice::from_ref(&of_sub_ca));
    assert_eq!(verdict_of(&late), no_poe, "the store is not covered");
    // The same list from outside the file has no proof at all.
    let given = [of_root[0].clone(), of_sub_ca];
    assert_eq!(verdict(&told_of(&judged(&early, &given), 0)), no_poe);
}

/// EN 319 102-1 §5.6.3.4: a stamp over a signature proves the certificate that the signature names, though no document time-stamp does.
#[test]
fn a_time_stamp_over_a_signature_proves_the_certificate_it_was_made_with() {
    let (root, sub_ca) = (hierarchy().root_authority(), hierarchy().sub_authority());
    let tsa = authority(|_| {});
    let lost = RevokedEntry::new(&sub_ca.issued().serial_number(), april());
    let of_root = [crl_of_now(root, vec![lost.because(Reason::CaCompromise)])];
    let of_sub_ca = crl(sub_ca, day("03-02"), day("03-09"), vec![]);
    let first = stamped(
        &with_store(&base(), &[of_sub_ca]),
        &Stamp::new(&tsa, day("03-03")),
    );
    let signer = person(|_| {});
    let chain = [&hierarchy().sub_ca];
    let verdict_with = |stamp: Option<&Stamp>| {
        let bytes = signed_on(&first, &signer, &chain, day("03-05"), stamp);
        let one = told_of(&judged(&bytes, &of_root), 1);
        assert_eq!(one.kind, "signature");
        verdict(&one)
    };
    let in_time = Stamp::new(&tsa, day("03-05"));
    assert_eq!(verdict_with(Some(&in_time)), PASSED);
    let ca_revoked = ("revoked", "INDETERMINATE", "REVOKED_CA_NO_POE");
    let too_late = Stamp::new(&tsa, day("04-02"));
    assert_eq!(verdict_with(Some(&too_late)), ca_revoked);
    assert_eq!(verdict_with(None), ca_revoked);
}

/// Archived before the loss of the sub-CA: the signer's certificate, too, must be proven to be older.
#[test]
fn a_certificate_made_with_a_lost_ca_key_is_not_trusted() {
    let (root, sub_ca) = (hierarchy().root_authority(), hierarchy().sub_authority());
    let tsa = authority(|_| {});
    let forger = sub_ca.issue(&person_profile(|_| {})).unwrap();
    let lost = RevokedEntry::new(&sub_ca.issued().serial_number(), april());
    let of_root = [crl_of_now(root, vec![lost.because(Reason::CaCompromise)])];
    let of_sub_ca = crl(sub_ca, day("03-02"), day("03-09"), vec![]);
    // Made in May, and stamped then.
    let bytes = signed(&forger, march(), Some(&Stamp::new(&tsa, day("05-01"))));
    let bytes = with_store(&bytes, &[of_sub_ca]);
    let bytes = stamped(&bytes, &Stamp::new(&tsa, day("05-02")));
    let one = told_of(&judged(&bytes, &of_root), 0);
    assert_eq!(
        verdict(&one),
        ("revoked", "INDETERMINATE", "REVOKED_CA_NO_POE")
    );
}
