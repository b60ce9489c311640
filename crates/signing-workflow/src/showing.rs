//! What a signature shows, drawn from a profile of the law, the agency's pictures and the values of one document.

use regulation_rules::facts::{InkColour, Millimetres};
use regulation_rules::profiles::{self, MissingValue, Profile, Values};
use signature_appearance::{
    Align, AppearanceError, Area, Colour, Drawing, Drawn, Fonts, Frame, Size, Style, Text,
    millimetres, to_millimetres, width_of, wrapped,
};

use crate::images::{ApprovedImage, ImageKind};

/// The agency's pictures for one signature.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pictures<'a> {
    /// The signer's handwritten signature.
    pub signature: Option<&'a ApprovedImage>,
    /// The body's seal.
    pub seal: Option<&'a ApprovedImage>,
}

/// Why nothing can be drawn.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShowingError {
    /// The drawing itself.
    #[error(transparent)]
    Appearance(#[from] AppearanceError),
    /// A line of the profile needs a value.
    #[error(transparent)]
    MissingValue(#[from] MissingValue),
    /// The field of the document would change a size that is set.
    #[error(
        "the field of {width_mm:.1} × {height_mm:.1} mm does not take the profile {profile}, whose size is set"
    )]
    Field {
        /// The profile.
        profile: &'static str,
        /// Width of the field, in millimetres.
        width_mm: f64,
        /// Its height.
        height_mm: f64,
    },
    /// The profile shows a picture that was not given.
    #[error("the profile {profile} shows a picture of a {kind:?}")]
    MissingPicture {
        /// The profile.
        profile: &'static str,
        /// Which.
        kind: ImageKind,
    },
}

/// Baseline to baseline, as a multiple of the size of the type. Ours.
const LEADING: f64 = 1.15;
/// The smallest type beside pictures in a frame of set size, in points. Ours: what is still read on paper.
const SMALLEST_TYPE: f64 = 6.0;
/// By how much type is made smaller at a time, in points.
const STEP: f64 = 0.5;
/// The part of a frame that pictures take beside text. Ours.
const PICTURES_SHARE: f64 = 0.48;
/// Points: what rounding of a field's rectangle may take away.
const NEARLY: f64 = 0.05;
/// Between pictures and text, in points: a millimetre. Ours.
const BESIDE: f64 = millimetres(1.0);
/// The seal over the signature's left third (NĐ 30/2020 Điều 33(1)(b)), inside a frame, too.
const THIRD: f64 = 1.0 / 3.0;

/// Draws what the profile shows.
///
/// # Errors
/// [`ShowingError`]: a picture or a value is missing, or the text cannot be set.
pub fn draw(
    profile: &'static Profile,
    pictures: Pictures<'_>,
    values: &Values,
    fonts: &Fonts<'_>,
) -> Result<Drawn, ShowingError> {
    let pictures = pictures.wanted_by(profile)?;
    let lines = profile.lines(values)?;
    let sheet = Sheet::of(profile, pictures, lines, fonts);
    sheet.draw(fonts)
}

/// Draws it in another size: that of a field of the document. A picture of registered size keeps that size, and a size stays within the bounds
/// that a law sets.
///
/// # Errors
/// As [`draw`]; and when the field is too small, or outside those bounds.
pub fn draw_in(
    profile: &'static Profile,
    pictures: Pictures<'_>,
    values: &Values,
    fonts: &Fonts<'_>,
    size: Size,
) -> Result<Drawn, ShowingError> {
    let pictures = pictures.wanted_by(profile)?;
    let lines = profile.lines(values)?;
    let mut sheet = Sheet::of(profile, pictures, lines, fonts);
    sheet.put_into(size)?;
    sheet.draw(fonts)
}

impl<'a> Pictures<'a> {
    /// Those that the profile shows, and no other.
    fn wanted_by(self, profile: &Profile) -> Result<Self, ShowingError> {
        let shown = profile.pictures.shown.value;
        let take = |wanted: bool, picture: Option<&'a ApprovedImage>, kind| match (wanted, picture)
        {
            (false, _) => Ok(None),
            (true, Some(picture)) => Ok(Some(picture)),
            (true, None) => Err(ShowingError::MissingPicture {
                profile: profile.id,
                kind,
            }),
        };
        Ok(Self {
            signature: take(shown.has_signature(), self.signature, ImageKind::Signature)?,
            seal: take(shown.has_seal(), self.seal, ImageKind::Seal)?,
        })
    }

    const fn any(self) -> bool {
        self.signature.is_some() || self.seal.is_some()
    }

    fn registered(self) -> Option<Size> {
        self.seal.or(self.signature).map(|image| image.size)
    }
}

