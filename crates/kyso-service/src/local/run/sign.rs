//! The person signs; what was signed goes back.

use base64ct::{Base64, Encoding as _};
use secrecy::SecretString;
use serde_json::{Map, Value, json};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::{Allowed, Run, not_now, taken};
use crate::local::message::Message;
use crate::local::operation::Operation;
use crate::local::reply::{Refused, Status, done};
use crate::local::waiting::{Action, Asked, Item, Stage};
use crate::problem::{Code, Problem};

/// A document system's answer: characters. Ours.
const ANSWER: usize = 64 << 10;

/// The person's word, and who waits to hear that it was done.
struct Word {
    pin: SecretString,
    answer: oneshot::Sender<Result<(), Problem>>,
}

impl Run {
    /// `SignApproved` and its like.
    pub(super) async fn documents_signed(&mut self, allowed: &Allowed) -> Result<Value, Refused> {
        self.gathered(allowed).await?;
        self.stage(Stage::Ready);
        let Word { pin, answer } = self.decided().await?;
        self.stage(Stage::Signing);
        let signed = self.signed(pin).await;
        if signed.is_ok() {
            self.sent(allowed).await;
        }
        taken(answer);
        signed?;
        if self.is_unsent() {
            self.sent_at_last(allowed).await?;
        }
        self.told_of_all()
    }

    /// The person looks, chooses, and signs or refuses.
    async fn decided(&mut self) -> Result<Word, Refused> {
        loop {
            let Asked { action, answer } = self.next().await?;
            match action {
                Action::Wish {
                    document,
                    certificate,
                    place,
                } => {
                    let wished = self.wished(document, certificate, place).await;
                    let _ = answer.send(wished);
                }
                Action::Sign { pin, seen } => match self.may_be_signed(&seen) {
                    Ok(()) => return Ok(Word { pin, answer }),
                    Err(problem) => {
                        let _ = answer.send(Err(problem));
                    }
                },
                Action::Refuse => {
                    taken(answer);
                    return Err(super::refused());
                }
                action => not_now(Asked { action, answer }),
            }
        }
    }

    /// What is signed is what was seen, all of it.
    fn may_be_signed(&self, seen: &[String]) -> Result<(), Problem> {
        let state = self.entry.state();
        let is_seen = match &state.text {
            Some(text) => *seen == [crate::local::sha256(text)],
            None => {
                let all = state.items.iter().map(|item| item.document.sha256());
                all.eq(seen.iter().map(String::as_str))
            }
        };
        let is_ready = |item: &Item| {
            let looked = item.looked.as_ref();
            item.problem.is_none() && looked.is_some_and(|looked| !looked.needs_place)
        };
        if is_seen && state.items.iter().all(is_ready) {
            return Ok(());
        }
        Err(Problem::ours(
            Code::NotNow,
            "Chưa xem hết, còn thiếu vị trí chữ ký, hoặc có văn bản không ký được.",
            "Not all was seen, a place is missing, or a document cannot be signed.",
        ))
    }

    async fn signed(&mut self, pin: SecretString) -> Result<(), Refused> {
        let items = self.entry.state().items.clone();
        let made = self.ask(
            move |signatory| {
                let work: Vec<_> = items
                    .iter()
                    .map(|item| (item.document.as_ref(), &item.wish))
                    .collect();
                signatory.sign(&work, pin)
            },
            Status::Sign,
        );
        let made = made.await?;
        let mut state = self.entry.state();
        for (item, made) in state.items.iter_mut().zip(made) {
            match made {
                Ok(made) => item.signed = Some(made),
                Err(problem) => item.problem = Some(Refused::of(Status::Sign, &problem)),
            }
        }
        Ok(())
    }

    /// Sends what was signed and is not there yet.
    async fn sent(&mut self, allowed: &Allowed) {
        for index in 0..self.length() {
            let item = self.entry.state().items.get(index).cloned();
            let Some(item) = item.filter(Item::is_unsent) else {
                continue;
            };
            let sent = self.sent_one(item, allowed).await;
            if let Some(item) = self.entry.state().items.get_mut(index) {
                item.problem = sent.as_ref().err().cloned();
                item.sent = sent.ok();
            }
        }
    }

