//! Why a step is not done.

use gov_ca_model::VietnamDay;
use regulation_rules::facts::SecrecyLevel;
use regulation_rules::orders::Act;
use regulation_rules::profiles::{Class, Set};
use signing_workflow::outgoing::Refusal;
use signing_workflow::roles::Holder;

use super::term;
use crate::text::{Lang, Text};

fn day(day: VietnamDay) -> Text {
    Text::new(day.vietnamese(), day.to_string())
}

/// “Căn cứ: …”, or that it is ours.
fn ground(set: Set) -> Text {
    match set {
        Set::Law { .. } => Text::new(
            format!("Căn cứ: {}", set.text(Lang::Vi.into())),
            format!("Ground: {}", set.text(Lang::En.into())),
        ),
        _ => Text::new(
            format!("({})", set.text(Lang::Vi.into())),
            format!("({})", set.text(Lang::En.into())),
        ),
    }
}

/// Why the step is not done, and who asks for what is missing.
pub(crate) fn refusal(refusal: &Refusal, act: Act) -> Text {
    let act = term(act.text());
    let why = why(refusal, &act);
    let ground = refusal.set().map(ground).or_else(|| of_findings(refusal));
    let with = |why: String, ground: Option<String>| match ground {
        Some(ground) => format!("{why} {ground}."),
        None => why,
    };
    let (vi, en) = ground.map_or((None, None), |text| (Some(text.vi), Some(text.en)));
    Text::new(with(why.vi, vi), with(why.en, en))
}

fn of_findings(refusal: &Refusal) -> Option<Text> {
    let Refusal::Secret { findings, .. } = refusal else {
        return None;
    };
    let told = |lang: Lang| {
        let grounds: Vec<String> = findings.iter().map(|one| one.ground(lang.into())).collect();
        grounds.join("; ")
    };
    Some(match findings.is_empty() {
        true => Text::new("(theo chương trình)", "(ours)"),
        false => Text::new(
            format!("Căn cứ: {}", told(Lang::Vi)),
            format!("Ground: {}", told(Lang::En)),
        ),
    })
}

fn why(refusal: &Refusal, act: &Text) -> Text {
    match refusal {
        Refusal::NotOpen => Text::new(
            "Không thực hiện: bộ văn bản không ở trạng thái đang ký (kyso outgoing status).",
            "Not done: the package is not being signed (kyso outgoing status).",
        ),
        Refusal::NotInOrder => Text::new(
            format!(
                "Không thực hiện “{}”: bước này không có trong trình tự, đã thực hiện hoặc đã qua.",
                act.vi
            ),
            format!(
                "Not done: “{}” is not in the order, is done, or its turn is over.",
                act.en
            ),
        ),
        Refusal::NotYet { first, .. } => not_yet(*first, act),
        Refusal::EarlierNotValid {
            role, undecided, ..
        } => earlier(&term(role.text()), *undecided, act),
        Refusal::Class { wanted, holder, .. } => class(*wanted, *holder, act),
        Refusal::OtherDay { printed, today, .. } => other_day(*printed, *today),
        Refusal::NotNumbered { .. } => Text::new(
            format!(
                "Không thực hiện “{}”: văn bản chưa ghi đủ số, ngày, tháng, năm ban hành.",
                act.vi
            ),
            format!(
                "Not done: “{}”: the document does not show its number and date of issue.",
                act.en
            ),
        ),
        Refusal::Symbol { printed, said } => Text::new(
            format!(
                "Không thực hiện “{}”: ký hiệu ghi trên văn bản là “{printed}”, khác “{said}”.",
                act.vi
            ),
            format!(
                "Not done: “{}”: the document shows the symbol “{printed}”, not “{said}”.",
                act.en
            ),
        ),
        Refusal::Secret { level, .. } => secret(*level),
        Refusal::OtherPerson { name, printed } => Text::new(
            format!(
                "Không thực hiện ký số: chứng thư của “{name}”, văn bản ghi người ký là “{}”.",
                printed.join("”, “")
            ),
            format!(
                "Not signed: the certificate is of “{name}”, the document names “{}”.",
                printed.join("”, “")
            ),
        ),
        Refusal::NotInPost { name, ended } => match ended {
            Some(post) => Text::new(
                format!(
                    "{name} không còn giữ chức vụ {} từ ngày {} theo {}. Đề nghị người có thẩm quyền hiện nay ký hoặc bổ sung căn cứ ký \
                     thay, ký thừa lệnh, ký thừa ủy quyền.",
                    post.title,
                    post.until.map_or_else(String::new, VietnamDay::vietnamese),
                    post.by
                ),
                format!(
                    "{name} is no longer {} ({}). Whoever has the authority now signs.",
                    post.title, post.by
                ),
            ),
            None => Text::new(
                format!("Danh sách chức vụ không có chức vụ của {name} vào ngày này."),
                format!("The list of posts has none of {name} on this day."),
            ),
        },
        Refusal::NotCustodian {
            operator,
            custodian,
        } => custodian_text(operator, custodian.as_ref().map(|one| one.name.as_str())),
        other => Text::new(
            format!("Không thực hiện: {}.", other.code()),
            format!("Not done: {}.", other.code()),
        ),
    }
}

