//! `kyso outgoing open`: what is to be issued, before anybody signs.

use std::path::Path;

use gov_ca_model::VietnamDay;
use regulation_rules::orders::{self, Order, Subject};
use regulation_rules::profiles::Availability;
use signing_workflow::outgoing::{About, Outgoing, PartKind};

use super::{tell, words};
use crate::args::OutgoingOpen;
use crate::check;
use crate::documents;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::text::Text;

/// `kyso outgoing open`.
pub(super) fn open(args: &OutgoingOpen, job: &Job) -> Outcome {
    let province = args
        .province
        .clone()
        .or_else(|| job.config.province.clone());
    let province = check::known(province)?;
    let order = order(args, province.as_deref(), job)?;
    let mut files = vec![(args.main.as_path(), kind(&args.main)?)];
    if files[0].1 == PartKind::Other {
        return Err(not_pdf(&args.main));
    }
    for path in &args.attach {
        files.push((path.as_path(), kind(path)?));
    }
    let about = About {
        order: order.id.to_owned(),
        subject: order.subject,
        agency: args.agency.clone(),
        province,
        symbol: args.symbol.clone(),
        dated_on: args.dated,
        title: args.title.clone(),
        secrecy: args.secrecy.into(),
        parts: Vec::new(), // written from the files
    };
    let folder = &args.folder.folder;
    let outgoing = Outgoing::create(folder, about, &files, job.now);
    let outgoing = outgoing.map_err(|error| words::failed(&error))?;
    tell(folder, &outgoing, job);
    Ok(Exit::Passed)
}

/// The order that was named, if it may be used that day there; else the default.
fn order(
    args: &OutgoingOpen,
    province: Option<&str>,
    job: &Job,
) -> Result<&'static Order, Failure> {
    let day = args.dated.unwrap_or_else(|| VietnamDay::of(job.now));
    let subject: Subject = args.subject.into();
    let offers = orders::at(day, province, &job.law);
    let Some(id) = &args.order else {
        let default = offers
            .iter()
            .find(|offer| offer.is_default && offer.order.subject == subject);
        return default
            .map(|offer| offer.order)
            .ok_or_else(|| none_known(day));
    };
    let offer = offers.iter().find(|offer| offer.order.id == id);
    let offer = offer.ok_or_else(|| unknown(id, day))?;
    if let Availability::Open(why) = offer.availability {
        job.note(&Text::new(
            format!("{}: {}", offer.order.id, why.vi),
            format!("{}: {}", offer.order.id, why.en),
        ));
    }
    Ok(offer.order)
}

pub(crate) fn none_known(day: VietnamDay) -> Failure {
    Failure::usage(
        "order",
        Text::new(
            format!(
                "Chưa đọc được quy định nào về trình tự ký số vào ngày {}; đề nghị chọn bằng --order (xem: kyso outgoing orders).",
                day.vietnamese()
            ),
            format!(
                "No text read sets the order of signing on {day}; choose one with --order (see: kyso outgoing orders)."
            ),
        ),
    )
}

fn unknown(id: &str, day: VietnamDay) -> Failure {
    Failure::usage(
        "order",
        Text::new(
            format!(
                "Trình tự ký số “{id}” không có hoặc không được dùng vào ngày {} (xem: kyso outgoing orders).",
                day.vietnamese()
            ),
            format!(
                "The order “{id}” is not known, or may not be used on {day} (see: kyso outgoing orders)."
            ),
        ),
    )
}

/// How a file is signed: a PDF in itself, anything else in a file beside it.
fn kind(path: &Path) -> Result<PartKind, Failure> {
    let name = path.display().to_string();
    let head = documents::head(path).map_err(|error| failures::io(&name, &error))?;
    Ok(match documents::has_header(&head) {
        true => PartKind::Pdf,
        false => PartKind::Other,
    })
}

/// An attachment may be anything; the document itself is what people see signed.
fn not_pdf(path: &Path) -> Failure {
    let name = path.display();
    Failure::new(
        Exit::Unreadable,
        "not-pdf",
        Text::new(
            format!(
                "“{name}” không phải tệp PDF. Đề nghị chuyển sang PDF trước khi ký số (kyso convert)."
            ),
            format!("“{name}” is no PDF. Convert it before it is signed (kyso convert)."),
        ),
    )
}
