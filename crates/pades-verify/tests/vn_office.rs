//! Today's Vietnamese practice under the three policies, and its attack twins (docs/decisions/0018).
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;

use cert_path::{Evidence, RevocationMode, TrustAnchor};
use common::vietnamese::looks::{Image, Look, WHITE};
use common::vietnamese::{
    AMOUNT, DAY, LEADER, NUMBER, SEAL, Visible, document, document_with, initials, issued, leader,
    letter, people, seal, signed_by_the_leader, stamped, stamps,
};
use common::{now, root};
use pades_verify::{
    Axis, Beneath, Cover, DocumentReport, Level, ModificationPolicy, Permissions, Policy, Reason,
    Severity, verify,
};
use pdf_revisions::{Dict, Object, PdfFile, Reference};

const VN_OFFICE: ModificationPolicy = ModificationPolicy::VN_OFFICE;
const PADES: ModificationPolicy = ModificationPolicy::PADES;
const STRICT: ModificationPolicy = ModificationPolicy::STRICT;

fn judged(bytes: &[u8], modifications: ModificationPolicy) -> DocumentReport {
    let policy = Policy {
        revocation: RevocationMode::Skip,
        modifications,
        ..Policy::default()
    };
    let file = PdfFile::open(Arc::new(bytes.to_vec())).unwrap();
    let anchors = [TrustAnchor::new(root())];
    verify(&file, &Evidence::new(), &anchors, &policy, now()).unwrap()
}

/// Everything that is refused, in all signatures.
fn reasons(report: &DocumentReport) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for signature in &report.signatures {
        assert!(signature.coverage.proven().is_some(), "{}", signature.field);
        assert!(
            signature.integrity.proven().is_some(),
            "{}",
            signature.field
        );
        if let Axis::Refuted(disallowed) = &signature.modifications {
            for change in &disallowed.changes {
                if !reasons.contains(&change.reason) {
                    reasons.push(change.reason.clone());
                }
            }
        }
    }
    let odd = report.anomalies.iter();
    let odd: Vec<_> = odd.filter(|one| one.severity == Severity::Error).collect();
    assert!(odd.is_empty(), "{odd:?}");
    reasons
}

fn accepted(name: &str, bytes: &[u8], policy: ModificationPolicy) {
    let reasons = reasons(&judged(bytes, policy));
    assert!(
        reasons.is_empty(),
        "{name} under {}: {reasons:?}",
        policy.name
    );
}

/// Refused by the policies that a receiver may choose, for this reason under `vn-office`.
fn refused(name: &str, bytes: &[u8], expected: impl Fn(&Reason) -> bool) {
    let reasons = reasons(&judged(bytes, VN_OFFICE));
    assert!(reasons.iter().any(expected), "{name}: {reasons:?}");
    assert!(!self::reasons(&judged(bytes, STRICT)).is_empty(), "{name}");
}

/// Code, severity and text of what is said of one signature when it was added.
fn said(report: &DocumentReport, field: &str) -> Vec<(&'static str, Severity, String)> {
    let signature = report.signatures.iter().find(|one| one.field == field);
    let findings = signature.unwrap().findings.iter();
    findings
        .filter(|one| one.code.starts_with("seal-") || one.code.contains("under-certification"))
        .map(|one| (one.code, one.severity, one.text.clone()))
        .collect()
}

fn codes(report: &DocumentReport, field: &str) -> Vec<&'static str> {
    said(report, field).iter().map(|one| one.0).collect()
}

const ADDED: &str = "signature-added-under-certification";

#[test]
fn the_letter_is_accepted_and_explained() {
    let report = judged(&issued(), VN_OFFICE);
    assert_eq!(reasons(&report), []);
    assert_eq!(report.policy, "vn-office");
    let fields: Vec<&str> = report
        .signatures
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(
        fields,
        ["KyNhay", "LanhDao", "So", "Ngay", "Thang", "DauCoQuan"]
    );
    assert_eq!(
        report.signatures[0].certifies,
        Some(Permissions::FormFilling)
    );
    for signature in &report.signatures {
        assert_eq!(signature.level, Some(Level::Pkcs7T), "{}", signature.field);
    }
    assert_eq!(codes(&report, "KyNhay"), [] as [&str; 0]);
    for field in ["LanhDao", "So", "Ngay", "Thang", "DauCoQuan"] {
        let said = said(&report, field);
        assert_eq!(said.len(), 1, "{field}: {said:?}");
        assert_eq!((said[0].0, said[0].1), (ADDED, Severity::Info));
        assert!(said[0].2.contains("certifier's issuer"), "{}", said[0].2);
    }
    // A third, of the leader's width and of nobody else's.
    let seal = &said(&report, "DauCoQuan")[0].2;
    assert!(
        seal.contains("it lies on 0.33 of the width of LanhDao"),
        "{seal}"
    );
    assert_eq!(seal.matches("it lies on").count(), 1, "{seal}");
}

