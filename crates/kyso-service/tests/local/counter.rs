//! A local service on ports of its own, a person who is a test, and a document system that is a list.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kyso_service::{
    Access, Act, Answer, CheckAsked, Document, ExtendAsked, FinishAsked, Holder, Judged, Language,
    Limits, Local, Looked, Made, Mark, Named, Office, Origins, PageAsked, PagesAsked, Picture,
    PrepareAnswer, PrepareAsked, Problem, Remote, Running, Service, Settings, SignAsked, Signatory,
    Spot, VerifyAsked, Wish, Words,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::client::IntoClientRequest as _;
use tungstenite::{Message, WebSocket};

pub const ORIGIN: &str = "https://vb.example";
pub const PIN: &str = "135790";

/// What was done, as the devices and the network of a person saw it.
#[derive(Default)]
pub struct Seen {
    pub pins: Vec<String>,
    pub signed: Vec<(Act, Option<String>, Option<String>)>,
    pub fetched: Vec<Fetched>,
    pub sent: Vec<Sent>,
    /// What the document system answers, the next one last.
    pub answers: Vec<String>,
    /// Whether the device was pulled.
    pub is_pulled: bool,
}

pub struct Sent {
    pub address: String,
    pub fields: Vec<(String, String)>,
    pub name: String,
    pub octets: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    pub address: String,
    pub bearer: Option<String>,
    pub cookie: Option<String>,
    pub is_private_allowed: bool,
}

pub struct Person {
    pub seen: Arc<Mutex<Seen>>,
    files: HashMap<String, Vec<u8>>,
    shown: Mutex<Sender<String>>,
}

impl Person {
    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap()
    }

    fn logged_in(&self, pin: &SecretString) -> Result<(), Problem> {
        if self.seen().is_pulled {
            return Err(problem("token-not-found"));
        }
        self.seen().pins.push(pin.expose_secret().to_owned());
        match pin.expose_secret() == PIN {
            true => Ok(()),
            false => Err(problem("pin-incorrect")),
        }
    }
}

pub fn problem(code: &'static str) -> Problem {
    Problem::new(422, code, Words::new("Không được.", "It cannot be."))
}

impl Signatory for Person {
    fn certificates(&self) -> Result<Vec<Holder>, Problem> {
        let holder = |id: &str, is_agency| Holder {
            id: id.to_owned(),
            name: "Trần Văn Kiểm Thử".to_owned(),
            body: None,
            is_agency,
            issuer: "CA".to_owned(),
            serial: "01".to_owned(),
            until: "2027-01-01T00:00:00Z".to_owned(),
            device: "kiem-thu".to_owned(),
            warning: None,
            certificate: "MII=".to_owned(),
        };
        Ok(vec![holder("aa", false), holder("bb", true)])
    }

    fn look(&self, document: &Document, wish: &Wish) -> Result<Looked, Problem> {
        if document.name().starts_with("secret") {
            return Err(problem("secret-document"));
        }
        let spot = Spot {
            page: 1,
            left: 100.0,
            bottom: 50.0,
        };
        Ok(Looked {
            pages: vec![[210.0, 297.0]],
            marks: vec![Mark {
                at: wish.place.unwrap_or(spot),
                size: [40.0, 20.0],
                lines: Vec::new(),
            }],
            needs_place: document.name().starts_with("blank") && wish.place.is_none(),
            certificate: Some(wish.certificate.clone().unwrap_or_else(|| "aa".to_owned())),
            ..Looked::default()
        })
    }

    fn page(&self, _: &Document, _: &Wish, page: u32) -> Result<Vec<u8>, Problem> {
        Ok(format!("\u{1}PNG {page}").into_bytes())
    }

    fn sign(
        &self,
        work: &[(&Document, &Wish)],
        pin: SecretString,
    ) -> Result<Vec<Result<Made, Problem>>, Problem> {
        self.logged_in(&pin)?;
        let sign = |(document, wish): &(&Document, &Wish)| {
            if document.name().starts_with("broken") {
                return Err(problem("broken-xref"));
            }
            let certificate = wish.certificate.clone();
            let signed = (wish.act, wish.number.clone(), certificate);
            self.seen().signed.push(signed);
            let path = document.path().unwrap();
            let mut octets = std::fs::read(path).unwrap();
            octets.extend(b" signed");
            let file = path.with_file_name("signed.pdf");
            std::fs::write(&file, octets).unwrap();
            Ok(Made { file })
        };
        Ok(work.iter().map(sign).collect())
    }

