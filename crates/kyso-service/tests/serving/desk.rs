//! A service on a port of its own, an office that tells what it was given, and a client that writes octets by hand.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kyso_service::{
    Access, Answer, CheckAsked, Content, Document, ExtendAsked, FinishAsked, Language, Limits,
    Made, Named, Office, PageAsked, PagesAsked, Picture, PrepareAnswer, PrepareAsked, Problem,
    Running, Service, Settings, SignAsked, VerifyAsked, Words,
};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tempfile::TempDir;

/// An office that reads no documents: what it does depends on the name.
#[derive(Default)]
pub struct Told {
    pub signed: AtomicUsize,
}

impl Office for Told {
    fn verify(
        &self,
        document: &Document,
        asked: &VerifyAsked,
        language: Language,
    ) -> Result<Answer, Problem> {
        match document.name() {
            "panics.pdf" => panic!("a defect"),
            "refused.pdf" => Err(Problem::new(
                422,
                "broken-xref",
                Words::new(
                    "Bảng tham chiếu hỏng.",
                    "The cross-reference table is broken.",
                ),
            )
            .at(Some(17))),
            "english.pdf" => Ok(Answer(
                json!({ "english": language == Language::En }).to_string(),
            )),
            "slow.pdf" => {
                std::thread::sleep(Duration::from_millis(400));
                Ok(told(document, asked))
            }
            _ => Ok(told(document, asked)),
        }
    }

    fn check(
        &self,
        document: &Document,
        asked: &CheckAsked,
        _: Language,
    ) -> Result<Answer, Problem> {
        let value = json!({
            "name": document.name(), "province": asked.province, "explain": asked.explain,
        });
        Ok(Answer(value.to_string()))
    }

    fn pages(&self, document: &Document, _: &PagesAsked, _: Language) -> Result<Answer, Problem> {
        Ok(Answer(json!({ "name": document.name() }).to_string()))
    }

    fn page(&self, _: &Document, asked: &PageAsked) -> Result<Picture, Problem> {
        let PageAsked {
            number,
            dpi,
            signature,
        } = asked;
        let told = format!("page {number} at {dpi}, signature {signature:?}");
        Ok(Picture(told.into_bytes()))
    }

    fn archive_status(
        &self,
        document: &Document,
        _: &Named,
        _: Language,
    ) -> Result<Answer, Problem> {
        Ok(Answer(json!({ "name": document.name() }).to_string()))
    }

    fn sign(&self, document: &Document, asked: &SignAsked) -> Result<Made, Problem> {
        match asked.reason.as_deref() {
            Some("slow") => std::thread::sleep(Duration::from_millis(400)),
            Some("panics") => panic!("a defect"),
            Some("refused") => {
                return Err(Problem::new(422, "refused", Words::new("Không.", "No.")));
            }
            _ => {}
        }
        let number = self.signed.fetch_add(1, Ordering::SeqCst);
        let told = format!("{asked:?}, signature {number}");
        Ok(made(document, "signed.pdf", told.as_bytes()))
    }

    fn prepare(&self, document: &Document, asked: &PrepareAsked) -> Result<PrepareAnswer, Problem> {
        Ok(PrepareAnswer {
            to_be_signed: document.sha256().to_owned(),
            state: format!("{asked:?} {:?}", opened_by(document)),
        })
    }

    fn finish(&self, document: &Document, asked: &FinishAsked) -> Result<Made, Problem> {
        Ok(made(document, "signed.pdf", &asked.signature))
    }

    fn extend(&self, document: &Document, asked: &ExtendAsked) -> Result<Made, Problem> {
        Ok(made(document, "raised.pdf", asked.to.word().as_bytes()))
    }
}

fn made(document: &Document, name: &str, octets: &[u8]) -> Made {
    let file = document.path().unwrap().with_file_name(name);
    let document = std::fs::read(document.path().unwrap()).unwrap();
    std::fs::write(&file, [&document, octets].concat()).unwrap();
    Made { file }
}

fn opened_by(document: &Document) -> Option<&str> {
    document.password().map(ExposeSecret::expose_secret)
}

fn told(document: &Document, asked: &VerifyAsked) -> Answer {
    let (kept, octets) = match document.content() {
        Content::File(path) => ("file", std::fs::read(path).unwrap()),
        Content::Memory(octets) => ("memory", octets.to_vec()),
    };
    assert_eq!(octets.len() as u64, document.length());
    let value = json!({
        "name": document.name(),
        "kept": kept,
        "sha256": document.sha256(),
        "opened_by": opened_by(document),
        "sum": octets.iter().map(|octet| u64::from(*octet)).sum::<u64>(),
        "policy": asked.policy.map(kyso_service::Changes::word),
        "at": asked.at.map(|at| at.to_string()),
    });
    Answer(value.to_string())
}

