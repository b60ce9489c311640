//! PDF/A stays PDF/A (ISO 19005): what signing adds is looked at object by object, and what would break the claim is refused.

use std::sync::Arc;

use crate::common::{Key, Pdf, Signer, Xref, in_field, open, refusal, request, sign};
use pades_sign::{BreaksPdfA, FieldLock, Permissions, Place, SignError, SignatureRequest, Visible};
use pdf_revisions::{Dict, Object, Reference, View};
use signature_appearance::{Area, Drawing, Drawn, Fonts, Picture, PictureLimits, Size, Text};

fn signer() -> Signer {
    Signer::new(Key::P256)
}

/// A letter that claims to be of this part, in one of the two spellings.
fn letter(part: u8) -> Pdf {
    let claim = match part {
        1 => "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>".to_owned(),
        _ => format!("pdfaid:part='{part}' pdfaid:conformance='B'/>"),
    };
    let close = if part == 1 { ">" } else { "" };
    let xmp = format!(
        "<?xpacket begin=''?><rdf:RDF><rdf:Description xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/' {close}{claim}</rdf:RDF><?xpacket end='r'?>"
    );
    let metadata = format!(
        "<< /Type /Metadata /Subtype /XML /Length {} >>\nstream\n{xmp}\nendstream",
        xmp.len()
    );
    let version = if part == 1 { "1.4" } else { "1.7" };
    Pdf::new(Xref::Table)
        .version(version)
        .catalog("/Metadata 8 0 R /AcroForm << /Fields [9 0 R] >>")
        .page_entries("/Annots [9 0 R]")
        .with(8, &metadata)
        .with(9, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Prepared) /Rect [100 100 200 150] /P 3 0 R /F 4 >>")
}

fn png(colour: png::ColorType, depth: png::BitDepth, bytes: usize) -> Picture {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 2, 2);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    let pixels = vec![0x80; 4 * bytes];
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&pixels)
        .unwrap();
    Picture::read(&file, PictureLimits::default()).unwrap()
}

fn opaque() -> Picture {
    png(png::ColorType::Rgb, png::BitDepth::Eight, 3)
}

fn with_alpha() -> Picture {
    png(png::ColorType::Rgba, png::BitDepth::Eight, 4)
}

fn deep() -> Picture {
    png(png::ColorType::Rgb, png::BitDepth::Sixteen, 6)
}

fn drawn(picture: Option<&Picture>) -> Arc<Drawn> {
    let mut drawing = Drawing::new(Size::points(160.0, 40.0));
    if let Some(picture) = picture {
        drawing.picture(picture, Area::at(0.0, 0.0, Size::points(40.0, 40.0)));
    }
    drawing.text(Text {
        lines: vec!["Nguyễn Thị Thùy Dương".to_owned()],
        ..Text::in_area(drawing.area())
    });
    Arc::new(drawing.draw(&Fonts::liberation()).unwrap())
}

fn showing(mut request: SignatureRequest, picture: Option<&Picture>) -> SignatureRequest {
    request.visible = Some(Visible {
        drawn: drawn(picture),
        place: Place {
            page: 1,
            area: Area::at(20.0, 30.0, Size::points(160.0, 40.0)),
        },
        description: "Chữ ký".to_owned(),
    });
    request
}

/// What breaks the rules of this part among the objects of the last revision.
fn broken(bytes: &[u8], part: u8) -> Vec<String> {
    let file = open(bytes);
    let (newest, before) = (file.newest(), file.at(file.revisions().len() - 2));
    let mut found = Vec::new();
    if newest.trailer().get(b"ID").is_none() {
        found.push("no /ID".to_owned());
    }
    for number in 1..200 {
        let reference = Reference::new(number, 0);
        let (now, then) = (
            newest.resolve(reference).unwrap(),
            before.resolve(reference).unwrap(),
        );
        if now != then && !now.is_null() {
            Look {
                view: newest,
                part,
                found: &mut found,
            }
            .object(number, &now);
        }
    }
    let metadata = |view: View<'_>| {
        let catalog = view.catalog().unwrap();
        let stream = view.value(&catalog, b"Metadata").unwrap();
        view.stream_data(stream.as_stream().unwrap()).unwrap()
    };
    if metadata(newest) != metadata(before) {
        found.push("metadata changed".to_owned());
    }
    found
}