/// A profile filled in, before it is drawn.
struct Sheet<'a> {
    profile: &'static Profile,
    pictures: Pictures<'a>,
    lines: Vec<String>,
    size: Size,
}

impl<'a> Sheet<'a> {
    fn of(
        profile: &'static Profile,
        pictures: Pictures<'a>,
        lines: Vec<String>,
        fonts: &Fonts<'_>,
    ) -> Self {
        let mut sheet = Self {
            profile,
            pictures,
            lines,
            size: size_of(profile, pictures),
        };
        match (sheet.lines.is_empty(), pictures.any()) {
            (false, false) => sheet.make_room(fonts),
            (false, true) if sheet.is_registered() => sheet.put_beside(fonts),
            _ => {}
        }
        sheet
    }

    /// Whether the picture is drawn in the size the agency registered.
    const fn is_registered(&self) -> bool {
        matches!(self.profile.size.value, profiles::Size::Registered)
    }

    /// A picture in its real size keeps it; the text stands beside.
    fn put_beside(&mut self, fonts: &Fonts<'_>) {
        let (size, style) = self.lettering();
        let widths = self
            .lines
            .iter()
            .map(|line| width_of(line, style, size, fonts));
        // a hair more than measured: the drawing compares rounded lengths
        self.size.width += BESIDE + widths.fold(0.0, f64::max) + 0.01;
    }

    /// Takes the size of a field, where that leaves what is set as it is.
    fn put_into(&mut self, field: Size) -> Result<(), ShowingError> {
        let refused = Err(ShowingError::Field {
            profile: self.profile.id,
            width_mm: to_millimetres(field.width),
            height_mm: to_millimetres(field.height),
        });
        let smaller =
            field.width + NEARLY < self.size.width || field.height + NEARLY < self.size.height;
        if self.is_registered() && smaller {
            return refused;
        }
        let within = |(from, to): (Millimetres, Millimetres), length: f64| {
            (points(from) - NEARLY..=points(to) + NEARLY).contains(&length)
        };
        if let Some(bounds) = self.profile.bounds.map(|bounds| bounds.value)
            && !(within(bounds.width, field.width) && within(bounds.height, field.height))
        {
            return refused;
        }
        self.size = field;
        Ok(())
    }

    fn draw(&self, fonts: &Fonts<'_>) -> Result<Drawn, ShowingError> {
        let mut drawing = Drawing::new(self.size);
        self.fill(&mut drawing, fonts);
        Ok(drawing.draw(fonts)?)
    }

    /// What a frame takes from each side, with a millimetre inside it.
    fn border(&self) -> f64 {
        self.profile
            .frame
            .value
            .map_or(0.0, |frame| points(frame.line) + BESIDE)
    }

    /// A stamp of text alone grows downwards where its lines are long.
    fn make_room(&mut self, fonts: &Fonts<'_>) {
        let (size, style) = self.lettering();
        let border = 2.0 * self.border();
        let width = self.size.width - border;
        let lines = core::mem::take(&mut self.lines);
        self.lines = lines
            .iter()
            .flat_map(|line| wrapped(line, width, style, size, fonts))
            .collect();
        #[allow(clippy::cast_precision_loss)] // few lines
        let needed = self.lines.len() as f64 * size * LEADING + border;
        self.size.height = self.size.height.max(needed);
    }

    fn lettering(&self) -> (f64, Style) {
        let lettering = self.profile.lettering.as_ref();
        let size = lettering.map_or(10, |lettering| lettering.size.value);
        let style = lettering.map_or(Style::Upright, |lettering| style_of(lettering.style.value));
        (f64::from(size), style)
    }

    fn fill(&self, drawing: &mut Drawing<'a>, fonts: &Fonts<'_>) {
        let whole = drawing.area();
        if let Some(frame) = self.profile.frame.value {
            drawing.frame(Frame {
                area: whole,
                width: points(frame.line),
                colour: colour(frame.colour),
            });
        }
        let inside = whole.inside(self.border());
        let (pictures, text) = self.halves(inside);
        self.put_pictures(drawing, pictures);
        self.put_text(drawing, text, fonts);
    }

    /// Where the pictures go, and where the text.
    fn halves(&self, inside: Area) -> (Area, Area) {
        if self.lines.is_empty() || !self.pictures.any() {
            return (inside, inside);
        }
        let registered = self.pictures.registered().filter(|_| self.is_registered());
        let pictures = registered.map_or(inside.size().width * PICTURES_SHARE, |size| size.width);
        let middle = inside.left + pictures;
        let left = Area {
            right: middle,
            ..inside
        };
        let right = Area {
            left: middle + BESIDE,
            ..inside
        };
        (left, right)
    }

