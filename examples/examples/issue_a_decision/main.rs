//! A decision and its attachment, from the draft to the receiving office: what `kyso outgoing`, `kyso issue` and `kyso verify --package` do,
//! through the libraries alone.
//!
//! `cargo run -p kyso-examples --example issue_a_decision -- FOLDER MODULE.so ROOT.pem SUB.pem` (PIN of both tokens in `TOKEN_PIN`)
//!
//! FOLDER holds `quyet-dinh.pdf`, `phu-luc.pdf` and the register of pictures `images.toml`. The token `nguoi-ky` holds the keys of the
//! specialist (id 01) and the leader (02), the token `van-thu` those of the records room (01) and the agency (02).
//! `scripts/interop_clerk.py` makes all that with SoftHSM2 and runs this; nothing there is true but the signatures.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

mod desk;
mod receiving;
mod seen;
mod shown;
mod tokens;

use std::path::{Path, PathBuf};

use gov_ca_model::VietnamDay;
use jiff::Timestamp;
use kyso_examples::people::AnyError;
use regulation_rules::LawBook;
use regulation_rules::facts::SecrecyLevel;
use regulation_rules::orders::{self, Act, Subject};
use signing_workflow::outgoing::{About, NumberLedger, Outgoing, PartKind};

use desk::Desk;
use receiving::{Arrival, ReceivingOffice};
use tokens::Tokens;

const AGENCY: &str = "SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH LẠC HỒNG";

fn main() -> Result<(), AnyError> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [folder, module, root, sub] = arguments.as_slice() else {
        return Err("issue_a_decision FOLDER MODULE.so ROOT.pem SUB.pem".into());
    };
    let desk = Desk::new(folder, Tokens::load(module, sub)?, root, sub)?;
    let (package, issued) = (folder.join("bo-vi-du"), folder.join("phat-hanh-vi-du"));
    let mut ledger = NumberLedger::open(&folder.join("so-vi-du.jsonl"))?;

    let mut outgoing = open(folder, &package, &desk)?;
    let document = outgoing.state().about.document().to_owned();
    let number = ledger.reserve("QĐ", today(), &document, Timestamp::now())?;
    outgoing.number(number.clone(), Timestamp::now())?;

    // The order is data of the law that day; out of it, nobody signs.
    for refusal in desk.refusals(&outgoing, Act::Agency)? {
        println!("the agency may not yet: {}", refusal.code());
    }
    for act in [Act::Initials, Act::AuthorisedPerson, Act::NumberAndDate] {
        desk.step(&mut outgoing, act)?;
    }
    interrupted_and_continued(&desk, outgoing, &package)?;

    let mut outgoing = Outgoing::open(&package)?;
    ledger.use_for(&number, &document, Timestamp::now())?;
    outgoing.issue(&issued, Timestamp::now())?;
    println!("issued: {}", issued.display());
    receive(&outgoing, &issued, root, sub)
}

fn today() -> VietnamDay {
    VietnamDay::of(Timestamp::now())
}

fn open(folder: &Path, package: &Path, desk: &Desk) -> Result<Outgoing, AnyError> {
    let order = orders::default_for(Subject::BornElectronic, today(), None, &desk.law)
        .ok_or("no text that was read sets an order of signing today")?;
    let about = About {
        order: order.id.to_owned(),
        subject: Subject::BornElectronic,
        agency: AGENCY.to_owned(),
        province: None,
        symbol: Some("QĐ-SKHCN".to_owned()),
        dated_on: None,
        title: None,
        secrecy: SecrecyLevel::None,
        parts: Vec::new(), // written from the files
    };
    let [main, attachment] = ["quyet-dinh.pdf", "phu-luc.pdf"].map(|name| folder.join(name));
    let files = [(&*main, PartKind::Pdf), (&*attachment, PartKind::Pdf)];
    Ok(Outgoing::create(package, about, &files, Timestamp::now())?)
}

/// The agency signs the decision and its attachment. After the first of the two everything stops, as in a power cut.
fn interrupted_and_continued(
    desk: &Desk,
    mut outgoing: Outgoing,
    package: &Path,
) -> Result<(), AnyError> {
    desk.begin(&mut outgoing, Act::Agency)?;
    desk.sign_next(&mut outgoing)?;
    drop(outgoing);

    let mut outgoing = Outgoing::open(package)?;
    let step = outgoing
        .state()
        .unfinished()
        .ok_or("nothing is unfinished")?;
    println!(
        "interrupted: {} of {} signed",
        step.signed.len(),
        step.marks.len()
    );
    while desk.sign_next(&mut outgoing)? {}
    Ok(())
}

/// The other side: the package as it was sent, a twin of which one signed byte is another, and one without its attachment.
fn receive(outgoing: &Outgoing, issued: &Path, root: &Path, sub: &Path) -> Result<(), AnyError> {
    let office = ReceivingOffice::new(root, sub, LawBook::as_read())?;
    let sent = Arrival::of(outgoing, issued)?;
    println!("received as sent: {}", office.judge(&sent)?);
    println!(
        "one signed byte changed: {}",
        office.judge(&sent.tampered())?
    );
    println!(
        "without its attachment: {}",
        office.judge(&sent.without_attachment())?
    );
    Ok(())
}