    fn sign_octets(
        &self,
        octets: &[u8],
        _: Option<&str>,
        pin: SecretString,
    ) -> Result<Vec<u8>, Problem> {
        self.logged_in(&pin)?;
        Ok([b"signed ", octets].concat())
    }

    fn judge_octets(&self, octets: &[u8], signature: &[u8]) -> Result<Judged, Problem> {
        Ok(judged(signature == [b"signed ", octets].concat()))
    }

    fn judge(&self, document: &Document) -> Result<Judged, Problem> {
        Ok(judged(document.name() == "good.pdf"))
    }

    fn fetch(&self, from: &Remote, _: u64, into: &mut dyn std::io::Write) -> Result<(), Problem> {
        let text = |secret: &Option<SecretString>| {
            let secret = secret.as_ref();
            secret.map(|secret| secret.expose_secret().to_owned())
        };
        self.seen().fetched.push(Fetched {
            address: from.address.clone(),
            bearer: text(&from.bearer),
            cookie: text(&from.cookie),
            is_private_allowed: from.is_private_allowed,
        });
        let path = from.address.rsplit('/').next().unwrap();
        let octets = self.files.get(path).ok_or_else(|| problem("not-there"))?;
        into.write_all(octets).map_err(|_| problem("not-taken"))
    }

    fn upload(
        &self,
        to: &Remote,
        fields: &[(String, String)],
        file: &Path,
        name: &str,
    ) -> Result<String, Problem> {
        let sent = Sent {
            address: to.address.clone(),
            fields: fields.to_vec(),
            name: name.to_owned(),
            octets: std::fs::read(file).unwrap(),
        };
        let mut seen = self.seen();
        seen.sent.push(sent);
        Ok(seen.answers.pop().unwrap_or_else(|| {
            json!({ "Status": 0, "FileName": name, "FileServer": "/signed.pdf" }).to_string()
        }))
    }

    fn show(&self, address: &str) -> Result<(), Problem> {
        self.shown.lock().unwrap().send(address.to_owned()).unwrap();
        Ok(())
    }
}

fn judged(is_accepted: bool) -> Judged {
    Judged {
        is_accepted,
        text: Words::new("Kết luận.", "The verdict."),
        report: json!({ "accepted": is_accepted }).to_string(),
    }
}

/// Nobody asks it anything here.
struct Closed;

impl Office for Closed {
    fn verify(&self, _: &Document, _: &VerifyAsked, _: Language) -> Result<Answer, Problem> {
        Err(problem("closed"))
    }
    fn check(&self, _: &Document, _: &CheckAsked, _: Language) -> Result<Answer, Problem> {
        Err(problem("closed"))
    }
    fn archive_status(&self, _: &Document, _: &Named, _: Language) -> Result<Answer, Problem> {
        Err(problem("closed"))
    }
    fn sign(&self, _: &Document, _: &SignAsked) -> Result<Made, Problem> {
        Err(problem("closed"))
    }
    fn pages(&self, _: &Document, _: &PagesAsked, _: Language) -> Result<Answer, Problem> {
        Err(problem("closed"))
    }
    fn page(&self, _: &Document, _: &PageAsked) -> Result<Picture, Problem> {
        Err(problem("closed"))
    }
    fn prepare(&self, _: &Document, _: &PrepareAsked) -> Result<PrepareAnswer, Problem> {
        Err(problem("closed"))
    }
    fn finish(&self, _: &Document, _: &FinishAsked) -> Result<Made, Problem> {
        Err(problem("closed"))
    }
    fn extend(&self, _: &Document, _: &ExtendAsked) -> Result<Made, Problem> {
        Err(problem("closed"))
    }
}

