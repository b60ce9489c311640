//! What people call a person, a body, a device, a certificate: found by it.

use gov_ca_model::{CertificateNumber, CitizenNumber, DeviceNumber};

use crate::about::Subject;
use crate::entries::{Body, Certificate, Device, Person, Subscriber};
use crate::names::{NameKey, plain};
use crate::steps::StepError;
use crate::{Id, Record, Value, View};

/// Of which kind that is that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A body: by its number here, electronic code, tax code or name.
    Body,
    /// A certificate: by its number.
    Certificate,
    /// A device: by the number on it, or the one its token reports.
    Device,
    /// A person: by the number here, citizen number, official mail address or name.
    Person,
    /// A subscriber: by its number here, by a certificate or a device, by whatever its holder is found by, or by the name of a system.
    Subscriber,
}

impl Sought {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Person,
        Self::Body,
        Self::Device,
        Self::Certificate,
        Self::Subscriber,
    ];

    /// The word in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Body => "organisation",
            Self::Certificate => "certificate",
            Self::Device => "device",
            Self::Person => "person",
            Self::Subscriber => "subscriber",
        }
    }

    /// The Vietnamese term.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::Body => "cơ quan, tổ chức",
            Self::Certificate => "chứng thư",
            Self::Device => "thiết bị",
            Self::Person => "cá nhân",
            Self::Subscriber => "thuê bao",
        }
    }
}

/// The longest number of a record that is looked for: what has more digits is a citizen's, a tax or a certificate number (ours).
const LONGEST: usize = 8;

/// All that `key` names; of several, a person has to choose.
///
/// # Errors
///
/// What the register says.
pub fn search(view: &mut View<'_>, what: Sought, key: &str) -> Result<Vec<Subject>, StepError> {
    let key = key.trim();
    Ok(match what {
        Sought::Body => of(bodies(view, key)?, Subject::Body),
        Sought::Certificate => of(certificates(view, key)?, Subject::Certificate),
        Sought::Device => of(devices(view, key)?, Subject::Device),
        Sought::Person => of(persons(view, key)?, Subject::Person),
        Sought::Subscriber => of(subscribers(view, key)?, Subject::Subscriber),
    })
}

fn of<T>(ids: Vec<Id<T>>, subject: fn(Id<T>) -> Subject) -> Vec<Subject> {
    ids.into_iter().map(subject).collect()
}

fn persons(view: &mut View<'_>, key: &str) -> Result<Vec<Id<Person>>, StepError> {
    if let Some(found) = numbered(view, key)? {
        return Ok(found);
    }
    let number = key.parse::<CitizenNumber>();
    let number = number.map_or_else(|_| key.to_owned(), |number| number.to_string());
    let found = with(
        view,
        "WHERE number = $1 OR mail = $2",
        &[number.into(), key.into()],
    )?;
    match found.is_empty() {
        true => named(view, key),
        false => Ok(found),
    }
}

fn bodies(view: &mut View<'_>, key: &str) -> Result<Vec<Id<Body>>, StepError> {
    if let Some(found) = numbered(view, key)? {
        return Ok(found);
    }
    let found = with(view, "WHERE code = $1 OR tax_code = $1", &[key.into()])?;
    match found.is_empty() {
        true => named(view, key),
        false => Ok(found),
    }
}

fn devices(view: &mut View<'_>, key: &str) -> Result<Vec<Id<Device>>, StepError> {
    let number = key.parse::<DeviceNumber>();
    let number = number.map_or_else(|_| key.to_owned(), |number| number.to_string());
    with(
        view,
        "WHERE number = $1 OR number = $2 OR token_serial = $1",
        &[key.into(), number.into()],
    )
}

fn certificates(view: &mut View<'_>, key: &str) -> Result<Vec<Id<Certificate>>, StepError> {
    let found = with(view, "WHERE number = $1", &[key.into()])?;
    let Some(wanted) = key
        .parse::<CertificateNumber>()
        .ok()
        .filter(|_| found.is_empty())
    else {
        return Ok(found);
    };
    // however it is written: with colons, with zeros before it
    like(view, "number", |number| {
        number
            .parse()
            .is_ok_and(|number: CertificateNumber| number == wanted)
    })
}

fn subscribers(view: &mut View<'_>, key: &str) -> Result<Vec<Id<Subscriber>>, StepError> {
    // a certificate's number may be digits alone
    if let Some(found) = numbered(view, key)?.filter(|found| !found.is_empty()) {
        return Ok(found);
    }
    let mut found = named(view, key)?;
    for person in persons(view, key)? {
        found.extend(with(view, "WHERE person = $1", &[person.number().into()])?);
    }
    for body in bodies(view, key)? {
        found.extend(with(
            view,
            "WHERE organisation = $1",
            &[body.number().into()],
        )?);
    }
    for certificate in certificates(view, key)? {
        let tail = "WHERE id IN (SELECT subscriber FROM certificate WHERE id = $1)";
        found.extend(with(view, tail, &[certificate.number().into()])?);
    }
    for device in devices(view, key)? {
        let tail = "WHERE id IN (SELECT subscriber FROM device WHERE id = $1)";
        found.extend(with(view, tail, &[device.number().into()])?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The record with this number, where the key is one; an empty list where none has it.
fn numbered<T: Record>(view: &mut View<'_>, key: &str) -> Result<Option<Vec<Id<T>>>, StepError> {
    let is_number = key.len() <= LONGEST && key.bytes().all(|octet| octet.is_ascii_digit());
    match key.parse::<i64>() {
        Ok(number) if is_number => {
            let found = with(view, "WHERE id = $1 AND body IS NOT NULL", &[number.into()])?;
            Ok(Some(found))
        }
        _ => Ok(None),
    }
}

fn with<T: Record>(
    view: &mut View<'_>,
    tail: &str,
    values: &[Value],
) -> Result<Vec<Id<T>>, StepError> {
    let mut found = Vec::new();
    let sql = format!("SELECT id FROM {} {tail} ORDER BY id", T::TABLE);
    view.select(&sql, values, |row| {
        found.push(Id::new(row.integer(0)?));
        Ok::<_, StepError>(())
    })?;
    Ok(found)
}

/// Everybody of this name, however it is written; where nobody is and it was typed without any marks, of a name that is so without them.
fn named<T: Record>(view: &mut View<'_>, name: &str) -> Result<Vec<Id<T>>, StepError> {
    let wanted = NameKey::of(name);
    let found = like(view, "name", |name| NameKey::of(name) == wanted)?;
    if !found.is_empty() || !name.is_ascii() {
        return Ok(found);
    }
    like(view, "name", |name| NameKey::of(&plain(name)) == wanted)
}

/// Every record of which a column says what is looked for: a walk over that column.
fn like<T: Record>(
    view: &mut View<'_>,
    column: &str,
    is_it: impl Fn(&str) -> bool,
) -> Result<Vec<Id<T>>, StepError> {
    let mut found = Vec::new();
    let table = T::TABLE;
    let sql = format!("SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY id");
    view.select(&sql, &[], |row| {
        if is_it(row.text(1)?) {
            found.push(Id::new(row.integer(0)?));
        }
        Ok::<_, StepError>(())
    })?;
    Ok(found)
}
