//! `kyso copy`: the electronic copy of a paper document (NĐ 30/2020 Điều 25(1)(c), 33(2), Phụ lục I).

use gov_ca_model::VietnamDay;
use pdf_revisions::PdfFile;
use regulation_rules::Verdict;
use serde_json::json;
use signing_workflow::copying::{self, Colours, Fitness, PageFinding, ScanLook, ScanPage};

use crate::args::{Copy, DocumentPassword};
use crate::documents;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::sign::{self, Wish};
use crate::text::{Lang, Text, words};

/// `kyso copy`. The scan is looked at before anybody is asked for a PIN.
pub(crate) fn copy(args: &Copy, job: &Job) -> Outcome {
    let name = args.scan.display().to_string();
    let pdf = |error| failures::pdf(&name, &error);
    let file = PdfFile::open(documents::source(&args.scan)?).map_err(pdf)?;
    let scan = copying::look_at(&file).map_err(pdf)?;
    drop(file);
    let day = VietnamDay::of(args.signing.at.unwrap_or(job.now));
    let findings = scan.judged(day, &job.law);
    let fitness = Fitness::of(&findings);
    let Some(output) = args.output.as_deref().filter(|_| !args.look) else {
        told(&name, &scan, &findings, job);
        return Ok(exit_of(fitness));
    };
    if fitness != Fitness::Fit {
        return Err(refused(fitness, &scan, &findings));
    }
    if let Some(note) = grey_note(&scan) {
        job.note(&note);
    }
    let wish = Wish {
        input: &args.scan,
        output,
        key: &args.key,
        request: &args.request,
        showing: &args.showing(),
        trust: &args.trust,
        signing: &args.signing,
        password: &DocumentPassword::default(),
    };
    sign::run(&wish, job)
}

const fn exit_of(fitness: Fitness) -> Exit {
    match fitness {
        Fitness::Fit => Exit::Passed,
        Fitness::Open => Exit::Undecided,
        Fitness::Unfit => Exit::Negative,
    }
}

/// The look alone.
fn told(name: &str, scan: &ScanLook, findings: &[PageFinding], job: &Job) {
    let fitness = Fitness::of(findings);
    if job.json {
        let findings = findings.iter().map(|one| {
            let finding = one.finding.data(job.lang.into());
            json!({ "page": one.page, "finding": finding })
        });
        let verdict = match fitness {
            Fitness::Fit => "fit",
            Fitness::Open => "open",
            Fitness::Unfit => "unfit",
        };
        let findings: Vec<_> = findings.collect();
        job.value(&json!({ "file": name, "verdict": verdict, "scan": scan, "findings": findings }));
        return;
    }
    for page in &scan.pages {
        job.say(&measured(page));
    }
    if let Some(note) = grey_note(scan) {
        job.note(&note);
    }
    job.say(&match fitness {
        Fitness::Fit => Text::new(
            format!("Bản quét “{name}” đạt yêu cầu của bản sao sang định dạng điện tử."),
            format!("The scan “{name}” may become an electronic copy."),
        ),
        unfit => refused(unfit, scan, findings).text,
    });
}

/// One page, as measured.
fn measured(page: &ScanPage) -> Text {
    let colours = match page.colours {
        Colours::Colour => words("màu", "colour"),
        Colours::Grey => words("không màu", "no colour"),
        _ => words("chưa rõ màu", "colour not known"),
    };
    let line = |lang: Lang| {
        let unknown = || "?".to_owned();
        let number = |number: Option<String>| number.unwrap_or_else(unknown);
        let [width, height] = page.size.map(|side| match lang {
            Lang::Vi => format!("{side:.1}").replace('.', ","),
            Lang::En => format!("{side:.1}"),
        });
        format!(
            "{} {}: {width} × {height} mm; {} {}; {} dpi; {}; {} %",
            words("Trang", "Page").in_lang(lang),
            page.page,
            page.images,
            words("ảnh", "images").in_lang(lang),
            number(page.resolution.map(|dots| dots.to_string())),
            colours.in_lang(lang),
            number(page.scale_percent.map(|percent| percent.to_string())),
        )
    };
    Text::new(line(Lang::Vi), line(Lang::En))
}

