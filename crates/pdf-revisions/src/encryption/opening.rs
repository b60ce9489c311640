//! Opening an encrypted file: one encryption dictionary for all revisions, and a password that fits.

use super::dictionary::EncryptionDictionary;
use super::{
    Encryption, FileKey, Handler, Locked, OpenedBy, aes256, legacy, password, permissions,
};
use crate::object::{Dict, Object};
use crate::view::View;
use crate::{Anomaly, AnomalyKind, Malformed, PdfError, PdfErrorKind, PdfFile, Reference};

/// What decrypts `file`, and what was noticed; `None` for a file that is not encrypted. Without a password, and after one that does not
/// fit, the empty one is tried.
pub(crate) fn unlock(
    file: &PdfFile,
    password: Option<&[u8]>,
) -> Result<Option<(Handler, Vec<Anomaly>)>, PdfError> {
    if !file.is_encrypted() {
        return Ok(None);
    }
    let Found {
        dictionary,
        own_objects,
        mut anomalies,
        place,
    } = Found::read(file)?;
    let id = id(file, &dictionary)?;
    let Some((key, opened_by)) = open(&dictionary, &id, password) else {
        anomalies.splice(0..0, file.anomalies().iter().copied());
        let locked = Box::new(Locked {
            version: dictionary.version,
            revision: dictionary.revision,
            anomalies,
        });
        return Err(PdfError {
            kind: match password {
                None => PdfErrorKind::PasswordNeeded(locked),
                Some(_) => PdfErrorKind::PasswordWrong(locked),
            },
            offset: Some(place),
        });
    };
    let noticed = permissions::check(&dictionary, &key);
    anomalies.extend(noticed.map(|kind| Anomaly {
        kind,
        offset: place,
    }));
    let handler = Handler {
        encryption: Encryption::new(&dictionary, opened_by),
        dictionary,
        own_objects,
        key,
    };
    Ok(Some((handler, anomalies)))
}

fn open(
    dictionary: &EncryptionDictionary,
    id: &[u8],
    password: Option<&[u8]>,
) -> Option<(FileKey, OpenedBy)> {
    let user = |password: &[u8]| match dictionary.revision {
        5.. => aes256::user(dictionary, password),
        _ => legacy::user(dictionary, id, password),
    };
    let owner = |password: &[u8]| match dictionary.revision {
        5.. => aes256::owner(dictionary, password),
        _ => legacy::owner(dictionary, id, password),
    };
    let given = password.filter(|password| !password.is_empty());
    for candidate in given
        .into_iter()
        .flat_map(|given| password::candidates(given, dictionary.revision))
    {
        // §7.6.4.3.3: the owner's first, who may do more.
        if let Some(key) = owner(&candidate) {
            return Some((key, OpenedBy::Owner));
        }
        if let Some(key) = user(&candidate) {
            return Some((key, OpenedBy::User));
        }
    }
    if let Some(key) = user(b"") {
        return Some((key, OpenedBy::EmptyPassword));
    }
    // An owner who chose no password: the user has one all the same.
    Some((owner(b"")?, OpenedBy::Owner))
}

/// The encryption dictionary, which is the same in every revision.
struct Found {
    dictionary: EncryptionDictionary,
    own_objects: Vec<Reference>,
    anomalies: Vec<Anomaly>,
    place: u64,
}

impl Found {
    fn read(file: &PdfFile) -> Result<Self, PdfError> {
        let mut found: Option<Self> = None;
        for revision in file.revisions() {
            let view = file.at(revision.index);
            let (dict, reference, place) = encryption_dictionary(&view)?;
            let dictionary = EncryptionDictionary::read(&view, &dict, place)?;
            let found = found.get_or_insert_with(|| Self {
                dictionary: dictionary.clone(),
                own_objects: Vec::new(),
                anomalies: Vec::new(),
                place,
            });
            if found.dictionary != dictionary {
                return Err(changed(&view));
            }
            match reference {
                Some(reference) if !found.own_objects.contains(&reference) => {
                    found.own_objects.push(reference);
                }
                Some(_) => {}
                None => found.anomalies.push(Anomaly {
                    kind: AnomalyKind::EncryptionDictionaryDirect,
                    offset: place,
                }),
            }
        }
        // A file has at least one revision.
        found.ok_or_else(|| PdfError::malformed_somewhere(Malformed::EncryptionDictionary))
    }
}

/// The dictionary as of one revision, the object that it is, and where it stands.
fn encryption_dictionary(view: &View<'_>) -> Result<(Dict, Option<Reference>, u64), PdfError> {
    let place = view.revision().startxref;
    let malformed = || PdfError::malformed(Malformed::EncryptionDictionary, place);
    match view.trailer().get(b"Encrypt") {
        // Encrypted before or after, but not here.
        None => Err(changed(view)),
        Some(Object::Dictionary(dict)) => {
            let place = dict.span().map_or(place, |span| span.start);
            Ok((dict.clone(), None, place))
        }
        Some(&Object::Reference(reference)) => match view.resolve(reference)? {
            Object::Dictionary(dict) => {
                let place = dict.span().map_or(place, |span| span.start);
                Ok((dict, Some(reference), place))
            }
            _ => Err(malformed()),
        },
        Some(_) => Err(malformed()),
    }
}

/// The first half of `/ID`, on which the key depends up to revision 4 (§7.6.4.3.2 (e)); the same in all revisions that have one.
fn id(file: &PdfFile, dictionary: &EncryptionDictionary) -> Result<Vec<u8>, PdfError> {
    let mut id: Option<Vec<u8>> = None;
    for revision in file.revisions() {
        let view = file.at(revision.index);
        let Object::Array(halves) = view.value(view.trailer(), b"ID")? else {
            continue;
        };
        let Some(half) = halves.first().and_then(Object::as_string) else {
            continue;
        };
        let first = id.get_or_insert_with(|| half.bytes.clone());
        if *first != half.bytes && dictionary.revision < 5 {
            return Err(changed(&view));
        }
    }
    Ok(id.unwrap_or_default())
}

fn changed(view: &View<'_>) -> PdfError {
    PdfError::malformed(Malformed::EncryptionChanged, view.revision().startxref)
}
