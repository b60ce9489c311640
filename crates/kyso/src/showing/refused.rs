//! Why nothing is shown, in words; and what is told beside a signature that shows.

use std::path::Path;

use gov_ca_model::VietnamDay;
use regulation_rules::capital;
use regulation_rules::profiles::{Profile, ProfileError};
use signing_workflow::images::{Hue, ImageKind, ImageRefused, RegisterError};
use signing_workflow::placing::{Anchor, Found, PlacingError, Wanted};
use signing_workflow::showing::ShowingError;

use crate::exit::{Exit, Failure};
use crate::job::Job;
use crate::present::vietnamese::office;
use crate::text::Text;

/// A refusal of a picture on its way through the register.
pub(super) struct Picture(pub(super) Failure);

impl From<Failure> for Picture {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl From<ImageRefused> for Picture {
    fn from(refused: ImageRefused) -> Self {
        let vi = picture_vi(&refused);
        Self(Failure::new(
            Exit::Negative,
            "picture-refused",
            Text::new(format!("{vi}."), sentence(&refused.to_string())),
        ))
    }
}

fn sentence(english: &str) -> String {
    format!("{}.", capital(english))
}

fn picture_vi(refused: &ImageRefused) -> String {
    match refused {
        ImageRefused::Changed(id) => {
            format!("Hình ảnh “{id}” không phải hình ảnh đã được phê duyệt (SHA-256 khác)")
        }
        ImageRefused::Ended { id, until } => format!(
            "Hình ảnh “{id}” không được dùng từ ngày {}",
            until.vietnamese()
        ),
        ImageRefused::Hue { id, wanted, found } => {
            format!(
                "Hình ảnh “{id}” phải là màu {}, hình ảnh này {}",
                hue(*wanted),
                hue(*found)
            )
        }
        ImageRefused::Kind { id, found } => format!("Hình ảnh “{id}” là {}", kind(*found)),
        ImageRefused::NotYet { id, from } => format!(
            "Hình ảnh “{id}” chỉ được dùng từ ngày {}",
            from.vietnamese()
        ),
        ImageRefused::Opaque(id) => format!("Hình ảnh “{id}” không có nền trong suốt"),
        ImageRefused::Picture { id, why } => format!("Không dùng được hình ảnh “{id}”: {why}"),
        ImageRefused::Size { id, found, stated } => {
            format!("Hình ảnh “{id}” có kích thước {found} mm theo tệp, {stated} mm theo sổ")
        }
        ImageRefused::Unknown(id) => format!("Sổ hình ảnh không có “{id}”"),
        other => other.to_string(),
    }
}

const fn hue(hue: Hue) -> &'static str {
    match hue {
        Hue::Blue => "xanh",
        Hue::Red => "đỏ",
        Hue::Grey => "đen, xám",
        Hue::None => "không có nét",
        _ => "màu khác",
    }
}

const fn kind(kind: ImageKind) -> &'static str {
    match kind {
        ImageKind::Signature => "hình ảnh chữ ký",
        ImageKind::Seal => "hình ảnh con dấu",
    }
}

pub(super) fn register(path: &Path, error: &RegisterError) -> Failure {
    let name = path.display();
    Failure::environment(
        "images",
        Text::new(
            format!(
                "Không dùng được sổ hình ảnh “{name}”: {}.",
                office::register(error)
            ),
            format!("The register of pictures “{name}” cannot be used: {error}."),
        ),
    )
}

pub(super) fn profiles(path: &Path, error: &ProfileError) -> Failure {
    let name = path.display();
    Failure::environment(
        "profiles",
        Text::new(
            format!(
                "Không dùng được tệp mẫu “{name}”: {}.",
                office::profiles(error)
            ),
            format!("The profiles “{name}” cannot be used: {error}."),
        ),
    )
}

pub(super) fn unknown_profile(id: &str) -> Failure {
    Failure::usage(
        "appearance",
        Text::new(
            format!("Không có mẫu hiển thị “{id}”. Xem: kyso appearance list"),
            format!("There is no profile “{id}”. See: kyso appearance list"),
        ),
    )
}

pub(super) fn not_that_day(profile: &Profile, day: VietnamDay) -> Failure {
    let (vi, en) = (day.vietnamese(), day);
    Failure::new(
        Exit::Negative,
        "appearance-not-in-force",
        Text::new(
            format!(
                "Mẫu {} không được dùng vào ngày {vi} tại địa bàn này. Xem: kyso appearance list --on {en}",
                profile.id
            ),
            format!(
                "The profile {} may not be used on {en} there. See: kyso appearance list --on {en}",
                profile.id
            ),
        ),
    )
}

pub(super) fn open(profile: &Profile, why: regulation_rules::Text) -> Text {
    Text::new(
        format!(
            "Mẫu {}: cần người có trách nhiệm xem xét ({}).",
            profile.id, why.vi
        ),
        format!(
            "Profile {}: for a person to judge ({}).",
            profile.id, why.en
        ),
    )
}

