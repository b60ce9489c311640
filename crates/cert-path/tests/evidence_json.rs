//! Evidence as a document: what is written is read again, and what is not evidence is refused with its place.
#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used, missing_docs)]

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cert_path::{
    AlgorithmPolicy, ByteSource, Certificate, Crl, Evidence, EvidenceError, EvidenceFile,
    Freshness, Judged, LocalReport, OcspResponse, Origin, Purpose, ReportedBecause,
    ReportedCertificate, RevocationMode, TrustAnchor,
};
use demo_pki::{
    CertificateStatus, CrlProfile, DemoHierarchy, OcspProfile, RevokedEntry, SingleAnswer,
};
use jiff::{SignedDuration, Timestamp};

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn hierarchy() -> DemoHierarchy {
    DemoHierarchy::new(time("2026-01-01T00:00:00Z"), time("2031-01-01T00:00:00Z")).unwrap()
}

fn full() -> EvidenceFile {
    let hierarchy = hierarchy();
    let leader = hierarchy.issue(&hierarchy.leader()).unwrap();
    let (from, until) = (time("2026-05-01T00:00:00Z"), time("2026-05-08T00:00:00Z"));
    let mut evidence = Evidence::new();
    let root = Certificate::from_der(&hierarchy.root.certificate_der).unwrap();
    let sub_ca = Certificate::from_der(&hierarchy.sub_ca.certificate_der).unwrap();
    evidence.add_certificate(sub_ca, Origin::Container);
    evidence.add_certificate(root.clone(), Origin::File("gốc \"1\".crt".to_owned()));
    let crl = hierarchy
        .root_authority()
        .crl(&CrlProfile::new(from, until))
        .unwrap();
    evidence.add_crl(Crl::from_der(&crl).unwrap(), Origin::Document);
    let answer = SingleAnswer::new(&leader.serial_number(), CertificateStatus::Good, from);
    let ocsp = hierarchy
        .sub_authority()
        .ocsp(
            &OcspProfile::new(from, vec![answer]),
            hierarchy.sub_authority(),
        )
        .unwrap();
    let network = Origin::Network("http://ocsp.example/".to_owned());
    evidence.add_ocsp_response(OcspResponse::from_der(&ocsp).unwrap(), network);
    evidence.add_timestamp(vec![0x30, 0], Origin::Timestamp);
    evidence.add_timestamp(vec![0x30, 1, 0], Origin::Unspecified);
    for certificate in [
        ReportedCertificate::Fingerprint([0xab; 32]),
        ReportedCertificate::IssuerAndSerial {
            issuer: "CN=Ủy ban".to_owned(),
            serial: "0A".to_owned(),
        },
    ] {
        evidence.add_local_report(LocalReport {
            certificate,
            reported_at: from,
            because: ReportedBecause::Exposed,
            note: Some("biên bản số 12".to_owned()),
        });
    }
    let judged = Judged {
        now: until,
        anchors: vec![
            TrustAnchor::new(root)
                .only_for(Purpose::Timestamping)
                .from(from)
                .until(until)
                .with_path_length(3)
                .in_profile("vgca")
                .with_note("ghi chú")
                .with_source("https://example"),
            TrustAnchor::pinned([0x17; 32]),
        ],
        revocation: RevocationMode::IfAvailable,
        freshness: Freshness::MaxAge(SignedDuration::from_hours(12)),
        algorithms: AlgorithmPolicy::default(),
    };
    EvidenceFile {
        evidence,
        judged: Some(judged),
    }
}

fn written(file: &EvidenceFile) -> Vec<u8> {
    let mut out = Vec::new();
    file.write(&mut out).unwrap();
    out
}

#[test]
fn what_is_written_is_read_again() {
    let file = full();
    let document = written(&file);
    let read = EvidenceFile::read(&document).unwrap();
    assert_eq!(read.judged, file.judged);
    let (before, after) = (&file.evidence, &read.evidence);
    assert_eq!(after.certificates(), before.certificates());
    assert_eq!(after.crls(), before.crls());
    assert_eq!(after.ocsp_responses(), before.ocsp_responses());
    assert_eq!(after.timestamps(), before.timestamps());
    assert_eq!(after.local_reports(), before.local_reports());
    for certificate in before.certificates() {
        let fingerprint = certificate.fingerprint();
        assert_eq!(after.origin(&fingerprint), before.origin(&fingerprint));
    }
    assert_eq!(written(&read), document, "the same bytes again");
    let nothing = EvidenceFile::read(&written(&EvidenceFile::default())).unwrap();
    assert!(nothing.judged.is_none() && nothing.evidence.certificates().is_empty());
}

