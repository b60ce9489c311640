//! The papers of a department's decisions: one list of approvals, and a letter to each body whose requests go back or are refused.

use std::collections::BTreeMap;
use std::path::Path;

use gov_ca_model::{RequestStep, VietnamDay};
use gov_ca_registry::entries::{Body, Request};
use gov_ca_registry::steps::{RequestDeed, StepError, existing};
use gov_ca_registry::store::{Stored, View};
use gov_ca_registry::{Id, Judged};
use regulation_rules::capital;
use signature_appearance::Fonts;
use signing_workflow::forms::{
    APPROVAL, Approval, Decided, Decision, Filled, Form, FormError, Letterhead, REFUSAL, RETURNED,
    Reply, RequestMark, Signer,
};

use super::Desk;
use crate::args::DeskDecide;
use crate::exit::Failure;
use crate::failures;
use crate::outputs::{self, SideFile};
use crate::text::Lang;

/// A request, and what was said to it.
pub(super) struct Answered {
    pub(super) id: Id<Request>,
    pub(super) deed: RequestDeed,
    pub(super) subscriber: String,
    /// The body that asks.
    pub(super) body: String,
    pub(super) request: Request,
    /// What the law says of it.
    pub(super) judged: Judged,
}

impl Answered {
    pub(super) fn reason(&self) -> &str {
        match &self.deed {
            RequestDeed::Return(reason) | RequestDeed::Refuse(reason) => reason,
            _ => "",
        }
    }

    const fn decision(&self) -> Decision {
        match self.deed {
            RequestDeed::Return(_) => Decision::Returned,
            RequestDeed::Refuse(_) => Decision::Refused,
            _ => Decision::Approved,
        }
    }

    fn sent_on(&self) -> Option<VietnamDay> {
        self.request.history.day_of(RequestStep::Send)
    }

    fn row(&self) -> Decided {
        Decided {
            request: format!("YC-{}", self.id),
            received_on: self.sent_on(),
            agency: self.body.clone(),
            subscriber: self.subscriber.clone(),
            kind: capital(self.request.history.of().vietnamese()),
            decision: self.decision(),
            reason: self.reason().to_owned(),
        }
    }
}

/// Fills and writes every paper; none has its name before the decisions are kept.
pub(super) fn papers(
    view: &mut View<'_>,
    answered: &[Answered],
    args: &DeskDecide,
    folder: &Path,
    desk: &Desk<'_>,
) -> Result<Result<Staged, Failure>, StepError> {
    let from = Answering::of(view, args.office, args.approved_by.as_deref(), desk)?;
    Ok(drawn(answered, &from, desk).and_then(|papers| {
        let made = std::fs::create_dir_all(folder);
        made.map_err(|error| failures::io(&folder.display().to_string(), &error))?;
        let staged = papers.into_iter().map(|(name, filled)| {
            let file = folder.join(name);
            let staged = outputs::staged(&file, &filled.pdf, args.force)?;
            Ok((file.display().to_string(), staged))
        });
        staged.collect()
    }))
}

/// Files with the names they will have.
pub(super) type Staged = Vec<(String, SideFile)>;

/// Gives them their names, and tells these.
pub(super) fn named(papers: Staged) -> Result<Vec<String>, Failure> {
    let named = papers.into_iter();
    let named = named.map(|(name, file)| file.commit().map(|()| name));
    named.collect()
}

/// Who answers; room to write where nobody is named.
pub(super) struct Answering {
    pub(super) from: Letterhead,
    pub(super) office: String,
    pub(super) head: Signer,
}

impl Answering {
    pub(super) fn of(
        view: &mut View<'_>,
        office: Option<i64>,
        head: Option<&str>,
        desk: &Desk<'_>,
    ) -> Result<Self, StepError> {
        let mut answering = Self {
            from: Letterhead {
                day: Some(desk.on),
                ..Letterhead::default()
            },
            office: String::new(),
            head: Signer {
                name: head.unwrap_or_default().to_owned(),
                ..Signer::default()
            },
        };
        let Some(office) = office else {
            return Ok(answering);
        };
        let own: Body = existing(view, Id::new(office))?.into_record();
        if let Some(above) = own.above.on(desk.on).copied().flatten() {
            let above = existing::<Body>(view, above).map(Stored::into_record)?;
            answering.from.superior = above.name_on(desk.on).to_uppercase();
        }
        own.name_on(desk.on).clone_into(&mut answering.office);
        // in capitals (NĐ 30/2020 Phụ lục I, box 2)
        answering.from.agency = answering.office.to_uppercase();
        Ok(answering)
    }
}