pub(super) fn showing(error: &ShowingError) -> Failure {
    let vi = match error {
        ShowingError::MissingPicture {
            profile,
            kind: wanted,
        } => format!(
            "Mẫu {profile} cần {}: --images cùng {}",
            kind(*wanted),
            match wanted {
                ImageKind::Signature => "--signature-image",
                ImageKind::Seal => "--seal-image",
            }
        ),
        ShowingError::Field {
            profile,
            width_mm,
            height_mm,
        } => {
            format!(
                "Trường chữ ký {width_mm:.1} × {height_mm:.1} mm không phù hợp: kích thước của mẫu {profile} do quy định hoặc theo con dấu đã đăng ký"
            )
        }
        ShowingError::MissingValue(missing) => missing.text(regulation_rules::Lang::Vi),
        other => format!("Không vẽ được chữ ký số: {other}"),
    };
    Failure::usage(
        "appearance",
        Text::new(format!("{vi}."), sentence(&error.to_string())),
    )
}

pub(super) fn place(said: &str) -> Failure {
    Failure::usage(
        "place",
        Text::new(
            format!("Vị trí “{said}” không đúng dạng TRANG:TRÁI,DƯỚI (mm), ví dụ 1:120,60."),
            format!("The place “{said}” is not PAGE:LEFT,BOTTOM (mm), e.g. 1:120,60."),
        ),
    )
}

pub(super) fn nothing_to_cover(field: &str) -> Failure {
    Failure::new(
        Exit::Negative,
        "not-placed",
        Text::new(
            format!("Trường “{field}” không có chữ ký số hiển thị trên trang."),
            format!("The field “{field}” shows no signature on a page."),
        ),
    )
}

/// The code of a place that was not found.
pub(crate) const NOT_PLACED: &str = "not-placed";

/// Nothing is guessed: the place is for a person to give.
pub(super) fn not_placed(profile: &Profile, error: &PlacingError, job: &Job) -> Failure {
    let vi = match error {
        PlacingError::NotFound { wanted, .. } => {
            format!("không tìm thấy {} trong văn bản", sought(*wanted).vi)
        }
        PlacingError::Several { wanted, choices } => {
            format!(
                "văn bản có {} chỗ là {}: {}",
                choices.len(),
                sought(*wanted).vi,
                choices.join("; ")
            )
        }
        PlacingError::Filled { wanted, text } => {
            format!("{} đã được điền: “{text}”", sought(*wanted).vi)
        }
        PlacingError::NoPage { page } => {
            format!("văn bản không có trang {page}, hoặc trang chưa đọc được")
        }
        PlacingError::ForAPerson => "quy định để người ký bố trí".to_owned(),
        PlacingError::NoRoom {
            page,
            room_mm,
            needed_mm,
        } => {
            format!("trang {page} chỉ còn {room_mm} mm, cần {needed_mm} mm")
        }
        other => other.to_string(),
    };
    let mut text = Text::new(
        format!("Chưa xác định được vị trí của mẫu {}: {vi}.", profile.id),
        format!("No place was found for {}: {error}.", profile.id),
    );
    if !job.is_alone {
        text.vi += " Cho biết vị trí bằng --place TRANG:TRÁI,DƯỚI.";
        text.en += " Say where with --place PAGE:LEFT,BOTTOM.";
    }
    Failure::new(Exit::Negative, NOT_PLACED, text)
}

const fn sought(wanted: Wanted) -> regulation_rules::Text {
    use regulation_rules::Text;
    match wanted {
        Wanted::Signer => Text::new("chức vụ, họ tên người ký", "title and name of who signs"),
        Wanted::Number => Text::new("chỗ điền số", "the blank of the number"),
        Wanted::Day => Text::new("chỗ điền ngày", "the blank of the day"),
        Wanted::Month => Text::new("chỗ điền tháng", "the blank of the month"),
        Wanted::LastLine => Text::new("dòng cuối của nội dung", "the last line of the text"),
        Wanted::AnnexTitle => Text::new("tên phụ lục", "the title of the annex"),
        Wanted::Person => Text::new(
            "chữ ký số của người có thẩm quyền",
            "the authorised person's signature",
        ),
        _ => Text::new("vị trí", "the place"),
    }
}

/// Where it was put, and by what.
pub(super) fn found(profile: &Profile, found: &Found, unread: Option<&str>) -> Text {
    let page = found.place.page;
    let (vi, en) = match &found.anchor {
        Anchor::TitleAndName { title, name } => (
            format!("giữa “{title}” và “{name}”"),
            format!("between “{title}” and “{name}”"),
        ),
        Anchor::Title { title } => (
            format!("dưới “{title}”, không thấy họ tên"),
            format!("below “{title}”; no name is printed"),
        ),
        Anchor::Line { text } => (
            format!("tại dòng “{text}”"),
            format!("at the line “{text}”"),
        ),
        Anchor::Signature => (
            "trên chữ ký của người có thẩm quyền".to_owned(),
            "over the authorised person's signature".to_owned(),
        ),
        _ => (
            "ở góc trang".to_owned(),
            "in the corner of the page".to_owned(),
        ),
    };
    let (vi_why, en_why) = unread.map_or_else(Default::default, |why| {
        (
            format!(" (không đọc được chữ: {why})"),
            format!(" (text not read: {why})"),
        )
    });
    Text::new(
        format!("{}: trang {page}, {vi}{vi_why}.", profile.id),
        format!("{}: page {page}, {en}{en_why}.", profile.id),
    )
}

pub(super) fn letters(profile: &Profile, missing: &[char], page: u32) -> Text {
    let missing: String = missing.iter().collect();
    Text::new(
        format!(
            "{}: phông chữ không có “{missing}”; trang {page} hiển thị ô trống thay thế.",
            profile.id
        ),
        format!(
            "{}: no font has “{missing}”; page {page} shows a blank square instead.",
            profile.id
        ),
    )
}
