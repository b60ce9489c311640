//! Why the register did not do what was asked.

mod store;
mod why;

use std::path::Path;

use gov_ca_model::{ModelError, StepRefused, VietnamDay};
use gov_ca_registry::steps::{Lacking, StepError};
use regulation_rules::capital;

use super::Place;
use crate::exit::{Exit, Failure};
use crate::text::Text;
pub(super) use store::stored;
pub(super) use why::{nothing_decided, unknown_letter, yet_to_come};

pub(super) fn no_register() -> Failure {
    Failure::usage(
        "no-register",
        Text::new(
            "Chưa nêu sổ đăng ký: dùng --register TỆP, biến KYSO_REGISTER, hoặc mục register của tệp cấu hình.",
            "No register is named: use --register FILE, KYSO_REGISTER, or register in the configuration.",
        ),
    )
}

/// A letter cannot ask for something by a day that is over.
pub(super) fn past(until: VietnamDay, on: VietnamDay) -> Failure {
    let (last, letter) = (until.vietnamese(), on.vietnamese());
    Failure::usage(
        "until-past",
        Text::new(
            format!("Hạn {last} đã qua vào ngày lập công văn {letter}; nêu hạn khác."),
            format!("{until} is over on the day of the letter, {on}; name another day."),
        ),
    )
}

pub(super) fn no_operator() -> Failure {
    Failure::usage(
        "no-operator",
        Text::new(
            "Chưa nêu người thao tác: dùng --operator TÊN, biến KYSO_OPERATOR, hoặc mục operator của tệp cấu hình.",
            "Nobody is named as operator: use --operator NAME, KYSO_OPERATOR, or operator in the configuration.",
        ),
    )
}

pub(super) fn bad_operator(name: &str) -> Failure {
    Failure::usage(
        "bad-operator",
        Text::new(
            format!(
                "“{name}” không dùng làm tên người thao tác được: 1 đến 32 ký tự a-z, 0-9, dấu chấm, gạch dưới, gạch ngang; không ghi họ tên."
            ),
            format!(
                "“{name}” is no operator name: 1 to 32 of a-z, 0-9, dot, underscore, hyphen; no person's name."
            ),
        ),
    )
}

pub(super) fn missing(path: &Path) -> Failure {
    let file = path.display();
    Failure::environment(
        "register-missing",
        Text::new(
            format!("Không có sổ đăng ký “{file}”. Lập sổ mới bằng kyso registry init."),
            format!("There is no register “{file}”. Make one with kyso registry init."),
        ),
    )
}

#[cfg(not(feature = "postgres"))]
pub(super) fn no_server() -> Failure {
    Failure::environment(
        "no-postgres",
        Text::new(
            "Bản kyso này không có phần nối PostgreSQL.",
            "This kyso was built without PostgreSQL.",
        ),
    )
}

pub(super) fn exists(path: &Path) -> Failure {
    let file = path.display();
    Failure::environment(
        "exists",
        Text::new(
            format!("“{file}” đã có; sổ đăng ký không bị lập lại."),
            format!("“{file}” is there already; a register is not made anew."),
        ),
    )
}

pub(super) fn not_found(what: &Text) -> Failure {
    Failure::usage(
        "not-in-register",
        Text::new(
            format!("Trong sổ đăng ký không có {}.", what.vi),
            format!("The register has no {}.", what.en),
        ),
    )
}

/// Several things are called so: a person chooses, by their numbers.
pub(super) fn several(what: &Text, numbers: &[i64]) -> Failure {
    let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
    let numbers = numbers.join(", ");
    Failure::usage(
        "several-found",
        Text::new(
            format!("Có nhiều {}: số {numbers}. Hãy nêu số.", what.vi),
            format!(
                "There are several of {}: {numbers}. Name the number.",
                what.en
            ),
        ),
    )
}

