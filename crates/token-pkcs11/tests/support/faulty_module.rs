//! A PKCS#11 library for tests: forwards to a real one (FAULTY_REAL) and misbehaves as the control file
//! (FAULTY_CONTROL) says at that moment, one word a line. Calls of interest are written to FAULTY_LOG.
//!
//! Not a module of the tests: they compile it with `rustc --crate-type cdylib` and load the result. Only the standard
//! library is used, so it needs no build of its own.
//!
//! Words: `removed` (as if pulled out), `removed-at-sign`, `other-token` (another serial number), `locked`, `locked-by-login` (locked once C_Login was called),
//! `count-low`, `final-try`, `one-session` (no second one at a time), `protected` (PIN pad; its PIN is FAULTY_PAD_PIN, a new one the same with a 9 behind), `damaged-signature`, `mechanism N` (the list is only N).

#![allow(non_snake_case, clippy::missing_safety_doc)]

use std::ffi::{CString, c_char, c_int, c_ulong, c_void};
use std::io::Write as _;
use std::sync::{OnceLock, RwLock};
use std::sync::atomic::{AtomicUsize, Ordering};

type Rv = c_ulong;
const CKR_OK: Rv = 0;
const CKR_GENERAL_ERROR: Rv = 5;
const CKR_DEVICE_REMOVED: Rv = 0x32;
const CKR_SESSION_COUNT: Rv = 0xb1;
const CKR_TOKEN_NOT_PRESENT: Rv = 0xe0;

/// CK_FUNCTION_LIST of PKCS#11 2.40: a version and 68 functions in fixed order.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FunctionList {
    version: [u8; 2],
    functions: [*const c_void; 68],
}
unsafe impl Send for FunctionList {}
unsafe impl Sync for FunctionList {}

const GET_FUNCTION_LIST: usize = 3;
const GET_SLOT_LIST: usize = 4;
const GET_TOKEN_INFO: usize = 6;
const GET_MECHANISM_LIST: usize = 7;
const SET_PIN: usize = 11;
const OPEN_SESSION: usize = 12;
const CLOSE_SESSION: usize = 13;
const CLOSE_ALL_SESSIONS: usize = 14;
const LOGIN: usize = 18;
const LOGOUT: usize = 19;
const SIGN_INIT: usize = 42;
const SIGN: usize = 43;

unsafe extern "C" {
    fn dlopen(path: *const c_char, flags: c_int) -> *mut c_void;
    fn dlsym(library: *mut c_void, name: *const c_char) -> *mut c_void;
}

fn lists() -> &'static (FunctionList, FunctionList) {
    static LISTS: OnceLock<(FunctionList, FunctionList)> = OnceLock::new();
    LISTS.get_or_init(|| {
        let path = CString::new(std::env::var("FAULTY_REAL").unwrap()).unwrap();
        let real = unsafe {
            let library = dlopen(path.as_ptr(), 2);
            assert!(!library.is_null());
            let symbol = dlsym(library, c"C_GetFunctionList".as_ptr());
            assert!(!symbol.is_null());
            let get: unsafe extern "C" fn(*mut *const FunctionList) -> Rv =
                std::mem::transmute(symbol);
            let mut list = std::ptr::null();
            assert_eq!(get(&mut list), CKR_OK);
            *list
        };
        let mut faulty = real;
        let table = &mut faulty.functions;
        table[GET_FUNCTION_LIST] = C_GetFunctionList as *const c_void;
        table[GET_SLOT_LIST] = get_slot_list as *const c_void;
        table[GET_TOKEN_INFO] = get_token_info as *const c_void;
        table[GET_MECHANISM_LIST] = get_mechanism_list as *const c_void;
        table[SET_PIN] = set_pin as *const c_void;
        table[OPEN_SESSION] = open_session as *const c_void;
        table[CLOSE_SESSION] = close_session as *const c_void;
        table[LOGIN] = login as *const c_void;
        table[LOGOUT] = logout as *const c_void;
        table[SIGN_INIT] = sign_init as *const c_void;
        table[SIGN] = sign as *const c_void;
        (real, faulty)
    })
}

