//! What an office asks its register day by day, asked by us and by hand.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use gov_ca_registry::entries::{Certificate, Subscriber};
use gov_ca_registry::report::{Draft, ReportError, make};
use gov_ca_registry::store::{Register, StoreError};
use gov_ca_registry::{Office, due};
use kyso_examples::people::AnyError;
use regulation_rules::LawBook;

use super::province::TODAY;
use super::{Province, Shell};

/// Issue "The register": what an import has to reach.
pub const ROWS_PER_SECOND: f64 = 5_000.0;
const LOOKUPS: i64 = 5_000;
const DAYS: i32 = 60;

/// A register full of people, and the shell on the same data.
#[derive(Debug)]
pub struct Case {
    register: Register,
    shell: Shell,
    province: Province,
    folder: PathBuf,
}

/// One question, asked twice.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// By the engine's own shell.
    pub by_hand: Duration,
    /// By us.
    pub ours: Duration,
}

impl Case {
    /// Fills an empty register; how many records a second.
    ///
    /// # Errors
    /// What the register says.
    pub fn filled(
        mut register: Register,
        shell: Shell,
        province: Province,
        folder: PathBuf,
    ) -> Result<(Self, f64), AnyError> {
        let started = Instant::now();
        let records = province.write(&mut register)?;
        #[expect(clippy::cast_precision_loss, reason = "some hundred thousand")]
        let rate = records as f64 / started.elapsed().as_secs_f64();
        let case = Self {
            register,
            shell,
            province,
            folder,
        };
        Ok((case, rate))
    }

    /// Certificates by their numbers, one after the other, each with its subscriber.
    ///
    /// # Errors
    /// What the register or the shell says.
    pub fn lookups(&mut self) -> Result<Measured, AnyError> {
        let numbers: Vec<String> = (0..LOOKUPS)
            .map(|at| self.province.number_of(at * 7_919))
            .collect();
        let mut script = String::new();
        for number in &numbers {
            writeln!(
                script,
                "SELECT id, version, body FROM certificate WHERE number = '{number}';\n\
                 SELECT subscriber.id, subscriber.version, subscriber.body FROM subscriber JOIN certificate \
                 ON certificate.subscriber = subscriber.id WHERE certificate.number = '{number}';"
            )?;
        }
        let by_hand = self.by_hand("lookups", &script)?;
        let started = Instant::now();
        self.register.read(|view| {
            for number in &numbers {
                let found =
                    view.first::<Certificate>("WHERE number = $1", &[number.as_str().into()])?;
                let certificate = found.ok_or(StoreError::Busy)?;
                let holder = view.get::<Subscriber>(certificate.record().subscriber.number())?;
                std::hint::black_box(holder);
            }
            Ok::<_, StoreError>(())
        })?;
        Ok(Measured {
            by_hand,
            ours: started.elapsed(),
        })
    }

    /// What is to be done today.
    ///
    /// # Errors
    /// What the register or the shell says.
    pub fn work_list(&mut self) -> Result<Measured, AnyError> {
        let by_hand = self.by_hand("work-list", &work_list_by_hand())?;
        let law = LawBook::as_read();
        let office = Office {
            law: &law,
            province: Some("tay-ninh"),
        };
        let started = Instant::now();
        let tasks = self.register.read(|view| due(view, TODAY, DAYS, &office))?;
        let ours = started.elapsed();
        assert!(tasks.len() > 50, "a province has work: {}", tasks.len());
        Ok(Measured { by_hand, ours })
    }

    /// The report of a year.
    ///
    /// # Errors
    /// What the register or the shell says.
    pub fn yearly_report(&mut self) -> Result<Measured, AnyError> {
        let by_hand = self.by_hand("report", &report_by_hand(&self.shell))?;
        let law = LawBook::as_read();
        let office = Office {
            law: &law,
            province: Some("tay-ninh"),
        };
        let draft = Draft {
            body: None,
            from: None,
            period: "2025".parse()?,
            stated: Vec::new(),
            by_persons: Vec::new(),
            template: "kyso".to_owned(),
            made_by: "bench".to_owned(),
            made_on: TODAY,
            program: "kyso".to_owned(),
        };
        let started = Instant::now();
        let report = self
            .register
            .read::<_, ReportError>(|view| make(view, &draft, &office))?;
        let ours = started.elapsed();
        let sent = report.content().totals.of("requests.step.send").all();
        assert!(sent > 100, "a year has requests: {sent}");
        Ok(Measured { by_hand, ours })
    }

    fn by_hand(&self, name: &str, script: &str) -> Result<Duration, AnyError> {
        let file = self.folder.join(format!("{name}.sql"));
        std::fs::write(&file, script)?;
        self.shell.run(&file)
    }

    /// The register, for what else is to be done with it.
    pub const fn register(&mut self) -> &mut Register {
        &mut self.register
    }
}