#[test]
fn the_letter_is_refused_under_strict_for_each_new_field() {
    let report = judged(&issued(), STRICT);
    let Axis::Refuted(disallowed) = &report.signatures[0].modifications else {
        panic!("accepted");
    };
    let new_fields = disallowed.changes.iter().filter(|change| {
        matches!(
            change.reason,
            Reason::PermissionExceeded {
                what: "a new signature field was added",
                ..
            }
        )
    });
    assert_eq!(new_fields.count(), 5);
    assert!(disallowed.changes.iter().any(|change| matches!(
        &change.reason,
        Reason::SignatureCoversContent { field, .. } if field == "DauCoQuan"
    )));
    accepted("the letter", &issued(), PADES);
}

#[test]
fn a_field_that_was_certified_is_signed_under_every_policy() {
    let base = leader().prepared_on(&letter());
    let bytes = leader().signed_in_prepared(&initials().added_to(&base));
    for policy in ModificationPolicy::ALL {
        accepted("a prepared field", &bytes, policy);
    }
    let report = judged(&bytes, VN_OFFICE);
    assert_eq!(codes(&report, "LanhDao"), [] as [&str; 0]);
    // What the certifier saw as an empty box may be signed by anybody: `P = 2` says so.
    let stranger = Visible {
        signer: &people().stranger,
        ..leader()
    };
    let bytes = stranger.signed_in_prepared(&initials().added_to(&base));
    accepted("by a stranger", &bytes, VN_OFFICE);
}

#[test]
fn a_signer_of_another_issuer_is_refused() {
    let certified = initials().added_to(&letter());
    let other = |reason: &Reason| matches!(reason, Reason::SignatureOfOtherIssuer { .. });
    let by = |signer| Visible { signer, ..leader() };
    refused(
        "another CA",
        &by(&people().stranger).added_to(&certified),
        other,
    );
    // The same name of the CA, with another key.
    refused("a twin CA", &by(&people().twin).added_to(&certified), other);
    // In two steps: the field alone, which shows nothing, then the signature in it.
    let prepared = leader().prepared_on(&certified);
    let bytes = by(&people().stranger).signed_in_prepared(&prepared);
    refused("in two steps", &bytes, other);
    accepted(
        "by the same in two steps",
        &leader().signed_in_prepared(&prepared),
        VN_OFFICE,
    );
    // `pades` asks nobody for the issuer.
    accepted(
        "another CA",
        &by(&people().stranger).added_to(&certified),
        PADES,
    );
    // At P=3 as well.
    let certified = initials().certifying(3).added_to(&letter());
    refused(
        "at P=3",
        &by(&people().stranger).added_to(&certified),
        other,
    );
}

/// A signature over the amount in the text that shows this.
fn over_the_amount(look: Look) -> Visible<'static> {
    Visible::new("Che", AMOUNT, look, &people().records_room).at("2026-05-21T01:40:00Z")
}

fn white(x: f64, y: f64) -> ([u8; 3], u8) {
    let _ = (x, y);
    (WHITE, 255)
}