#[test]
fn other_documents_are_refused_with_their_place() {
    let document = String::from_utf8(written(&full())).unwrap();
    let read = |text: &str| EvidenceFile::read(text.as_bytes()).unwrap_err();
    assert_eq!(
        read(&document.replace("\"version\":1", "\"version\":2")),
        EvidenceError::Version { found: 2 }
    );
    let later = document.replace("\"version\":1", "\"version\":7,\"nobody knows\":[]");
    assert_eq!(read(&later), EvidenceError::Version { found: 7 });
    let other = read(&document.replace("cert-path/evidence", "something else"));
    assert!(matches!(other, EvidenceError::Format { found } if found == "something else"));
    let unknown = read(&document.replace("\"crls\":", "\"crlz\":"));
    let EvidenceError::Json { what, line, .. } = unknown else {
        panic!("{unknown}")
    };
    assert!(what.contains("crlz") && line > 4, "{what} {line}");
    assert!(matches!(
        read(&document[..document.len() / 2]),
        EvidenceError::Json { .. }
    ));
    assert!(matches!(read(""), EvidenceError::Json { line: 1, .. }));
    let damaged = document.replacen("\"der\":\"MII", "\"der\":\"MIJ", 1);
    let error = read(&damaged).to_string();
    assert!(
        error.contains("judged.anchors[0]") || error.contains("certificates[0]"),
        "{error}"
    );
    let origin = read(&document.replace("\"container\"", "\"somewhere\"")).to_string();
    assert!(
        origin.contains("somewhere") && origin.contains("line"),
        "{origin}"
    );
}

#[test]
fn a_damaged_object_is_named() {
    let mut file = full();
    file.judged = None;
    let document = String::from_utf8(written(&file)).unwrap();
    let last = document.rfind("\"der\":\"MAEA\"").unwrap();
    let mut damaged = document.clone();
    damaged.replace_range(last.., &document[last..].replacen("MAEA", "MAEB", 1));
    let error = EvidenceFile::read(damaged.as_bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "timestamps[1]: its SHA-256 is another than the one written: the document is damaged"
    );
    let error = EvidenceFile::read(document.replacen("MAEA", "MA*A", 1).as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "timestamps[1]: not base64");
}

struct Watched {
    bytes: Vec<u8>,
    longest: Arc<AtomicUsize>,
}

impl ByteSource for Watched {
    fn length(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.longest.fetch_max(buffer.len(), Ordering::Relaxed);
        let start = usize::try_from(offset).unwrap();
        buffer.copy_from_slice(&self.bytes[start..start + buffer.len()]);
        Ok(())
    }
}

#[test]
fn a_large_list_is_written_in_pieces() {
    let hierarchy = hierarchy();
    let (from, until) = (time("2026-05-01T00:00:00Z"), time("2026-05-08T00:00:00Z"));
    let entries = (1..20_000u32).map(|serial| RevokedEntry::new(&serial.to_be_bytes(), from));
    let profile = CrlProfile {
        entries: entries.collect(),
        ..CrlProfile::new(from, until)
    };
    let bytes = hierarchy.sub_authority().crl(&profile).unwrap();
    let (length, longest) = (bytes.len(), Arc::new(AtomicUsize::new(0)));
    let source = Watched {
        bytes,
        longest: Arc::clone(&longest),
    };
    let mut file = EvidenceFile::default();
    let crl = Crl::from_source(Arc::new(source)).unwrap();
    file.evidence.add_crl(crl, Origin::Unspecified);
    longest.store(0, Ordering::Relaxed);
    let document = written(&file);
    assert!(longest.load(Ordering::Relaxed) * 8 < length, "of {length}");
    let read = EvidenceFile::read(&document).unwrap();
    assert_eq!(read.evidence.crls(), file.evidence.crls());
}
