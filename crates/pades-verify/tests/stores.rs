//! The document security store over the revisions of a file: what it brings, and what becomes of it when a later revision takes it away.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;

use cert_path::{Certificate, CryptoProvider, DigestAlgorithm};
use common::formats::{FORMATS, Format, SIGNER, made};
use common::signed::{
    authority, crl_of_now, day, judged, person, signed, stamped, told, told_of, verdict, with_store,
};
use common::token::Stamp;
use common::{edit, hierarchy, update};
use demo_pki::{OcspProfile, Profile};
use pades_verify::{DocumentReport, Level};
use pdf_revisions::{Dict, Object, PdfFile};

/// Without that the page of these tests names an object which is not there.
fn anomalies(report: &DocumentReport) -> Vec<&'static str> {
    let codes = told(report).anomalies.into_iter().map(|one| one.code);
    codes.filter(|code| *code != "dangling-reference").collect()
}

fn crls() -> [Vec<u8>; 2] {
    let (root, sub_ca) = (hierarchy().root_authority(), hierarchy().sub_authority());
    [crl_of_now(root, vec![]), crl_of_now(sub_ca, vec![])]
}

fn with_timestamp() -> Vec<u8> {
    let stamp = Stamp::new(&authority(|_| {}), day("05-20"));
    signed(&person(|_| {}), day("05-20"), Some(&stamp))
}

fn levels(report: &DocumentReport) -> (Option<Level>, Vec<&'static str>) {
    let one = &report.signatures[0];
    (
        one.level,
        one.missing.iter().map(|one| one.code()).collect(),
    )
}

#[test]
fn a_level_is_what_the_file_has() {
    let plain = signed(&person(|_| {}), day("05-20"), None);
    let bb = judged(&plain, &crls());
    assert_eq!(levels(&bb), (Some(Level::BB), vec!["signature-timestamp"]));
    let bytes = with_timestamp();
    // What the caller brings is not in the file.
    let bt = judged(&bytes, &crls());
    let data = "revocation-data";
    assert_eq!(levels(&bt), (Some(Level::BT), vec![data, data, data]));
    assert_eq!(verdict(&told_of(&bt, 0)).0, "trusted");
    let [of_root, of_sub_ca] = crls();
    let half = judged(&with_store(&bytes, std::slice::from_ref(&of_root)), &crls());
    assert_eq!(levels(&half), (Some(Level::BT), vec![data]));
    let complete = with_store(&bytes, &[of_root, of_sub_ca]);
    let blt = judged(&complete, &[]);
    assert_eq!(levels(&blt), (Some(Level::BLT), vec!["document-timestamp"]));
    assert_eq!(verdict(&told_of(&blt, 0)).0, "trusted");
    let sealed = stamped(&complete, &Stamp::new(&authority(|_| {}), day("05-25")));
    assert_eq!(levels(&judged(&sealed, &[])), (Some(Level::BLTA), vec![]));
    // A stamp below the store closes nothing.
    let early = stamped(&bytes, &Stamp::new(&authority(|_| {}), day("05-25")));
    let late = judged(&with_store(&early, &crls()), &[]);
    assert_eq!(
        levels(&late),
        (Some(Level::BLT), vec!["document-timestamp"])
    );
}

#[test]
fn a_store_that_is_taken_away_is_noticed_and_still_used() {
    let bytes = with_store(&with_timestamp(), &crls());
    assert_eq!(anomalies(&judged(&bytes, &[])), Vec::<&str>::new());
    let stripped = update(&bytes, |file, update| {
        edit(file, update, 1, |catalog| drop(catalog.remove(b"DSS")));
    });
    let report = judged(&stripped, &[]);
    assert_eq!(anomalies(&report), ["dss-removed"]);
    let one = told_of(&report, 0);
    assert_eq!((one.trust, one.modifications), ("trusted", "disallowed"));
    assert_eq!(told(&report).verdict, "failed");
}

