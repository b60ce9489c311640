//! A key of the service: opened at its first use and kept open, so that there is one login.

use std::ffi::OsString;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kyso_service::SignAsked;

use super::command_line::Words;
use crate::exit::Failure;
use crate::key::Device;
use crate::text::Text;

/// Refusals after which a device may count another try: the key is shut until the service begins again.
const OF_THE_PIN: &[&str] = &[
    "csc-locked",
    "csc-pin-incorrect",
    "csc-secret-incorrect",
    "pin-expired",
    "pin-incorrect",
    "pin-length",
    "pin-locked",
    "pin-not-set",
    "pin-refused",
    "wrong-password",
];
/// A session or a device that is lost, perhaps to come back.
const OF_THE_DEVICE: &[&str] = &["no-token", "token", "token-removed"];

/// Settings that are paths of the server.
const FILES: &[&str] = &["chain", "images", "p12", "pin-file", "profiles", "token"];

/// A key and how it is opened.
pub(super) struct Held {
    name: String,
    key: Vec<OsString>,
    shown: Vec<OsString>,
    appearance: Option<String>,
    state: Mutex<State>,
}

enum State {
    Closed,
    Open(Arc<Device>),
    Shut(Box<Failure>),
}

impl Held {
    pub(super) fn new(
        name: &str,
        key: Vec<OsString>,
        shown: Vec<OsString>,
        appearance: Option<String>,
    ) -> Self {
        Self {
            name: name.to_owned(),
            key,
            shown,
            appearance,
            state: Mutex::new(State::Closed),
        }
    }

    /// The words that sign with it as it was asked.
    pub(super) fn words(&self, asked: &SignAsked) -> Words {
        let mut words = Words::new("sign");
        words.0.extend(self.key.iter().cloned());
        if let Some(appearance) = asked.appearance.as_ref().or(self.appearance.as_ref()) {
            words.named("appearance", appearance);
            words.0.extend(self.shown.iter().cloned());
        }
        words.maybe("field", asked.field.as_ref());
        words.maybe("reason", asked.reason.as_ref());
        words.maybe("location", asked.location.as_ref());
        words.maybe("number", asked.number.as_ref());
        words.maybe("symbol", asked.symbol.as_ref());
        words.maybe("dated", asked.dated.as_ref());
        words.maybe("place", asked.place.as_ref());
        words
    }

    /// Where the files of the key are, is the operator's business: each is named by its setting.
    pub(super) fn untold(&self, mut failure: Failure) -> Failure {
        for word in self.key.iter().chain(&self.shown) {
            let word = word.to_string_lossy();
            let setting = word
                .strip_prefix("--")
                .and_then(|word| word.split_once('='));
            let Some((name, path)) = setting.filter(|(name, _)| FILES.contains(name)) else {
                continue;
            };
            for text in [&mut failure.text.vi, &mut failure.text.en] {
                *text = text.replace(&format!("“{path}”"), &format!("“{name}”"));
                if path.contains(std::path::is_separator) {
                    *text = text.replace(path, name);
                }
            }
        }
        failure
    }

