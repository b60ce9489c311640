//! Reading certificates.
#![allow(clippy::unwrap_used)]

mod support;

use cert_path::{
    Certificate, CertificateErrorKind, CryptoProvider, Curve, DistinguishedName, PublicKeyKind,
    SignatureAlgorithm,
};
use demo_pki::KeyKind;
use proptest::prelude::*;
use support::{begin, certificate, end, hierarchy};

#[test]
fn a_leader_is_read_as_it_was_issued() {
    let hierarchy = hierarchy();
    let issued = hierarchy.issue(&hierarchy.leader()).unwrap();
    let leader = certificate(&issued);
    assert_eq!(leader.subject().common_name(), Some("Nguyễn Văn Mẫu"));
    assert_eq!(
        leader.subject().organisation(),
        Some("SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH LẠC HỒNG")
    );
    assert_eq!(leader.subject().organisational_units(), [demo_pki::MARK]);
    assert_eq!(leader.subject().user_id(), Some("CCCD:000000000000"));
    assert_eq!(leader.subject().title(), Some("Giám đốc"));
    assert_eq!(
        leader.subject_alt_emails(),
        ["nguyenvanmau@lachong.example"]
    );
    assert_eq!(leader.issuer(), certificate(&hierarchy.sub_ca).subject());
    assert_eq!((leader.not_before(), leader.not_after()), (begin(), end()));
    assert_eq!(leader.public_key_kind(), PublicKeyKind::Rsa { bits: 2048 });
    assert_eq!(
        leader.key_usage().unwrap().to_string(),
        "digitalSignature, contentCommitment, keyEncipherment, dataEncipherment"
    );
    assert_eq!(leader.extended_key_usage().unwrap().len(), 3);
    assert!(!leader.extended_key_usage_is_critical());
    assert_eq!(
        leader
            .policies()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        [demo_pki::policies::SIGNER]
    );
    assert_eq!(leader.aia_ocsp(), ["http://ocsp.kyso.example/"]);
    assert_eq!(
        leader.aia_ca_issuers(),
        ["http://ca.kyso.example/sub-ca.crt"]
    );
    assert_eq!(
        leader.crl_distribution_points(),
        ["http://ca.kyso.example/sub-ca.crl"]
    );
    assert_eq!(leader.version(), 3);
    assert!(
        !leader.is_self_issued()
            && leader.algorithm_identifiers_agree()
            && leader.duplicate_extension().is_none()
    );
}

#[test]
fn the_root_signed_itself() {
    let root = certificate(&hierarchy().root);
    assert!(root.is_self_issued());
    assert!(root.basic_constraints().unwrap().is_ca);
    assert!(root.key_usage().unwrap().key_cert_sign());
    let algorithm = root.signature_algorithm().unwrap();
    assert!(matches!(algorithm, SignatureAlgorithm::Ecdsa(_)));
    CryptoProvider::aws_lc()
        .verify(
            &algorithm,
            root.spki_der(),
            root.tbs_der(),
            root.signature(),
        )
        .unwrap();
}

#[test]
fn every_kind_of_key_is_recognised_and_verifies() {
    let hierarchy = hierarchy();
    let kinds = [
        (KeyKind::Rsa3072, PublicKeyKind::Rsa { bits: 3072 }),
        (KeyKind::P256, PublicKeyKind::Ec { curve: Curve::P256 }),
        (KeyKind::P384, PublicKeyKind::Ec { curve: Curve::P384 }),
        (KeyKind::P521, PublicKeyKind::Ec { curve: Curve::P521 }),
        (KeyKind::Ed25519, PublicKeyKind::Ed25519),
    ];
    for (kind, expected) in kinds {
        let profile = demo_pki::Profile::authority("THỬ", begin(), end()).with_key(kind);
        let own = certificate(demo_pki::Authority::self_signed(&profile).unwrap().issued());
        assert_eq!(own.public_key_kind(), expected);
        let algorithm = own.signature_algorithm().unwrap();
        let provider = CryptoProvider::aws_lc();
        provider
            .verify(&algorithm, own.spki_der(), own.tbs_der(), own.signature())
            .unwrap();
        assert!(
            provider
                .verify(&algorithm, own.spki_der(), own.spki_der(), own.signature())
                .is_err()
        );
        assert_eq!(
            certificate(&hierarchy.issue(&hierarchy.leader().with_key(kind)).unwrap())
                .public_key_kind(),
            expected
        );
    }
}