pub struct Counter {
    pub seen: Arc<Mutex<Seen>>,
    pub pages: SocketAddr,
    pub socket: SocketAddr,
    pub origins: Origins,
    shown: Receiver<String>,
    running: Option<Running>,
    _folder: TempDir,
}

impl Counter {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Limits)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let (shown, pages_shown) = channel();
        let names = [
            "a.pdf",
            "b.pdf",
            "secret.pdf",
            "blank.pdf",
            "broken.pdf",
            "good.pdf",
        ];
        let mut files: HashMap<_, _> = names
            .map(|name| (name.to_owned(), format!("%PDF-1.7 {name}").into_bytes()))
            .into();
        files.insert("page.html".to_owned(), b"<html>".to_vec());
        let origins = Origins::at(folder.path().join("local/origins.json"));
        let mut limits = Limits::default();
        change(&mut limits);
        let settings = Settings {
            address: "127.0.0.1:0".parse().unwrap(),
            tls: None,
            folder: folder.path().join("rooms"),
            access: Access::default(),
            limits,
            log: None,
            local: Some(Local {
                signatory: Arc::new(Person {
                    seen: Arc::clone(&seen),
                    files,
                    shown: Mutex::new(shown),
                }),
                socket: "127.0.0.1:0".parse().unwrap(),
                origins: origins.clone(),
            }),
        };
        let service = Service::bind(settings, Arc::new(Closed)).unwrap();
        Self {
            seen,
            pages: service.address(),
            socket: service.socket().unwrap(),
            origins,
            shown: pages_shown,
            running: Some(service.start().unwrap()),
            _folder: folder,
        }
    }

    /// The origin of the tests may ask.
    pub fn allowed() -> Self {
        let counter = Self::new();
        counter.allow();
        counter
    }

    pub fn allow(&self) {
        let allowed = kyso_service::Allowed {
            origin: ORIGIN.to_owned(),
            hosts: std::collections::BTreeSet::new(),
            is_private: false,
            since: "2026-11-24T00:00:00Z".to_owned(),
        };
        self.origins.allow(allowed).unwrap();
    }

    pub fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap()
    }

    /// A page of this origin says this to this operation.
    pub fn ask(&self, origin: Option<&str>, operation: &str, message: &str) -> Asked {
        let mut socket = self.connect(origin, operation).unwrap();
        socket.send(Message::text(message)).unwrap();
        Asked(socket)
    }

    pub fn connect(
        &self,
        origin: Option<&str>,
        operation: &str,
    ) -> Result<WebSocket<TcpStream>, u16> {
        let mut request = format!("ws://{}/{operation}", self.socket)
            .into_client_request()
            .unwrap();
        if let Some(origin) = origin {
            let value = origin.parse().unwrap();
            request.headers_mut().insert("Origin", value);
        }
        let stream = TcpStream::connect(self.socket).unwrap();
        let patience = Some(Duration::from_secs(20));
        stream.set_read_timeout(patience).unwrap();
        match tungstenite::client(request, stream) {
            Ok((socket, _)) => Ok(socket),
            Err(tungstenite::HandshakeError::Failure(tungstenite::Error::Http(answer))) => {
                Err(answer.status().as_u16())
            }
            Err(other) => panic!("{other}"),
        }
    }

    /// The address that the person's browser was given.
    pub fn shown(&self) -> String {
        let address = self.shown.recv_timeout(Duration::from_secs(10)).unwrap();
        let own = format!("http://{}", self.pages);
        address.strip_prefix(&own).unwrap().to_owned()
    }

    /// No page was opened.
    pub fn showed_nothing(&self) -> bool {
        self.shown.try_recv().is_err()
    }

    /// Opens the page of the request that waits.
    pub fn open(&self) -> Page<'_> {
        let opened = self.http("GET", &self.shown(), "", b"");
        assert_eq!(opened.status, 303, "{}", opened.head);
        let field = |name: &str| {
            let line = opened.head.lines().find(|line| line.starts_with(name));
            line.unwrap()[name.len()..].trim().to_owned()
        };
        let cookie = field("set-cookie:");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
        Page {
            counter: self,
            id: field("location:").replace("/ky/#", ""),
            cookie: cookie.split(';').next().unwrap().to_owned(),
        }
    }

    pub fn http(&self, method: &str, path: &str, fields: &str, body: &[u8]) -> Heard {
        self.http_as(&self.pages.to_string(), method, path, fields, body)
    }

    pub fn http_as(
        &self,
        host: &str,
        method: &str,
        path: &str,
        fields: &str,
        body: &[u8],
    ) -> Heard {
        let mut stream = TcpStream::connect(self.pages).unwrap();
        let patience = Some(Duration::from_secs(20));
        stream.set_read_timeout(patience).unwrap();
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{fields}\r\n"
        );
        stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
        let mut octets = Vec::new();
        stream.read_to_end(&mut octets).unwrap();
        let text = String::from_utf8_lossy(&octets).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Heard {
            status,
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    pub fn stop(&mut self) -> bool {
        self.running.take().unwrap().stop().unwrap()
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = running.stop();
        }
    }
}