    fn put_pictures(&self, drawing: &mut Drawing<'a>, area: Area) {
        match (self.pictures.signature, self.pictures.seal) {
            (Some(signature), Some(seal)) => both(drawing, area, signature, seal),
            (Some(only), None) | (None, Some(only)) if self.is_registered() => {
                drawing.picture(&only.picture, area.amid(only.size));
            }
            (Some(only), None) | (None, Some(only)) => {
                drawing.picture(&only.picture, area.fitting(only.size));
            }
            (None, None) => {}
        }
    }

    fn put_text(&self, drawing: &mut Drawing<'a>, area: Area, fonts: &Fonts<'_>) {
        if self.lines.is_empty() {
            return;
        }
        let (size, style) = self.lettering();
        let (size, lines) = if self.pictures.any() {
            smaller(&self.lines, size, style, area.size(), fonts)
        } else {
            (size, self.lines.clone())
        };
        let ink = self.profile.lettering.as_ref();
        drawing.text(Text {
            lines,
            style,
            size,
            leading: LEADING,
            colour: ink.map_or(Colour::BLACK, |lettering| colour(lettering.colour.value)),
            align: ink.map_or(Align::Left, |lettering| align_of(lettering.align.value)),
            ..Text::in_area(area)
        });
    }
}

/// The largest type at which the lines, broken between words, fit beside pictures.
fn smaller(
    lines: &[String],
    largest: f64,
    style: Style,
    room: Size,
    fonts: &Fonts<'_>,
) -> (f64, Vec<String>) {
    let mut size = largest;
    loop {
        let broken: Vec<String> = lines
            .iter()
            .flat_map(|line| wrapped(line, room.width, style, size, fonts))
            .collect();
        let widest = broken
            .iter()
            .map(|line| width_of(line, style, size, fonts))
            .fold(0.0, f64::max);
        #[allow(clippy::cast_precision_loss)] // few lines
        let height = broken.len() as f64 * size * LEADING;
        if (widest <= room.width && height <= room.height) || size - STEP < SMALLEST_TYPE {
            return (size, broken);
        }
        size -= STEP;
    }
}

/// The seal at its real size or as large as fits, the signature right of it, a third of it under the seal.
fn both<'a>(
    drawing: &mut Drawing<'a>,
    area: Area,
    signature: &'a ApprovedImage,
    seal: &'a ApprovedImage,
) {
    let room = area.size();
    // seal + two thirds of the signature's width
    let (wide, high) = (
        seal.size.width + signature.size.width * (1.0 - THIRD),
        seal.size.height.max(signature.size.height),
    );
    let scale = (room.width / wide).min(room.height / high).min(1.0);
    let scaled = |size: Size| Size::points(size.width * scale, size.height * scale);
    let (seal_size, signature_size) = (scaled(seal.size), scaled(signature.size));
    let left = area.left + (room.width - wide * scale) / 2.0;
    let middle = (area.bottom + area.top) / 2.0;
    let signature_left = left + seal_size.width - signature_size.width * THIRD;
    let at = |left: f64, size: Size| Area::at(left, middle - size.height / 2.0, size);
    drawing.picture(&signature.picture, at(signature_left, signature_size));
    drawing.picture(&seal.picture, at(left, seal_size));
}

fn size_of(profile: &Profile, pictures: Pictures<'_>) -> Size {
    match profile.size.value {
        profiles::Size::Millimetres { width, height } => {
            Size::points(points(width), points(height))
        }
        // checked above: a profile of registered size shows a picture
        profiles::Size::Registered => pictures.registered().unwrap_or(Size::points(0.0, 0.0)),
    }
}

fn points(length: Millimetres) -> f64 {
    millimetres(length.get())
}

const fn style_of(style: profiles::Style) -> Style {
    match style {
        profiles::Style::Upright => Style::Upright,
        profiles::Style::Italic => Style::Italic,
        profiles::Style::Bold => Style::Bold,
        profiles::Style::BoldItalic => Style::BoldItalic,
    }
}

const fn align_of(align: profiles::Align) -> Align {
    match align {
        profiles::Align::Left => Align::Left,
        profiles::Align::Centre => Align::Centre,
        profiles::Align::Right => Align::Right,
    }
}

/// The colours that profiles name, as drawn. Ours.
const fn colour(ink: InkColour) -> Colour {
    match ink {
        InkColour::Blue => Colour::new(0, 0, 160),
        InkColour::Red => Colour::new(200, 0, 0),
        _ => Colour::BLACK,
    }
}