struct Look<'f> {
    view: View<'f>,
    part: u8,
    found: &'f mut Vec<String>,
}

impl Look<'_> {
    fn object(&mut self, number: u32, object: &Object) {
        let dict = match object {
            Object::Stream(stream) => &stream.dict,
            Object::Dictionary(dict) => dict,
            _ => return,
        };
        let is = |key: &[u8], value: &str| dict.name(key).is_some_and(|name| *name == value);
        let (old, font) = (self.part == 1, is(b"Type", "FontDescriptor"));
        let keys: [&[u8]; 6] = [b"A", b"AA", b"JS", b"JavaScript", b"OpenAction", b"FFilter"];
        let acts = keys.into_iter().any(|key| dict.contains(key));
        let late = is(b"Type", "ObjStm") || is(b"Type", "XRef");
        let deep = is(b"Subtype", "Image") && dict.integer(b"BitsPerComponent") > Some(8);
        let clear = dict.contains(b"SMask") || dict.contains(b"Group");
        for (wrong, what) in [
            (acts, "acts"),
            (late || old && deep, "is of PDF 1.5"),
            (old && clear, "is transparent"),
            (font && !dict.contains(b"FontFile2"), "is not embedded"),
            (
                old && font && !self.glyphs_are_listed(dict),
                "has no complete CIDSet",
            ),
        ] {
            if wrong {
                self.found.push(format!("object {number} {what}"));
            }
        }
        if is(b"Subtype", "Widget") {
            self.widget(number, dict);
        } else if let Object::Stream(stream) = object
            && is(b"Subtype", "Form")
        {
            self.content(number, &self.view.stream_data(stream).unwrap());
        }
    }

    /// As many bits as the font of one of ours has glyphs: one for each width.
    fn glyphs_are_listed(&self, descriptor: &Dict) -> bool {
        let Ok(Object::Stream(set)) = self.view.value(descriptor, b"CIDSet") else {
            return false;
        };
        let set = self.view.stream_data(&set).unwrap();
        let glyphs: u32 = set.iter().map(|byte| byte.count_ones()).sum();
        let name = descriptor.name(b"FontName");
        let fonts = (1..200).filter_map(|number| {
            let font = self.view.resolve(Reference::new(number, 0)).ok()?;
            let font = font.as_dict()?.clone();
            (font.name(b"BaseFont") == name && font.contains(b"W")).then_some(font)
        });
        let widths = fonts.map(|font| font.array(b"W").unwrap()[1].as_array().unwrap().len());
        widths.max() == usize::try_from(glyphs).ok()
            && set.first().is_some_and(|byte| byte & 0x80 != 0)
    }

    /// ISO 19005-1 §6.5.3, §6.9; ISO 19005-2 §6.3.2, §6.3.3.
    fn widget(&mut self, number: u32, widget: &Dict) {
        let flags = widget.integer(b"F").unwrap_or(0);
        if flags & 4 == 0 || flags & (1 | 2 | 32) != 0 {
            self.found.push(format!("object {number}: flags {flags}"));
        }
        let empty = widget
            .array(b"Rect")
            .is_some_and(|rect| rect.iter().all(|one| one.as_number() == Some(0.0)));
        let appearance = widget.dict(b"AP");
        let only_normal =
            appearance.is_none_or(|appearance| appearance.len() == 1 && appearance.contains(b"N"));
        if !only_normal || (appearance.is_none() && (self.part == 1 || !empty)) {
            self.found.push(format!("object {number}: its appearance"));
        }
    }

    /// No colour of a device (ISO 19005-2 §6.2.4.3).
    fn content(&mut self, number: u32, content: &[u8]) {
        let text = String::from_utf8_lossy(content);
        let device = ["g", "G", "rg", "RG", "k", "K", "gs"];
        if text
            .split_ascii_whitespace()
            .any(|word| device.contains(&word))
        {
            self.found
                .push(format!("object {number}: a colour of a device in {text}"));
        }
    }
}

