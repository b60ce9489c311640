//! Pictures of every region of a page that looks different after a later revision: the page as it was signed, and as it is
//! shown since.
//!
//! What is compared is what the pages look like, not what the list of changes says of places: a change that nobody
//! placed shows all the same, and one that shows nothing has no picture.

use std::path::Path;

use page_view::PageGeometry;
use pdf_revisions::Reference;
use signing_workflow::{Replace, durable};

use super::regions::{self, Picture};
use super::{After, Pair, Pictures, not_shown};
use crate::exit::Failure;
use crate::failures;
use crate::pages::{Opened, Pages, PagesError};

/// Pages are compared at one pixel a point.
const LOOK: f64 = 72.0;
/// Pictures are made at twice that: small print can be read.
const SHOW: f64 = 144.0;
/// Points beside a region, and above and below: some words of its line, and the lines around, so that one sees where it is.
const BESIDE: f64 = 90.0;
const ABOVE: f64 = 24.0;
/// Pages of one revision that are compared; that there are more is told. Official documents have some tens. Ours.
const PAGES: usize = 300;
/// Pictures of one run. Ours.
const PICTURES: usize = 400;

/// Writes `signature-N-revision-R-page-P-region-K-before.png` and `…-after.png` into the folder, for every later revision
/// that changed something.
pub(super) fn write(
    after: &After<'_>,
    folder: &Path,
    replace: Replace,
) -> Result<Pictures, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| failures::writing(folder, &error))?;
    let pages = Pages::default();
    let mut signed = open(&pages, after, after.coverage.revision())?;
    let mut revisions: Vec<usize> = after
        .signature
        .changes
        .iter()
        .map(|change| change.revision)
        .collect();
    revisions.dedup();
    let mut done = Pictures::default();
    for revision in revisions {
        let mut later = open(&pages, after, revision)?;
        let mut comparison = Comparison {
            after,
            revision,
            folder,
            replace,
            done: &mut done,
        };
        comparison.pages(&mut signed, &mut later)?;
    }
    Ok(done)
}

/// The pages of a revision, as it shows them.
struct Shown<'p> {
    pages: Vec<Reference>,
    left_out: usize,
    opened: Opened<'p>,
}

fn open<'p>(pages: &'p Pages, after: &After<'_>, revision: usize) -> Result<Shown<'p>, Failure> {
    let view = after.file.at(revision);
    let opened = view.pages().map_err(PagesError::from).and_then(|mut all| {
        let left_out = all.len().saturating_sub(PAGES);
        all.truncate(PAGES);
        Ok(Shown {
            opened: pages.open(view, &all)?,
            pages: all,
            left_out,
        })
    });
    opened.map_err(|error| shown(after, &error))
}

fn shown(after: &After<'_>, error: &PagesError) -> Failure {
    match error {
        PagesError::File(error) => failures::pdf(&after.name, error),
        _ => not_shown(&after.name, &error.to_string()),
    }
}

/// The signed revision against a later one.
struct Comparison<'a, 'f> {
    after: &'a After<'f>,
    revision: usize,
    folder: &'a Path,
    replace: Replace,
    done: &'a mut Pictures,
}

/// A page of a revision: its place, and what it shows.
struct Side<'a, 'p> {
    opened: &'a mut Opened<'p>,
    page: usize,
    geometry: PageGeometry,
}

impl Comparison<'_, '_> {
    /// A page is the same page when it is the same object, wherever it moved.
    fn pages(&mut self, signed: &mut Shown<'_>, later: &mut Shown<'_>) -> Result<(), Failure> {
        let left_out = &mut self.done.pages_left_out;
        *left_out = signed.left_out.max(later.left_out).max(*left_out);
        let (old, new) = (&signed.pages, &later.pages);
        for (page, reference) in new.iter().enumerate() {
            let before = match old.get(page) {
                Some(same) if same == reference => Some(page),
                _ => old.iter().position(|one| one == reference),
            };
            let mut before = before.and_then(|page| side(&mut signed.opened, page));
            let mut after = side(&mut later.opened, page);
            self.page(before.as_mut(), after.as_mut(), page)?;
        }
        for (page, _) in old.iter().enumerate().filter(|(_, one)| !new.contains(one)) {
            let mut before = side(&mut signed.opened, page);
            self.page(before.as_mut(), None, page)?;
        }
        Ok(())
    }