#[test]
fn a_key_bound_to_pss_verifies_nothing_else() {
    let profile = demo_pki::Profile::authority("THỬ", begin(), end()).with_key(KeyKind::Rsa2048);
    let own = certificate(demo_pki::Authority::self_signed(&profile).unwrap().issued());
    let (algorithm, provider) = (own.signature_algorithm().unwrap(), CryptoProvider::aws_lc());
    let mut spki = own.spki_der().to_vec();
    provider
        .verify(&algorithm, &spki, own.tbs_der(), own.signature())
        .unwrap();
    // rsaEncryption 1.2.840.113549.1.1.1 becomes id-RSASSA-PSS …1.10
    let place = spki
        .windows(4)
        .position(|window| window == [0x0d, 1, 1, 1])
        .unwrap()
        + 3;
    spki[place] = 10;
    let outcome = provider.verify(&algorithm, &spki, own.tbs_der(), own.signature());
    assert_eq!(outcome, Err(cert_path::VerifyError::BadKey));
}

#[test]
fn pem_goes_out_and_comes_back() {
    let hierarchy = hierarchy();
    let (root, sub_ca) = (certificate(&hierarchy.root), certificate(&hierarchy.sub_ca));
    assert_eq!(
        Certificate::from_pem(root.to_pem().as_bytes()),
        Ok(root.clone())
    );
    let bundle = format!(
        "comment\n{}\n{}{}",
        root.to_pem(),
        hierarchy.root.private_key_pem(),
        hierarchy.sub_ca.certificate_pem()
    );
    assert_eq!(
        Certificate::many_from_pem(bundle.as_bytes()),
        Ok(vec![root.clone(), sub_ca])
    );
    let windows = root.to_pem().replace('\n', "\r\n");
    assert_eq!(Certificate::from_pem(windows.as_bytes()), Ok(root));
}

/// RFC 7468 §2: "parsers MAY handle other line sizes"; files of other tools have them.
#[test]
fn pem_lines_of_other_lengths_are_read() {
    let root = certificate(&hierarchy().root);
    let text = root.to_pem();
    let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    for width in [16, 63, 76, body.len()] {
        let lines: Vec<_> = body
            .as_bytes()
            .chunks(width)
            .map(String::from_utf8_lossy)
            .collect();
        let other = format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            lines.join("\n")
        );
        assert_eq!(
            Certificate::from_pem(other.as_bytes()).as_ref(),
            Ok(&root),
            "{width}"
        );
    }
}

#[test]
fn damaged_pem_is_an_error_with_a_place() {
    let hierarchy = hierarchy();
    for text in [
        "",
        "nothing",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n",
    ] {
        assert_eq!(
            Certificate::from_pem(text.as_bytes()).unwrap_err().kind,
            CertificateErrorKind::Pem,
            "{text}"
        );
    }
    let two = format!(
        "{}-----BEGIN CERTIFICATE-----\nAAA",
        hierarchy.root.certificate_pem()
    );
    let error = Certificate::many_from_pem(two.as_bytes()).unwrap_err();
    assert_eq!(error.offset, hierarchy.root.certificate_pem().len());
    assert!(Certificate::from_pem(hierarchy.root.private_key_pem().as_bytes()).is_err());
}

#[test]
fn errors_name_their_place() {
    let der = hierarchy().root.certificate_der;
    let trailing = [der.clone(), vec![0]].concat();
    let error = Certificate::from_der(&trailing).unwrap_err();
    assert_eq!(
        (error.kind, error.offset),
        (CertificateErrorKind::TrailingBytes { count: 1 }, der.len())
    );
    assert_eq!(
        Certificate::from_der(&der[..der.len() - 1])
            .unwrap_err()
            .kind,
        CertificateErrorKind::Truncated
    );
    assert_eq!(
        Certificate::from_der(&[]).unwrap_err().to_string(),
        "input ends early at offset 0"
    );
    let large = vec![0; 300_000];
    assert!(matches!(
        Certificate::from_der(&large).unwrap_err().kind,
        CertificateErrorKind::TooLarge { .. }
    ));
    assert!(Certificate::from_der(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]).is_err());
}

#[test]
fn certificates_are_equal_when_their_bytes_are() {
    let hierarchy = hierarchy();
    assert_eq!(certificate(&hierarchy.root), certificate(&hierarchy.root));
    assert_ne!(
        certificate(&hierarchy.root),
        certificate(&hierarchy.untrusted_twin().unwrap().root)
    );
    let fingerprint = certificate(&hierarchy.root).fingerprint();
    assert_ne!(fingerprint, certificate(&hierarchy.sub_ca).fingerprint());
}