/// Message 26.
fn not_yet(first: Act, act: &Text) -> Text {
    let first_told = term(first.text());
    match first {
        Act::AuthorisedPerson => Text::new(
            format!(
                "Không thực hiện “{}”: văn bản chưa có chữ ký số của người có thẩm quyền.",
                act.vi
            ),
            format!(
                "Not done: “{}”: the authorised person has not signed.",
                act.en
            ),
        ),
        _ => Text::new(
            format!(
                "Không thực hiện “{}”: cần thực hiện “{}” trước.",
                act.vi, first_told.vi
            ),
            format!("Not done: “{}”: “{}” comes first.", act.en, first_told.en),
        ),
    }
}

fn earlier(role: &Text, undecided: bool, act: &Text) -> Text {
    match undecided {
        true => Text::new(
            format!(
                "Không thực hiện “{}”: chưa đủ căn cứ để kết luận {} hợp lệ (kyso verify).",
                act.vi, role.vi
            ),
            format!(
                "Not done: “{}”: whether the {} is valid cannot be decided (kyso verify).",
                act.en, role.en
            ),
        ),
        false => Text::new(
            format!(
                "Không thực hiện “{}”: {} không hợp lệ (kyso verify).",
                act.vi, role.vi
            ),
            format!(
                "Not done: “{}”: the {} is not valid (kyso verify).",
                act.en, role.en
            ),
        ),
    }
}

fn class(wanted: Class, holder: Holder, act: &Text) -> Text {
    let (wanted, holder) = (term(wanted.text()), holder_text(holder));
    Text::new(
        format!(
            "Không thực hiện “{}”: cần chứng thư {}, chứng thư này là {}.",
            act.vi, wanted.vi, holder.vi
        ),
        format!(
            "Not done: “{}” wants a certificate of {}, this one is {}.",
            act.en,
            wanted.en.trim_end_matches("'s"),
            holder.en
        ),
    )
}

fn holder_text(holder: Holder) -> Text {
    match holder {
        Holder::Body => Text::new("của cơ quan, tổ chức", "a body's"),
        Holder::RecordsRoom => Text::new("của văn thư", "the records room's"),
        Holder::Person => Text::new("của cá nhân", "a person's"),
        Holder::Untold => Text::new("chưa rõ của ai", "of nobody that shows"),
    }
}

/// Message 27.
fn other_day(printed: Option<VietnamDay>, today: VietnamDay) -> Text {
    let today = day(today);
    match printed.map(day) {
        Some(printed) => Text::new(
            format!(
                "Không thực hiện ký số: ngày ký số {} không trùng ngày ban hành {} ghi trên văn bản.",
                today.vi, printed.vi
            ),
            format!(
                "Not signed: today, {}, is not the day of issue on the document, {}.",
                today.en, printed.en
            ),
        ),
        None => Text::new(
            format!(
                "Không thực hiện ký số: văn bản chưa ghi ngày ban hành; ngày ký số {} phải trùng ngày đó.",
                today.vi
            ),
            format!(
                "Not signed: the document shows no day of issue, which must be today, {}.",
                today.en
            ),
        ),
    }
}

/// Message 28.
fn secret(level: SecrecyLevel) -> Text {
    let level = term(level.text());
    Text::new(
        format!(
            "Không thực hiện ký số: văn bản có dấu chỉ độ mật “{}”, không thuộc phạm vi áp dụng chữ ký số chuyên dùng công vụ.",
            level.vi
        ),
        format!(
            "Not signed: the document is marked “{}”, outside of what these signatures are for.",
            level.en
        ),
    )
}

fn custodian_text(operator: &str, custodian: Option<&str>) -> Text {
    match custodian {
        Some(custodian) => Text::new(
            format!(
                "Người đang sử dụng thiết bị ({operator}) không phải người được giao ({custodian}). Đề nghị lập biên bản bàn giao hoặc bổ sung \
                 văn bản cho phép."
            ),
            format!(
                "{operator} works the device, which was given to {custodian}. A record of handing over or a written permission is needed."
            ),
        ),
        None => Text::new(
            format!(
                "Danh sách không ghi ai được giao thiết bị có chứng thư này; người đang sử dụng là {operator}."
            ),
            format!(
                "The list does not say who keeps the device with this certificate; {operator} works it."
            ),
        ),
    }
}
