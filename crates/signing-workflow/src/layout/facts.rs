//! From measures to the sheet that rules read. What a caller stated is never overwritten; what was not told stays missing.

use gov_ca_model::{SubscriberClass, VietnamDay};
use regulation_rules::facts::{DocumentFacts, DocumentPart, InkColour, Millimetres, Role, Share};

use super::Layout;
use super::place::Places;
use super::shown::{Measured, ShownImage, ShownSignature};
use super::stamp::Stamp;
use crate::roles::ToldRole;

/// The roles whose signatures show in a way the law sets.
const SHOWN: [Role; 4] = [
    Role::AuthorisedPerson,
    Role::Agency,
    Role::Attachment,
    Role::Copy,
];
/// How far the type of a stamp may be off its 10 points (NĐ 30/2020 Phụ lục I). Ours.
const TYPE_TOLERANCE: f64 = 0.3;
const STAMP_TYPE: f64 = 10.0;

impl Layout {
    /// Writes what was measured into a sheet that a caller began: of the file, and of the signature whose role or class the sheet names.
    pub fn fill(&self, sheet: &mut DocumentFacts, roles: &[ToldRole]) {
        let whose = Whose {
            layout: self,
            roles,
        };
        self.fill_file(sheet, whose);
        whose.fill_signature(sheet, whose.subject(sheet));
    }

    /// Sheets of what was measured alone: one for each role that shows, the first with what is told of the whole file; one for the file
    /// where none does.
    #[must_use]
    pub fn sheets(&self, roles: &[ToldRole]) -> Vec<DocumentFacts> {
        let whose = Whose {
            layout: self,
            roles,
        };
        let mut sheets = Vec::new();
        for role in SHOWN {
            if whose.only(role).is_none() {
                continue;
            }
            let mut sheet = DocumentFacts::default();
            put(&mut sheet.role, Some(role));
            put(&mut sheet.signer_class, Some(class(role)));
            if sheets.is_empty() {
                self.fill_file(&mut sheet, whose);
            }
            put(&mut sheet.part, whose.part());
            put(&mut sheet.dated_on, whose.day());
            whose.fill_signature(&mut sheet, Some(role));
            sheets.push(sheet);
        }
        if sheets.is_empty() {
            let mut sheet = DocumentFacts::default();
            self.fill_file(&mut sheet, whose);
            sheets.push(sheet);
        }
        sheets
    }

    fn fill_file(&self, sheet: &mut DocumentFacts, whose: Whose<'_>) {
        let length = |length: Option<f64>| length.map(Millimetres::new);
        let [width, height] = self.page.size.map_or([None; 2], |size| size.map(Some));
        put(&mut sheet.page_width, length(width));
        put(&mut sheet.page_height, length(height));
        put(&mut sheet.margin_top, length(self.page.margin_top));
        put(&mut sheet.margin_bottom, length(self.page.margin_bottom));
        put(&mut sheet.margin_left, length(self.page.margin_left));
        put(&mut sheet.margin_right, length(self.page.margin_right));
        put(&mut sheet.times_new_roman, self.page.times_new_roman);
        put(&mut sheet.pdf_version, Some(self.pdf_version));
        put(&mut sheet.dated_on, whose.day());
        put(
            &mut sheet.leading_zeros,
            self.day.map(|day| day.leading_zeros),
        );
        put(&mut sheet.part, whose.part());
        put(&mut sheet.several_signers, whose.several_signers());
        if let Some(scan) = self.scan.as_ref().filter(|scan| scan.doubt.is_none()) {
            put(&mut sheet.resolution, scan.resolution);
            put(&mut sheet.in_colour, scan.in_colour());
            put(&mut sheet.scale_percent, scan.scale_percent);
        }
    }
}

fn put<T>(fact: &mut Option<T>, told: Option<T>) {
    if fact.is_none() {
        *fact = told;
    }
}