    /// Uses the device. Where it was lost, it is opened once more; where it refused its PIN, never.
    pub(super) fn with<T>(
        &self,
        open: impl Fn() -> Result<Device, Failure>,
        work: impl Fn(&Arc<Device>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let device = self.device(&open, None)?;
        let done = match self.heeding(work(&device)) {
            Err(failure) if OF_THE_DEVICE.contains(&failure.code) => {
                let again = self.device(&open, Some(&device))?;
                self.heeding(work(&again))
            }
            done => done,
        };
        if done
            .as_ref()
            .is_err_and(|failure| OF_THE_DEVICE.contains(&failure.code))
        {
            self.close();
        }
        done
    }

    /// The open device; another one than that which was lost.
    fn device(
        &self,
        open: &impl Fn() -> Result<Device, Failure>,
        lost: Option<&Arc<Device>>,
    ) -> Result<Arc<Device>, Failure> {
        let mut state = self.state();
        match &*state {
            State::Shut(why) => return Err(self.shut(why)),
            State::Open(device) if !lost.is_some_and(|lost| Arc::ptr_eq(lost, device)) => {
                return Ok(Arc::clone(device));
            }
            _ => *state = State::Closed,
        }
        match open() {
            Ok(device) => {
                let device = Arc::new(device);
                *state = State::Open(Arc::clone(&device));
                Ok(device)
            }
            Err(failure) => {
                shut_by(&mut state, &failure);
                Err(failure)
            }
        }
    }

    fn heeding<T>(&self, done: Result<T, Failure>) -> Result<T, Failure> {
        if let Err(failure) = &done {
            shut_by(&mut self.state(), failure);
        }
        done
    }

    fn close(&self) {
        let mut state = self.state();
        if matches!(*state, State::Open(_)) {
            *state = State::Closed;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shut(&self, why: &Failure) -> Failure {
        let name = &self.name;
        Failure::environment(
            "key-shut",
            Text::new(
                format!(
                    "Khóa “{name}” không được dùng cho đến khi dịch vụ khởi động lại, để không nhập lại mật khẩu đã bị từ chối. Lý do: {}",
                    why.text.vi
                ),
                format!(
                    "The key “{name}” is not used until the service is started again, so that a password that was refused is not tried twice. Why: {}",
                    why.text.en
                ),
            ),
        )
    }
}

fn shut_by(state: &mut State, failure: &Failure) {
    if OF_THE_PIN.contains(&failure.code) && !matches!(state, State::Shut(_)) {
        *state = State::Shut(Box::new(failure.clone()));
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use cades::SoftwareSigner;
    use secrecy::SecretString;

    use super::*;
    use crate::text::words;

    fn held() -> Held {
        Held::new("a", Vec::new(), Vec::new(), None)
    }

    fn device() -> Device {
        let (begin, end) = ("2020-01-01T00:00:00Z", "2060-01-01T00:00:00Z");
        let pki = demo_pki::DemoHierarchy::new(begin.parse().unwrap(), end.parse().unwrap());
        let pki = pki.unwrap();
        let leader = pki.leader().with_key(demo_pki::KeyKind::P256);
        let leader = pki.issue(&leader).unwrap();
        let key = SecretString::from(leader.private_key_pem());
        let certificate = cert_path::Certificate::from_pem(leader.certificate_pem().as_bytes());
        let signer = SoftwareSigner::from_pem_key(&key, certificate.unwrap(), Vec::new());
        Box::new(signer.unwrap())
    }

    fn failure(code: &'static str) -> Failure {
        Failure::environment(code, words("Không.", "No."))
    }

    #[test]
    fn a_device_that_was_lost_is_opened_once_more() {
        let (held, opened) = (held(), Cell::new(0));
        let open = || {
            opened.set(opened.get() + 1);
            Ok(device())
        };
        assert!(held.with(open, |_| Ok(())).is_ok());
        assert!(held.with(open, |_| Ok(())).is_ok());
        assert_eq!(opened.get(), 1, "it stays open");
        let tried = Cell::new(0);
        let lost_once = |_: &Arc<Device>| {
            tried.set(tried.get() + 1);
            match tried.get() {
                1 => Err(failure("token-removed")),
                _ => Ok(()),
            }
        };
        assert!(held.with(open, lost_once).is_ok());
        assert_eq!(opened.get(), 2);
        let lost = held.with(open, |_| Err::<(), _>(failure("no-token")));
        assert_eq!((lost.unwrap_err().code, opened.get()), ("no-token", 3));
        assert!(held.with(open, |_| Ok(())).is_ok());
        assert_eq!(opened.get(), 4, "the next one asks the device again");
    }

    #[test]
    fn a_key_whose_pin_was_refused_is_shut() {
        for at_open in [false, true] {
            let held = held();
            let opened = Cell::new(0);
            let open = || {
                opened.set(opened.get() + 1);
                match at_open {
                    true => Err(failure("pin-incorrect")),
                    false => Ok(device()),
                }
            };
            let first = held.with(open, |_| Err::<(), _>(failure("pin-incorrect")));
            assert_eq!(first.unwrap_err().code, "pin-incorrect");
            let second = held.with(open, |_| Ok(()));
            assert_eq!((second.unwrap_err().code, opened.get()), ("key-shut", 1));
        }
    }
}
