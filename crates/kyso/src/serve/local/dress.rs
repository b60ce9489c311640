//! What each signature of an act shows, and the document as it will look.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use gov_ca_model::VietnamDay;
use jiff::Timestamp;
use kyso_service::{Mark, Spot, Wish};
use pades_sign::{FieldChoice, PageFrame, SignatureRequest, Visible};
use pdf_revisions::{PdfFile, Source};
use regulation_rules::profiles::Purpose;
use signature_appearance::to_millimetres;
use tempfile::{Builder, TempPath};

use super::case::Case;
use super::devices::Held;
use crate::args::{Showing, Shown};
use crate::certificates::hex;
use crate::exit::Failure;
use crate::failures;
use crate::job::Job;
use crate::locked::DocumentKey;
use crate::outgoing;
use crate::showing::{self, Holder, NOT_PLACED, Wanted};
use crate::text::Text;

/// What `kyso serve` was told of what signatures show.
#[derive(Clone, Debug, Default)]
pub(super) struct Wardrobe {
    pub(super) profiles: Option<PathBuf>,
    pub(super) images: Option<PathBuf>,
    pub(super) signature_image: Option<String>,
    pub(super) seal_image: Option<String>,
    pub(super) agency: Option<String>,
}

/// A document as it will look.
#[derive(Default)]
pub(super) struct Preview {
    pub(super) marks: Vec<Mark>,
    /// Why the place of what the act shows was not found.
    pub(super) not_placed: Option<Text>,
}

impl Case<'_> {
    /// The request of the signature with this index, on the document as the one before left it.
    pub(super) fn request(
        &self,
        index: usize,
        input: &Path,
        wardrobe: &Wardrobe,
        (at, job): (Timestamp, &Job),
    ) -> Result<SignatureRequest, Failure> {
        let purpose = self.purposes.get(index).copied().flatten();
        let mut request = SignatureRequest::new(at);
        request.application = Some("kyso".to_owned());
        request.field = field(purpose, input)?;
        let showing = self.showing(purpose, wardrobe, job)?;
        let holder = self.held.map(|held| &held.certificate);
        request.visible = showing::visible(
            &Wanted {
                args: &showing,
                input,
                field: &request.field,
                at,
                holder: holder.map_or_else(|| Holder::named(None), Holder::of),
                province: self.province.as_deref(),
                key: &DocumentKey::default(),
            },
            job,
        )?;
        Ok(request)
    }

    /// The default of the law for the purpose that day; nothing where nothing is to show.
    fn showing(
        &self,
        purpose: Option<Purpose>,
        wardrobe: &Wardrobe,
        job: &Job,
    ) -> Result<Showing, Failure> {
        let is_last = self.purposes.last() == Some(&purpose);
        let place = self.wish.place.filter(|_| is_last);
        let Some(purpose) = purpose.or_else(|| place.map(|_| self.own_purpose())) else {
            return Ok(Showing::default());
        };
        let profiles = showing::profiles(wardrobe.profiles.as_deref())?;
        let (day, province) = (VietnamDay::of(job.now), self.province.as_deref());
        let profile = profiles.default_for(purpose, day, province, &job.law);
        let printed = &self.seen.printed;
        Ok(Showing {
            appearance: profile.map(|profile| profile.id.to_owned()),
            profiles: wardrobe.profiles.clone(),
            images: wardrobe.images.clone(),
            signature_image: wardrobe.signature_image.clone(),
            seal_image: wardrobe.seal_image.clone(),
            place: place.map(|spot| format!("{}:{},{}", spot.page, spot.left, spot.bottom)),
            printed_name: None,
            over: None,
            values: Shown {
                number: self
                    .stated
                    .number
                    .clone()
                    .or_else(|| printed.number.clone()),
                symbol: self
                    .stated
                    .symbol
                    .clone()
                    .or_else(|| printed.symbol.clone()),
                dated: self.wish.dated.map(VietnamDay::from).or(printed.date),
                agency: wardrobe.agency.clone(),
                mail: None,
                form_of_copy: (purpose == Purpose::Copy).then(|| "sao-y".to_owned()),
            },
        })
    }

    /// What a signature shows of which nothing is said, where the person put it on a page.
    fn own_purpose(&self) -> Purpose {
        match self.held.is_some_and(|held| held.holder.is_agency) {
            true => Purpose::Agency,
            false => Purpose::AuthorisedPerson,
        }
    }

    /// Draws every signature, one upon the other, into this file beside the document; where nothing shows, it is the document.
    pub(super) fn preview(
        &self,
        drawing: &Path,
        wardrobe: &Wardrobe,
        job: &Job,
    ) -> Result<Preview, Failure> {
        let mut preview = Preview::default();
        let mut drawn: Option<TempPath> = None;
        let last = self.purposes.len().saturating_sub(1);
        for index in 0..=last {
            let input = drawn.as_deref().unwrap_or(self.path);
            let asked = self.request(index, input, wardrobe, (job.now, job));
            let request = match asked {
                Err(failure) if failure.code == NOT_PLACED && index == last => {
                    preview.not_placed = Some(failure.text);
                    break;
                }
                asked => asked?,
            };
            let Some(visible) = &request.visible else {
                continue;
            };
            preview.marks.push(mark(visible));
            drawn = Some(draw(input, &request)?);
        }
        keep(drawn, self.path, drawing).map_err(|error| failures::writing(drawing, &error))?;
        Ok(preview)
    }
}

