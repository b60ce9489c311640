//! A person who answers from a list, and remembers what was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use secrecy::SecretString;
use token_pkcs11::{Interaction, PinPurpose, PinRequest, PinWarning};

#[derive(Default)]
pub struct Person {
    pins: Mutex<VecDeque<String>>,
    new_pins: Mutex<VecDeque<String>>,
    asked: Mutex<Vec<(PinPurpose, PinWarning)>>,
    final_tries_asked: Mutex<usize>,
    at_device: Mutex<usize>,
    pub confirms_final_try: bool,
    pub reuses_pin: bool,
}

impl Person {
    /// Gives these PINs, one after another, then none.
    pub fn with_pins(pins: &[&str]) -> Arc<Self> {
        Arc::new(Self {
            pins: Mutex::new(pins.iter().map(|pin| (*pin).to_owned()).collect()),
            ..Self::default()
        })
    }

    pub fn who_confirms_the_final_try(pins: &[&str]) -> Arc<Self> {
        let pins = Mutex::new(pins.iter().map(|pin| (*pin).to_owned()).collect());
        Arc::new(Self {
            pins,
            confirms_final_try: true,
            ..Self::default()
        })
    }

    /// Gives these new PINs, one after another, then none.
    pub fn with_new_pins(self: Arc<Self>, pins: &[&str]) -> Arc<Self> {
        let new = pins.iter().map(|pin| (*pin).to_owned());
        self.new_pins.lock().unwrap().extend(new);
        self
    }

    pub fn who_reuses_the_pin(pins: &[&str]) -> Arc<Self> {
        let pins = Mutex::new(pins.iter().map(|pin| (*pin).to_owned()).collect());
        Arc::new(Self {
            pins,
            reuses_pin: true,
            ..Self::default()
        })
    }

    /// What PINs were asked for, and the warning that was shown each time.
    pub fn asked(&self) -> Vec<(PinPurpose, PinWarning)> {
        self.asked.lock().unwrap().clone()
    }

    pub fn final_tries_asked(&self) -> usize {
        *self.final_tries_asked.lock().unwrap()
    }

    pub fn sent_to_device(&self) -> usize {
        *self.at_device.lock().unwrap()
    }
}

impl Interaction for Person {
    fn ask_pin(&self, request: &PinRequest<'_>) -> Option<SecretString> {
        self.asked
            .lock()
            .unwrap()
            .push((request.purpose, request.warning));
        self.pins
            .lock()
            .unwrap()
            .pop_front()
            .map(SecretString::from)
    }

    fn ask_new_pin(&self, _request: &PinRequest<'_>) -> Option<SecretString> {
        self.new_pins
            .lock()
            .unwrap()
            .pop_front()
            .map(SecretString::from)
    }

    fn confirm_final_try(&self, _request: &PinRequest<'_>) -> bool {
        *self.final_tries_asked.lock().unwrap() += 1;
        self.confirms_final_try
    }

    fn enter_pin_at_device(&self, _request: &PinRequest<'_>) -> bool {
        *self.at_device.lock().unwrap() += 1;
        true
    }

    fn reuse_pin_for_each_signature(&self) -> bool {
        self.reuses_pin
    }
}
