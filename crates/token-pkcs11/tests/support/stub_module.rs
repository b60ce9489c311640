//! A PKCS#11 library for tests with no token at all: it does what STUB_MODULE says. Compiled by the tests with
//! `rustc --crate-type cdylib`, as `faulty_module.rs` is.
//!
//! `no-slot`; `empty-slot`; `uninitialised` (a token without a label, its flags zero); `initialise-fails`; `slots-fail`;
//! `crash` (ends the process while it is listed); `hang` (never answers); `noisy` (an empty slot, and much said on standard output).

#![allow(non_snake_case, clippy::missing_safety_doc)]

use std::ffi::{c_ulong, c_void};
use std::sync::OnceLock;

type Rv = c_ulong;
const CKR_OK: Rv = 0;
const CKR_GENERAL_ERROR: Rv = 5;
const CKR_FUNCTION_NOT_SUPPORTED: Rv = 0x54;
const CKR_TOKEN_NOT_PRESENT: Rv = 0xe0;

#[repr(C)]
pub struct FunctionList {
    version: [u8; 2],
    functions: [*const c_void; 68],
}
unsafe impl Send for FunctionList {}
unsafe impl Sync for FunctionList {}

const INITIALIZE: usize = 0;
const FINALIZE: usize = 1;
const GET_INFO: usize = 2;
const GET_FUNCTION_LIST: usize = 3;
const GET_SLOT_LIST: usize = 4;
const GET_SLOT_INFO: usize = 5;
const GET_TOKEN_INFO: usize = 6;

fn list() -> &'static FunctionList {
    static LIST: OnceLock<FunctionList> = OnceLock::new();
    LIST.get_or_init(|| {
        let mut functions = [not_supported as *const c_void; 68];
        functions[INITIALIZE] = initialize as *const c_void;
        functions[FINALIZE] = initialize as *const c_void;
        functions[GET_INFO] = get_info as *const c_void;
        functions[GET_FUNCTION_LIST] = C_GetFunctionList as *const c_void;
        functions[GET_SLOT_LIST] = get_slot_list as *const c_void;
        functions[GET_SLOT_INFO] = get_slot_info as *const c_void;
        functions[GET_TOKEN_INFO] = get_token_info as *const c_void;
        FunctionList {
            version: [2, 40],
            functions,
        }
    })
}

fn is(word: &str) -> bool {
    std::env::var("STUB_MODULE").is_ok_and(|stub| stub == word)
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn C_GetFunctionList(to: *mut *const FunctionList) -> Rv {
    unsafe { *to = list() };
    CKR_OK
}

unsafe extern "C" fn not_supported() -> Rv {
    CKR_FUNCTION_NOT_SUPPORTED
}

unsafe extern "C" fn initialize(_: *mut c_void) -> Rv {
    if is("initialise-fails") {
        return CKR_GENERAL_ERROR;
    }
    CKR_OK
}

/// CK_INFO: version, manufacturer 32, flags, description 32, version.
unsafe extern "C" fn get_info(info: *mut u8) -> Rv {
    unsafe {
        info.write_bytes(b' ', 88);
        info.write(2);
        info.add(1).write(40);
        info.add(40).cast::<c_ulong>().write_unaligned(0);
        info.add(80).write(1);
        info.add(81).write(0);
    }
    CKR_OK
}

unsafe extern "C" fn get_slot_list(_: u8, to: *mut c_ulong, count: *mut c_ulong) -> Rv {
    if is("slots-fail") {
        return CKR_GENERAL_ERROR;
    }
    if is("crash") {
        std::process::abort();
    }
    if is("hang") {
        std::thread::sleep(std::time::Duration::from_secs(3600));
    }
    if is("noisy") {
        println!("{{\"Ok\":null}}\nvendor library 1.0: hello");
    }
    unsafe {
        *count = c_ulong::from(!is("no-slot"));
        if !to.is_null() && !is("no-slot") {
            *to = 7;
        }
    }
    CKR_OK
}

/// CK_SLOT_INFO: description 64, manufacturer 32, flags, two versions.
unsafe extern "C" fn get_slot_info(_: c_ulong, info: *mut u8) -> Rv {
    const TOKEN_PRESENT: c_ulong = 1;
    unsafe {
        info.write_bytes(b' ', 96);
        info.copy_from(b"Stub reader".as_ptr(), 11);
        let flags = if is("uninitialised") { TOKEN_PRESENT } else { 0 };
        info.add(96).cast::<c_ulong>().write_unaligned(flags);
        info.add(104).write_bytes(0, 4);
    }
    CKR_OK
}

/// CK_TOKEN_INFO: label 32, manufacturer 32, model 16, serial 16, flags and numbers, two versions, time 16.
unsafe extern "C" fn get_token_info(_: c_ulong, info: *mut u8) -> Rv {
    if !is("uninitialised") {
        return CKR_TOKEN_NOT_PRESENT;
    }
    unsafe {
        info.write_bytes(b' ', 96);
        info.add(96).write_bytes(0, 11 * size_of::<c_ulong>() + 4);
        info.add(96 + 11 * size_of::<c_ulong>() + 4).write_bytes(b'0', 16);
    }
    CKR_OK
}