/// What `due` looks at, as somebody would ask for it who knows the tables: the records and whom they are about, without any law.
fn work_list_by_hand() -> String {
    let until = TODAY.plus_days(DAYS);
    format!(
        "SELECT request.id, request.body, subscriber.body, organisation.body FROM request
         JOIN subscriber ON subscriber.id = request.subscriber JOIN organisation ON organisation.id = request.made_by
         WHERE request.state = 'accepted' ORDER BY request.id;
         SELECT id, valid_to FROM certificate
         WHERE state = 'in-effect' AND valid_to >= '{TODAY}' AND valid_to <= '{until}' ORDER BY valid_to, id;
         SELECT certificate.id, certificate.body, subscriber.body, person.body, own.body FROM certificate
         JOIN subscriber ON subscriber.id = certificate.subscriber
         LEFT JOIN person ON person.id = subscriber.person
         LEFT JOIN organisation employer ON employer.id = person.organisation
         LEFT JOIN organisation own ON own.id = coalesce(subscriber.organisation, subscriber.owner)
         WHERE certificate.state = 'in-effect' AND certificate.valid_to >= '{TODAY}' AND
             (person.left_on <= '{TODAY}' OR person.posts > 1 OR employer.ends <= '{TODAY}' OR own.ends <= '{TODAY}'
              OR own.named_since > own.begins)
         ORDER BY certificate.id;
         SELECT device.id, device.body FROM device WHERE state IN ('with-subscriber', 'locked', 'broken', 'collected')
         AND EXISTS (SELECT 1 FROM certificate WHERE certificate.device = device.id)
         AND NOT EXISTS (SELECT 1 FROM certificate WHERE certificate.device = device.id
                         AND state IN ('received', 'in-effect', 'suspended') AND valid_to >= '{TODAY}')
         ORDER BY id;
         SELECT id, body FROM notice WHERE closed_on IS NULL ORDER BY id;
         SELECT id, body FROM certificate WHERE state IN ('received', 'in-effect', 'suspended') AND valid_to >= '{TODAY}'
         AND (device IN (SELECT id FROM device WHERE state IN ('lost', 'collected', 'returned-to-ca'))
              OR device IN (SELECT device FROM notice WHERE event = 'exposed'))
         ORDER BY id;
         SELECT id FROM request WHERE state IN ('drafted', 'confirmed', 'returned') ORDER BY id;
         SELECT id, body FROM short_record WHERE kind = 'permission' AND closed_on IS NULL AND until_day < '{TODAY}' ORDER BY until_day;
        "
    )
}

/// The figures of a year for each body and class, as somebody would ask for them who knows the tables: what lay still is grouped by its columns, of
/// what moved the steps are taken out of the bodies, and the last one by the beginning and by the end.
fn report_by_hand(shell: &Shell) -> String {
    let steps = match shell {
        Shell::Sqlite(_) => "json_each(t.body, '$.history.steps')",
        Shell::Postgres(_) => {
            "jsonb_array_elements(t.body::jsonb -> 'history' -> 'steps') WITH ORDINALITY AS steps (value, key)"
        }
    };
    let mut script = "SELECT id, body FROM organisation ORDER BY id;\n".to_owned();
    for (table, body, more) in [
        (
            "certificate",
            "s.managed_by",
            "CASE WHEN t.valid_to < '2024-12-31' THEN 0 WHEN t.valid_to < '2025-12-31' THEN 1 WHEN t.valid_to <= '2026-12-31' THEN 2 ELSE 3 END",
        ),
        ("device", "s.managed_by", "0"),
        ("request", "t.made_by", "t.kind"),
    ] {
        let from = format!("FROM {table} t LEFT JOIN subscriber s ON s.id = t.subscriber");
        let by = |day: &str| {
            format!(
                "(SELECT value ->> 'step' FROM {steps} WHERE value ->> 'on' <= '{day}' ORDER BY key DESC LIMIT 1)"
            )
        };
        let (start, end) = (by("2024-12-31"), by("2025-12-31"));
        script += &format!(
            "SELECT {body}, s.class, t.state, {more}, count(*) {from} WHERE t.latest_on < '2025-01-01' GROUP BY 1, 2, 3, 4;
             SELECT who, class, step, more, count(*) FROM (SELECT {body} AS who, s.class AS class, value ->> 'step' AS step, value ->> 'on' AS day, {more} AS more
                 {from}, {steps} WHERE t.latest_on >= '2025-01-01') AS moved
             WHERE day >= '2025-01-01' AND day <= '2025-12-31' GROUP BY 1, 2, 3, 4;
             SELECT who, class, more, first, last, count(*) FROM (SELECT {body} AS who, s.class AS class, {more} AS more, {start} AS first, {end} AS last
                 {from} WHERE t.latest_on >= '2025-01-01') AS moved GROUP BY 1, 2, 3, 4, 5;
            "
        );
    }
    script
}