/// A tag and a length around contents.
fn tlv(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = contents.len();
    let header = match length {
        0..0x80 => vec![tag, u8::try_from(length).unwrap()],
        _ => [
            vec![tag, 0x84],
            u32::try_from(length).unwrap().to_be_bytes().to_vec(),
        ]
        .concat(),
    };
    // The shortest form, as DER demands.
    let mut header = header;
    while header.len() > 3 && header[2] == 0 {
        header.remove(2);
        header[1] -= 1;
    }
    [header, contents.to_vec()].concat()
}

#[test]
fn a_name_of_a_megabyte_is_refused_before_it_is_read() {
    let text = tlv(0x0c, &vec![b'a'; 1 << 20]);
    let attribute = tlv(0x30, &[&[0x06, 3, 0x55, 4, 3], text.as_slice()].concat());
    let name = tlv(0x30, &tlv(0x31, &attribute));
    let certificate = tlv(0x30, &tlv(0x30, &[&[0x02, 1, 1], name.as_slice()].concat()));
    assert_eq!(
        Certificate::from_der(&certificate).unwrap_err().kind,
        CertificateErrorKind::TooLarge {
            length: certificate.len(),
            limit: cert_path::Limits::DEFAULT.certificate_bytes
        }
    );
    // Names may come alone, in a CRL or a response: one that is all right is read, and shown, in linear time.
    let name = DistinguishedName::from_der(&name).unwrap();
    assert_eq!(name.common_name().map(str::len), Some(1 << 20));
    assert_eq!(name, name.clone());
}

#[test]
fn absurd_lengths_are_refused_where_they_stand() {
    for (der, kind, offset) in [
        (
            &[0x30, 0x84, 0x7f, 0xff, 0xff, 0xff][..],
            CertificateErrorKind::Truncated,
            0,
        ),
        (&[0x30, 0x80, 0, 0], CertificateErrorKind::Encoding, 0),
        (
            &[0x30, 0x81, 0x05, 0, 0, 0, 0, 0],
            CertificateErrorKind::Encoding,
            0,
        ),
        (
            &[0x30, 0x88, 1, 0, 0, 0, 0, 0, 0, 0],
            CertificateErrorKind::Encoding,
            0,
        ),
        (
            &[0x30, 0x05, 0x30, 0x7f, 0, 0, 0],
            CertificateErrorKind::Truncated,
            2,
        ),
        (&[0x1f, 0x01, 0x00], CertificateErrorKind::Encoding, 0),
    ] {
        let error = Certificate::from_der(der).unwrap_err();
        assert_eq!((error.kind, error.offset), (kind, offset), "{der:02x?}");
    }
}