/// The field that takes the signature: an empty one of the purpose's name, else a new one; never another's.
fn field(purpose: Option<Purpose>, input: &Path) -> Result<FieldChoice, Failure> {
    let Some(name) = purpose.map(outgoing::field) else {
        return Ok(FieldChoice::New { name: None });
    };
    let name = name.to_owned();
    let file = DocumentKey::default().open(input)?;
    let fields = file.newest().signature_fields();
    let fields = fields.map_err(|error| failures::pdf(&input.display().to_string(), &error))?;
    let there = fields.into_iter().find(|field| field.name == name);
    Ok(match there.map(|field| field.value.is_some()) {
        None => FieldChoice::New { name: Some(name) },
        Some(false) => FieldChoice::Existing { name },
        Some(true) => FieldChoice::New { name: None },
    })
}

fn mark(visible: &Visible) -> Mark {
    let area = visible.place.area;
    let [left, bottom] = [area.left, area.bottom].map(to_millimetres);
    let size = area.size();
    Mark {
        at: Spot {
            page: visible.place.page,
            left,
            bottom,
        },
        size: [size.width, size.height].map(to_millimetres),
        lines: visible.drawn.lines().to_vec(),
    }
}

/// The document with an empty signature that shows what was asked for, in a file beside it.
fn draw(input: &Path, request: &SignatureRequest) -> Result<TempPath, Failure> {
    let name = input.display().to_string();
    let file = DocumentKey::default().open(input)?;
    let shown = pades_sign::preview(&file, request);
    let shown = shown.map_err(|error| failures::sign(&name, &error))?;
    let beside = input.parent().unwrap_or(input);
    let drawn = Builder::new().suffix(".pdf").tempfile_in(beside);
    let drawn = drawn.and_then(|mut drawn| {
        copy(&shown, drawn.as_file_mut())?;
        Ok(drawn.into_temp_path())
    });
    drawn.map_err(|error| failures::writing(beside, &error))
}

/// Gives the drawing its name. Another look may give it at the same moment: both drew the same.
fn keep(drawn: Option<TempPath>, document: &Path, name: &Path) -> io::Result<()> {
    match drawn {
        Some(drawn) => drawn.persist(name).map_err(io::Error::from),
        None if name.exists() => Ok(()),
        None => fs::hard_link(document, name).or_else(|_| fs::copy(document, name).map(drop)),
    }
}

fn copy(source: &dyn Source, to: &mut File) -> io::Result<()> {
    let mut piece = vec![0; 1 << 20];
    let (mut at, length) = (0, source.len());
    while at < length {
        let room = usize::try_from(length - at).map_or(piece.len(), |left| left.min(piece.len()));
        source.read_at(at, &mut piece[..room])?;
        to.write_all(&piece[..room])?;
        at += room as u64;
    }
    Ok(())
}

/// Width and height of every page as it is read, in millimetres.
pub(super) fn pages(file: &PdfFile, name: &str) -> Result<Vec<[f64; 2]>, Failure> {
    let count = file.newest().pages();
    let count = count.map_err(|error| failures::pdf(name, &error))?.len();
    let numbers = (1..=count).filter_map(|number| u32::try_from(number).ok());
    let sizes = numbers.map(|number| {
        let frame = PageFrame::of(file, number);
        let size = frame.map_err(|error| failures::sign(name, &error))?.size();
        Ok([size.width, size.height].map(to_millimetres))
    });
    sizes.collect()
}

/// The drawing of a wish, in the room of its document.
pub(super) fn drawing(path: &Path, wish: &Wish, held: Option<&Held>) -> PathBuf {
    let Wish {
        act,
        number,
        dated,
        place,
        ..
    } = wish;
    let id = held.map(|held| &held.holder.id);
    let said = format!("{id:?} {act:?} {number:?} {dated:?} {place:?}");
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, said.as_bytes());
    path.with_file_name(format!("look-{}.pdf", hex(digest.as_ref())))
}
