//! The electronic copy of a paper document: is the scan one that may be signed? (NĐ 30/2020 Điều 25(1)(c), Phụ lục I.)
//!
//! [`look_at`] measures every page: its size, the images that make it up, their pixels per inch of paper, whether they can show colour, and
//! how much of the page they fill. [`ScanLook::judged`] gives that to the rules, which judge; nothing is judged here.
//!
//! What it is *not*: a look at the picture. That the scan shows the paper, straight and whole, is for a person to see.

use gov_ca_model::VietnamDay;
use pades_sign::PageFrame;
use pdf_revisions::{PdfError, PdfFile};
use regulation_rules::facts::{DocumentFacts, DocumentPart, Millimetres, Sheets};
use regulation_rules::{Finding, LawBook, Verdict, assess_sheets};
use serde::{Serialize, Serializer};
use signature_appearance::{Area, to_millimetres};

pub use crate::layout::Colours;
use crate::layout::matrix::{Rect, UNIT, common, extent, mapped, sides};
use crate::layout::paint::{self, DrawnImage};

/// What was measured of a scan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ScanLook {
    /// The PDF version, times ten: 17 for 1.7.
    pub pdf_version: u8,
    /// Page by page.
    pub pages: Vec<ScanPage>,
}

/// One page of a scan. Lengths are in millimetres.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ScanPage {
    /// 1 for the first.
    pub page: usize,
    /// Width and height as displayed.
    pub size: [f64; 2],
    /// How many images make it up. Without one it is no scan.
    pub images: usize,
    /// Pixels per inch of paper: the least of the images that nothing finer lies over.
    pub resolution: Option<u32>,
    /// Whether it can show colour.
    #[serde(serialize_with = "word")]
    pub colours: Colours,
    /// Of a colour image: whether every pixel is grey all the same. Told of the first page only, and not of JPEG.
    pub all_grey: Option<bool>,
    /// How much of the page's width or height the images take, whichever is further from 100.
    pub scale_percent: Option<u8>,
    /// Why there may be more, or less, than is listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
}

fn word<S: Serializer>(colours: &Colours, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match colours {
        Colours::Colour => "colour",
        Colours::Grey => "grey",
        Colours::Unknown => "unknown",
    })
}

/// The least share of a page that an image takes to count. Ours: specks and logos are no scan.
const COUNTS: f64 = 0.01;
/// An image under a finer one is not what is read: of scans in layers, whose background is coarse. The share that has to be covered is ours.
const COVERED: f64 = 0.9;
/// The share of the images' areas that has to be in colour. Ours: a scan is in colour as a whole.
const IN_COLOUR: f64 = 0.9;
/// Percent by which images may miss the edges of the page: scanners cut a little off. Ours.
const EDGES: f64 = 3.0;
/// More pages are not looked at. Ours.
const PAGES: usize = 2_000;

/// Measures a scan.
///
/// # Errors
///
/// When the document's pages cannot be read.
pub fn look_at(file: &PdfFile) -> Result<ScanLook, PdfError> {
    let count = file.newest().pages()?.len();
    let pages = (0..count.min(PAGES)).map(|index| page(file, index, index == 0));
    Ok(ScanLook {
        pdf_version: version(file),
        pages: pages.collect::<Result<_, _>>()?,
    })
}

/// The PDF version, times ten.
pub(crate) fn version(file: &PdfFile) -> u8 {
    let (major, minor) = file.version();
    major.saturating_mul(10).saturating_add(minor.min(9))
}

/// The rules that ask about the scan itself; others ask about the copy when it is signed.
const RULES: [&str; 2] = [
    "nd-30-2020/digitised-copy-quality-too-low",
    "nd-30-2020/page-not-a4",
];

/// What a rule says of one page.
#[derive(Clone, Debug)]
pub struct PageFinding {
    /// 1 for the first.
    pub page: usize,
    /// What it says.
    pub finding: Finding,
}