    fn page(
        &mut self,
        mut before: Option<&mut Side<'_, '_>>,
        mut after: Option<&mut Side<'_, '_>>,
        page: usize,
    ) -> Result<(), Failure> {
        let areas = match (&mut before, &mut after) {
            (Some(before), Some(after)) => self.regions(before, after)?,
            (Some(gone), None) => vec![gone.geometry.visible],
            (None, Some(new)) => vec![new.geometry.visible],
            (None, None) => return Ok(()),
        };
        for (region, area) in (1..).zip(areas) {
            if self.done.pairs.len() >= PICTURES {
                return Err(failures::limit(
                    &self.after.name,
                    &format!("{PICTURES} hình"),
                ));
            }
            let (number, revision) = (self.after.number, self.revision + 1);
            let gone = if after.is_some() { "" } else { "-gone" };
            let name = format!(
                "signature-{number}-revision-{revision}-page-{}{gone}-region-{region}",
                page + 1
            );
            let before = self.picture(before.as_deref_mut(), area, &name, "before")?;
            let after = self.picture(after.as_deref_mut(), area, &name, "after")?;
            self.done.pairs.push(Pair {
                revision: self.revision,
                page: page + 1,
                area,
                before,
                after,
            });
        }
        Ok(())
    }

    /// Where the page looks different, in default user space of the later one.
    fn regions(
        &self,
        before: &mut Side<'_, '_>,
        after: &mut Side<'_, '_>,
    ) -> Result<Vec<[f64; 4]>, Failure> {
        let (old, new) = (self.look(before)?, self.look(after)?);
        let Some((old, new)) = old.zip(new) else {
            return Ok(vec![after.geometry.visible]);
        };
        let (width, height) = after.geometry.size();
        let (across, up) = (width / f64::from(new.width), height / f64::from(new.height));
        let area = |[left, top, right, bottom]: regions::Box4| {
            let displayed = [
                (f64::from(left) * across - BESIDE).max(0.0),
                (height - f64::from(bottom) * up - ABOVE).max(0.0),
                (f64::from(right) * across + BESIDE).min(width),
                (height - f64::from(top) * up + ABOVE).min(height),
            ];
            after.geometry.from_displayed(displayed)
        };
        Ok(regions::of(&old, &new).into_iter().map(area).collect())
    }

    fn look(&self, side: &mut Side<'_, '_>) -> Result<Option<Picture>, Failure> {
        let png = side.opened.render(side.page, None, LOOK);
        Ok(decoded(&png.map_err(|error| shown(self.after, &error))?))
    }

    fn picture(
        &self,
        side: Option<&mut Side<'_, '_>>,
        area: [f64; 4],
        name: &str,
        when: &str,
    ) -> Result<Option<String>, Failure> {
        let Some(side) = side else { return Ok(None) };
        let png = side.opened.render(side.page, Some(area), SHOW);
        let png = png.map_err(|error| shown(self.after, &error))?;
        let name = format!("{name}-{when}.png");
        let path = self.folder.join(&name);
        durable::write(&path, &png, self.replace)
            .map_err(|error| failures::writing(&path, &error))?;
        Ok(Some(name))
    }
}

fn side<'a, 'p>(opened: &'a mut Opened<'p>, page: usize) -> Option<Side<'a, 'p>> {
    let geometry = *opened.geometry().get(page)?;
    Some(Side {
        opened,
        page,
        geometry,
    })
}

fn decoded(png: &[u8]) -> Option<Picture> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(
        png::Transformations::normalize_to_color8() | png::Transformations::ALPHA,
    );
    let mut reader = decoder.read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    let is_rgba = info.color_type == png::ColorType::Rgba && info.bit_depth == png::BitDepth::Eight;
    pixels.truncate(info.buffer_size());
    is_rgba.then_some(Picture {
        width: info.width,
        height: info.height,
        pixels,
    })
}