/// Ways to hide what lies below.
fn hiding() -> Vec<(&'static str, Look)> {
    let fill = "1 g 0 0 {width} {height} re f";
    let strips: String = (0..40)
        .map(|strip| format!("1 g {} 0 2 14 re f ", strip * 2))
        .collect();
    let unreadable_mask = Image {
        mask_filter: Some("DCTDecode"),
        ..Image::seal()
    };
    let type3 = "/Font<</T3<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 65/LastChar 65/Widths[1]/Encoding<</Differences[65/a]>>/CharProcs<<>>>>>>";
    vec![
        ("a white area", Look::content(fill)),
        (
            "a black area",
            Look::content("0 g 0 0 {width} {height} re f"),
        ),
        (
            "a path",
            Look::content("1 g 0 0 m 90 0 l 90 20 l 0 20 l h f*"),
        ),
        (
            "in CMYK",
            Look::content("0 0 0 0 k 0 0 {width} {height} re f"),
        ),
        ("strips", Look::content(&strips)),
        (
            "half of each digit",
            Look::content("1 g 0 0 {width} 8 re f"),
        ),
        ("a thick line", Look::content("1 G 14 w 0 7 m 90 7 l S")),
        (
            "many lines",
            Look::content(
                "1 G 2 w 0 3 m 90 3 l 0 5 m 90 5 l 0 7 m 90 7 l 0 9 m 90 9 l 0 11 m 90 11 l S",
            ),
        ),
        ("a line through", Look::content("0 G 1 w 0 7 m 90 7 l S")),
        (
            "white letters",
            Look::content("1 g BT /F1 20 Tf 0 0 Td (MMMMMM) Tj ET"),
        ),
        (
            "bold letters",
            Look::content("9 w BT /F1 13 Tf 2 Tr 0 3 Td (8888888888) Tj ET"),
        ),
        (
            "other letters",
            Look::content("BT /F1 14 Tf 2 3 Td (9.999.999.999) Tj ET"),
        ),
        (
            "an image",
            Look::image(Image::drawn(8, white).without_alpha()),
        ),
        ("an opaque alpha", Look::image(Image::drawn(8, white))),
        (
            "a nearly opaque alpha",
            Look::image(Image::drawn(8, |_, _| (WHITE, 220))),
        ),
        (
            "a white patch in a clear image",
            Look::image(Image::drawn(40, |x, y| {
                (
                    WHITE,
                    if x.abs() < 0.3 && y.abs() < 0.9 {
                        255
                    } else {
                        0
                    },
                )
            })),
        ),
        (
            "a red patch in a clear image",
            Look::image(Image::drawn(40, |x, _| {
                ([220, 0, 0], if x.abs() < 0.6 { 255 } else { 0 })
            })),
        ),
        ("an alpha that cannot be read", Look::image(unreadable_mask)),
        (
            "alpha of a group",
            Look::with(&format!("/G gs {fill}"), "/ExtGState<</G<</ca 0.9>>>>"),
        ),
        (
            "a blend mode",
            Look::with(
                "/G gs 0.5 g 0 0 {width} {height} re f",
                "/ExtGState<</G<</BM/Screen/ca 0.1>>>>",
            ),
        ),
        (
            "black in multiply",
            Look::with(
                "/G gs 0 g 0 0 {width} {height} re f",
                "/ExtGState<</G<</BM/Multiply>>>>",
            ),
        ),
        (
            "a shading",
            Look::with(
                "/S sh",
                "/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 0]/Function<</FunctionType 2/N 1/Domain[0 1]>>>>>>",
            ),
        ),
        (
            "a pattern",
            Look::content("/Pattern cs /P scn 0 0 {width} {height} re f"),
        ),
        (
            "a drawn font",
            Look::with("BT /T3 10 Tf 0 0 Td (A) Tj ET", type3),
        ),
        (
            "an inline image",
            Look::content("q 80 0 0 14 0 0 cm BI /W 1/H 1/BPC 8/CS/G ID \u{7f} EI Q"),
        ),
        ("a form that is not there", Look::content("/Nowhere Do")),
        ("with Q too often", Look::content(&format!("Q Q Q {fill}"))),
        (
            "clipped to all of it",
            Look::content(&format!("-5 -5 900 900 re W n {fill}")),
        ),
    ]
}

#[test]
fn what_hides_text_is_refused_with_and_without_certification() {
    let certified = signed_by_the_leader();
    let approval = leader().added_to(&letter());
    for (name, look) in hiding() {
        let covers = |reason: &Reason| matches!(reason, Reason::SignatureCoversContent { field, what: Beneath::Text, .. } if field == "Che");
        let bytes = over_the_amount(look.clone()).added_to(&certified);
        refused(name, &bytes, covers);
        let found = reasons(&judged(&bytes, PADES));
        assert!(found.iter().any(covers), "{name} under pades: {found:?}");
        let bytes = over_the_amount(look).added_to(&approval);
        refused(name, &bytes, covers);
    }
}

