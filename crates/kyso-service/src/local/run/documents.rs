//! Documents: had, looked at, judged.

use std::sync::Arc;

use secrecy::SecretString;
use serde_json::{Value, json};

use super::{Allowed, Run, not_now, taken};
use crate::document::Document;
use crate::local::message::{File, Files, Message};
use crate::local::operation::Operation;
use crate::local::reply::{Refused, Status, done};
use crate::local::waiting::{Action, Asked, Item, Stage};
use crate::problem::{Code, Problem};
use crate::signatory::{Act, Judged, Remote, Spot, Wish};
use crate::upload::Sink;

impl Run {
    /// The documents of the request, fetched or chosen, each looked at once.
    pub(super) async fn gathered(&mut self, allowed: &Allowed) -> Result<(), Refused> {
        self.stage(Stage::Fetching);
        let files = std::mem::take(&mut self.files().files);
        self.shown().await?;
        if files.is_empty() {
            self.chosen().await?;
        }
        for file in files {
            let document = self.fetched(&file, allowed).await?;
            let File { name, id, .. } = file;
            self.put(name, id, document);
        }
        self.chooses().await?;
        for index in 0..self.length() {
            self.look(index).await;
        }
        Ok(())
    }

    fn files(&mut self) -> &mut Files {
        match &mut self.wanted.message {
            Message::Files(files) => files,
            // of operations on documents the message is one of files
            _ => unreachable!("an operation on documents has files"),
        }
    }

    pub(super) fn length(&self) -> usize {
        self.entry.state().items.len()
    }

    fn put(&mut self, name: String, id: Option<Value>, document: Document) {
        let wish = Wish {
            act: self.wanted.operation.act().unwrap_or(Act::Plain),
            certificate: None,
            number: self.files().number.clone(),
            dated: self.files().dated,
            place: None,
        };
        let item = Item {
            name,
            id,
            document: Arc::new(document),
            wish,
            looked: None,
            problem: None,
            signed: None,
            sent: None,
        };
        self.entry.state().items.push(item);
    }

    /// `FileName` was empty: the person chooses a file.
    async fn chosen(&mut self) -> Result<(), Refused> {
        self.stage(Stage::Document);
        loop {
            let Asked { action, answer } = self.next().await?;
            match action {
                Action::Document(document) => {
                    self.stage(Stage::Fetching);
                    self.put(document.name().to_owned(), None, document);
                    taken(answer);
                    return Ok(());
                }
                Action::Refuse => {
                    taken(answer);
                    return Err(super::refused());
                }
                action => not_now(Asked { action, answer }),
            }
        }
    }

    async fn fetched(&mut self, file: &File, allowed: &Allowed) -> Result<Document, Refused> {
        let from = self.remote(&file.address, allowed);
        let (desk, name) = (Arc::clone(&self.counter.desk), file.name.clone());
        let fetched = self.ask(
            move |signatory| {
                let mut sink = Sink::new(desk);
                let fetched = signatory.fetch(&from, sink.limit(), &mut sink);
                sink.end(fetched)?.named(Some(&name))
            },
            Status::Fetch,
        );
        let mut went = self.wanted.gone.clone();
        // who asked may go away while it comes
        tokio::select! {
            fetched = fetched => fetched,
            () = super::turned(&mut went) => Err(super::gone()),
        }
    }

    pub(super) fn remote(&mut self, address: &str, allowed: &Allowed) -> Remote {
        let files = self.files();
        Remote {
            address: address.to_owned(),
            bearer: files.bearer.clone(),
            cookie: files.cookie.as_ref().map(cookie),
            is_private_allowed: allowed.is_private,
        }
    }

    /// The certificates that are there, for the person to choose from.
    pub(super) async fn chooses(&mut self) -> Result<(), Refused> {
        let holders = self
            .ask(|signatory| signatory.certificates(), Status::Sign)
            .await?;
        self.entry.state().certificates = holders;
        Ok(())
    }