/// Whether a scan may be signed as a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fitness {
    /// Nothing speaks against it.
    Fit,
    /// Something cannot be told.
    Open,
    /// A rule is not fulfilled.
    Unfit,
}

impl ScanLook {
    /// What the rules of that day say of every page.
    #[must_use]
    pub fn judged(&self, day: VietnamDay, law: &LawBook) -> Vec<PageFinding> {
        let sheets = Sheets {
            documents: self
                .pages
                .iter()
                .map(|page| self.sheet(page, day))
                .collect(),
            ..Sheets::default()
        };
        let judged = assess_sheets(&sheets, law).others;
        let pages = self.pages.iter().zip(judged);
        pages
            .flat_map(|(page, sheet)| {
                let of_scans = |finding: &Finding| RULES.contains(&finding.code());
                let findings = sheet.findings.into_iter().filter(of_scans);
                let page = page.page;
                findings.map(move |finding| PageFinding { page, finding })
            })
            .collect()
    }

    fn sheet(&self, page: &ScanPage, day: VietnamDay) -> DocumentFacts {
        let [width, height] = page.size.map(|side| Some(Millimetres::new(side)));
        let mut sheet = DocumentFacts::default();
        sheet.part = Some(DocumentPart::DigitisedCopy);
        sheet.dated_on = Some(day);
        sheet.pdf_version = Some(self.pdf_version);
        if page.doubt.is_none() {
            (sheet.page_width, sheet.page_height) = (width, height);
            sheet.resolution = page.resolution;
            sheet.in_colour = page.in_colour();
            sheet.scale_percent = page.scale_percent;
        }
        sheet
    }
}

impl Fitness {
    /// What findings come to.
    #[must_use]
    pub fn of(findings: &[PageFinding]) -> Self {
        let any = |is: fn(&Verdict) -> bool| findings.iter().any(|one| is(&one.finding.verdict));
        if any(|verdict| matches!(verdict, Verdict::Violated(_))) {
            Self::Unfit
        } else if any(|verdict| matches!(verdict, Verdict::Undetermined(_) | Verdict::Review(..))) {
            Self::Open
        } else {
            Self::Fit
        }
    }
}

impl ScanPage {
    /// As rules read it; missing where the file does not tell.
    pub(crate) const fn in_colour(&self) -> Option<bool> {
        match self.colours {
            Colours::Colour => Some(true),
            Colours::Grey => Some(false),
            Colours::Unknown => None,
        }
    }
}

/// Measures a page, 0 for the first; `pixels`: whether pixels are read as well.
pub(crate) fn page(file: &PdfFile, index: usize, pixels: bool) -> Result<ScanPage, PdfError> {
    let view = file.newest();
    let (_, dict) = view.page(index)?;
    let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
    let Ok(frame) = PageFrame::of(file, number) else {
        return Ok(unread(index, "its boxes are malformed"));
    };
    let size = frame.size();
    let visible = frame.to_user_space(Area::at(0.0, 0.0, size));
    let painted = match paint::page(view, &dict, &visible) {
        Ok(painted) => painted,
        Err(error) => return Ok(unread(index, &error.to_string())),
    };
    let counts = |image: &&DrawnImage| extent(&image.area) >= COUNTS * extent(&visible);
    let images: Vec<&DrawnImage> = painted.images.iter().filter(counts).collect();
    let dots: Vec<Option<f64>> = images
        .iter()
        .map(|image| dots_per_inch(image, image.pixels(view), frame.unit()))
        .collect();
    let colours: Vec<Colours> = images.iter().map(|image| image.colours(view)).collect();
    let mut known = images.iter().zip(&colours);
    let first_colour = known.find(|(_, colours)| **colours == Colours::Colour);
    Ok(ScanPage {
        page: index + 1,
        size: [size.width, size.height].map(to_millimetres),
        images: images.len(),
        resolution: resolution(&images, &dots),
        colours: together(&images, &colours),
        all_grey: first_colour
            .filter(|_| pixels)
            .and_then(|(image, _)| image.is_all_grey(view)),
        scale_percent: scale(&images, &visible),
        doubt: painted.doubt.map(str::to_owned),
    })
}