#[test]
fn a_field_that_came_empty_hides_nothing_either() {
    let hiding = over_the_amount(Look::content("1 g 0 0 {width} {height} re f"));
    let covers = |reason: &Reason| matches!(reason, Reason::SignatureCoversContent { .. });
    // After the first signature.
    let prepared = hiding.prepared_on(&leader().added_to(&letter()));
    accepted("the empty field", &prepared, VN_OFFICE);
    refused(
        "in two steps",
        &hiding.signed_in_prepared(&prepared),
        covers,
    );
    // Before it: what was signed is the text, with an empty box on it.
    let signed = leader().added_to(&hiding.prepared_on(&letter()));
    refused("in a box", &hiding.signed_in_prepared(&signed), covers);
}

#[test]
fn how_it_hides_is_told() {
    let tells = |look: Look, by: Cover| {
        let bytes = over_the_amount(look).added_to(&signed_by_the_leader());
        let found = reasons(&judged(&bytes, VN_OFFICE));
        let expected = Reason::SignatureCoversContent {
            field: "Che".to_owned(),
            by,
            what: Beneath::Text,
        };
        assert!(found.contains(&expected), "{expected:?}: {found:?}");
    };
    let look = |wanted: &str| {
        let found = hiding().into_iter().find(|(name, _)| *name == wanted);
        found.unwrap().1
    };
    tells(look("a white area"), Cover::Opaque);
    tells(look("a line through"), Cover::Lines);
    tells(look("other letters"), Cover::Text);
    tells(look("a white patch in a clear image"), Cover::DenseImage);
    tells(
        look("an inline image"),
        Cover::Unreadable("an inline image"),
    );
}

#[test]
fn appearances_under_other_keys_and_flags_are_judged_as_well() {
    let certified = signed_by_the_leader();
    let hidden = |reason: &Reason| matches!(reason, Reason::SignatureCoversContent { .. });
    let background = Visible {
        more: "/MK<</BG[1 1 1]>>",
        ..over_the_amount(Look::None)
    };
    refused("a background", &background.added_to(&certified), hidden);
    let unzoomed = Visible {
        more: "/F 140",
        ..over_the_amount(Look::text(""))
    };
    let bytes = unzoomed.added_to(&certified);
    assert!(!reasons(&judged(&bytes, VN_OFFICE)).is_empty());
    let layered = Visible {
        more: "/OC<</Type/OCG/Name(x)>>",
        ..over_the_amount(Look::text(""))
    };
    refused(
        "a layer",
        &layered.added_to(&certified),
        |reason| matches!(reason, Reason::FieldChanged { key, .. } if key == "OC"),
    );
}

#[test]
fn what_lets_everything_through_is_no_cover() {
    let certified = signed_by_the_leader();
    for (name, look) in [
        ("nothing", Look::content("")),
        (
            "invisible text",
            Look::content("BT /F1 14 Tf 3 Tr 2 3 Td (9.999.999.999) Tj ET"),
        ),
        (
            "a clear area",
            Look::with("/G gs 1 g 0 0 90 20 re f", "/ExtGState<</G<</ca 0>>>>"),
        ),
        (
            "a clear image",
            Look::image(Image::drawn(8, |_, _| (WHITE, 0))),
        ),
        (
            "a veil",
            Look::image(Image::drawn(8, |_, _| ([255, 200, 200], 60))),
        ),
        (
            "a marker in multiply",
            Look::with(
                "/G gs 1 1 0 rg 0 0 90 20 re f",
                "/ExtGState<</G<</BM/Multiply>>>>",
            ),
        ),
        ("a frame", Look::content("0 G 0.5 w 0.5 0.5 77 12 re S")),
        ("outside its box", Look::content("1 g 200 0 90 20 re f")),
        (
            "clipped away",
            Look::content("0 0 0 0 re W n 1 g 0 0 90 20 re f"),
        ),
    ] {
        accepted(name, &over_the_amount(look).added_to(&certified), VN_OFFICE);
    }
    // An opaque box where the page is empty.
    let blank = Visible {
        area: [80.0, 200.0, 300.0, 300.0],
        ..over_the_amount(Look::content("1 g 0 0 220 100 re f"))
    };
    accepted("on nothing", &blank.added_to(&certified), VN_OFFICE);
}