type Papers = Vec<(String, Filled)>;

fn drawn(answered: &[Answered], answering: &Answering, desk: &Desk<'_>) -> Result<Papers, Failure> {
    let mut papers = Vec::new();
    let Some(first) = answered.first() else {
        return Ok(papers);
    };
    let approval = Approval {
        from: answering.from.clone(),
        head: answering.head.clone(),
        requests: answered.iter().map(Answered::row).collect(),
        ..Approval::default()
    };
    let list = first.request.list.clone();
    let list = list.unwrap_or_else(|| format!("YC-{}", first.id));
    papers.push((
        "danh-sach-phe-duyet.pdf".to_owned(),
        filled(&APPROVAL, &approval, &list, desk)?,
    ));
    for (decision, form, name) in [
        (Decision::Returned, &RETURNED, "tra-lai"),
        (Decision::Refused, &REFUSAL, "khong-chap-thuan"),
    ] {
        for ((body, letter), rows) in by_letter(answered, decision) {
            let reply = reply(&rows, letter, answering);
            let mark = rows.first().map(|one| format!("YC-{}", one.id));
            let file = match letter {
                Some(letter) => format!("{name}-{body}-{}.pdf", as_name(letter)),
                None => format!("{name}-{body}.pdf"),
            };
            papers.push((file, filled(form, &reply, &mark.unwrap_or_default(), desk)?));
        }
    }
    Ok(papers)
}

pub(super) fn filled<D: serde::Serialize + Default>(
    form: &Form<D>,
    values: &D,
    request: &str,
    desk: &Desk<'_>,
) -> Result<Filled, Failure> {
    let mark = RequestMark {
        request,
        filled_on: desk.on,
    };
    let made: Result<Filled, FormError> = form.fill(values, mark, &Fonts::liberation());
    made.map_err(|error| super::forms::not_drawn(&error))
}

type ByLetter<'a> = BTreeMap<(i64, Option<&'a str>), Vec<&'a Answered>>;

/// One letter answers one letter.
fn by_letter(answered: &[Answered], decision: Decision) -> ByLetter<'_> {
    let mut all = ByLetter::new();
    for one in answered.iter().filter(|one| one.decision() == decision) {
        let key = (one.request.made_by.number(), one.request.list.as_deref());
        all.entry(key).or_default().push(one);
    }
    all
}

/// `12/SNV-VP` → `12-SNV-VP`.
fn as_name(letter: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    letter.chars().map(plain).take(60).collect()
}

fn reply(rows: &[&Answered], letter: Option<&str>, answering: &Answering) -> Reply {
    let to = rows.first().map(|one| one.body.clone()).unwrap_or_default();
    let sent_on = rows.first().and_then(|one| one.sent_on());
    let document = letter.map(|letter| match sent_on {
        Some(day) => format!("văn bản số {letter} ngày {}", day.vietnamese()),
        None => format!("văn bản số {letter}"),
    });
    let kinds = rows.iter().map(|one| one.request.history.of().vietnamese());
    let mut kinds: Vec<&str> = kinds.collect();
    kinds.dedup();
    let subject = format!(
        "{} ({} yêu cầu)",
        kinds.join("; ").to_lowercase(),
        rows.len()
    );
    let reasons = rows.iter().map(|one| {
        let reason = one.reason().trim_end_matches(['.', ';']);
        format!("{} (YC-{}): {reason}", one.subscriber, one.id)
    });
    let mut grounds: Vec<String> = Vec::new();
    for finding in rows.iter().flat_map(|one| one.judged.breaches()) {
        let ground = finding.ground(Lang::Vi.into());
        if !grounds.contains(&ground) {
            grounds.push(ground);
        }
    }
    Reply {
        from: answering.from.clone(),
        office: answering.office.clone(),
        head: answering.head.clone(),
        to,
        document: document.unwrap_or_default(),
        subject,
        reasons: reasons.collect(),
        grounds,
        ..Reply::default()
    }
}
