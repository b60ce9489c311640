//! What a page sends: read as tolerantly as pages in use are written. What is known of it is second-hand (docs/local-service.md).

use base64ct::{Base64, Encoding as _};
use jiff::civil::Date;
use jiff::{Timestamp, tz};
use secrecy::SecretString;
use serde_json::{Map, Value};

use super::operation::{Operation, Text};
use super::reply::{Refused, Status};

/// Documents of one request, fields beside them, and characters of each. Ours.
const DOCUMENTS: usize = 200;
const FIELDS: usize = 64;
const LONGEST: usize = 4096;
/// A text that a person can be expected to read before signing it: octets. Ours.
const READABLE: usize = 64 << 10;

/// A message, read.
#[derive(Debug)]
pub(super) enum Message {
    /// Documents to be signed or judged.
    Files(Files),
    /// A text to be signed.
    Text(String),
    /// A text and its signature, DER.
    Signed(Vec<u8>, Vec<u8>),
    /// Nothing more than the operation.
    Nothing,
}

/// Documents, and where what becomes of them goes.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Their addresses. None: the person chooses.
    pub(super) files: Vec<File>,
    pub(super) upload: Option<String>,
    pub(super) bearer: Option<SecretString>,
    pub(super) cookie: Option<SecretString>,
    /// Fields that go with every file.
    pub(super) fields: Vec<(String, String)>,
    pub(super) number: Option<String>,
    pub(super) dated: Option<Date>,
}

/// One document.
#[derive(Debug)]
pub(super) struct File {
    pub(super) address: String,
    pub(super) name: String,
    /// What the page calls it, given back as it is.
    pub(super) id: Option<Value>,
}

impl Message {
    /// # Errors
    /// A message that is none of this operation, with what is wrong with it.
    pub(super) fn read(text: &str, operation: Operation) -> Result<Self, Refused> {
        match operation {
            Operation::Sign(_) => Files::read(text, one)?.with_handler().map(Self::Files),
            Operation::SignFiles => Files::read(text, many)?.with_handler().map(Self::Files),
            Operation::Verify => Files::read(text, one).map(Self::Files),
            Operation::SignText(from) => readable(text, from).map(Self::Text),
            Operation::VerifyText => signed(text),
            Operation::Certificate | Operation::Show | Operation::NotDone => Ok(Self::Nothing),
        }
    }
}

type Object = Map<String, Value>;

impl Files {
    fn read(
        text: &str,
        files: impl FnOnce(&Object) -> Result<Vec<File>, Refused>,
    ) -> Result<Self, Refused> {
        let object = object(text)?;
        let secret =
            |name| -> Result<_, Refused> { Ok(self::text(&object, name)?.map(SecretString::from)) };
        let upload = self::text(&object, "FileUploadHandler")?;
        Ok(Self {
            files: files(&object)?,
            upload: upload.as_deref().map(address).transpose()?,
            bearer: secret("JWTToken")?,
            cookie: secret("SessionId")?,
            fields: fields(&object)?,
            number: self::text(&object, "DocNumber")?,
            dated: self::text(&object, "IssuedDate")?
                .as_deref()
                .map(dated)
                .transpose()?,
        })
    }
}

impl Files {
    /// What is signed goes somewhere.
    fn with_handler(self) -> Result<Self, Refused> {
        match self.upload {
            Some(_) => Ok(self),
            None => Err(wrong("FileUploadHandler")),
        }
    }
}

fn one(object: &Object) -> Result<Vec<File>, Refused> {
    let Some(from) = text(object, "FileName")? else {
        return Ok(Vec::new());
    };
    let address = address(&from)?;
    let name = last(&address);
    let id = None;
    Ok(vec![File { address, name, id }])
}

fn many(object: &Object) -> Result<Vec<File>, Refused> {
    let files = object.get("Files").and_then(Value::as_array);
    let files = files.filter(|files| (1..=DOCUMENTS).contains(&files.len()));
    let files = files.ok_or_else(|| wrong("Files"))?;
    let file = |file: &Value| {
        let file = file.as_object().ok_or_else(|| wrong("Files"))?;
        let address = address(&text(file, "URL")?.ok_or_else(|| wrong("URL"))?)?;
        let name = text(file, "FileName")?.map(|name| last(&name));
        Ok(File {
            name: name.unwrap_or_else(|| last(&address)),
            address,
            id: file.get("FileID").cloned(),
        })
    };
    files.iter().map(file).collect()
}