macro_rules! real {
    ($index:expr, $type:ty) => {
        unsafe { std::mem::transmute::<*const c_void, $type>(lists().0.functions[$index]) }
    };
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn C_GetFunctionList(list: *mut *const FunctionList) -> Rv {
    unsafe { *list = &lists().1 };
    CKR_OK
}

/// Pulling out (which closes every session) waits for the calls in those sessions: SoftHSM does not survive both at once.
static PULLED_OUT: RwLock<()> = RwLock::new(());

fn control() -> String {
    std::env::var("FAULTY_CONTROL")
        .ok()
        .and_then(|path| std::fs::read_to_string(path).ok())
        .unwrap_or_default()
}

fn is(word: &str) -> bool {
    control().lines().any(|line| line == word)
}

fn was_logged(call: &str) -> bool {
    std::fs::read_to_string(std::env::var("FAULTY_LOG").unwrap())
        .unwrap()
        .contains(call)
}

fn log(call: &str) {
    let path = std::env::var("FAULTY_LOG").unwrap();
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .unwrap();
    // In one piece: threads write beside each other.
    file.write_all(format!("{call}\n").as_bytes()).unwrap();
}

unsafe extern "C" fn get_slot_list(present: u8, list: *mut c_ulong, count: *mut c_ulong) -> Rv {
    let real = real!(
        GET_SLOT_LIST,
        unsafe extern "C" fn(u8, *mut c_ulong, *mut c_ulong) -> Rv
    );
    if is("removed") && present != 0 {
        unsafe { *count = 0 };
        return CKR_OK;
    }
    unsafe { real(present, list, count) }
}

unsafe extern "C" fn get_token_info(slot: c_ulong, info: *mut u8) -> Rv {
    let real = real!(GET_TOKEN_INFO, unsafe extern "C" fn(c_ulong, *mut u8) -> Rv);
    if is("removed") {
        // What pulling out does to sessions and login.
        let close_all = real!(CLOSE_ALL_SESSIONS, unsafe extern "C" fn(c_ulong) -> Rv);
        let _alone = PULLED_OUT.write();
        unsafe { close_all(slot) };
        return CKR_TOKEN_NOT_PRESENT;
    }
    let answer = unsafe { real(slot, info) };
    if answer == CKR_OK {
        // label 32, manufacturer 32, model 16, serial 16, then the flags.
        if is("other-token") {
            unsafe { info.add(80).write(b'#') };
        }
        let flags: *mut c_ulong = unsafe { info.add(96) }.cast();
        for (word, flag) in [
            ("protected", 0x100),
            ("count-low", 0x1_0000),
            ("final-try", 0x2_0000),
            ("locked", 0x4_0000),
        ] {
            let by_login = word == "locked" && is("locked-by-login") && was_logged("C_Login");
            if is(word) || by_login {
                unsafe { flags.write_unaligned(flags.read_unaligned() | flag) };
            }
        }
    }
    answer
}

unsafe extern "C" fn get_mechanism_list(
    slot: c_ulong,
    list: *mut c_ulong,
    count: *mut c_ulong,
) -> Rv {
    let real = real!(
        GET_MECHANISM_LIST,
        unsafe extern "C" fn(c_ulong, *mut c_ulong, *mut c_ulong) -> Rv
    );
    let control = control();
    let Some(only) = control
        .lines()
        .find_map(|line| line.strip_prefix("mechanism "))
    else {
        return unsafe { real(slot, list, count) };
    };
    unsafe {
        if !list.is_null() {
            *list = only.parse().unwrap();
        }
        *count = 1;
    }
    CKR_OK
}

static OPEN: AtomicUsize = AtomicUsize::new(0);

unsafe extern "C" fn close_session(session: c_ulong) -> Rv {
    let real = real!(CLOSE_SESSION, unsafe extern "C" fn(c_ulong) -> Rv);
    OPEN.fetch_sub(1, Ordering::SeqCst);
    let _beside = PULLED_OUT.read();
    unsafe { real(session) }
}

unsafe extern "C" fn open_session(
    slot: c_ulong,
    flags: c_ulong,
    application: *mut c_void,
    notify: *mut c_void,
    session: *mut c_ulong,
) -> Rv {
    type Open =
        unsafe extern "C" fn(c_ulong, c_ulong, *mut c_void, *mut c_void, *mut c_ulong) -> Rv;
    let real = real!(OPEN_SESSION, Open);
    if is("removed") {
        return CKR_DEVICE_REMOVED;
    }
    if is("one-session") && OPEN.load(Ordering::SeqCst) > 0 {
        return CKR_SESSION_COUNT;
    }
    OPEN.fetch_add(1, Ordering::SeqCst);
    log(if flags & 2 == 0 {
        "C_OpenSession ro"
    } else {
        "C_OpenSession rw"
    });
    unsafe { real(slot, flags, application, notify, session) }
}

unsafe extern "C" fn login(session: c_ulong, user: c_ulong, pin: *const u8, length: c_ulong) -> Rv {
    type Login = unsafe extern "C" fn(c_ulong, c_ulong, *const u8, c_ulong) -> Rv;
    let real = real!(LOGIN, Login);
    log(if user == 1 {
        "C_Login user"
    } else {
        "C_Login other"
    });
    if is("removed") {
        return CKR_DEVICE_REMOVED;
    }
    if pin.is_null() {
        let Ok(pad) = std::env::var("FAULTY_PAD_PIN") else {
            return CKR_GENERAL_ERROR;
        };
        return unsafe { real(session, user, pad.as_ptr(), pad.len() as c_ulong) };
    }
    unsafe { real(session, user, pin, length) }
}

unsafe extern "C" fn set_pin(
    session: c_ulong,
    old: *const u8,
    old_length: c_ulong,
    new: *const u8,
    new_length: c_ulong,
) -> Rv {
    type SetPin = unsafe extern "C" fn(c_ulong, *const u8, c_ulong, *const u8, c_ulong) -> Rv;
    let real = real!(SET_PIN, SetPin);
    log("C_SetPIN");
    if old.is_null() && new.is_null() && is("protected") {
        let pad = std::env::var("FAULTY_PAD_PIN").unwrap();
        let new = format!("{pad}9");
        return unsafe {
            real(
                session,
                pad.as_ptr(),
                pad.len() as c_ulong,
                new.as_ptr(),
                new.len() as c_ulong,
            )
        };
    }
    unsafe { real(session, old, old_length, new, new_length) }
}

unsafe extern "C" fn logout(session: c_ulong) -> Rv {
    let real = real!(LOGOUT, unsafe extern "C" fn(c_ulong) -> Rv);
    log("C_Logout");
    let _beside = PULLED_OUT.read();
    unsafe { real(session) }
}

unsafe extern "C" fn sign_init(session: c_ulong, mechanism: *mut c_void, key: c_ulong) -> Rv {
    let real = real!(
        SIGN_INIT,
        unsafe extern "C" fn(c_ulong, *mut c_void, c_ulong) -> Rv
    );
    // CK_MECHANISM begins with its type.
    log(&format!("C_SignInit {:#x}", unsafe {
        mechanism.cast::<c_ulong>().read_unaligned()
    }));
    let _beside = PULLED_OUT.read();
    unsafe { real(session, mechanism, key) }
}

unsafe extern "C" fn sign(
    session: c_ulong,
    data: *const u8,
    data_length: c_ulong,
    signature: *mut u8,
    length: *mut c_ulong,
) -> Rv {
    type Sign = unsafe extern "C" fn(c_ulong, *const u8, c_ulong, *mut u8, *mut c_ulong) -> Rv;
    let real = real!(SIGN, Sign);
    log("C_Sign");
    if is("removed") || is("removed-at-sign") {
        return CKR_DEVICE_REMOVED;
    }
    let _beside = PULLED_OUT.read();
    let answer = unsafe { real(session, data, data_length, signature, length) };
    if answer == CKR_OK && is("damaged-signature") && !signature.is_null() {
        unsafe { *signature.add(9) ^= 1 };
    }
    answer
}