/// A colour scan without any colour: told, for the decree asks for colour, and the file has its form.
pub(crate) fn grey_note(scan: &ScanLook) -> Option<Text> {
    let grey = scan.pages.iter().find(|page| page.all_grey == Some(true))?;
    Some(Text::new(
        format!(
            "Lưu ý: ảnh của trang {} có định dạng màu nhưng mọi điểm ảnh đều xám; đề nghị kiểm tra chế độ quét.",
            grey.page
        ),
        format!(
            "Note: the image of page {} is of a colour format, but every pixel is grey; check how it was scanned.",
            grey.page
        ),
    ))
}

/// Why nothing is signed: the result, page by page the reason, the ground.
pub(crate) fn refused(fitness: Fitness, scan: &ScanLook, findings: &[PageFinding]) -> Failure {
    let (code, lead) = match fitness {
        Fitness::Open => (
            "scan-unknown",
            words(
                "Chưa đủ căn cứ để sao sang định dạng điện tử.",
                "It cannot be told whether the scan may become an electronic copy.",
            ),
        ),
        _ => (
            "scan-unfit",
            words(
                "Bản quét không đạt yêu cầu của bản sao sang định dạng điện tử; không thực hiện ký số.",
                "The scan does not meet what an electronic copy has to be; nothing is signed.",
            ),
        ),
    };
    let text = |lang| format!("{}{}", lead.in_lang(lang), reasons(scan, findings, lang));
    Failure::new(
        exit_of(fitness),
        code,
        Text::new(text(Lang::Vi), text(Lang::En)),
    )
}

/// Pages with the same reason are told together, the first three times it differs.
const TOLD: usize = 3;

fn reasons(scan: &ScanLook, findings: &[PageFinding], lang: Lang) -> String {
    let bare: Vec<usize> = scan
        .pages
        .iter()
        .filter(|page| page.images == 0)
        .map(|page| page.page)
        .collect();
    let mut told: Vec<(String, String, Vec<usize>)> = Vec::new();
    // of a page without an image it is enough to say that
    for one in findings.iter().filter(|one| !bare.contains(&one.page)) {
        let finding = &one.finding;
        if !matches!(
            finding.verdict,
            Verdict::Violated(_) | Verdict::Undetermined(_) | Verdict::Review(..)
        ) {
            continue;
        }
        let mut why = vec![finding.headline(lang.into())];
        why.extend(finding.reasons(lang.into()));
        let why = why.join("; ");
        let ground = finding.ground(lang.into());
        match told.iter_mut().find(|(known, ..)| *known == why) {
            Some((.., pages)) => pages.push(one.page),
            None => told.push((why, ground, vec![one.page])),
        }
    }
    let page = words("Trang", "Page").in_lang(lang);
    let ground_word = words("Căn cứ", "Ground").in_lang(lang);
    let mut text = String::new();
    for (why, ground, pages) in told.iter().take(TOLD) {
        text += &format!(
            "\n{page} {}: {why}. {ground_word}: {ground}.",
            listed(pages)
        );
    }
    if !bare.is_empty() {
        let what = words("không có ảnh quét", "no scanned image").in_lang(lang);
        text += &format!("\n{page} {}: {what}.", listed(&bare));
    }
    text
}

/// At most so many page numbers.
const LISTED: usize = 10;

fn listed(pages: &[usize]) -> String {
    let mut numbers: Vec<String> = pages.iter().take(LISTED).map(usize::to_string).collect();
    if pages.len() > LISTED {
        numbers.push("…".to_owned());
    }
    numbers.join(", ")
}
