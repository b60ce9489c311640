//! What each signature shows and where: the profile of the law that day, the office's approved pictures, the place found in the document.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cert_path::Certificate;
use gov_ca_model::{GovCertificate, VietnamDay};
use jiff::Timestamp;
use kyso_examples::people::AnyError;
use pades_sign::{PageFrame, Place, Visible};
use regulation_rules::LawBook;
use regulation_rules::orders::Act;
use regulation_rules::profiles::{Profiles, Purpose, Values};
use signature_appearance::Fonts;
use signing_workflow::images::{ApprovedImage, ImageKind, ImageRegister};
use signing_workflow::outgoing::{Outgoing, Task};
use signing_workflow::placing::{Mark, Placing, Wanted};
use signing_workflow::roles::Printed;
use signing_workflow::showing::{self, Pictures};

use crate::seen::Seen;

/// The register of pictures and the files beside it.
pub(crate) struct Shown {
    register: ImageRegister,
    folder: PathBuf,
}

impl Shown {
    pub(crate) fn open(folder: &Path) -> Result<Self, AnyError> {
        let register = std::fs::read_to_string(folder.join("images.toml"))?;
        Ok(Self {
            register: ImageRegister::from_toml(&register)?,
            folder: folder.to_path_buf(),
        })
    }

    /// What this signature shows, drawn and placed.
    pub(crate) fn visible(
        &self,
        outgoing: &Outgoing,
        task: &Task,
        certificate: &Certificate,
        law: &LawBook,
    ) -> Result<Visible, AnyError> {
        let now = Timestamp::now();
        let day = VietnamDay::of(now);
        let profile = Profiles::built_in()
            .default_for(task.mark.purpose, day, None, law)
            .ok_or("no profile of the law for this signature today")?;
        let (signature, seal) = self.pictures(task.mark.purpose, day)?;
        let pictures = Pictures {
            signature: signature.as_ref(),
            seal: seal.as_ref(),
        };
        let values = values(outgoing, certificate, now);
        let drawn = showing::draw(profile, pictures, &values, &Fonts::liberation())?;

        let seen = Seen::of(std::fs::read(&task.input)?)?;
        let printed = Printed::read(&seen.look);
        let frames = frames(&seen)?;
        let placing = Placing {
            printed: &printed,
            frames: &frames,
        };
        let found = placing.of(
            profile.placement.value,
            &Mark {
                signer: None, // one person signs this document
                person: leader(outgoing, &seen, &frames),
                blank: blank(task.mark.purpose),
                size: drawn.size(),
            },
        )?;
        Ok(Visible {
            drawn: Arc::new(drawn),
            place: found.place,
            description: profile.title.vi.to_owned(),
        })
    }

    /// The approved pictures for this purpose, as the register has them on this day.
    fn pictures(
        &self,
        purpose: Purpose,
        day: VietnamDay,
    ) -> Result<(Option<ApprovedImage>, Option<ApprovedImage>), AnyError> {
        let approved = |id, kind| {
            let read = |entry: &signing_workflow::images::ImageEntry| {
                Ok::<_, AnyError>(std::fs::read(self.folder.join(&entry.file))?)
            };
            self.register.approved(id, kind, day, read).map(Some)
        };
        Ok(match purpose {
            Purpose::Initials => (approved("ky-nhay", ImageKind::Signature)?, None),
            Purpose::AuthorisedPerson => (approved("giam-doc", ImageKind::Signature)?, None),
            Purpose::Agency => (None, approved("dau", ImageKind::Seal)?),
            _ => (None, None),
        })
    }
}

fn values(outgoing: &Outgoing, certificate: &Certificate, now: Timestamp) -> Values {
    let about = &outgoing.state().about;
    let number = outgoing.state().number.as_ref();
    Values {
        number: number.map(|number| format!("{:02}", number.number)), // NĐ 30/2020 Phụ lục I
        symbol: about.symbol.clone(),
        signed_at: Some(now),
        dated_on: Some(VietnamDay::of(now)),
        name: GovCertificate::from(certificate).common_name,
        mail: None,
        agency: Some(about.agency.clone()),
        form_of_copy: None,
    }
}

fn frames(seen: &Seen) -> Result<BTreeMap<u32, PageFrame>, AnyError> {
    let numbers = seen.look.pages.keys().map(|page| u32::try_from(page + 1));
    let framed = numbers.map(|number| {
        let number = number?;
        Ok((number, PageFrame::of(&seen.file, number)?))
    });
    framed.collect()
}

/// Where the leader's signature stands: the seal goes over its left third.
fn leader(outgoing: &Outgoing, seen: &Seen, frames: &BTreeMap<u32, PageFrame>) -> Option<Place> {
    let mut steps = outgoing.state().steps.iter();
    let step = steps.find(|step| step.act == Act::AuthorisedPerson)?;
    let widget = seen
        .look
        .widgets
        .get(step.signed.first()?.field.as_ref()?)?;
    let page = u32::try_from(widget.page + 1).ok()?;
    let area = frames.get(&page)?.displayed(widget.area);
    Some(Place { page, area })
}

const fn blank(purpose: Purpose) -> Wanted {
    match purpose {
        Purpose::Day => Wanted::Day,
        Purpose::Month => Wanted::Month,
        _ => Wanted::Number,
    }
}