    async fn sent_one(&mut self, item: Item, allowed: &Allowed) -> Result<Value, Refused> {
        let Message::Files(files) = &self.wanted.message else {
            return Err(super::refused());
        };
        let (fields, upload) = (files.fields.clone(), files.upload.clone());
        // a request to sign has one: the message was refused where not
        let to = self.remote(&upload.unwrap_or_default(), allowed);
        let sent = self.ask(
            move |signatory| {
                let Some(made) = &item.signed else {
                    return Err(Problem::defect());
                };
                signatory.upload(&to, &fields, &made.file, &item.name)
            },
            Status::Upload,
        );
        accepted(&sent.await?)
    }

    fn is_unsent(&self) -> bool {
        self.entry.state().items.iter().any(Item::is_unsent)
    }

    /// Nothing that was signed is lost: the person sends it again, or takes it.
    async fn sent_at_last(&mut self, allowed: &Allowed) -> Result<(), Refused> {
        self.until = Instant::now() + self.counter.desk.limits.patience;
        // also where the page that asked is gone
        self.wanted.gone = tokio::sync::watch::channel(false).1;
        loop {
            let unsent = self.unsent();
            {
                let mut state = self.entry.state();
                state.stage = Stage::Unsent;
                state.problem.clone_from(&unsent);
            }
            let Some(unsent) = unsent else {
                return Ok(());
            };
            let Asked { action, answer } = self.next().await.map_err(|_| unsent.clone())?;
            match action {
                Action::Resend => {
                    self.stage(Stage::Signing);
                    self.sent(allowed).await;
                    if self.unsent().is_some() {
                        self.stage(Stage::Unsent);
                    }
                    taken(answer);
                }
                Action::Refuse => {
                    taken(answer);
                    return Err(unsent);
                }
                action => not_now(Asked { action, answer }),
            }
        }
    }

    fn unsent(&self) -> Option<Refused> {
        let state = self.entry.state();
        let mut items = state.items.iter().filter(|item| item.is_unsent());
        items.find_map(|item| item.problem.clone())
    }

    /// What the page hears: of one document what its system answered, of several each one's.
    fn told_of_all(&self) -> Result<Value, Refused> {
        let state = self.entry.state();
        if self.wanted.operation != Operation::SignFiles {
            let item = state.items.first();
            let problem = item.and_then(|item| item.problem.clone());
            return match (problem, item.and_then(|item| item.sent.clone())) {
                (None, Some(sent)) => Ok(done(sent)),
                (problem, _) => Err(problem.unwrap_or_else(super::refused)),
            };
        }
        let files: Vec<Value> = state.items.iter().map(told_of_one).collect();
        let failed = state.items.iter().find_map(|item| item.problem.clone());
        let mut reply = failed.map_or_else(|| done(json!({})), |failed| failed.reply());
        reply["Files"] = json!(files);
        Ok(reply)
    }

    /// `SignMsg` and `Auth`.
    pub(super) async fn text_signed(&mut self) -> Result<Value, Refused> {
        let Message::Text(text) = &self.wanted.message else {
            return Err(super::refused());
        };
        let octets = text.clone().into_bytes();
        self.shown().await?;
        self.chooses().await?;
        let first = self
            .entry
            .state()
            .certificates
            .first()
            .map(|one| one.id.clone());
        self.entry.state().certificate = first;
        self.stage(Stage::Ready);
        let (certificate, Word { pin, answer }) = self.text_decided().await?;
        self.stage(Stage::Signing);
        let signed = self.ask(
            move |signatory| signatory.sign_octets(&octets, certificate.as_deref(), pin),
            Status::Sign,
        );
        let signed = signed.await;
        taken(answer);
        Ok(done(
            json!({ "Signature": Base64::encode_string(&signed?) }),
        ))
    }