const fn class(role: Role) -> SubscriberClass {
    match role {
        Role::AuthorisedPerson => SubscriberClass::AuthorisedPerson,
        _ => SubscriberClass::Body,
    }
}

/// What was measured, with whose signature is whose.
#[derive(Clone, Copy)]
struct Whose<'a> {
    layout: &'a Layout,
    roles: &'a [ToldRole],
}

impl<'a> Whose<'a> {
    fn signed_as(self, role: Role) -> impl Iterator<Item = &'a ToldRole> {
        self.roles.iter().filter(move |told| told.role == role)
    }

    /// The only signature of this role, if it shows.
    fn only(self, role: Role) -> Option<&'a ShownSignature> {
        let mut signed = self.signed_as(role);
        let (only, None) = (signed.next()?, signed.next()) else {
            return None;
        };
        let mut shown = self.layout.signatures.iter();
        shown.find(|shown| shown.field == only.field)
    }

    fn places(self, shown: &ShownSignature) -> Places {
        let places = self.layout.places.get(&shown.field);
        places.copied().unwrap_or_default()
    }

    /// Copies and attachments are signed as such; a main document by who has authority, or by the body.
    fn part(self) -> Option<DocumentPart> {
        let is = |role| self.signed_as(role).next().is_some();
        let main = is(Role::AuthorisedPerson) || is(Role::Agency);
        match (is(Role::Copy), is(Role::Attachment), main) {
            (true, false, false) => Some(DocumentPart::DigitisedCopy),
            (false, true, false) => Some(DocumentPart::SeparateAttachment),
            (false, false, true) => Some(DocumentPart::Main),
            _ => None,
        }
    }

    /// The day in the head; of a copy and an attachment, which have none of their own, the day that the stamp bears.
    fn day(self) -> Option<VietnamDay> {
        let role = match self.part() {
            Some(DocumentPart::DigitisedCopy) => Role::Copy,
            Some(DocumentPart::SeparateAttachment) => Role::Attachment,
            _ => return self.layout.day.map(|day| day.day),
        };
        Stamp::of(self.only(role)?.lines.as_ref())?.day()
    }

    /// Several people with authority signed; that one did is known only when every role is.
    fn several_signers(self) -> Option<bool> {
        let all_known = self.roles.iter().all(|told| told.role != Role::Unknown);
        match self.signed_as(Role::AuthorisedPerson).count() {
            0 => None,
            1 => all_known.then_some(false),
            _ => Some(true),
        }
    }

    /// Whose signature the sheet is about: as it says, or the only one that shows.
    fn subject(self, sheet: &DocumentFacts) -> Option<Role> {
        let stated = sheet.role.filter(|role| *role != Role::Unknown);
        let mut shown = SHOWN.into_iter().filter(|role| self.only(*role).is_some());
        stated
            .or(match sheet.signer_class {
                Some(SubscriberClass::Individual | SubscriberClass::AuthorisedPerson) => {
                    Some(Role::AuthorisedPerson)
                }
                Some(SubscriberClass::Body) => Some(Role::Agency),
                _ => None,
            })
            .or_else(|| match (shown.next(), shown.next()) {
                (Some(only), None) => Some(only),
                _ => None,
            })
    }

    fn fill_signature(self, sheet: &mut DocumentFacts, subject: Option<Role>) {
        if let Some(role) = subject {
            put(&mut sheet.role, Some(role));
            put(&mut sheet.signer_class, Some(class(role)));
        }
        if let Some(shown) = subject.and_then(|role| self.only(role)) {
            if let Some(image) = shown.only_image() {
                put(&mut sheet.image_colour, image.colour);
                put(&mut sheet.image_transparent_png, is_clear_png(image));
            }
            if matches!(subject, Some(Role::AuthorisedPerson | Role::Agency)) {
                self.fill_frame(sheet, shown);
            }
        }
        self.fill_places(sheet);
        self.fill_seal(sheet);
        for role in [Role::Attachment, Role::Copy] {
            if let Some(shown) = self
                .only(role)
                .filter(|_| subject.is_none_or(|is| is == role))
            {
                self.fill_stamp(sheet, shown);
            }
        }
    }

    fn fill_places(self, sheet: &mut DocumentFacts) {
        if let Some(person) = self.only(Role::AuthorisedPerson) {
            let places = self.places(person);
            put(
                &mut sheet.between_title_and_name,
                places.between_title_and_name,
            );
        }
        let signed = [Role::AuthorisedPerson, Role::Agency].map(|role| self.only(role));
        let in_boxes = signed
            .into_iter()
            .flatten()
            .map(|shown| self.places(shown).in_boxes_7c_and_8);
        let in_boxes: Option<Vec<bool>> = in_boxes.collect();
        let told = in_boxes.filter(|all| !all.is_empty());
        put(
            &mut sheet.in_boxes_7c_and_8,
            told.map(|all| all.iter().all(|one| *one)),
        );
    }

    /// How wide the seal is, and how it lies over the signature (NĐ 30/2020 Phụ lục I, Điều 33(1)(b)).
    fn fill_seal(self, sheet: &mut DocumentFacts) {
        let Some(agency) = self.only(Role::Agency) else {
            return;
        };
        let Some(seal) = agency.only_image() else {
            return;
        };
        put(
            &mut sheet.seal_width,
            Some(Millimetres::new(seal.place.width)),
        );
        let Some(person) = self.only(Role::AuthorisedPerson) else {
            return;
        };
        let signature = person
            .only_image()
            .map_or(person.place, |image| image.place);
        let overlap = match agency.page == person.page {
            true => covered(signature, seal.place),
            false => 0.0,
        };
        put(&mut sheet.seal_overlap, Some(Share::new(overlap)));
        let from_left = seal.place.middle()[0] < signature.middle()[0];
        put(
            &mut sheet.seal_from_left,
            (overlap > 0.0).then_some(from_left),
        );
    }

    fn fill_stamp(self, sheet: &mut DocumentFacts, shown: &ShownSignature) {
        put(
            &mut sheet.stamp_top_right,
            Some(self.places(shown).top_right),
        );
        if let Some(stamp) = Stamp::of(shown.lines.as_ref()) {
            put(&mut sheet.stamp_shows_number, Some(stamp.shows_number()));
            put(
                &mut sheet.stamp_shows_form_of_copy,
                Some(stamp.shows_form_of_copy()),
            );
            let name = self.layout.names.get(&shown.field);
            let body = stamp.shows_body() || name.is_some_and(|name| stamp.shows(name));
            put(&mut sheet.stamp_shows_body, Some(body));
            put(&mut sheet.stamp_time_iso_8601, Some(stamp.shows_iso_8601()));
        }
        put(&mut sheet.stamp_type_as_prescribed, as_prescribed(shown));
        put(&mut sheet.stamp_shows_seal, shows_seal(shown));
    }

    /// The rectangle of An Giang Điều 8(2)(d): its length lies across the page.
    fn fill_frame(self, sheet: &mut DocumentFacts, shown: &ShownSignature) {
        let place = shown.place;
        put(&mut sheet.frame_length, Some(Millimetres::new(place.width)));
        put(&mut sheet.frame_width, Some(Millimetres::new(place.height)));
        let (blue, red) = (shows(shown, InkColour::Blue), shows(shown, InkColour::Red));
        put(&mut sheet.frame_shows_signature_image, blue);
        put(&mut sheet.frame_shows_seal_image, red);
        let both = shown.images.len() > 1;
        let there = |shown: Option<bool>| shown.filter(|is| *is || both);
        put(&mut sheet.signature_image_blue, there(blue));
        put(&mut sheet.seal_image_red, there(red));
        if let Some(stamp) = Stamp::of(shown.lines.as_ref()) {
            put(&mut sheet.frame_shows_time, Some(stamp.shows_time()));
            let name = self.layout.names.get(&shown.field);
            put(
                &mut sheet.frame_shows_name,
                name.map(|name| stamp.shows(name)),
            );
            put(&mut sheet.frame_mail, stamp.mail());
        }
    }
}