#[test]
fn a_number_stamp_is_neither_hidden_nor_overwritten() {
    let stamped = stamped();
    for (name, look) in [
        ("a white area", Look::content("1 g 0 0 40 14 re f")),
        (
            "an image",
            Look::image(Image::drawn(8, white).without_alpha()),
        ),
        ("an opaque alpha", Look::image(Image::drawn(8, white))),
        ("another number", Look::text("9876")),
        ("a line", Look::content("0 G 1 w 0 8 m 40 8 l S")),
    ] {
        for area in [NUMBER, DAY] {
            let hiding = Visible {
                area,
                ..over_the_amount(look.clone())
            };
            refused(name, &hiding.added_to(&stamped), |reason| {
                matches!(
                    reason,
                    Reason::SignatureCoversContent { .. } | Reason::SignatureOverSignature { .. }
                )
            });
        }
    }
}

#[test]
fn an_opaque_seal_is_refused() {
    let stamped = stamped();
    for (name, look) in [
        ("without alpha", Look::image(Image::seal().without_alpha())),
        (
            "a disc",
            Look::image(Image::drawn(100, |x, y| {
                ([220, 20, 20], if x.hypot(y) < 1.0 { 255 } else { 0 })
            })),
        ),
        (
            "a white disc",
            Look::image(Image::drawn(100, |x, y| {
                (WHITE, if x.hypot(y) < 1.0 { 255 } else { 0 })
            })),
        ),
        (
            "drawn",
            Look::content("1 0 0 rg 0 0 m 110 0 l 110 110 l 0 110 l f"),
        ),
    ] {
        let bytes = Visible { look, ..seal() }.added_to(&stamped);
        refused(
            name,
            &bytes,
            |reason| matches!(reason, Reason::SignatureCoversContent { field, .. } if field == "DauCoQuan"),
        );
    }
}

#[test]
fn on_a_signature_lies_nothing_but_a_seal() {
    let text = Visible {
        area: LEADER,
        ..over_the_amount(Look::text("Da ky"))
    };
    let line = Visible {
        area: LEADER,
        ..over_the_amount(Look::content("0 G 1 w 20 45 m 60 45 l S"))
    };
    for (name, visible) in [("text", text), ("a line", line)] {
        refused(
            name,
            &visible.added_to(&signed_by_the_leader()),
            |reason| matches!(reason, Reason::SignatureOverSignature { over, .. } if over == "LanhDao"),
        );
    }
}

/// Only in a certified document, and only where the policy says so.
#[test]
fn elsewhere_a_signature_is_content_like_any_other() {
    let text = Visible {
        area: LEADER,
        ..over_the_amount(Look::text("Da ky"))
    };
    let uncertified = text.added_to(&leader().added_to(&letter()));
    accepted("text, uncertified", &uncertified, VN_OFFICE);
    accepted("text", &text.added_to(&signed_by_the_leader()), PADES);
}

#[test]
fn a_seal_may_be_masked_by_a_colour_of_its_palette() {
    let look = Look::seal_in_a_palette();
    let bytes = Visible {
        look: look.clone(),
        ..seal()
    }
    .added_to(&stamped());
    let report = judged(&bytes, VN_OFFICE);
    assert_eq!(reasons(&report), []);
    assert_eq!(codes(&report, "DauCoQuan"), [ADDED]);
    // The same image with no colour masked is a red and white square.
    let Look::Content {
        image: Some(image), ..
    } = look
    else {
        panic!("no image")
    };
    let entries = image
        .entries
        .as_ref()
        .map(|entries| entries.replace("[0 0]", "[2 3]"));
    let look = Look::image(Image { entries, ..image });
    let bytes = Visible { look, ..seal() }.added_to(&stamped());
    refused(
        "nothing masked",
        &bytes,
        |reason| matches!(reason, Reason::SignatureCoversContent { field, .. } if field == "DauCoQuan"),
    );
}

/// The seal moved so that it covers this share of the leader's width.
fn seal_over(share: f64) -> Visible<'static> {
    let right = LEADER[0] + share * (LEADER[2] - LEADER[0]);
    let area = [right - 110.0, SEAL[1], right, SEAL[3]];
    Visible { area, ..seal() }
}