    async fn text_decided(&mut self) -> Result<(Option<String>, Word), Refused> {
        loop {
            let Asked { action, answer } = self.next().await?;
            match action {
                Action::Wish {
                    certificate: Some(id),
                    ..
                } => {
                    let mut state = self.entry.state();
                    if state.certificates.iter().any(|one| one.id == id) {
                        state.certificate = Some(id);
                    }
                    taken(answer);
                }
                Action::Sign { pin, seen } => match self.may_be_signed(&seen) {
                    Ok(()) => {
                        let certificate = self.entry.state().certificate.clone();
                        return Ok((certificate, Word { pin, answer }));
                    }
                    Err(problem) => {
                        let _ = answer.send(Err(problem));
                    }
                },
                Action::Refuse => {
                    taken(answer);
                    return Err(super::refused());
                }
                action => not_now(Asked { action, answer }),
            }
        }
    }
}

impl Item {
    pub(super) const fn is_unsent(&self) -> bool {
        self.signed.is_some() && self.sent.is_none()
    }
}

fn told_of_one(item: &Item) -> Value {
    let mut told = match (&item.problem, &item.sent) {
        (None, Some(sent)) => done(sent.clone()),
        (Some(problem), _) => problem.reply(),
        (None, None) => super::refused().reply(),
    };
    if let Some(id) = &item.id {
        told["FileID"] = id.clone();
    }
    told
}

/// The handler's answer, `{Status,Message,FileName,FileServer}`: of `Status` 0 and `true` are good, as pages in use take it.
fn accepted(answer: &str) -> Result<Value, Refused> {
    let answer: Option<Map<String, Value>> = match answer.len() <= ANSWER {
        true => serde_json::from_str(answer).ok(),
        false => None,
    };
    let Some(answer) = answer else {
        return Err(Refused::new(
            Status::Upload,
            "Hệ thống quản lý văn bản trả lời không đúng dạng JSON; tệp đã ký có thể chưa được lưu.",
            "The document system did not answer in JSON; the signed file may not be kept there.",
        ));
    };
    let status = answer.get("Status");
    let is_good = status.is_some_and(|status| match status {
        Value::Bool(good) => *good,
        Value::Number(number) => number.as_i64() == Some(0),
        Value::String(text) => text == "0",
        _ => false,
    });
    if !is_good {
        let said = answer.get("Message").and_then(Value::as_str).unwrap_or("");
        let said: String = said
            .chars()
            .filter(|one| !one.is_control())
            .take(300)
            .collect();
        return Err(Refused::new(
            Status::Upload,
            format!("Hệ thống quản lý văn bản không nhận tệp đã ký: {said}"),
            format!("The document system did not take the signed file: {said}"),
        ));
    }
    let kept = [
        "FileName",
        "FileServer",
        "DocumentNumber",
        "DocumentDate",
        "CustomSignatureText",
    ];
    let kept = kept.into_iter().map(|name| {
        let value = answer.get(name).cloned().unwrap_or_else(|| json!(""));
        (name.to_owned(), value)
    });
    Ok(Value::Object(kept.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handler_answers_in_the_forms_seen() {
        for status in ["0", "true", "\"0\""] {
            let answer = format!(
                r#"{{"Status":{status},"FileName":"a.pdf","FileServer":"/a.pdf","Secret":1}}"#
            );
            let kept = accepted(&answer).unwrap();
            assert_eq!(kept["FileServer"], "/a.pdf");
            assert!(kept.get("Secret").is_none());
        }
        for answer in [
            "",
            "<html>",
            "[]",
            "{}",
            r#"{"Status":false}"#,
            r#"{"Status":5,"Message":"đầy đĩa"}"#,
        ] {
            assert!(accepted(answer).is_err(), "{answer}");
        }
        let told = accepted(r#"{"Status":5,"Message":"đầy đĩa"}"#).unwrap_err();
        assert!(told.text.vi.contains("đầy đĩa"));
        assert!(accepted(&format!(r#"{{"Status":0,"x":"{}"}}"#, "a".repeat(ANSWER))).is_err());
    }
}