/// The share of the signature's width under the seal, where they meet at all.
fn covered(signature: Measured, seal: Measured) -> f64 {
    let meets = signature.bottom < seal.top() && seal.bottom < signature.top();
    let shared = signature.right().min(seal.right()) - signature.left.max(seal.left);
    if !meets || signature.width <= 0.0 {
        return 0.0;
    }
    (shared / signature.width).clamp(0.0, 1.0)
}

/// A PDF holds no PNG; what a PNG with a clear background becomes is an image kept without loss under a mask. A JPEG under a mask may have been
/// anything.
fn is_clear_png(image: &ShownImage) -> Option<bool> {
    match (image.has_alpha, image.lossless) {
        (true, true) => Some(true),
        (false, _) => Some(false),
        (true, false) => None,
    }
}

/// Whether an image of this colour is there; that none is, is known only when all their colours are.
fn shows(shown: &ShownSignature, wanted: InkColour) -> Option<bool> {
    let colours: Vec<Option<InkColour>> = shown.images.iter().map(|image| image.colour).collect();
    if colours.contains(&Some(wanted)) {
        return Some(true);
    }
    let all_known = colours.iter().all(Option::is_some);
    (all_known && shown.doubt.is_none() && !shown.has_curves).then_some(false)
}

/// Times New Roman, upright, 10 points, black (NĐ 30/2020 Phụ lục I).
fn as_prescribed(shown: &ShownSignature) -> Option<bool> {
    if shown.doubt.is_some() || shown.types.is_empty() {
        return None;
    }
    let each = shown.types.iter().map(|kind| {
        let size = (kind.size - STAMP_TYPE).abs() <= TYPE_TOLERANCE;
        let black = kind.colour? == InkColour::Black;
        Some(kind.is_times? && kind.is_upright? && size && black)
    });
    let each: Vec<Option<bool>> = each.collect();
    match each.contains(&Some(false)) {
        true => Some(false),
        false => each.into_iter().collect::<Option<Vec<_>>>().map(|_| true),
    }
}