fn unread(index: usize, why: &str) -> ScanPage {
    ScanPage {
        page: index + 1,
        size: [0.0; 2],
        images: 0,
        resolution: None,
        colours: Colours::Unknown,
        all_grey: None,
        scale_percent: None,
        doubt: Some(why.to_owned()),
    }
}

/// The lower of both directions. A pixel more than there is: sizes on paper are rounded to whole pixels.
fn dots_per_inch(image: &DrawnImage, pixels: Option<[u32; 2]>, unit: f64) -> Option<f64> {
    let inches = sides(&image.matrix).map(|side| side * unit / 72.0);
    let [across, down] = pixels?.map(|pixels| f64::from(pixels) + 1.0);
    let dots = (across / inches[0]).min(down / inches[1]);
    dots.is_finite().then_some(dots)
}

/// The least, but of images under a finer one. `None` where there is no image, or one of unknown pixels.
fn resolution(images: &[&DrawnImage], dots: &[Option<f64>]) -> Option<u32> {
    let all: Vec<(Rect, f64)> = images
        .iter()
        .zip(dots)
        .map(|(image, dots)| Some((image.area, (*dots)?)))
        .collect::<Option<_>>()?;
    let is_under = |area: &Rect, dots: f64| {
        let finer = all.iter().filter(|(_, other)| *other > dots);
        let mut shared = finer.filter_map(|(over, _)| common(area, over));
        shared.any(|shared| extent(&shared) >= COVERED * extent(area))
    };
    let seen = all.iter().filter(|(area, dots)| !is_under(area, *dots));
    let least = seen.map(|(_, dots)| *dots).reduce(f64::min)?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped"
    )]
    Some(least.clamp(0.0, 1e6).floor() as u32)
}

fn together(images: &[&DrawnImage], colours: &[Colours]) -> Colours {
    let area = |wanted: Colours| -> f64 {
        let of = images.iter().zip(colours);
        of.filter(|(_, colours)| **colours == wanted)
            .map(|(image, _)| extent(&image.area))
            .sum()
    };
    let whole: f64 = images.iter().map(|image| extent(&image.area)).sum();
    // of layers, the coarse background carries the colour, and the text lies over it
    let largest = images
        .iter()
        .map(|image| extent(&image.area))
        .fold(0.0, f64::max);
    let wanted = IN_COLOUR * if is_layered(images) { largest } else { whole };
    if images.is_empty() {
        Colours::Unknown
    } else if area(Colours::Colour) >= wanted {
        Colours::Colour
    } else if area(Colours::Colour) + area(Colours::Unknown) >= IN_COLOUR * whole {
        Colours::Unknown
    } else {
        Colours::Grey
    }
}

/// Whether images lie over each other.
fn is_layered(images: &[&DrawnImage]) -> bool {
    let whole: f64 = images.iter().map(|image| extent(&image.area)).sum();
    let around = images.iter().map(|image| image.area).reduce(around);
    around.is_some_and(|around| whole > 1.5 * extent(&around))
}

const fn around(one: Rect, other: Rect) -> Rect {
    [
        one[0].min(other[0]),
        one[1].min(other[1]),
        one[2].max(other[2]),
        one[3].max(other[3]),
    ]
}