#[test]
fn what_is_added_keeps_the_claim() {
    let mut certify = request();
    certify.certification = Some(Permissions::FormFilling);
    let mut lock = request();
    lock.lock = Some(FieldLock::Include(vec!["Prepared".to_owned()]));
    let picture = opaque();
    let requests = [
        request(),
        certify,
        lock,
        showing(request(), None),
        showing(request(), Some(&picture)),
        showing(in_field("Prepared"), Some(&picture)),
    ];
    for part in 1..=4 {
        for request in &requests {
            let signed = sign(&letter(part).build(), request, &signer());
            assert_eq!(broken(&signed, part), Vec::<String>::new(), "PDF/A-{part}");
            let again = sign(&signed, &showing(crate::common::request(), None), &signer());
            assert_eq!(
                broken(&again, part),
                Vec::<String>::new(),
                "PDF/A-{part}, again"
            );
        }
    }
}

/// The checks above find what is wrong.
#[test]
fn a_file_that_claims_nothing_is_free() {
    let plain = Pdf::new(Xref::Table)
        .catalog("/Metadata 8 0 R")
        .with(8, "<< /Length 0 >>\nstream\n\nendstream")
        .build();
    let signed = sign(&plain, &request(), &signer());
    assert_eq!(broken(&signed, 2), Vec::<String>::new());
    assert_eq!(broken(&signed, 1).len(), 1, "no appearance");
    let picture = with_alpha();
    let signed = sign(&plain, &showing(request(), Some(&picture)), &signer());
    assert!(
        broken(&signed, 1)
            .iter()
            .any(|what| what.ends_with("is transparent"))
    );
}

fn breaks(base: &Pdf, request: &SignatureRequest) -> Option<BreaksPdfA> {
    match crate::common::try_sign(&base.build(), request, &signer()) {
        Ok(_) => None,
        Err(SignError::BreaksPdfA { what, .. }) => Some(what),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn what_would_break_the_claim_is_refused() {
    let (alpha, deep) = (with_alpha(), deep());
    let error = refusal(
        &letter(1).build(),
        &showing(request(), Some(&alpha)),
        &signer(),
    );
    assert_eq!(
        error.to_string(),
        "the document is PDF/A-1b, which does not allow transparency, which the picture has"
    );
    for request in [request(), in_field("Prepared")] {
        let (transparent, deep) = (
            showing(request.clone(), Some(&alpha)),
            showing(request, Some(&deep)),
        );
        assert_eq!(
            breaks(&letter(1), &transparent),
            Some(BreaksPdfA::Transparency)
        );
        assert_eq!(breaks(&letter(1), &deep), Some(BreaksPdfA::DeepPicture));
        for part in 2..=4 {
            let colours = Some(BreaksPdfA::TransparencyWithoutColours);
            assert_eq!(breaks(&letter(part), &transparent), colours);
            assert_eq!(breaks(&letter(part), &deep), None);
            let space = "/Annots [9 0 R] /Group << /S /Transparency /CS /DeviceRGB >>";
            assert_eq!(
                breaks(&letter(part).page_entries(space), &transparent),
                None
            );
            let intent = "/Metadata 8 0 R /AcroForm << /Fields [9 0 R] >> /OutputIntents [<< /S /GTS_PDFA1 >>]";
            assert_eq!(breaks(&letter(part).catalog(intent), &transparent), None);
        }
    }
}

#[test]
fn a_value_longer_than_a_string_may_be() {
    for (part, limit) in [(1, 65_535), (2, 32_767), (3, 32_767)] {
        for (bytes, expected) in [
            (limit, None),
            (limit + 1, Some(BreaksPdfA::LongValue { limit })),
        ] {
            let mut request = request();
            request.reserve = Some(bytes);
            assert_eq!(breaks(&letter(part), &request), expected, "{part} {bytes}");
        }
    }
    let mut request = request();
    request.reserve = Some(70_000);
    assert_eq!(breaks(&letter(4), &request), None);
}

#[test]
fn a_part_that_does_not_exist_is_no_claim() {
    let alpha = with_alpha();
    assert_eq!(breaks(&letter(7), &showing(request(), Some(&alpha))), None);
}