    /// Looks at one document. Why it cannot be signed stands with it.
    pub(super) async fn look(&mut self, index: usize) {
        let item = self.entry.state().items.get(index).cloned();
        let Some(Item { document, wish, .. }) = item else {
            return;
        };
        let looked = self
            .counter
            .ask(move |signatory| signatory.look(&document, &wish))
            .await;
        let mut state = self.entry.state();
        let chosen = looked.as_ref().ok().and_then(|one| one.certificate.clone());
        if let Some(item) = state.items.get_mut(index) {
            item.problem = looked
                .as_ref()
                .err()
                .map(|problem| Refused::of(Status::Sign, problem));
            item.looked = looked.ok();
            // what would sign does sign: another device plugged in meanwhile changes nothing
            if chosen.is_some() {
                item.wish.certificate.clone_from(&chosen);
            }
        }
        if chosen.is_some() {
            state.certificate = chosen;
        }
    }

    /// Another certificate for all, another place for one: looked at anew.
    pub(super) async fn wished(
        &mut self,
        index: usize,
        certificate: Option<String>,
        place: Option<Spot>,
    ) -> Result<(), Problem> {
        let again = {
            let mut state = self.entry.state();
            let is_known = |id: &String| state.certificates.iter().any(|one| one.id == *id);
            if !certificate.as_ref().is_none_or(is_known) {
                return Err(Problem::ours(
                    Code::Parameter,
                    "Không có chứng thư này.",
                    "There is no such certificate.",
                ));
            }
            let is_other = certificate.is_some() && certificate != state.certificate;
            let Some(item) = state.items.get_mut(index) else {
                return Err(Problem::ours(
                    Code::Parameter,
                    "Không có văn bản này.",
                    "There is no such document.",
                ));
            };
            item.wish.place = place;
            if is_other {
                for item in &mut state.items {
                    item.wish.certificate.clone_from(&certificate);
                }
            }
            match is_other {
                true => (0..state.items.len()).collect(),
                false => vec![index],
            }
        };
        for index in again {
            self.look(index).await;
        }
        Ok(())
    }

    /// `VerifyPDF`.
    pub(super) async fn document_judged(&mut self, allowed: &Allowed) -> Result<Value, Refused> {
        let files = std::mem::take(&mut self.files().files);
        if files.is_empty() {
            self.shown().await?;
            self.chosen().await?;
        }
        for file in files {
            let document = self.fetched(&file, allowed).await?;
            self.put(file.name, file.id, document);
        }
        let document = self
            .entry
            .state()
            .items
            .first()
            .map(|item| Arc::clone(&item.document));
        let Some(document) = document else {
            return Err(super::refused());
        };
        let judged = self
            .ask(move |signatory| signatory.judge(&document), Status::Verify)
            .await?;
        Ok(verdict(judged))
    }

    /// `VerifyMsg`.
    pub(super) async fn text_judged(&mut self) -> Result<Value, Refused> {
        debug_assert_eq!(self.wanted.operation, Operation::VerifyText);
        let Message::Signed(octets, signature) = &mut self.wanted.message else {
            return Err(super::refused());
        };
        let (octets, signature) = (std::mem::take(octets), std::mem::take(signature));
        let judged = self.ask(
            move |signatory| signatory.judge_octets(&octets, &signature),
            Status::Verify,
        );
        Ok(verdict(judged.await?))
    }
}

/// 0 only where every signature passed: a page that looks at nothing else takes nothing for good that is not.
fn verdict(judged: Judged) -> Value {
    let report: Value = serde_json::from_str(&judged.report).unwrap_or(Value::Null);
    if judged.is_accepted {
        let mut reply = done(json!({ "Report": report }));
        reply["Message"] = json!(judged.text.vi);
        return reply;
    }
    let mut reply = Refused {
        status: Status::Verify,
        code: Status::Verify.word().to_owned(),
        text: judged.text,
    }
    .reply();
    reply["Report"] = report;
    reply
}

/// `SessionId` as a cookie. What it is called is not known; a page that needs a name writes `name=value` (ours).
fn cookie(session: &SecretString) -> SecretString {
    use secrecy::ExposeSecret as _;
    match session.expose_secret() {
        named if named.contains('=') => SecretString::from(named),
        value => SecretString::from(format!("SessionId={value}")),
    }
}
