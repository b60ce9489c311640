//! What speaks for the role of a signature, or against one, in words.

use regulation_rules::facts::Role;
use signing_workflow::roles::RoleFact;

use super::lay::clean;
use crate::text::{Lang, Text};

/// What stands in the file is quoted up to here. Ours.
const LONGEST: usize = 80;

/// One thing that was found.
pub(super) fn told(fact: &RoleFact, lang: Lang) -> String {
    let text = of_caller_or_certificate(fact)
        .or_else(|| of_place(fact))
        .or_else(|| of_print(fact))
        .unwrap_or_else(|| of_order(fact));
    text.in_lang(lang).to_owned()
}

fn quoted(text: &str) -> String {
    format!("“{}”", clean(text, LONGEST))
}

/// Both sentences with the quotation where they have `{}`.
fn quoting(text: &str, vi: &str, en: &str) -> Text {
    let quoted = quoted(text);
    Text::new(vi.replace("{}", &quoted), en.replace("{}", &quoted))
}

fn of_caller_or_certificate(fact: &RoleFact) -> Option<Text> {
    Some(match fact {
        RoleFact::Caller => Text::new("người dùng xác nhận", "stated by the user"),
        RoleFact::BudgetUnit { number } => quoting(
            number,
            "chứng thư ghi mã đơn vị ngân sách {}",
            "the certificate has the number {} of a budget unit",
        ),
        RoleFact::NameIsOrganisation { name, .. } => quoting(
            name,
            "chứng thư của cơ quan, tổ chức {}",
            "the certificate is of a body, {}",
        ),
        RoleFact::RecordsRoom { unit } => quoting(
            unit,
            "chứng thư ghi {}, của văn thư",
            "the certificate names the records room, {}",
        ),
        RoleFact::CitizenNumber => Text::new(
            "chứng thư có số định danh cá nhân",
            "the certificate has a citizen's number",
        ),
        RoleFact::PersonalName { name } => quoting(
            name,
            "chứng thư của cá nhân {}",
            "the certificate is of a person, {}",
        ),
        RoleFact::NoCertificate => Text::new(
            "không có chứng thư của người ký",
            "there is no certificate of the signer",
        ),
        RoleFact::NotOfASigner => Text::new(
            "dấu thời gian hoặc chữ ký quyền sử dụng",
            "a time-stamp, or usage rights",
        ),
        RoleFact::NotVietnamese => Text::new(
            "chứng thư không phải của Việt Nam, không xét vai trò",
            "nothing in the certificate is Vietnamese, so no role is told",
        ),
        _ => return None,
    })
}

fn of_place(fact: &RoleFact) -> Option<Text> {
    Some(match fact {
        RoleFact::BesideOtherFile => Text::new(
            "chữ ký số ở tệp riêng của một tệp không phải PDF",
            "in a file of its own, beside one that is no PDF",
        ),
        RoleFact::Invisible => Text::new("không hiển thị trên trang", "no page shows it"),
        RoleFact::Widget {
            page,
            width,
            height,
        } => Text::new(
            format!("hiển thị ở trang {page}, khung {width:.0} × {height:.0} pt"),
            format!("shown on page {page}, {width:.0} × {height:.0} pt"),
        ),
        RoleFact::EndOfText { line } => quoting(
            line,
            "ở cuối phần nội dung, sau {}",
            "at the end of the text, after {}",
        ),
        RoleFact::EndOfRecipients => Text::new(
            "ở cuối mục nơi nhận",
            "at the end of the list of recipients",
        ),
        RoleFact::NumberBlank { line } => quoting(
            line,
            "tại chỗ ghi số văn bản, {}",
            "in the blank of the number, {}",
        ),
        RoleFact::DateBlank { line } => quoting(
            line,
            "tại chỗ ghi ngày, tháng, {}",
            "in a blank of the date, {}",
        ),
        RoleFact::UnderTitle { title } => quoting(title, "dưới chức vụ {}", "below the title {}"),
        RoleFact::SealOfTitle { title } => quoting(
            title,
            "tại vị trí con dấu, bên trái chức vụ {}",
            "where a seal stands, left of the title {}",
        ),
        RoleFact::OverSignature { field } => quoting(
            field,
            "trùm lên chữ ký số tại trường {}",
            "over the signature in field {}",
        ),
        RoleFact::TopLeft => Text::new(
            "góc trên bên trái trang đầu",
            "at the top left of the first page",
        ),
        RoleFact::TopRight => Text::new(
            "góc trên bên phải trang đầu",
            "at the top right of the first page",
        ),
        RoleFact::AppearanceSays { text } => {
            quoting(text, "hình chữ ký ghi {}", "its appearance says {}")
        }
        _ => return None,
    })
}