#[test]
fn a_store_that_lost_a_list_is_noticed_and_the_list_still_used() {
    let [of_root, of_sub_ca] = crls();
    let bytes = with_store(&with_timestamp(), &[of_root.clone(), of_sub_ca]);
    let reduced = with_store(&bytes, &[of_root]);
    let report = judged(&reduced, &[]);
    assert_eq!(anomalies(&report), ["dss-reduced"]);
    assert_eq!(verdict(&told_of(&report, 0)).0, "trusted");
}

/// The array stays the same object, the list in it is another: what stands there now is read as well.
#[test]
fn an_array_written_anew_in_place_is_read() {
    let [of_root, of_sub_ca] = crls();
    let mut array = None;
    let bytes = update(&with_timestamp(), |file, update| {
        let (stream, list) = (update.allocate().unwrap(), update.allocate().unwrap());
        update.put_stream(stream, Dict::new(), &of_root);
        update
            .put(list, Object::from(vec![Object::from(stream)]))
            .unwrap();
        let store: Dict = [("CRLs", Object::from(list))].into_iter().collect();
        edit(file, update, 1, |catalog| {
            drop(catalog.insert("DSS", store))
        });
        array = Some((stream, list));
    });
    let (stream, list) = array.unwrap();
    assert_eq!(told_of(&judged(&bytes, &[]), 0).trust, "unknown");
    let bytes = update(&bytes, |_, update| {
        let more = update.allocate().unwrap();
        update.put_stream(more, Dict::new(), &of_sub_ca);
        let both = vec![Object::from(stream), Object::from(more)];
        update.put(list, Object::from(both)).unwrap();
    });
    let report = judged(&bytes, &[]);
    assert_eq!(report.signatures[0].level, Some(Level::BLT));
    assert_eq!(told_of(&report, 0).trust, "trusted");
}

/// EN 319 142-1 §5.4.2.2 wants it in the arrays, too; where it is not, it is read under a key of any spelling.
#[test]
fn what_stands_under_vri_alone_is_read() {
    let [of_root, of_sub_ca] = crls();
    for key in [
        "00112233445566778899AABBCCDDEEFF00112233",
        "not-a-hash",
        "Type",
    ] {
        let bytes = update(&with_timestamp(), |file, update| {
            let mut put = |crl: &[u8]| {
                let stream = update.allocate().unwrap();
                update.put_stream(stream, Dict::new(), crl);
                vec![Object::from(stream)]
            };
            let entry: Dict = [("CRL", Object::from(put(&of_sub_ca)))]
                .into_iter()
                .collect();
            let vri: Dict = [(key, Object::from(entry))].into_iter().collect();
            let crls = Object::from(put(&of_root));
            let store: Dict = [("CRLs", crls), ("VRI", Object::from(vri))]
                .into_iter()
                .collect();
            edit(file, update, 1, |catalog| {
                drop(catalog.insert("DSS", store))
            });
        });
        let report = judged(&bytes, &[]);
        let one = told_of(&report, 0);
        assert_eq!((one.trust, one.level), ("trusted", Some("B-LT")), "{key}");
        // Told, and no harm.
        assert_eq!(anomalies(&report), ["vri-key-of-no-signature"], "{key}");
    }
}

/// The key is the SHA-1 of the whole `/Contents` in upper case; other spellings that are met name the signature all the same.
#[test]
fn a_key_of_vri_in_another_spelling_is_told() {
    let [of_root, of_sub_ca] = crls();
    let signed = with_timestamp();
    let contents = {
        let file = PdfFile::open(Arc::new(signed.clone())).unwrap();
        let fields = file.newest().signature_fields().unwrap();
        let (_, dictionary) = fields[0].value.clone().unwrap();
        dictionary.string(b"Contents").unwrap().bytes.clone()
    };
    let bare = cades::ParsedContainer::parse(&contents).unwrap();
    let key = |bytes: &[u8]| {
        let provider = CryptoProvider::aws_lc();
        let digest = provider.digest(DigestAlgorithm::Sha1, bytes).unwrap();
        let digits = digest.as_bytes().iter().map(|byte| format!("{byte:02X}"));
        digits.collect::<String>()
    };
    let padded = key(&contents);
    let cases: [(String, &[&str]); 4] = [
        (padded.clone(), &[]),
        (padded.to_ascii_lowercase(), &["vri-key-other-spelling"]),
        (key(bare.encoded()), &["vri-key-other-spelling"]),
        (key(b"something else"), &["vri-key-of-no-signature"]),
    ];
    for (key, told) in cases {
        let bytes = update(
            &with_store(&signed, &[of_root.clone(), of_sub_ca.clone()]),
            |file, update| {
                edit(file, update, 1, |catalog| {
                    let mut store = catalog.dict(b"DSS").unwrap().clone();
                    let entry = Object::from(Dict::new());
                    let vri: Dict = [(key.as_str(), entry)].into_iter().collect();
                    store.insert("VRI", vri);
                    catalog.insert("DSS", store);
                });
            },
        );
        let report = judged(&bytes, &[]);
        assert_eq!(anomalies(&report), told, "{key}");
        assert_eq!(told_of(&report, 0).level, Some("B-LT"), "{key}");
    }
}