#[test]
fn a_seal_over_more_than_is_usual_is_a_warning() {
    let stamped = stamped();
    for (share, expected) in [
        (0.25, vec![ADDED]),
        (0.38, vec![ADDED]),
        (0.45, vec![ADDED]),
        (0.46, vec![ADDED, "seal-overlap-larger-than-usual"]),
        (0.6, vec![ADDED, "seal-overlap-larger-than-usual"]),
    ] {
        let bytes = seal_over(share).added_to(&stamped);
        let report = judged(&bytes, VN_OFFICE);
        assert_eq!(reasons(&report), [], "{share}");
        assert_eq!(codes(&report, "DauCoQuan"), expected, "{share}");
        assert!(!reasons(&judged(&bytes, STRICT)).is_empty());
    }
    let report = judged(&seal_over(0.6).added_to(&stamped), VN_OFFICE);
    let warning = said(&report, "DauCoQuan").pop().unwrap();
    assert_eq!(warning.1, Severity::Warning);
    assert!(
        warning.2.contains("covers 0.60 of the width"),
        "{}",
        warning.2
    );
}

#[test]
fn a_seal_over_a_number_stamp_is_a_warning() {
    let area = [60.0, 690.0, 170.0, 800.0];
    let bytes = Visible { area, ..seal() }.added_to(&stamped());
    let report = judged(&bytes, VN_OFFICE);
    assert_eq!(reasons(&report), []);
    assert_eq!(
        codes(&report, "DauCoQuan"),
        [ADDED, "seal-over-number-stamp"]
    );
    assert!(said(&report, "DauCoQuan")[1].2.contains("So"));
}

#[test]
fn stamps_stand_in_the_blanks_of_a_line() {
    // Beside the blanks they would overwrite the line.
    let [number, ..] = stamps();
    let beside = Visible {
        area: [130.0, 736.0, 170.0, 750.0],
        ..number
    };
    refused(
        "beside the blank",
        &beside.added_to(&signed_by_the_leader()),
        |reason| {
            matches!(
                reason,
                Reason::SignatureCoversContent {
                    by: Cover::Text,
                    ..
                }
            )
        },
    );
}

#[test]
fn strict_takes_no_metadata_at_the_second_level() {
    let certified = initials().added_to(&letter());
    let bytes = common::update(&certified, |file, update| {
        let metadata = update.allocate().unwrap();
        update.put_raw(
            metadata,
            b"<</Type/Metadata/Subtype/XML/Length 4>>stream\n<x/>\nendstream".to_vec(),
        );
        common::edit(file, update, 1, |catalog| {
            drop(catalog.insert("Metadata", metadata))
        });
    });
    accepted("metadata", &bytes, VN_OFFICE);
    let found = reasons(&judged(&bytes, STRICT));
    assert!(
        matches!(
            found.as_slice(),
            [Reason::PermissionExceeded {
                what: "metadata changed",
                ..
            }]
        ),
        "{found:?}"
    );
}

#[test]
fn policies_are_found_by_name() {
    for policy in ModificationPolicy::ALL {
        assert_eq!(ModificationPolicy::named(policy.name), Some(policy));
    }
    assert_eq!(ModificationPolicy::named("vn_office"), None);
    assert_eq!(Policy::default().modifications, VN_OFFICE);
}

/// A line as Word writes it: codes of two bytes, widths by CID, blanks told by `/ToUnicode` alone.
fn line_of_codes() -> Vec<u8> {
    // 3 is the blank, 0x13 to 0x1c are digits, 0x36 is S.
    let content = "BT /F2 13 Tf 66 740 Td [<0036>-10<0052001D0003000300030003000300030003000300030003000300030012002500230034>] TJ ET";
    let map = "1 beginbfchar <0003> <0020> endbfchar";
    let more = [
        "<</Type/Font/Subtype/Type0/BaseFont/Arial/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Arial/DW 1000/W[3[278] 18 29 556 35 60 700 82[556]]>>".to_owned(),
        format!("<</Length {}>>stream\n{map}\nendstream", map.len()),
    ];
    document_with(content, "", "", &more)
}

#[test]
fn widths_and_blanks_come_from_the_font() {
    let signed = leader().added_to(&line_of_codes());
    let stamp = |left: f64| Visible {
        area: [left, 736.0, left + 34.0, 750.0],
        ..over_the_amount(Look::text("1234"))
    };
    accepted("in the blank", &stamp(90.0).added_to(&signed), VN_OFFICE);
    let covers = |reason: &Reason| matches!(reason, Reason::SignatureCoversContent { .. });
    refused("on the letters", &stamp(132.0).added_to(&signed), covers);
    let white = |left| Visible {
        look: Look::content("1 g 0 0 34 14 re f"),
        ..stamp(left)
    };
    accepted(
        "a white box on blanks",
        &white(90.0).added_to(&signed),
        VN_OFFICE,
    );
    refused(
        "a white box on letters",
        &white(132.0).added_to(&signed),
        covers,
    );
}

