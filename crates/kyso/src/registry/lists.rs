//! `kyso registry export` and `kyso registry reconcile`: lists written, and the register held against the CA's.

use std::path::Path;

use base64ct::{Base64, Encoding as _};
use cert_path::{Certificate as X509, Crl};
use gov_ca_model::{GovCertificate, VietnamDay};
use gov_ca_registry::reconcile::{
    CrlTells, Difference, DifferenceKind, RevokedThere, Theirs, read_certificates, reconcile,
};
use gov_ca_registry::sheet::lists::ListedCertificate;
use gov_ca_registry::sheet::{self, Content, SheetLimits, Table};
use gov_ca_registry::{export, store::View};
use serde_json::json;

use super::{Desk, import, written};
use crate::args::{ExportedArg, RegistryExport, RegistryReconcile};
use crate::certificates::{self, LARGEST, bytes};
use crate::exit::{Exit, Failure, Outcome};
use crate::text::{Lang, Text};

pub(super) fn export(desk: &Desk<'_>, args: &RegistryExport) -> Outcome {
    let on = desk.on;
    let table = desk.read(|view: &mut View<'_>| match args.what {
        ExportedArg::Organisations => export::bodies(view, on),
        ExportedArg::Subscribers => export::subscribers(view, on),
        ExportedArg::Certificates => export::certificates(view, on),
        ExportedArg::Devices => export::devices(view, on),
        ExportedArg::Requests => export::requests(view, on),
    })?;
    written::write(&args.output, &table, args.force)?;
    let (rows, file) = (table.rows.len() - 1, args.output.display());
    match desk.job.json {
        true => desk
            .job
            .value(&json!({ "list": table.name, "file": file.to_string(), "rows": rows })),
        false => desk.job.say(&Text::new(
            format!("Đã ghi “{file}”: {rows} dòng."),
            format!("“{file}” was written: {rows} rows."),
        )),
    }
    Ok(Exit::Passed)
}

pub(super) fn compare(desk: &Desk<'_>, args: &RegistryReconcile) -> Outcome {
    let list = args.list.as_deref().map(theirs).transpose()?;
    let crls = crls(&args.crls)?;
    let all = desk.read(|view| {
        let crl = match crls.is_empty() {
            true => None,
            false => Some(tells(view, &crls)?),
        };
        reconcile(view, list.as_deref(), crl.as_ref(), desk.on)
    })?;
    if let Some(file) = &args.output {
        written::write(file, &table(&all, desk.job.lang), args.force)?;
    }
    for one in &all {
        tell(one, desk);
    }
    let count = all.len();
    if count == 0 {
        desk.job.say(&Text::new(
            "Sổ đăng ký khớp với danh sách.",
            "The register agrees with the list.",
        ));
        return Ok(Exit::Passed);
    }
    desk.job.say(&Text::new(
        format!("{count} chỗ chênh lệch; sổ đăng ký không bị thay đổi."),
        format!("{count} differences; the register was not changed."),
    ));
    Ok(Exit::Negative)
}

/// The CA's list, or a folder of certificates.
fn theirs(path: &Path) -> Result<Vec<Theirs>, Failure> {
    if path.is_dir() {
        return of_folder(path);
    }
    let name = path.display().to_string();
    let taken = sheet::take::<ListedCertificate>(&import::tables(path)?, &SheetLimits::DEFAULT);
    let taken = taken.map_err(|error| import::unreadable(&name, &error))?;
    if taken.errors.is_empty() {
        return Ok(taken.rows.iter().map(Theirs::from).collect());
    }
    let told = |lang: Lang| {
        let each = taken.errors.iter().map(|error| match lang {
            Lang::Vi => error.vietnamese(),
            Lang::En => error.english(),
        });
        each.collect::<Vec<_>>().join("\n")
    };
    let text = Text::new(
        format!(
            "Chưa đối chiếu: danh sách “{name}” có lỗi.\n{}",
            told(Lang::Vi)
        ),
        format!(
            "Not compared: list “{name}” has errors.\n{}",
            told(Lang::En)
        ),
    );
    Err(Failure::new(Exit::Unreadable, "list-unreadable", text))
}

fn of_folder(path: &Path) -> Result<Vec<Theirs>, Failure> {
    let mut all: Vec<Theirs> = Vec::new();
    for file in certificates::files(path, &certificates::ENDINGS)? {
        for certificate in certificates::of_file(&file)? {
            let constraints = certificate.basic_constraints();
            if constraints.is_some_and(|constraints| constraints.is_ca) {
                continue;
            }
            let read = GovCertificate::from(&certificate);
            all.push(Theirs {
                place: file.display().to_string(),
                days: (read.first_day(), read.last_day()),
                number: read.serial,
                name: read.common_name,
                state: None,
                device: None,
            });
        }
    }
    Ok(all)
}

fn crls(files: &[std::path::PathBuf]) -> Result<Vec<Crl>, Failure> {
    let mut all = Vec::new();
    for file in files {
        let name = file.display().to_string();
        let (read, _) = Crl::read_any(&bytes(file, LARGEST)?)
            .map_err(|error| certificates::malformed("CRL", "CRL", &name, error))?;
        if read.iter().any(|crl| crl.is_delta() || crl.is_indirect()) {
            return Err(not_whole(&name));
        }
        all.extend(read);
    }
    Ok(all)
}