/// A stamp shows no seal when it draws no image; one drawn in curves is not told.
fn shows_seal(shown: &ShownSignature) -> Option<bool> {
    match (shown.images.is_empty(), &shown.doubt, shown.has_curves) {
        (false, _, _) => Some(true),
        (true, None, false) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(left: f64, width: f64) -> Measured {
        Measured {
            left,
            bottom: 50.0,
            width,
            height: 20.0,
        }
    }

    #[test]
    fn the_overlap_is_a_share_of_the_signature() {
        let signature = place(100.0, 30.0);
        for (seal, share) in [
            (place(74.0, 36.0), 1.0 / 3.0),
            (place(60.0, 36.0), 0.0),
            (place(90.0, 60.0), 1.0),
            (place(115.0, 36.0), 0.5),
        ] {
            assert!((covered(signature, seal) - share).abs() < 1e-9, "{seal:?}");
        }
        let above = Measured {
            bottom: 70.0,
            ..place(74.0, 36.0)
        };
        assert!(covered(signature, above) < 1e-9);
    }

    #[test]
    fn a_picture_under_a_mask_was_a_png_only_where_nothing_was_lost() {
        let image = |has_alpha, lossless| ShownImage {
            place: place(0.0, 1.0),
            pixels: None,
            colour: None,
            has_alpha,
            lossless,
        };
        assert_eq!(is_clear_png(&image(true, true)), Some(true));
        assert_eq!(is_clear_png(&image(true, false)), None);
        assert_eq!(is_clear_png(&image(false, true)), Some(false));
    }
}
