//! One request, from its message to its reply.

mod admit;
mod documents;
mod sign;

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};

use super::Counter;
use super::message::Message;
use super::operation::Operation;
use super::origins::{Allowed, Origin};
use super::reply::{Refused, Status, done};
use super::waiting::{Asked, Entry, Seat, Stage, State};
use crate::problem::Problem;
use crate::signatory::Signatory;

/// Who asks for what, and whether they still wait for it.
pub(super) struct Wanted {
    pub(super) origin: Origin,
    pub(super) name: &'static str,
    pub(super) operation: Operation,
    pub(super) message: Message,
    /// Whether who asked went away.
    pub(super) gone: watch::Receiver<bool>,
}

/// Does it, with the person; what the page hears.
pub(super) async fn answered(counter: Arc<Counter>, wanted: Wanted) -> Value {
    if wanted.operation == Operation::NotDone {
        return not_done(wanted.name).reply();
    }
    let (sender, actions) = mpsc::channel(1);
    let state = begun(&counter, &wanted);
    let seat = match counter.waiting.sit(&wanted.origin, sender, state) {
        Ok(seat) => seat,
        Err(refused) => return refused.reply(),
    };
    let mut run = Run {
        until: Instant::now() + counter.desk.limits.patience,
        closing: counter.closing.clone(),
        is_shown: false,
        counter,
        entry: Arc::clone(&seat.entry),
        token: seat.token.clone(),
        actions,
        wanted,
    };
    let reply = run.whole().await;
    run.over(seat, reply)
}

fn begun(counter: &Counter, wanted: &Wanted) -> State {
    let text = match &wanted.message {
        Message::Text(text) => Some(text.clone()),
        _ => None,
    };
    State {
        operation: wanted.name,
        act: wanted.operation.act(),
        stage: Stage::Fetching,
        hosts: Vec::new(),
        is_private: false,
        expires: (Timestamp::now() + counter.desk.limits.patience).to_string(),
        problem: None,
        items: Vec::new(),
        text,
        certificates: Vec::new(),
        certificate: None,
    }
}

struct Run {
    counter: Arc<Counter>,
    entry: Arc<Entry>,
    /// What opens the page, once.
    token: String,
    is_shown: bool,
    actions: mpsc::Receiver<Asked>,
    wanted: Wanted,
    until: Instant,
    closing: watch::Receiver<bool>,
}

impl Run {
    async fn whole(&mut self) -> Result<Value, Refused> {
        let allowed = self.admitted().await?;
        match self.wanted.operation {
            Operation::Sign(_) | Operation::SignFiles => self.documents_signed(&allowed).await,
            Operation::SignText(_) => self.text_signed().await,
            Operation::Verify => self.document_judged(&allowed).await,
            Operation::VerifyText => self.text_judged().await,
            Operation::Certificate => self.certificate().await,
            Operation::Show => {
                let pages = self.counter.pages.clone();
                self.ask(move |signatory| signatory.show(&pages), Status::Sign)
                    .await?;
                Ok(done(json!({})))
            }
            Operation::NotDone => Err(not_done(self.wanted.name)),
        }
    }

    /// Its page keeps what it ended with; documents go, but for those that were signed and not taken.
    fn over(self, seat: Seat, reply: Result<Value, Refused>) -> Value {
        let (stage, problem) = match &reply {
            Ok(_) => (Stage::Done, None),
            Err(refused) => (ended(refused.status), Some(refused.clone())),
        };
        {
            let mut state = self.entry.state();
            state.stage = stage;
            state.problem = problem;
            // removing large files takes a moment
            let items = std::mem::take(&mut state.items);
            tokio::task::spawn_blocking(move || drop(items));
        }
        seat.leave();
        reply.unwrap_or_else(|refused| refused.reply())
    }

    /// What the person does next.
    async fn next(&mut self) -> Result<Asked, Refused> {
        tokio::select! {
            asked = self.actions.recv() => asked.ok_or_else(closing),
            () = turned(&mut self.wanted.gone) => Err(gone()),
            () = turned(&mut self.closing) => Err(closing()),
            () = sleep_until(self.until) => Err(expired()),
        }
    }

    /// The page is opened, where it is not open yet.
    async fn shown(&mut self) -> Result<(), Refused> {
        if self.is_shown {
            return Ok(());
        }
        self.is_shown = true;
        let address = format!("{}/ky/{}", self.counter.pages, self.token);
        self.ask(move |signatory| signatory.show(&address), Status::Sign)
            .await
    }

    fn stage(&self, stage: Stage) {
        self.entry.state().stage = stage;
    }

    /// A call of the signatory, on a thread of its own.
    async fn ask<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Signatory) -> Result<T, Problem> + Send + 'static,
        status: Status,
    ) -> Result<T, Refused> {
        let asked = self.counter.ask(call).await;
        asked.map_err(|problem| Refused::of(status, &problem))
    }

    /// Which certificate is there: the first that fits, as the person's page would choose it.
    async fn certificate(&mut self) -> Result<Value, Refused> {
        let holders = self
            .ask(|signatory| signatory.certificates(), Status::Sign)
            .await?;
        let first = holders.into_iter().next();
        let holder = first.ok_or_else(|| {
            Refused::new(
                Status::Sign,
                "Không có thiết bị lưu khóa bí mật nào có chứng thư.",
                "No key device with a certificate is there.",
            )
        })?;
        Ok(done(json!({ "CertInfo": {
            "Subject": holder.name,
            "Organization": holder.body,
            "Issuer": holder.issuer,
            "SerialNumber": holder.serial,
            "ValidTo": holder.until,
            "Base64": holder.certificate,
        } })))
    }
}

/// Only the act that a stage waits for is taken; others are told so.
fn not_now(asked: Asked) {
    let problem = Problem::ours(
        crate::problem::Code::NotNow,
        "Yêu cầu đang ở bước khác; việc này không làm được lúc này.",
        "The request is at another step; this cannot be done now.",
    );
    let _ = asked.answer.send(Err(problem));
}

/// Taken.
fn taken(asked: tokio::sync::oneshot::Sender<Result<(), Problem>>) {
    let _ = asked.send(Ok(()));
}

async fn turned(flag: &mut watch::Receiver<bool>) {
    if flag.wait_for(|&is_set| is_set).await.is_err() {
        // nobody sets it any more
        std::future::pending::<()>().await;
    }
}

const fn ended(status: Status) -> Stage {
    match status {
        Status::Refused | Status::Origin => Stage::Refused,
        Status::Expired => Stage::Expired,
        _ => Stage::Failed,
    }
}

fn not_done(name: &str) -> Refused {
    Refused::new(
        Status::NotDone,
        format!("Dịch vụ này không hỗ trợ {name}."),
        format!("This service does not do {name}."),
    )
}

fn gone() -> Refused {
    Refused::new(
        Status::Gone,
        "Trang yêu cầu đã đóng trước khi ký; không ký gì.",
        "The page that asked went away before it was signed; nothing was signed.",
    )
}

fn closing() -> Refused {
    Refused::new(
        Status::Closing,
        "Dịch vụ đang dừng; không ký gì.",
        "The service ends; nothing was signed.",
    )
}

fn expired() -> Refused {
    Refused::new(
        Status::Expired,
        "Hết thời gian chờ người ký; không ký gì.",
        "Nobody answered in time; nothing was signed.",
    )
}

fn refused() -> Refused {
    Refused::new(
        Status::Refused,
        "Người ký từ chối; không ký gì.",
        "The person refused; nothing was signed.",
    )
}