/// Who is missing in a part of a list may be in the rest of it (RFC 5280 §5.2.4, §5.2.5).
fn not_whole(file: &str) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "crl-not-whole",
        Text::new(
            format!(
                "“{file}” chỉ là một phần của danh sách thu hồi (delta, gián tiếp); cần danh sách đầy đủ của cơ quan cấp."
            ),
            format!(
                "“{file}” is a part of a revocation list (delta, indirect); the CA's whole list is needed."
            ),
        ),
    )
}

/// What they say of the certificates of the register. Where a certificate was read, only its own issuer's list counts.
fn tells(view: &mut View<'_>, crls: &[Crl]) -> Result<CrlTells, gov_ca_registry::steps::StepError> {
    let mut tells = CrlTells::default();
    for (number, x509) in read_certificates(view)? {
        let der = Base64::decode_vec(&x509).unwrap_or_default();
        let read = X509::from_der(&der);
        let is_theirs = |one: &X509| crls.iter().any(|crl| crl.issuer() == one.issuer());
        if read.is_ok_and(|one| !is_theirs(&one)) {
            tells.others.insert(number);
        }
    }
    for entry in crls.iter().flat_map(Crl::entries).flatten() {
        tells.revoked.push(RevokedThere {
            number: entry.serial.to_string(),
            on: VietnamDay::of(entry.since),
        });
    }
    Ok(tells)
}

fn tell(one: &Difference, desk: &Desk<'_>) {
    let job = desk.job;
    let what = words(&one.kind);
    if job.json {
        job.value(&json!({
            "number": one.number,
            "name": one.name,
            "place": one.place,
            "difference": one.kind.word(),
            "text": what.in_lang(job.lang),
        }));
        return;
    }
    let place = one.place.as_deref().map(|place| format!("  [{place}]"));
    job.line(&format!(
        "{}  {}: {}{}",
        one.number,
        one.name,
        what.in_lang(job.lang),
        place.unwrap_or_default()
    ));
}

fn days((from, to): (VietnamDay, VietnamDay)) -> String {
    format!("{} – {}", from.vietnamese(), to.vietnamese())
}

fn words(kind: &DifferenceKind) -> Text {
    let since = |day: Option<VietnamDay>| match day {
        Some(day) => Text::new(format!(" ngày {}", day.vietnamese()), format!(" on {day}")),
        None => Text::new("", ""),
    };
    match kind {
        DifferenceKind::OnlyHere => Text::new(
            "có trong sổ, không có trong danh sách",
            "in the register, not in the list",
        ),
        DifferenceKind::OnlyThere => Text::new(
            "có trong danh sách, không có trong sổ",
            "in the list, not in the register",
        ),
        DifferenceKind::OtherDays { ours, theirs } => Text::new(
            format!(
                "hiệu lực trong sổ {}, trong danh sách {}",
                days(*ours),
                days(*theirs)
            ),
            format!(
                "valid {} in the register, {} in the list",
                days(*ours),
                days(*theirs)
            ),
        ),
        DifferenceKind::OtherDevice { ours, theirs } => Text::new(
            format!("thiết bị trong sổ {ours}, trong danh sách {theirs}"),
            format!("device {ours} in the register, {theirs} in the list"),
        ),
        DifferenceKind::OtherHolder { theirs } => Text::new(
            format!("trong danh sách là của “{theirs}”"),
            format!("in the list it is of “{theirs}”"),
        ),
        DifferenceKind::RevokedHere { on } => {
            let on = since(*on);
            Text::new(
                format!("trong sổ bị thu hồi{}, cơ quan cấp chưa thu hồi", on.vi),
                format!("revoked in the register{}, not by the CA", on.en),
            )
        }
        DifferenceKind::RevokedThere { on } => {
            let on = since(*on);
            Text::new(
                format!("cơ quan cấp đã thu hồi{}, trong sổ chưa thu hồi", on.vi),
                format!("revoked by the CA{}, not in the register", on.en),
            )
        }
        DifferenceKind::UnknownState { said } => Text::new(
            format!("không rõ trạng thái “{said}” của danh sách"),
            format!("the list's state “{said}” is not known"),
        ),
        _ => Text::new("chênh lệch khác", "another difference"),
    }
}

/// The differences as a list.
fn table(all: &[Difference], lang: Lang) -> Table {
    let head = [
        "STT",
        "Số hiệu chứng thư",
        "Thuê bao",
        "Chênh lệch",
        "Vị trí trong danh sách",
    ];
    let head: Vec<Content> = head.into_iter().map(Content::from).collect();
    let rows = (1_u32..).zip(all).map(|(row, one)| {
        vec![
            row.into(),
            one.number.as_str().into(),
            one.name.as_str().into(),
            words(&one.kind).in_lang(lang).into(),
            one.place.as_deref().unwrap_or_default().into(),
        ]
    });
    Table::of("chenh-lech", std::iter::once(head).chain(rows))
}