/// `MetaData`: keys and values, sent on as they are.
fn fields(object: &Object) -> Result<Vec<(String, String)>, Refused> {
    let given = match object.get("MetaData") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::String(none)) if none.is_empty() => return Ok(Vec::new()),
        Some(given) => given.as_array(),
    };
    let given = given.filter(|given| given.len() <= FIELDS);
    let pair = |one: &Value| {
        let one = one.as_object().ok_or_else(|| wrong("MetaData"))?;
        let key = text(one, "Key")?.ok_or_else(|| wrong("MetaData"))?;
        Ok((key, text(one, "Value")?.unwrap_or_default()))
    };
    given
        .ok_or_else(|| wrong("MetaData"))?
        .iter()
        .map(pair)
        .collect()
}

fn object(text: &str) -> Result<Object, Refused> {
    serde_json::from_str(text).map_err(|_| {
        Refused::new(
            Status::Message,
            "Thông điệp không phải là một đối tượng JSON.",
            "The message is no JSON object.",
        )
    })
}

/// A text that is there and not empty; numbers are texts too.
fn text(object: &Object, name: &'static str) -> Result<Option<String>, Refused> {
    let text = match object.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(_) => return Err(wrong(name)),
    };
    if text.len() > LONGEST || text.chars().any(char::is_control) {
        return Err(wrong(name));
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// As browsers do, what may not stand in an address is written with percent signs (RFC 3986 §2.1).
fn address(text: &str) -> Result<String, Refused> {
    let mut address = String::with_capacity(text.len());
    for octet in text.bytes() {
        match octet {
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => {
                address += &format!("%{octet:02X}");
            }
            0x21..=0x7E => address.push(char::from(octet)),
            _ => address += &format!("%{octet:02X}"),
        }
    }
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    match is_web {
        true => Ok(address),
        // a path of this machine is nothing that a page may name
        false => Err(Refused::new(
            Status::Address,
            "Chỉ nhận địa chỉ http hoặc https.",
            "Only addresses of http or https are taken.",
        )),
    }
}

/// The name at the end of a path, for people.
fn last(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = decoded(name);
    let name: String = name.chars().filter(|one| !one.is_control()).collect();
    let name: String = name.chars().take(200).collect();
    match name.is_empty() {
        true => "van-ban.pdf".to_owned(),
        false => name,
    }
}

fn decoded(name: &str) -> String {
    let octets = name.as_bytes();
    let mut decoded = Vec::with_capacity(octets.len());
    let mut at = 0;
    while let Some(&octet) = octets.get(at) {
        let digits = octets
            .get(at + 1..at + 3)
            .and_then(|two| std::str::from_utf8(two).ok());
        match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(value) if octet == b'%' => {
                decoded.push(value);
                at += 3;
            }
            _ => {
                decoded.push(octet);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| name.to_owned())
}

/// `2026-11-24`, `24/11/2026`, or what `new Date()` becomes in JSON: the day it is in Vietnam then.
fn dated(text: &str) -> Result<Date, Refused> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment.to_zoned(tz::offset(7).to_time_zone()).date());
    }
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    if let Ok(date) = day.parse::<Date>() {
        return Ok(date);
    }
    let parts: Vec<i16> = day
        .split('/')
        .filter_map(|part| part.parse().ok())
        .collect();
    let date = match parts.as_slice() {
        &[day, month, year] => Date::new(
            year,
            i8::try_from(month).unwrap_or(0),
            i8::try_from(day).unwrap_or(0),
        )
        .ok(),
        _ => None,
    };
    date.ok_or_else(|| wrong("IssuedDate"))
}

/// A text that a person can read: nothing is signed unseen.
fn readable(message: &str, from: Text) -> Result<String, Refused> {
    let octets = match from {
        Text::Plain => message.as_bytes().to_vec(),
        Text::Base64 => {
            Base64::decode_vec(message.trim().trim_matches('"')).map_err(|_| wrong("Base64"))?
        }
    };
    let text = String::from_utf8(octets).ok();
    let is_shown = |one: char| !one.is_control() || matches!(one, '\n' | '\r' | '\t');
    let text = text.filter(|text| {
        (1..=READABLE).contains(&text.len())
            && text.chars().all(is_shown)
            // a signature over a document's octets is a signature of that document
            && !text.contains("%PDF-")
    });
    text.ok_or_else(|| {
        Refused::new(
            Status::Unreadable,
            "Chỉ ký văn bản chữ (UTF-8, tối đa 64 KiB) mà người ký đọc được; không ký giá trị băm hay tệp nhị phân.",
            "Only text (UTF-8, at most 64 KiB) that the signer can read is signed; no digest, no binary file.",
        )
    })
}