/// What a step says.
pub(super) fn stepped(place: &Place, error: StepError) -> Failure {
    let impossible = |state: &str, error: &dyn std::fmt::Display| {
        Failure::new(
            Exit::Negative,
            "impossible-step",
            Text::new(
                format!(
                    "Không thể thực hiện bước này khi {state} (trình tự của chương trình). Không có gì thay đổi."
                ),
                format!("This step cannot happen now: {error}. Nothing was changed."),
            ),
        )
    };
    match error {
        StepError::AgainstTheLaw(judged) => why::against_the_law(&judged),
        StepError::Request(refused) => impossible(&state(&refused), &refused),
        StepError::Device(refused) => impossible(&state(&refused), &refused),
        StepError::Certificate(refused) => impossible(&state(&refused), &refused),
        StepError::NotFound { table, id } => {
            let what = what(table);
            not_found(&Text::new(
                format!("{what} số {id}"),
                format!("{table} {id}"),
            ))
        }
        StepError::NotOurs => Failure::new(
            Exit::Negative,
            "not-waiting-here",
            Text::new(
                "Yêu cầu không gửi đến Sở: bàn việc này không trả lời. Kết quả của nơi nhận ghi bằng kyso registry request step.",
                "The request was not sent to the department: this desk does not answer it. Write down what its addressee says by kyso registry request step.",
            ),
        ),
        StepError::NotTheirs {
            table,
            number,
            subscriber,
        } => Failure::new(
            Exit::Negative,
            "not-of-the-subscriber",
            Text::new(
                format!(
                    "{} {number} không phải của thuê bao số {subscriber}. Không có gì thay đổi.",
                    capital(what(table))
                ),
                format!(
                    "The {table} {number} is not of subscriber {subscriber}. Nothing was changed."
                ),
            ),
        ),
        StepError::Taken { table, number } => Failure::new(
            Exit::Negative,
            "already-in-register",
            Text::new(
                format!(
                    "{} số hiệu {number} đã có trong sổ đăng ký; không có gì thay đổi.",
                    capital(what(table))
                ),
                format!(
                    "The register has a {table} with the number {number} already; nothing was changed."
                ),
            ),
        ),
        StepError::NotAfter(ModelError::DayNotAfter { day, latest }) => {
            let (day, latest) = (day.vietnamese(), latest.vietnamese());
            refused_because(
                &format!("ngày {day} không sau ngày {latest}, ngày bắt đầu đã ghi"),
                &format!("{day} is not after {latest}, the first day written down"),
            )
        }
        StepError::BelowItself(id) => refused_because(
            &format!("cơ quan, tổ chức số {id} sẽ là cấp dưới của chính mình"),
            &format!("organisation {id} would stand below itself"),
        ),
        StepError::Lacking(lacking) => Failure::usage("step-lacks", lacks(lacking)),
        StepError::NotAFact(error) => Failure::usage(
            "not-a-fact",
            Text::new(
                format!("Dữ kiện “{}” không có hoặc sai giá trị.", error.name),
                format!("{error}."),
            ),
        ),
        StepError::Closed { table, id } => Failure::new(
            Exit::Negative,
            "closed-already",
            Text::new(
                format!("{} số {id} đã đóng.", what(table)),
                format!("{table} {id} is closed already."),
            ),
        ),
        StepError::StillNeeded(needed) => why::still_needed(&needed),
        StepError::Store(error) => stored(place, &error),
        StepError::Over { table, id, since } => why::over(table, id, since),
        StepError::Conflict(kind) => why::in_conflict(&kind),
        StepError::OwnSuccessor(id) => why::own_successor(id),
        other => why::told(&other),
    }
}

pub(super) fn refused_because(vi: &str, en: &str) -> Failure {
    Failure::new(
        Exit::Negative,
        "impossible-step",
        Text::new(
            format!("Không ghi được: {vi}. Không có gì thay đổi."),
            format!("Not written down: {en}. Nothing was changed."),
        ),
    )
}

fn state<L: gov_ca_model::Life>(refused: &StepRefused<L>) -> String {
    match refused {
        StepRefused::Impossible { state, .. } => {
            format!("đang ở trạng thái “{}”", state.vietnamese())
        }
        StepRefused::TooEarly { latest, .. } => {
            format!("việc gần nhất đã ghi ngày {}", latest.vietnamese())
        }
        _ => "ở trạng thái này".to_owned(),
    }
}

pub(super) fn what(table: &str) -> &'static str {
    match table {
        "organisation" => "cơ quan, tổ chức",
        "person" => "cá nhân",
        "subscriber" => "thuê bao",
        "device" => "thiết bị",
        "certificate" => "chứng thư",
        "request" => "yêu cầu",
        "notice" => "thông báo",
        "short_record" => "việc",
        _ => "bản ghi",
    }
}

fn lacks(lacking: Lacking) -> Text {
    let vi = match lacking {
        Lacking::Application => "ứng dụng (--application), là một việc loại application",
        Lacking::ManagingBody => "cơ quan quản lý trực tiếp mới (--managed-by)",
        Lacking::Certificate => "số hiệu chứng thư (--certificate)",
        Lacking::Device => "số hiệu thiết bị (--device)",
        Lacking::Outcome => "kết quả: số hiệu, ngày hiệu lực của chứng thư",
        Lacking::Reasons => "lý do (--reasons)",
        Lacking::Subscriber => "thuê bao của thiết bị",
        Lacking::Successor => "cơ quan tiếp nhận (--into)",
        _ => "thông tin",
    };
    Text::new(
        format!("Bước này còn thiếu {vi}."),
        format!("The step needs {lacking}."),
    )
}