fn of_print(fact: &RoleFact) -> Option<Text> {
    Some(match fact {
        RoleFact::PrintedName { printed, .. } => quoting(
            printed,
            "trùng họ tên in trên văn bản, {}",
            "the printed name is the same, {}",
        ),
        RoleFact::OtherNamePrinted { printed } => quoting(
            printed,
            "họ tên in dưới chức vụ là {}, khác chứng thư",
            "another name is printed below the title, {}",
        ),
        RoleFact::NoNamePrinted => Text::new(
            "dưới chức vụ không in họ tên",
            "no name is printed below the title",
        ),
        RoleFact::NamePrintedElsewhere { title } => quoting(
            title,
            "họ tên người ký in ở chỗ khác, dưới chức vụ {}",
            "the signer's name is printed elsewhere, below the title {}",
        ),
        RoleFact::OrganisationPrinted => Text::new(
            "đầu văn bản ghi tên cơ quan, tổ chức này",
            "the head of the document names this body",
        ),
        RoleFact::OtherOrganisationPrinted { printed } => quoting(
            printed,
            "đầu văn bản ghi tên khác, {}",
            "the head of the document names another body, {}",
        ),
        RoleFact::IsAnnex { line } => {
            quoting(line, "tệp là phụ lục, {}", "the file is an annex, {}")
        }
        RoleFact::TextUnread { page, why } => {
            let why = clean(why, LONGEST);
            match page {
                Some(page) => Text::new(
                    format!("không đọc được chữ in ở trang {page} ({why})"),
                    format!("the text of page {page} cannot be read ({why})"),
                ),
                None => Text::new(
                    format!("không đọc được các trang ({why})"),
                    format!("the pages cannot be read ({why})"),
                ),
            }
        }
        _ => return None,
    })
}

fn of_order(fact: &RoleFact) -> Text {
    match fact {
        RoleFact::Order { position, of } => Text::new(
            format!("ký thứ {position} trong {of}"),
            format!("signed as number {position} of {of}"),
        ),
        RoleFact::Certifies => Text::new("chứng nhận văn bản", "it certifies the document"),
        RoleFact::AfterAuthorisedPerson => Text::new(
            "ký sau người có thẩm quyền",
            "signed after the authorised person",
        ),
        RoleFact::Rivals { role, fields } => {
            let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
            let [vi, en] = names(&[*role]);
            Text::new(
                format!("trường {} cũng có thể là {vi}", fields.join(", ")),
                format!("field {} may be the {en} as well", fields.join(", ")),
            )
        }
        RoleFact::Conflict { roles } => {
            let [vi, en] = names(roles);
            Text::new(
                format!("các căn cứ chỉ nhiều vai trò: {vi}"),
                format!("what was found points to several roles: {en}"),
            )
        }
        other => Text::new(format!("{other:?}"), format!("{other:?}")),
    }
}

fn names(roles: &[Role]) -> [String; 2] {
    let all = |lang| {
        let names: Vec<&str> = roles
            .iter()
            .map(|role| role.text().in_language(lang))
            .collect();
        names.join(", ")
    };
    [
        all(regulation_rules::Lang::Vi),
        all(regulation_rules::Lang::En),
    ]
}

#[cfg(test)]
mod tests {
    use signing_workflow::roles::NameMatch;

    use super::*;

    /// One of every kind. A kind without words would be told by its name in the code, which begins with a capital.
    #[test]
    fn every_fact_has_words_in_both_languages() {
        let text = || "x\u{1b}".to_owned();
        let facts = [
            RoleFact::Caller,
            RoleFact::BudgetUnit { number: text() },
            RoleFact::NameIsOrganisation {
                name: text(),
                capitals: true,
            },
            RoleFact::RecordsRoom { unit: text() },
            RoleFact::CitizenNumber,
            RoleFact::PersonalName { name: text() },
            RoleFact::NoCertificate,
            RoleFact::NotOfASigner,
            RoleFact::NotVietnamese,
            RoleFact::BesideOtherFile,
            RoleFact::Invisible,
            RoleFact::Widget {
                page: 1,
                width: 40.0,
                height: 20.0,
            },
            RoleFact::EndOfText { line: text() },
            RoleFact::EndOfRecipients,
            RoleFact::NumberBlank { line: text() },
            RoleFact::DateBlank { line: text() },
            RoleFact::UnderTitle { title: text() },
            RoleFact::SealOfTitle { title: text() },
            RoleFact::OverSignature { field: text() },
            RoleFact::TopLeft,
            RoleFact::TopRight,
            RoleFact::AppearanceSays { text: text() },
            RoleFact::PrintedName {
                printed: text(),
                how: NameMatch::Exact,
            },
            RoleFact::OtherNamePrinted { printed: text() },
            RoleFact::NoNamePrinted,
            RoleFact::NamePrintedElsewhere { title: text() },
            RoleFact::OrganisationPrinted,
            RoleFact::OtherOrganisationPrinted { printed: text() },
            RoleFact::IsAnnex { line: text() },
            RoleFact::TextUnread {
                page: Some(2),
                why: text(),
            },
            RoleFact::TextUnread {
                page: None,
                why: text(),
            },
            RoleFact::Order { position: 1, of: 2 },
            RoleFact::Certifies,
            RoleFact::AfterAuthorisedPerson,
            RoleFact::Rivals {
                role: Role::Agency,
                fields: vec![text()],
            },
            RoleFact::Conflict {
                roles: vec![Role::Agency, Role::Copy],
            },
        ];
        for fact in &facts {
            for lang in [Lang::Vi, Lang::En] {
                let told = told(fact, lang);
                assert!(told.starts_with(char::is_lowercase), "{fact:?}: {told}");
                assert!(!told.contains('\u{1b}'), "{told}");
            }
        }
    }
}