/// A certs-only message (RFC 8551 §3.2.2) with these contents and signers.
fn message(content: &[u8], certificates: &[&[u8]], signers: &[u8]) -> Vec<u8> {
    let data = [
        &[0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1],
        content,
    ]
    .concat();
    let fields = [
        tlv(0x02, &[1]),
        tlv(0x31, &[]),
        tlv(0x30, &data),
        tlv(0xa0, &certificates.concat()),
        tlv(0x31, signers),
    ];
    let signed = tlv(0x30, &fields.concat());
    let identifier = [0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
    tlv(0x30, &[identifier.as_slice(), &tlv(0xa0, &signed)].concat())
}

#[test]
fn bundles_are_read_in_every_form_and_say_which() {
    let hierarchy = hierarchy();
    let (root, sub_ca) = (certificate(&hierarchy.root), certificate(&hierarchy.sub_ca));
    let both = vec![root.clone(), sub_ca.clone()];
    let der = message(&[], &[root.der(), sub_ca.der()], &[]);
    let pem = demo_pki::to_pem("PKCS7", &der);
    let text = format!("subject: Gốc\n{}\n\n{}", root.to_pem(), sub_ca.to_pem());
    for (bytes, expected, form) in [
        (root.der(), vec![root.clone()], "DER"),
        (text.as_bytes(), both.clone(), "PEM"),
        (der.as_slice(), both.clone(), "P7B in DER"),
        (pem.as_bytes(), both, "P7B in PEM"),
    ] {
        let (found, how) = Certificate::read_bundle(bytes).unwrap();
        assert_eq!((found, how.to_string().as_str()), (expected, form));
    }
}

#[test]
fn a_signed_message_is_no_bundle() {
    let root = certificate(&hierarchy().root);
    let error = |der: &[u8]| Certificate::read_bundle(der).unwrap_err().kind;
    let content = tlv(0xa0, &tlv(0x04, b"text"));
    let signer = tlv(0x30, &[]);
    for der in [
        message(&content, &[root.der()], &[]),
        message(&[], &[root.der()], &signer),
    ] {
        assert_eq!(error(&der), CertificateErrorKind::NotCertsOnly);
        // As a source of untrusted certificates it will do.
        assert_eq!(
            Certificate::read_any(&der).unwrap().0,
            std::slice::from_ref(&root)
        );
    }
    assert_eq!(
        error(&message(&[], &[], &[])),
        CertificateErrorKind::EmptyList
    );
    // An attribute certificate ([1]) beside it is passed over.
    let other = tlv(0xa1, &[]);
    let mixed = message(&[], &[&other, root.der()], &[]);
    assert_eq!(Certificate::read_bundle(&mixed).unwrap().0.len(), 1);
    // id-data in place of id-signedData
    let mut data = message(&[], &[root.der()], &[]);
    let place = data
        .windows(3)
        .position(|window| window == [1, 7, 2])
        .unwrap();
    data[place + 2] = 1;
    assert_eq!(error(&data), CertificateErrorKind::NotABundle);
    // An error inside names its place in the whole message.
    let mut broken = message(&[], &[root.der()], &[]);
    let place = broken
        .windows(root.der().len())
        .position(|window| window == root.der())
        .unwrap();
    broken[place + 4] = 0x31;
    let found = Certificate::read_bundle(&broken).unwrap_err();
    assert_eq!(found.offset, place + 4);
}

#[test]
fn a_serial_number_with_needless_octets_is_read() {
    let root = certificate(&hierarchy().root);
    let serial = root.serial().as_bytes();
    // 02 LL ss … becomes 02 LL+1 00 ss …, and the three lengths around it grow by one.
    let mut der = root.der().to_vec();
    let place = der
        .windows(serial.len())
        .position(|window| window == serial)
        .unwrap();
    der[place - 1] += 1;
    der.insert(place, if serial[0] & 0x80 == 0 { 0 } else { 0xff });
    for at in [2, 6] {
        let length = u16::from_be_bytes([der[at], der[at + 1]]) + 1;
        der[at..at + 2].copy_from_slice(&length.to_be_bytes());
    }
    let padded = Certificate::from_der(&der).unwrap();
    assert_eq!(padded.serial(), root.serial());
    assert_eq!(padded.serial().to_string(), root.serial().to_string());
}

/// Walks over everything that is computed from the bytes.
fn touch(certificate: &Certificate) {
    let _ = (
        certificate.to_string_of_everything(),
        certificate.signature_algorithm(),
    );
}

trait Everything {
    fn to_string_of_everything(&self) -> String;
}

impl Everything for Certificate {
    fn to_string_of_everything(&self) -> String {
        format!(
            "{} {} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {} {:?}",
            self.subject(),
            self.issuer(),
            self.serial(),
            self.policies(),
            self.subject_alt_emails(),
            self.aia_ocsp(),
            self.aia_ca_issuers(),
            self.crl_distribution_points(),
            self.authority_key_identifier(),
            self.subject_key_identifier(),
            self.is_self_issued(),
            self.extensions().collect::<Vec<_>>(),
        )
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_certificates_never_panic(mutations in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in any::<Option<prop::sample::Index>>()) {
        static LEADER: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
            let hierarchy = hierarchy();
            hierarchy.issue(&hierarchy.leader().with_key(KeyKind::P256)).unwrap().certificate_der
        });
        let mut der = LEADER.clone();
        for (place, octet) in mutations {
            let place = place.index(der.len());
            der[place] = octet;
        }
        if let Some(cut) = cut {
            der.truncate(cut.index(der.len()));
        }
        match Certificate::from_der(&der) {
            Ok(certificate) => touch(&certificate),
            Err(error) => prop_assert!(error.offset <= der.len()),
        }
    }

    #[test]
    fn arbitrary_names_never_panic(der in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(name) = DistinguishedName::from_der(&der) {
            let _ = (name.to_string(), name == name.clone());
        }
    }
}