/// A page that is one image, as a scanner makes it.
fn scan(page: &str) -> Vec<u8> {
    let image = "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n\u{7f}\nendstream";
    document_with(
        "q 595 0 0 842 0 0 cm /Scan Do Q",
        "/XObject<</Scan 6 0 R>>",
        page,
        &[image.to_owned()],
    )
}

#[test]
fn a_scanned_page_takes_stamps_and_seals_and_no_patches() {
    let signed = leader().added_to(&initials().added_to(&scan("")));
    let [number, ..] = stamps();
    accepted("a number", &number.added_to(&signed), VN_OFFICE);
    accepted("a seal", &seal().added_to(&signed), VN_OFFICE);
    let covers = |reason: &Reason| {
        matches!(
            reason,
            Reason::SignatureCoversContent {
                what: Beneath::Image,
                ..
            }
        )
    };
    for (name, look) in hiding() {
        // Lines and letters lie on scans as pens and stamps do; so does a strip narrower than a digit.
        if matches!(
            name,
            "many lines" | "a line through" | "other letters" | "bold letters"
        ) {
            continue;
        }
        refused(name, &over_the_amount(look).added_to(&signed), covers);
    }
}

#[test]
fn on_a_turned_page_the_width_is_what_the_reader_sees() {
    let turn = |area: [f64; 4]| [area[1], 595.0 - area[2], area[3], 595.0 - area[0]];
    let turned = |visible: Visible<'static>| Visible {
        area: turn(visible.area),
        ..visible
    };
    let base = scan("/Rotate 90");
    let signed = turned(leader()).added_to(&turned(initials()).added_to(&base));
    let report = judged(&turned(seal_over(0.6)).added_to(&signed), VN_OFFICE);
    assert_eq!(reasons(&report), []);
    assert!(
        said(&report, "DauCoQuan")[1]
            .2
            .contains("covers 0.60 of the width")
    );
    let report = judged(&turned(seal()).added_to(&signed), VN_OFFICE);
    assert_eq!(codes(&report, "DauCoQuan"), [ADDED]);
}

#[test]
fn a_signature_takes_no_page() {
    let large = Visible {
        area: [0.0, 0.0, 595.0, 380.0],
        ..over_the_amount(Look::content(
            "BT /F1 14 Tf 70 300 Td (Dieu 4. Cac phong duoc tam ung them.) Tj ET",
        ))
    };
    refused(
        "half a page of text",
        &large.added_to(&signed_by_the_leader()),
        |reason| matches!(reason, Reason::SignatureTooLarge { field } if field == "Che"),
    );
    accepted(
        "without certification",
        &large.added_to(&leader().added_to(&letter())),
        VN_OFFICE,
    );
}

