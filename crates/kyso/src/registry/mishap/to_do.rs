//! What is to be done after a mishap: by whom, by when, under which rule.

use gov_ca_registry::entries::Request;
use gov_ca_registry::steps::{self, Mishap, Noted, StepError};
use gov_ca_registry::store::View;
use gov_ca_registry::{Id, OURS, tellings};
use jiff::Timestamp;
use regulation_rules::Finding;
use regulation_rules::facts::Party;
use serde_json::{Value, json};

use super::super::{Desk, forms};
use crate::present::{moment, moment_en};
use crate::text::Text;

/// One thing to do.
pub(super) struct ToDo {
    word: &'static str,
    what: Text,
    who: Party,
    /// To whom it goes.
    to: Option<Party>,
    /// The last moment, where the text sets one.
    by: Option<Timestamp>,
    /// The rule that asks for it; `None`: this program's order.
    rule: Option<Finding>,
}

pub(super) fn list(
    view: &mut View<'_>,
    noted: &Noted,
    what: Mishap,
    requests: &[(String, Id<Request>)],
    desk: &Desk<'_>,
) -> Result<Vec<ToDo>, StepError> {
    let mut all = told(view, noted, desk)?;
    if what == Mishap::Lost {
        all.extend(recorded(view, noted, desk)?);
    }
    for (name, id) in requests {
        all.push(asked(view, name, *id, desk)?);
    }
    Ok(all)
}

/// Whom the regulation names.
fn told(view: &mut View<'_>, noted: &Noted, desk: &Desk<'_>) -> Result<Vec<ToDo>, StepError> {
    let tellings = tellings(view, noted.notice.record(), &desk.office())?;
    let number = noted.notice.id();
    let all = tellings.into_iter().map(|telling| {
        let (to, word) = (telling.who.text(), telling.who.word());
        ToDo {
            word: "tell",
            what: Text::new(
                format!(
                    "báo {} (rồi ghi: kyso registry notice told {number} {word})",
                    to.vi
                ),
                format!(
                    "tell {} (then: kyso registry notice told {number} {word})",
                    to.en
                ),
            ),
            who: match telling.who {
                Party::ManagingBody => Party::Subscriber,
                _ => Party::ManagingBody,
            },
            to: Some(telling.who),
            by: telling.by,
            rule: Some(telling.rule),
        }
    });
    Ok(all.collect())
}

/// The record of the loss.
fn recorded(view: &mut View<'_>, noted: &Noted, desk: &Desk<'_>) -> Result<Vec<ToDo>, StepError> {
    let request = noted.requests.first().copied();
    let device = noted.device.record();
    let rules = steps::records_of_loss(view, device, request, desk.on, &desk.office())?;
    let rules = rules.into_iter().map(Some).collect::<Vec<_>>();
    let rules = match rules.is_empty() {
        true => vec![None],
        false => rules,
    };
    let all = rules.into_iter().map(|rule| ToDo {
        word: "record",
        what: Text::new(
            format!(
                "lập, ký biên bản xác nhận thiết bị bị thất lạc ({})",
                super::RECORD
            ),
            format!("make and sign the record of the loss ({})", super::RECORD),
        ),
        who: Party::ManagingBody,
        to: None,
        by: None,
        rule,
    });
    Ok(all.collect())
}

/// The revocation.
fn asked(
    view: &mut View<'_>,
    name: &str,
    id: Id<Request>,
    desk: &Desk<'_>,
) -> Result<ToDo, StepError> {
    let rule = steps::confirmation_of(view, id, desk.on, &desk.office())?;
    let to = forms::goes_to(view, id, desk)?;
    Ok(ToDo {
        word: "ask-for-revocation",
        what: Text::new(
            format!(
                "xác nhận, ký số và gửi đề nghị thu hồi {name} đến {}",
                to.text().vi
            ),
            format!(
                "confirm, sign and send the request {name} for revocation to {}",
                to.text().en
            ),
        ),
        who: Party::ManagingBody,
        to: Some(to),
        by: None,
        rule,
    })
}

impl ToDo {
    pub(super) fn say(&self, desk: &Desk<'_>) {
        let who = self.who.text();
        let ground = |lang| {
            let rule = self.rule.as_ref();
            rule.map_or_else(|| OURS.to_owned(), |rule| rule.ground(lang))
        };
        let (by_vi, by_en) = match self.by {
            Some(by) => (
                format!("trước {}", moment(by)),
                format!("before {}", moment_en(by)),
            ),
            None => (
                "ngay; không có thời hạn cụ thể".to_owned(),
                "at once; no figure is set".to_owned(),
            ),
        };
        desk.job.say(&Text::new(
            format!(
                "- {}: {}; {by_vi} ({})",
                who.vi,
                self.what.vi,
                ground(regulation_rules::Lang::Vi)
            ),
            format!(
                "- {}: {}; {by_en} ({})",
                who.en,
                self.what.en,
                ground(regulation_rules::Lang::En)
            ),
        ));
    }

    pub(super) fn json(&self, desk: &Desk<'_>) -> Value {
        let rule = self.rule.as_ref();
        json!({
            "what": self.word,
            "text": self.what.in_lang(desk.job.lang),
            "who": self.who,
            "to": self.to,
            "by": self.by,
            "rule": rule.map(Finding::code),
            "ground": rule.map(|rule| rule.ground(desk.job.lang.into())),
        })
    }
}
