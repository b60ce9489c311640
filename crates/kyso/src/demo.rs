//! `kyso demo`: the whole job on a throw-away hierarchy. Everything it makes carries the mark
//! "BẢN THỬ NGHIỆM - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" and is worth nothing.

use std::path::{Path, PathBuf};

use cades::{ExternalSigner, SoftwareSigner};
use cert_path::{
    AlgorithmPolicy, Certificate, Crl, CryptoProvider, Evidence, Freshness, Origin, RevocationMode,
    TrustAnchor,
};
use demo_pki::{Authority, CrlProfile, DemoHierarchy, DemoPkiError, Issued, MARK};
use jiff::{SignedDuration, Timestamp};
use pades_sign::{SignatureRequest, SigningRecord};
use regulation_rules::facts::CallerFacts;
use signing_workflow::{
    Replace, SignerTrust, SigningJob, UnverifiedChain, durable, state_from_record,
};

use crate::args::{self, Judging};
use crate::check;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::present;
use crate::refusals;
use crate::roles;
use crate::text::Text;
use crate::verify::Verifier;

/// The letter of `examples/`, a fictional agency's.
const LETTER: &[u8] = include_bytes!("../assets/cong-van-mau.pdf");
/// What the person who runs the demonstration states, because no file can show it.
const FACTS: &str = r#"
by = "kyso demo"
[every_signature]
certificate_kind = "government"
issuer = "government-ca"
issue_kind = "new"
within_scope = true
sole_control = true
timestamp_required = false
[signature.LanhDao]
role = "authorised-person"
[signature.CoQuan]
role = "agency"
"#;
const YEAR: SignedDuration = SignedDuration::from_hours(365 * 24);

/// `kyso demo`.
pub(crate) fn demo(args: &args::Demo, job: &Job) -> Outcome {
    let place = Place::new(&args.out)?;
    let hierarchy = Hierarchy::new(job.now)?;
    place.write("goc-thu-nghiem.pem", hierarchy.root.to_pem().as_bytes())?;
    for (name, crl) in &hierarchy.crls {
        place.write(&format!("crl/{name}"), crl)?;
    }
    place.write("du-kien.toml", FACTS.trim_start().as_bytes())?;
    let letter = place.write("1-cong-van.pdf", LETTER)?;
    job.say(&Text::new(
        format!("{MARK}\n"),
        format!("{MARK} (demonstration, no legal value)\n"),
    ));
    let by_leader = place.path("2-lanh-dao-ky.pdf");
    let by_agency = place.path("3-co-quan-ky.pdf");
    let records = [
        hierarchy.sign(&letter, &by_leader, "LanhDao", &hierarchy.leader, job)?,
        hierarchy.sign(&by_leader, &by_agency, "CoQuan", &hierarchy.agency, job)?,
    ];
    for record in &records {
        let text = serde_json::to_vec_pretty(record).expect("a record is plain data");
        place.write(&record_name(record), &text)?;
    }
    show(&by_agency, &records, &place, job)
}

/// The folder of the results.
struct Place(PathBuf);