#[test]
fn the_kids_of_a_signed_field_are_judged_too() {
    // A field with two widgets that was certified while empty; one of them shows a white box on the amount when it is signed.
    let base = common::update(&letter(), |file, update| {
        let [field, one, two] = [(); 3].map(|()| update.allocate().unwrap());
        let [field, one, two] = [field.number, one.number, two.number];
        let kid = |area: [f64; 4]| {
            let [left, bottom, right, top] = area;
            format!(
                "<</Parent {field} 0 R/Type/Annot/Subtype/Widget/F 132/P 3 0 R/Rect[{left} {bottom} {right} {top}]>>"
            )
        };
        let put = |update: &mut pdf_revisions::Update, number: u32, body: String| {
            update.put_raw(Reference::new(number, 0), body.into_bytes());
        };
        put(
            update,
            field,
            format!("<</FT/Sig/T(Che)/Kids[{one} 0 R {two} 0 R]>>"),
        );
        put(update, one, kid(AMOUNT));
        put(update, two, kid([80.0, 200.0, 180.0, 250.0]));
        let kids = [one, two].map(|kid| Reference::new(kid, 0));
        common::edit(file, update, 1, |catalog| {
            let fields = Object::from(vec![Object::from(Reference::new(field, 0))]);
            let form: Dict = [("Fields", fields)].into_iter().collect();
            catalog.insert("AcroForm", form);
        });
        common::edit(file, update, 3, |page| {
            page.insert("Annots", kids.map(Object::from).to_vec());
        });
    });
    let certified = initials().added_to(&base);
    let kid = |file: &PdfFile| {
        let fields = file.newest().acro_form().unwrap().unwrap().dict;
        let field = fields.array(b"Fields").unwrap()[0].as_reference().unwrap();
        let Object::Dictionary(dict) = file.newest().resolve(field).unwrap() else {
            panic!("no field")
        };
        (
            field,
            dict.array(b"Kids").unwrap()[0].as_reference().unwrap(),
        )
    };
    for (content, expected) in [("1 g 0 0 90 20 re f", true), ("", false)] {
        let hiding = over_the_amount(Look::content(content));
        let bytes = hiding.signed_with(&certified, |file, update, value, look| {
            let (field, kid) = kid(file);
            common::edit(file, update, field.number, |field| {
                drop(field.insert("V", value))
            });
            common::edit(file, update, kid.number, |kid| {
                let looks: Dict = [("N", Object::from(look))].into_iter().collect();
                kid.insert("AP", looks);
            });
        });
        let found = reasons(&judged(&bytes, VN_OFFICE));
        let covers = found
            .iter()
            .any(|reason| matches!(reason, Reason::SignatureCoversContent { .. }));
        assert_eq!(covers, expected, "{content}: {found:?}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]

    /// Whatever stands in the appearance and on the page, there is a verdict.
    #[test]
    fn any_content_ends_in_a_verdict(above in soup(), below in soup()) {
        let base = document(&below);
        let bytes = over_the_amount(Look::with(&above, "/XObject<</Im 5 0 R>>/ExtGState<</G<</BM[/Screen]/Font[5 0 R -3]>>>>"))
            .added_to(&leader().added_to(&base));
        let report = judged(&bytes, VN_OFFICE);
        proptest::prop_assert_eq!(report.signatures.len(), 2);
    }
}

/// Operators in any order, with operands that fit or not.
fn soup() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::strategy::Strategy;
    let word = proptest::sample::select(vec![
        "q",
        "Q",
        "cm",
        "re",
        "f",
        "f*",
        "B",
        "S",
        "W n",
        "m",
        "l",
        "c",
        "v",
        "y",
        "h",
        "BT",
        "ET",
        "Tf",
        "Tj",
        "TJ",
        "'",
        "\"",
        "Td",
        "TD",
        "Tm",
        "T*",
        "Tc",
        "Tw",
        "Tz",
        "TL",
        "Ts",
        "Tr",
        "/F1",
        "/F2",
        "/Im Do",
        "/G gs",
        "/OC",
        "BDC",
        "sh",
        "scn",
        "cs",
        "rg",
        "k",
        "g",
        "w",
        "0",
        "1",
        "-1",
        "12",
        "0.5",
        "1e400",
        "99999999999",
        "-99999999999",
        "(abc)",
        "(\\777)",
        "<414",
        ">",
        "[",
        "]",
        "(a) 5",
        "<<",
        "BI",
        "ID",
        "EI",
        "/Pattern",
        "%",
        "{",
    ]);
    proptest::collection::vec(word, 0..200).prop_map(|words| words.join(" "))
}

/// The letter is no private dialect: qpdf finds no fault in it, pdfsig reads six valid signatures. KYSO_SAMPLE keeps the file.
#[test]
#[allow(clippy::disallowed_methods, clippy::disallowed_macros)]
fn other_programs_read_the_letter() {
    let kept = std::env::var_os("KYSO_SAMPLE").map(std::path::PathBuf::from);
    let path = kept.clone().unwrap_or_else(|| {
        std::env::temp_dir().join(format!("kyso-letter-{}.pdf", std::process::id()))
    });
    std::fs::write(&path, issued()).unwrap();
    let run = |program: &str, option: &str| {
        let mut command = std::process::Command::new(program);
        let output = command.arg(option).arg(&path).output();
        if output.is_err() {
            println!("NOT RUN: {program} is not installed, the letter was not read by it");
        }
        output.ok()
    };
    if let Some(output) = run("qpdf", "--check") {
        assert!(output.status.success(), "{output:?}");
    }
    if let Some(output) = run("pdfsig", "-nocert") {
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(text.matches("Signature is Valid").count(), 6, "{text}");
    }
    if kept.is_none() {
        std::fs::remove_file(&path).unwrap();
    }
}