/// Percent of the page, 100 within what scanners cut off. What is drawn beyond the page counts too.
fn scale(images: &[&DrawnImage], visible: &Rect) -> Option<u8> {
    let drawn = images
        .iter()
        .filter_map(|image| mapped(&image.matrix, &UNIT));
    let drawn = drawn.reduce(around)?;
    let percent = |low: usize, high: usize| {
        100.0 * (drawn[high] - drawn[low]) / (visible[high] - visible[low])
    };
    let (across, down) = (percent(0, 2), percent(1, 3));
    let off = |percent: f64| (percent - 100.0).abs();
    let furthest = if off(across) > off(down) {
        across
    } else {
        down
    };
    if off(furthest) <= EDGES {
        return Some(100);
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped"
    )]
    Some(furthest.clamp(0.0, 255.0).round() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::paint::Image;

    /// An image of so many pixels in a place.
    fn image(area: Rect, pixels: [u32; 2]) -> DrawnImage {
        let [left, bottom, right, top] = area;
        DrawnImage {
            image: Image::Inline {
                pixels: Some(pixels),
                space: crate::layout::colours::Space::Rgb,
                is_stencil: false,
            },
            matrix: [right - left, 0.0, 0.0, top - bottom, left, bottom],
            area,
            fill: None,
        }
    }

    const PAGE: Rect = [0.0, 0.0, 595.28, 841.89];

    fn measured(images: &[DrawnImage]) -> (Option<u32>, Option<u8>) {
        let images: Vec<&DrawnImage> = images.iter().collect();
        let dots: Vec<_> = images
            .iter()
            .map(|image| match &image.image {
                Image::Inline { pixels, .. } => dots_per_inch(image, *pixels, 1.0),
                Image::Object(_) => None,
            })
            .collect();
        (resolution(&images, &dots), scale(&images, &PAGE))
    }

    #[test]
    fn pixels_per_inch_of_paper() {
        assert_eq!(
            measured(&[image(PAGE, [1654, 2339])]),
            (Some(200), Some(100))
        );
        assert_eq!(measured(&[image(PAGE, [1240, 1754])]).0, Some(150));
        // one direction alone is not enough
        assert_eq!(measured(&[image(PAGE, [3000, 1754])]).0, Some(150));
        assert_eq!(measured(&[]), (None, None));
    }

    #[test]
    fn a_coarse_layer_under_a_finer_one_is_not_what_is_read() {
        let back = image(PAGE, [620, 877]);
        let text = image([5.0, 5.0, 590.0, 836.0], [2480, 3508]);
        assert!(measured(&[back, text]).0 >= Some(300));
        // a fine logo does not make the page finer
        let logo = image([0.0, 0.0, 100.0, 100.0], [900, 900]);
        assert_eq!(measured(&[image(PAGE, [620, 877]), logo]).0, Some(75));
    }

    #[test]
    fn strips_make_one_page() {
        let strips = [0.0, 210.0, 420.0, 631.0]
            .map(|bottom| image([0.0, bottom, 595.0, bottom + 211.0], [1654, 587]));
        let (dots, scale) = measured(&strips);
        assert_eq!((dots, scale), (Some(200), Some(100)));
    }

    #[test]
    fn the_share_of_the_page_is_told_in_percent() {
        let small = image([30.0, 42.0, 565.7, 799.7], [1654, 2339]);
        assert_eq!(measured(&[small]).1, Some(90));
        let large = image([-30.0, -42.0, 625.0, 884.0], [1654, 2339]);
        assert_eq!(measured(&[large]).1, Some(110));
        let cut = image([5.0, 5.0, 590.0, 836.0], [1654, 2339]);
        assert_eq!(measured(&[cut]).1, Some(100));
    }

    #[test]
    fn grey_strips_among_colour_are_no_colour_scan() {
        let strip = |bottom: f64| image([0.0, bottom, 595.0, bottom + 421.0], [1654, 1170]);
        let (low, high) = (strip(0.0), strip(421.0));
        let both = [&low, &high];
        assert_eq!(together(&both, &[Colours::Colour; 2]), Colours::Colour);
        assert_eq!(
            together(&both, &[Colours::Colour, Colours::Grey]),
            Colours::Grey
        );
        assert_eq!(
            together(&both, &[Colours::Colour, Colours::Unknown]),
            Colours::Unknown
        );
        assert_eq!(together(&[], &[]), Colours::Unknown);
        // a stencil of text over a background in colour
        let (back, text) = (image(PAGE, [620, 877]), image(PAGE, [2480, 3508]));
        assert_eq!(
            together(&[&back, &text], &[Colours::Colour, Colours::Grey]),
            Colours::Colour
        );
    }
}
