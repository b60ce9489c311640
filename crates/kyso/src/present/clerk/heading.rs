//! The line above a signature: which, whose, in what part, and how it stands.

use gov_ca_model::Hierarchy;
use pades_verify::{Indication, SignatureKind};
use regulation_rules::capital;
use regulation_rules::facts::Role;

use super::field::One;
use crate::present::lay::hang;
use crate::present::terms;
use crate::text::{Lang, Words, words};

/// `CHỮ KÝ SỐ THỨ 1 (người có thẩm quyền): HỢP LỆ`.
pub(super) fn told(one: &One<'_>, lang: Lang) -> Vec<String> {
    let part = part(one).map_or_else(String::new, |part| match one.role {
        Role::Unknown => words(" (chưa xác định vai trò)", " (role not known)")
            .in_lang(lang)
            .to_owned(),
        _ => format!(" ({})", part.in_lang(lang)),
    });
    let standing = standing(one).in_lang(lang);
    hang("", &format!("{}{part}: {standing}", what(one, lang)))
}

/// `Chữ ký số thứ 1`.
pub(super) fn what(one: &One<'_>, lang: Lang) -> String {
    let kind = kind(one).in_lang(lang);
    match lang {
        Lang::Vi => format!("{} thứ {}", capital(kind), one.number),
        Lang::En => format!("{} {}", capital(kind), one.number),
    }
}

/// In what part somebody signed; nobody signs by a time-stamp.
pub(super) fn part(one: &One<'_>) -> Option<Words> {
    (one.signature.kind == SignatureKind::Signature).then(|| role(one.role))
}

fn kind(one: &One<'_>) -> Words {
    match one.signature.kind {
        SignatureKind::DocumentTimestamp => words("dấu thời gian tài liệu", "document time-stamp"),
        SignatureKind::UsageRights => words("chữ ký quyền sử dụng", "usage rights signature"),
        _ => {
            let path = one.signature.trust.proven();
            let hierarchy = path.map_or(Hierarchy::Other, Hierarchy::of_path);
            terms::signature(one.signature.time.shown().unwrap_or(one.at), hierarchy)
        }
    }
}

/// In what part somebody signed, without the word signature, which stands before it.
pub(super) fn role(role: Role) -> Words {
    match role {
        Role::AuthorisedPerson => words("người có thẩm quyền", "authorised person"),
        Role::Agency => words("cơ quan, tổ chức ban hành", "issuing agency"),
        Role::Initials => words("chữ ký nháy (ký tắt)", "initials"),
        Role::NumberDateStamp => words("số, ngày văn bản", "number and date"),
        Role::Attachment => words("văn bản kèm theo", "attachment"),
        Role::Copy => words("bản sao", "copy"),
        Role::IncomingStamp => words("dấu đến", "incoming stamp"),
        Role::Unknown => words("chưa xác định", "not known"),
    }
}

/// “Không hợp lệ” only with proof (`office-practice` §3.1).
pub(super) fn standing(one: &One<'_>) -> Words {
    match one.signature.indication() {
        Indication::TotalPassed => words("HỢP LỆ", "VALID"),
        Indication::TotalFailed(_) => words("KHÔNG HỢP LỆ", "NOT VALID"),
        Indication::Indeterminate(_) => words(
            "CHƯA ĐỦ CĂN CỨ ĐỂ KẾT LUẬN",
            "NOT ENOUGH EVIDENCE TO DECIDE",
        ),
    }
}