impl Place {
    fn new(folder: &Path) -> Result<Self, Failure> {
        let crls = folder.join("crl");
        std::fs::create_dir_all(&crls).map_err(|error| failures::writing(folder, &error))?;
        Ok(Self(folder.to_path_buf()))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, Failure> {
        let path = self.path(name);
        durable::write(&path, bytes, Replace::Allowed)
            .map_err(|error| failures::writing(&path, &error))?;
        Ok(path)
    }
}

/// The fictional hierarchy, its two signers, and what its two CAs say of revocation.
struct Hierarchy {
    root: Certificate,
    crls: [(&'static str, Vec<u8>); 2],
    leader: SoftwareSigner,
    agency: SoftwareSigner,
}

impl Hierarchy {
    /// Roots of twenty years, signers of three, all valid since yesterday.
    fn new(now: Timestamp) -> Result<Self, Failure> {
        let since = now - SignedDuration::from_hours(24);
        let pki = DemoHierarchy::new(since, since + 20 * YEAR).map_err(|error| made(&error))?;
        let sub_ca = certificate(&pki.sub_ca)?;
        let signer = |mut profile: demo_pki::Profile| {
            profile.not_after = since + 3 * YEAR;
            let issued = pki.issue(&profile).map_err(|error| made(&error))?;
            SoftwareSigner::from_pkcs8(
                &issued.private_key_pkcs8_der,
                certificate(&issued)?,
                vec![sub_ca.clone()],
            )
            .map_err(|error| failures::key_file("demo", &error))
        };
        Ok(Self {
            root: certificate(&pki.root)?,
            crls: [
                ("goc.crl", crl(pki.root_authority(), now)?),
                ("trung-gian.crl", crl(pki.sub_authority(), now)?),
            ],
            leader: signer(pki.leader())?,
            agency: signer(pki.agency())?,
        })
    }

    fn sign(
        &self,
        input: &Path,
        output: &Path,
        field: &str,
        signer: &SoftwareSigner,
        job: &Job,
    ) -> Result<SigningRecord, Failure> {
        let mut request = SignatureRequest::new(job.now);
        request.field = pades_sign::FieldChoice::New {
            name: Some(field.to_owned()),
        };
        request.reason = Some(MARK.to_owned());
        request.application = Some("kyso demo".to_owned());
        let mut evidence = Evidence::new();
        for (name, der) in &self.crls {
            let crl = Crl::from_der(der).map_err(|error| defect(&error))?;
            evidence.add_crl(crl, Origin::File((*name).to_owned()));
        }
        let trust = SignerTrust {
            anchors: vec![TrustAnchor::new(self.root.clone())],
            evidence,
            algorithms: AlgorithmPolicy::default(),
            revocation: RevocationMode::Require,
            freshness: Freshness::default(),
            unverified: UnverifiedChain::Refused,
        };
        let signing = SigningJob {
            input,
            output,
            replace: Replace::Allowed,
            trust: &trust,
            provider: CryptoProvider::aws_lc(),
            now: job.now,
            stamping: None,
            progress: &|_| (),
            password: None,
            lint: &|_| true,
        };
        let signed = signing_workflow::sign_file(&signing, &request, signer)
            .map_err(|error| refusals::stopped(input, &error))?;
        let name = present::display_name(signer.certificate());
        let at = signed.record.claimed_signing_time;
        job.say(&Text::new(
            format!(
                "Ký số thành công: {}, {name}, lúc {}.",
                output.display(),
                present::moment(at)
            ),
            format!(
                "Signed: {}, {name}, at {}.",
                output.display(),
                present::moment_en(at)
            ),
        ));
        Ok(signed.record)
    }
}

fn record_name(record: &SigningRecord) -> String {
    format!("ban-ghi-{}.json", record.field)
}

fn certificate(issued: &Issued) -> Result<Certificate, Failure> {
    Certificate::from_der(&issued.certificate_der).map_err(|error| defect(&error))
}

/// A list with nobody on it, of a week: as long as the demonstration should be worth looking at.
fn crl(authority: &Authority, now: Timestamp) -> Result<Vec<u8>, Failure> {
    let week = SignedDuration::from_hours(7 * 24);
    let profile = CrlProfile {
        number: Some(1),
        ..CrlProfile::new(now, now + week)
    };
    authority.crl(&profile).map_err(|error| made(&error))
}

fn made(error: &DemoPkiError) -> Failure {
    defect(error)
}

fn defect(error: &dyn std::error::Error) -> Failure {
    Failure::new(
        Exit::Defect,
        "demo",
        Text::new(
            format!("Không tạo được chứng thư thử nghiệm: {error}."),
            format!("The demonstration hierarchy could not be made: {error}."),
        ),
    )
}

/// Verifies and judges the result as any reader would, and tells how to do it again.
fn show(result: &Path, records: &[SigningRecord], place: &Place, job: &Job) -> Outcome {
    let root = place.path("goc-thu-nghiem.pem");
    let mut facts = CallerFacts::from_toml(FACTS).map_err(|error| defect(&error))?;
    for record in records {
        state_from_record(record, &mut facts);
    }
    let judging = Judging {
        trust: args::Trust {
            anchors: vec![root.clone()],
            crl: vec![place.path("crl")],
            ..args::Trust::default()
        },
        at: Some(job.now),
        ..Judging::default()
    };
    let verifier = Verifier::new(&judging, job)?;
    let seen = verifier.report(result)?;
    let report = &seen.report;
    let roles = roles::told(report, &seen.look, &facts);
    let judged = check::judge(report, &roles.facts, job.now, &job.law);
    let name = result.display().to_string();
    if job.json {
        job.value(&present::json::judged(
            &name, report, &judged, &roles, false, job.lang,
        ));
        return Ok(Exit::Passed);
    }
    job.line("");
    job.line(&present::text::report(&name, report, &roles, job.lang));
    job.line(&present::law::judged(&judged, false, job.lang));
    let records: String = records
        .iter()
        .map(|record| format!(" --record {}", place.path(&record_name(record)).display()))
        .collect();
    let crls = place.path("crl");
    let again = format!(
        "kyso check {name} --trust {} --crl {} --facts {}{records}",
        root.display(),
        crls.display(),
        place.path("du-kien.toml").display()
    );
    job.say(&Text::new(
        format!("\nVăn bản đã ký: {name}\nTrạng thái thu hồi đã được kiểm tra theo CRL thử nghiệm trong thư mục “{}”.\nKiểm tra lại: {again}",
            crls.display()
        ),
        format!("\nSigned document: {name}\nRevocation was checked by the demonstration CRLs in “{}”.\nAgain: {again}",
            crls.display()
        ),
    ));
    Ok(Exit::Passed)
}
