//! What became of a document that was signed here, in words and as data.

use serde_json::{Value, json};
use signing_workflow::outgoing::{Aftermath, Remedy, Standing};

use super::{moment, moment_en};
use crate::text::{Lang, Text};

/// The member `aftermath` beside a report, where there is one.
pub(crate) fn beside(mut line: Value, aftermath: Option<&Aftermath>) -> Value {
    if let Some(aftermath) = aftermath {
        line["aftermath"] = json!(aftermath);
    }
    line
}

/// One sentence: what was done, by which document, when, why, on what ground.
pub(crate) fn told(aftermath: &Aftermath, lang: Lang) -> String {
    let Aftermath { standing, .. } = aftermath;
    let name = named(aftermath);
    let text = match standing {
        Standing::Remedied {
            remedy,
            by,
            reason,
            at,
        } => {
            let (word, ground) = (remedied(*remedy), ground(*remedy));
            Text::new(
                format!(
                    "LƯU Ý: văn bản này{name} đã {} bằng {by} (ghi nhận lúc {}); lý do: {reason}. Căn cứ: {}.",
                    word.vi,
                    moment(*at),
                    ground.vi
                ),
                format!(
                    "NOTE: this document{name} was {} by {by} (noted at {}); reason: {reason}. Ground: {}.",
                    word.en,
                    moment_en(*at),
                    ground.en
                ),
            )
        }
        Standing::Voided { reason, at } => Text::new(
            format!(
                "LƯU Ý: bản đã ký này{name} bị hủy lúc {}, không được phát hành; lý do: {reason}.",
                moment(*at)
            ),
            format!(
                "NOTE: this signed file{name} was made void at {} and never issued; reason: {reason}.",
                moment_en(*at)
            ),
        ),
        Standing::Open | Standing::Issued { .. } => return String::new(),
    };
    text.in_lang(lang).to_owned()
}

/// “ số 5/QĐ-SKHCN”.
fn named(aftermath: &Aftermath) -> String {
    let number = aftermath.number.as_ref().map(|number| number.number);
    match (number, &aftermath.symbol) {
        (Some(number), Some(symbol)) => format!(" {number:02}/{symbol}"),
        (Some(number), None) => format!(" {number:02}"),
        _ => String::new(),
    }
}

/// What was done about an issued document.
pub(crate) fn remedied(remedy: Remedy) -> Text {
    match remedy {
        Remedy::Replaced => Text::new("được thay thế, sửa đổi", "replaced or amended"),
        Remedy::Corrected => Text::new("được đính chính", "corrected"),
        Remedy::Recalled => Text::new("bị thu hồi", "recalled"),
    }
}

/// NĐ 30/2020 Điều 18(3) is of wrong contents, forms and procedures; 18(4) of recalling.
fn ground(remedy: Remedy) -> Text {
    let clause = match remedy {
        Remedy::Replaced | Remedy::Corrected => 3,
        Remedy::Recalled => 4,
    };
    Text::new(
        format!("khoản {clause} Điều 18 Nghị định số 30/2020/NĐ-CP"),
        format!("clause {clause} of Article 18, Decree No. 30/2020/NĐ-CP"),
    )
}