fn signed(message: &str) -> Result<Message, Refused> {
    let object = object(message)?;
    let octets = |name: &'static str| {
        let text = object.get(name).and_then(Value::as_str);
        let text: String = text.unwrap_or_default().split_ascii_whitespace().collect();
        let octets = Base64::decode_vec(&text).ok();
        octets
            .filter(|octets| !octets.is_empty())
            .ok_or_else(|| wrong(name))
    };
    Ok(Message::Signed(
        octets("Base64Content")?,
        octets("Signature")?,
    ))
}

fn wrong(name: &str) -> Refused {
    Refused::new(
        Status::Message,
        format!("Trường {name} của thông điệp không đúng hoặc bị thiếu."),
        format!("The field {name} of the message is wrong or missing."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signatory::Act;

    fn files(text: &str) -> Files {
        match Message::read(text, Operation::Sign(Act::Issue)) {
            Ok(Message::Files(files)) => files,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_request_is_read_as_pages_write_it() {
        let read = files(
            r#"{"FileUploadHandler":" https://vb.vn/up?id=1 ","SessionId":"","JWTToken":"a.b.c","FileName":"https://vb.vn/Công văn.pdf?x=1",
                "MetaData":[{"Key":"file_id","Value":7}],"DocNumber":79,"IssuedDate":"2026-11-23T17:00:00.000Z","Khac":true}"#,
        );
        assert_eq!(read.upload.as_deref(), Some("https://vb.vn/up?id=1"));
        assert_eq!(
            read.files[0].address,
            "https://vb.vn/C%C3%B4ng%20v%C4%83n.pdf?x=1"
        );
        assert_eq!(read.files[0].name, "Công văn.pdf");
        assert_eq!(read.fields, [("file_id".to_owned(), "7".to_owned())]);
        assert_eq!(read.number.as_deref(), Some("79"));
        // midnight in Vietnam
        assert_eq!(read.dated, Some(Date::constant(2026, 11, 24)));
        assert!(read.cookie.is_none() && read.bearer.is_some());
        assert!(
            files(r#"{"FileName":"","FileUploadHandler":"https://vb.vn/up"}"#)
                .files
                .is_empty()
        );
    }

    #[test]
    fn days_are_read_in_the_forms_pages_use() {
        for text in [
            "2026-11-24",
            "24/11/2026",
            "2026-11-24T08:00:00",
            "24/11/2026 08:00",
        ] {
            assert_eq!(dated(text).unwrap(), Date::constant(2026, 11, 24), "{text}");
        }
        for text in ["31/02/2026", "hôm nay", "1/2", "99999999/1/1"] {
            assert!(dated(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_no_message_is_refused_and_says_what() {
        let wrong = [
            ("", "JSON"),
            ("[]", "JSON"),
            (r#"{"FileName":{}}"#, "FileName"),
            (r#"{"FileName":"C:\\van-ban.pdf"}"#, "http"),
            (r#"{"FileName":"file:///etc/passwd"}"#, "http"),
            (r#"{"FileName":"http://a\u0000b"}"#, "FileName"),
            (r#"{"MetaData":[1]}"#, "MetaData"),
            (r#"{"IssuedDate":"mai"}"#, "IssuedDate"),
        ];
        for (text, said) in wrong {
            let refused = Message::read(text, Operation::Sign(Act::Plain)).unwrap_err();
            assert!(refused.text.en.contains(said), "{text}: {:?}", refused.text);
        }
        for text in ["{}", r#"{"Files":[]}"#, r#"{"Files":[{}]}"#] {
            assert!(Message::read(text, Operation::SignFiles).is_err(), "{text}");
        }
    }

    #[test]
    fn a_text_is_signed_only_if_it_can_be_read() {
        let read = |octets: &[u8]| readable(&Base64::encode_string(octets), Text::Base64);
        assert_eq!(read("Đồng ý".as_bytes()).unwrap(), "Đồng ý");
        assert!(read(&[0; 32]).is_err(), "a digest");
        assert!(read(b"\xff\xfe").is_err());
        assert!(read(b"%PDF-1.7\n").is_err(), "a document");
        assert!(read(&vec![b'a'; READABLE + 1]).is_err());
        assert!(readable("", Text::Plain).is_err());
        assert_eq!(readable("a1b2", Text::Plain).unwrap(), "a1b2");
    }
}