/// Whatever lies in a store, it is counted and passed over.
#[test]
fn junk_in_a_store_does_no_harm() {
    let responder = OcspProfile::new(day("05-21"), vec![]);
    let sub_ca = hierarchy().sub_authority();
    let no_answers = sub_ca.ocsp(&responder, sub_ca).unwrap();
    let junk = [crls()[0].clone(), b"junk".to_vec(), no_answers, Vec::new()];
    let report = judged(&with_store(&with_timestamp(), &junk), &crls());
    assert_eq!(anomalies(&report), ["dss-entry-unreadable"]);
    assert_eq!(told_of(&report, 0).trust, "trusted");
}

/// Who has a response has the certificates in it: the stamp over the store proves both.
#[test]
fn a_stamp_over_a_response_proves_the_certificates_in_it() {
    let profile = Profile::ocsp_responder("Responder", day("01-02"), day("12-01"));
    let sub_ca = hierarchy().sub_authority();
    let responder = sub_ca.issue(&profile).unwrap().certificate_der;
    let answers = OcspProfile {
        certificates: vec![responder.clone()],
        ..OcspProfile::new(day("05-21"), vec![])
    };
    let response = sub_ca.ocsp(&answers, sub_ca).unwrap();
    let bytes = update(&with_timestamp(), |file, update| {
        let stream = update.allocate().unwrap();
        update.put_stream(stream, Dict::new(), &response);
        let list = Object::from(vec![Object::from(stream)]);
        let store: Dict = [("OCSPs", list)].into_iter().collect();
        edit(file, update, 1, |catalog| {
            drop(catalog.insert("DSS", store))
        });
    });
    let stamp = Stamp::new(&authority(|_| {}), day("05-25"));
    let report = judged(&stamped(&bytes, &stamp), &crls());
    let fingerprint = Certificate::from_der(&responder).unwrap().fingerprint();
    assert_eq!(report.proofs.earliest(&fingerprint), Some(day("05-25")));
}

/// A container without certificates: the signer's is found in the store.
#[test]
fn a_signer_whose_certificate_stands_in_the_store_alone() {
    let format = Format {
        container: |folder, covered| folder.cms(covered, &["-nocerts"]),
        ..FORMATS[0]
    };
    let plain = made(&format, |_| {});
    let alone = judged(&plain, &crls());
    let broken = told_of(&alone, 0);
    assert_eq!(broken.sub_indication, Some("NO_SIGNING_CERTIFICATE_FOUND"));
    let bytes = update(&plain, |file, update| {
        let mut put = |der: &[u8]| {
            let stream = update.allocate().unwrap();
            update.put_stream(stream, Dict::new(), der);
            Object::from(stream)
        };
        let signer = put(&SIGNER.certificate_der);
        let issuer = put(&hierarchy().sub_ca.certificate_der);
        let certificates = Object::from(vec![signer, issuer]);
        let store: Dict = [("Certs", certificates)].into_iter().collect();
        edit(file, update, 1, |catalog| {
            drop(catalog.insert("DSS", store))
        });
    });
    let report = judged(&bytes, &crls());
    assert_eq!(verdict(&told_of(&report, 0)).0, "trusted");
    let missing = report.signatures[0].missing.iter();
    assert!(
        missing
            .clone()
            .any(|one| one.code() == "signer-certificate")
    );
}