pub struct Heard {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// Who waits for an answer.
pub struct Asked(WebSocket<TcpStream>);

impl Asked {
    pub fn reply(mut self) -> Value {
        let reply = self.0.read().unwrap();
        let reply = serde_json::from_str(reply.to_text().unwrap()).unwrap();
        // one message, then it closes
        assert!(matches!(self.0.read(), Ok(Message::Close(_)) | Err(_)));
        reply
    }

    pub fn leave(mut self) {
        let _ = self.0.close(None);
        while self.0.read().is_ok() {}
    }
}

/// The person's page of one request.
pub struct Page<'c> {
    counter: &'c Counter,
    pub id: String,
    cookie: String,
}

impl Page<'_> {
    pub fn get(&self, path: &str) -> Heard {
        let fields = format!("Cookie: {}\r\n", self.cookie);
        let path = format!("/ky/api/{}{path}", self.id);
        self.counter.http("GET", &path, &fields, b"")
    }

    pub fn state(&self) -> Value {
        serde_json::from_str(&self.get("").body).unwrap()
    }

    /// Waits for a stage, as the page does.
    pub fn at(&self, stage: &str) -> Value {
        for _ in 0..400 {
            let state = self.state();
            if state["stage"] == stage {
                return state;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("never {stage}: {}", self.state());
    }

    pub fn say(&self, act: &str, body: &Value) -> Heard {
        let own = format!("http://{}", self.counter.pages);
        self.say_from(&own, act, body)
    }

    pub fn say_from(&self, origin: &str, act: &str, body: &Value) -> Heard {
        let fields = format!(
            "Cookie: {}\r\nOrigin: {origin}\r\nContent-Type: application/json\r\n",
            self.cookie
        );
        let path = format!("/ky/api/{}/{act}", self.id);
        let body = body.to_string();
        self.counter.http("POST", &path, &fields, body.as_bytes())
    }

    pub fn bring(&self, name: &str, octets: &[u8]) -> Heard {
        let fields = format!(
            "Cookie: {}\r\nOrigin: http://{}\r\nContent-Type: application/pdf\r\n",
            self.cookie, self.counter.pages
        );
        let path = format!("/ky/api/{}/document?name={name}", self.id);
        self.counter.http("PUT", &path, &fields, octets)
    }

    /// Signs what is there.
    pub fn sign(&self, pin: &str) -> Heard {
        let state = self.at("ready");
        let documents = state["documents"].as_array().unwrap();
        let seen: Vec<_> = documents.iter().map(|one| one["sha256"].clone()).collect();
        self.say("sign", &json!({ "pin": pin, "seen": seen }))
    }
}

/// A request as pages write it.
pub fn request(file: &str) -> String {
    json!({
        "FileUploadHandler": format!("{ORIGIN}/upload"),
        "SessionId": "",
        "JWTToken": "a.b.c",
        "FileName": match file.is_empty() { true => String::new(), false => format!("{ORIGIN}/{file}") },
        "MetaData": [{ "Key": "id", "Value": "7" }],
        "DocNumber": "79/QĐ",
        "IssuedDate": "24/11/2026",
    })
    .to_string()
}