pub struct Desk {
    pub address: SocketAddr,
    pub folder: TempDir,
    /// The lines of requests that ended.
    pub logged: Mutex<Receiver<String>>,
    pub office: Arc<Told>,
    running: Option<Running>,
}

impl Desk {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Limits)) -> Self {
        Self::guarded(Access::default(), change)
    }

    pub fn guarded(access: Access, change: impl FnOnce(&mut Limits)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let office = Arc::new(Told::default());
        let (lines, logged) = channel();
        let mut limits = Limits::default();
        change(&mut limits);
        let settings = Settings {
            address: "127.0.0.1:0".parse().unwrap(),
            tls: None,
            folder: folder.path().to_owned(),
            access,
            limits,
            log: Some(Arc::new(move |line| {
                let _ = lines.send(line.to_owned());
            })),
            local: None,
        };
        let service = Service::bind(settings, office.clone()).unwrap();
        Self {
            address: service.address(),
            folder,
            office,
            logged: Mutex::new(logged),
            running: Some(service.start().unwrap()),
        }
    }

    /// Octets out, octets in, until the service closes or falls silent.
    pub fn say(&self, octets: &[u8]) -> Heard {
        let mut stream = self.open();
        stream.write_all(octets).unwrap();
        heard(stream)
    }

    pub fn open(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream
    }

    pub fn get(&self, path: &str) -> Heard {
        self.say(format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").as_bytes())
    }

    /// A whole document.
    pub fn send(&self, path: &str, more: &str, octets: &[u8]) -> Heard {
        let head = head(path, more, octets.len());
        self.say(&[head.as_bytes(), octets].concat())
    }

    /// A form.
    pub fn fill(&self, path: &str, parts: &[(&str, &[u8])]) -> Heard {
        self.fill_with(path, "", parts)
    }

    /// A form, with header fields.
    pub fn fill_with(&self, path: &str, more: &str, parts: &[(&str, &[u8])]) -> Heard {
        let (kind, octets) = form(parts);
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: {kind}\r\n{more}Content-Length: {}\r\n\r\n",
            octets.len()
        );
        self.say(&[head.as_bytes(), &octets].concat())
    }

    pub fn stop(&mut self) -> bool {
        self.running.take().unwrap().stop().unwrap()
    }

    /// All files in the rooms of documents.
    pub fn files(&self) -> usize {
        let entries = |path: &Path| -> Vec<PathBuf> {
            let entries = std::fs::read_dir(path).into_iter().flatten();
            entries.map(|entry| entry.unwrap().path()).collect()
        };
        let runs = entries(self.folder.path());
        let rooms = runs.iter().flat_map(|run| entries(run));
        rooms.map(|room| entries(&room).len()).sum()
    }

    /// The files of documents that are left.
    pub fn left(&self) -> usize {
        let runs = std::fs::read_dir(self.folder.path()).unwrap();
        let runs = runs.filter_map(|run| std::fs::read_dir(run.unwrap().path()).ok());
        runs.flatten()
            .filter(|entry| entry.as_ref().unwrap().file_type().unwrap().is_dir())
            .count()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = running.stop();
        }
    }
}

pub fn head(path: &str, more: &str, length: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/pdf\r\nContent-Length: {length}\r\n{more}\r\n"
    )
}

pub fn pdf(length: usize) -> Vec<u8> {
    let mut octets = b"%PDF-1.7\n".to_vec();
    octets.resize(length.max(9), b'x');
    octets
}

/// A form with these parts, and its type.
pub fn form(parts: &[(&str, &[u8])]) -> (String, Vec<u8>) {
    let mut octets = Vec::new();
    for (name, part) in parts {
        let head = format!(
            "--kyso\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"f\"\r\n\r\n"
        );
        octets.extend([head.as_bytes(), part, b"\r\n"].concat());
    }
    octets.extend(b"--kyso--\r\n");
    ("multipart/form-data; boundary=kyso".to_owned(), octets)
}

/// An answer.
pub struct Heard {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Heard {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{}{}", self.head, self.body))
    }

    /// It is a problem with this code, in both languages.
    pub fn is_problem(&self, status: u16, code: &str) -> Value {
        let value = self.json();
        assert_eq!((self.status, value["code"].as_str()), (status, Some(code)));
        assert!(
            self.head.contains("application/problem+json"),
            "{}",
            self.head
        );
        assert_eq!(value["status"], status);
        for language in ["vi", "en"] {
            assert!(!value["text"][language].as_str().unwrap().is_empty());
        }
        value
    }
}

pub fn heard(mut stream: TcpStream) -> Heard {
    let mut octets = Vec::new();
    // a service that refuses early resets the connection after its answer
    let mut piece = [0; 4096];
    while let Ok(length) = stream.read(&mut piece) {
        if length == 0 {
            break;
        }
        octets.extend_from_slice(&piece[..length]);
    }
    let text = String::from_utf8(octets).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
    Heard {
        status: status.unwrap_or_default(),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}
