//! `kyso appearance …`: the profiles of what a signature shows, and a look at one before anybody signs.

use gov_ca_model::VietnamDay;
use pades_sign::{FieldChoice, SignatureRequest, Visible};
use pdf_revisions::PdfFile;
use regulation_rules::profiles::{Availability, Offer};
use serde_json::{Value, json};
use signature_appearance::to_millimetres;

use crate::args::{AppearanceList, AppearancePreview};
use crate::check;
use crate::documents;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::locked::DocumentKey;
use crate::outputs::{self, SideFile};
use crate::showing::{self, Holder, Wanted};
use crate::text::Text;

/// `kyso appearance list`.
pub(crate) fn list(args: &AppearanceList, job: &Job) -> Outcome {
    let province = check::known(
        args.province
            .clone()
            .or_else(|| job.config.province.clone()),
    )?;
    let day = args.on.unwrap_or_else(|| VietnamDay::of(job.now));
    let profiles = showing::profiles(args.profiles.as_deref())?;
    for offer in profiles.at(day, province.as_deref(), &job.law) {
        if job.json {
            job.value(&offer);
        } else {
            job.line(&told(&offer, job));
        }
    }
    Ok(Exit::Passed)
}

fn told(offer: &Offer, job: &Job) -> String {
    let lang = job.lang.into();
    let profile = offer.profile;
    let word = |text: regulation_rules::Text| text.in_language(lang).to_owned();
    let mut lines = vec![format!(
        "{:<22} {}{}",
        profile.id,
        word(profile.title),
        if offer.is_default { " *" } else { "" }
    )];
    if let Availability::Open(why) = offer.availability {
        lines.push(format!("{:<22} ? {}", "", word(why)));
    }
    lines.push(format!("{:<22} {}", "", profile.placement.value.text(lang)));
    lines.join("\n")
}

/// `kyso appearance preview`.
pub(crate) fn preview(args: &AppearancePreview, job: &Job) -> Outcome {
    outputs::keep_apart(&[&args.input], &[&args.output])?;
    if args.showing.appearance.is_none() {
        return Err(Failure::usage(
            "appearance",
            Text::new(
                "Cho biết mẫu hiển thị: --appearance. Xem: kyso appearance list",
                "Say which profile: --appearance. See: kyso appearance list",
            ),
        ));
    }
    let province = check::known(
        args.province
            .clone()
            .or_else(|| job.config.province.clone()),
    )?;
    let mut request = SignatureRequest::new(args.at.unwrap_or(job.now));
    request.field = field(args)?;
    request.visible = showing::visible(
        &Wanted {
            args: &args.showing,
            input: &args.input,
            field: &request.field,
            at: request.signing_time,
            holder: Holder::named(args.name.clone()),
            province: province.as_deref(),
            key: &DocumentKey::default(),
        },
        job,
    )?;
    let picture = picture(args, &request)?;
    let out = SideFile::open(&args.output, outputs::replace(args.force))?;
    outputs::complete(&args.output, vec![(out, &picture)])?;
    if job.json {
        job.value(&drawn(args, &request));
        return Ok(Exit::Passed);
    }
    job.say(&Text::new(
        format!(
            "Đã vẽ “{}”. Đây chưa phải văn bản đã ký.",
            args.output.display()
        ),
        format!("Drew “{}”. Nothing was signed.", args.output.display()),
    ));
    Ok(Exit::Passed)
}

/// What was drawn: the page, the place in millimetres from its lower left corner as it is read, the lines.
fn drawn(args: &AppearancePreview, request: &SignatureRequest) -> Value {
    let mut line = json!({ "file": args.input.display().to_string(), "preview": args.output.display().to_string() });
    if let Some(Visible { drawn, place, .. }) = &request.visible {
        let [left, bottom] = [place.area.left, place.area.bottom].map(to_millimetres);
        let size = place.area.size();
        let [width, height] = [size.width, size.height].map(to_millimetres);
        line["profile"] = json!(args.showing.appearance);
        line["page"] = json!(place.page);
        line["place_mm"] =
            json!({ "left": left, "bottom": bottom, "width": width, "height": height });
        line["lines"] = json!(drawn.lines());
        line["letters_without_a_font"] = json!(drawn.missing());
    }
    line
}

fn field(args: &AppearancePreview) -> Result<FieldChoice, Failure> {
    crate::sign::field(args.field.as_deref(), &args.input, &DocumentKey::default())
}

#[cfg(feature = "pages")]
fn picture(args: &AppearancePreview, request: &SignatureRequest) -> Result<Vec<u8>, Failure> {
    use std::sync::Arc;

    let name = args.input.display().to_string();
    let file = PdfFile::open(documents::source(&args.input)?)
        .map_err(|error| failures::pdf(&name, &error))?;
    let shown =
        pades_sign::preview(&file, request).map_err(|error| failures::sign(&name, &error))?;
    let shown = PdfFile::open(Arc::new(shown)).map_err(|error| failures::pdf(&name, &error))?;
    let page = request
        .visible
        .as_ref()
        .map_or(1, |visible| visible.place.page);
    let view = shown.newest();
    let pages = view.pages().map_err(|error| failures::pdf(&name, &error))?;
    let page = usize::try_from(page)
        .ok()
        .and_then(|page| pages.get(page.checked_sub(1)?))
        .copied();
    let drawn = page.map_or_else(
        || Err(crate::pages::PagesError::Ended("no page".to_owned())),
        |page| {
            let readers = crate::pages::Pages::default();
            readers
                .open(view, &[page])?
                .render(0, None, f64::from(args.dpi))
        },
    );
    drawn.map_err(|error| not_shown(&error.to_string()))
}

pub(crate) fn not_shown(why: &str) -> Failure {
    Failure::environment(
        "not-shown",
        Text::new(
            format!("Không vẽ được trang: {why}."),
            format!("The page cannot be shown: {why}."),
        ),
    )
}

#[cfg(not(feature = "pages"))]
fn picture(args: &AppearancePreview, _: &SignatureRequest) -> Result<Vec<u8>, Failure> {
    let _ = (
        documents::source(&args.input)?,
        PdfFile::open,
        failures::pdf,
    );
    Err(Failure::environment(
        "not-shown",
        Text::new(
            "Bản dựng này không có phần vẽ trang.",
            "This build has no renderer of pages.",
        ),
    ))
}
