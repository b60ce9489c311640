//! The unsafe calls: `C_Sign` alone, and `C_SetPIN` at a device's own PIN pad.
//!
//! A key with `CKA_ALWAYS_AUTHENTICATE` must be logged in for *between* `C_SignInit` and `C_Sign` (PKCS#11 v3.0
//! §5.6.8, `CKU_CONTEXT_SPECIFIC`). `cryptoki::Session::sign` makes both calls at once, so nothing fits between them.
//! `C_SignInit` and `C_Login` are made through the safe library; only `C_Sign` is made here. It serves every signature,
//! with or without that attribute, so that there is one path, and the token is asked once, not twice (no call for the
//! length first).
//!
//! `C_SetPIN` with null pointers has the PINs entered at the device (PKCS#11 v3.0 §5.5.6); `cryptoki` always passes PINs.
//!
//! # Safety argument
//!
//! 1. *The library stays loaded.* [`RawCalls`] owns a [`Library`] handle for as long as it holds the function pointer;
//!    the loader counts references, so this is the same instance `cryptoki` uses. It was loaded by `cryptoki` from
//!    the same path just before, so loading runs no new initialisers: whatever loading a vendor's library can do has
//!    been done, at the operator's wish, by choosing it.
//! 2. *The symbol has the type we give it.* `C_GetFunctionList` is declared by PKCS#11 §5.4 with exactly this type
//!    (`cryptoki-sys` generates it from the official header, with the platform's packing). A library exporting that
//!    name with another type is broken in a way no caller can see; `cryptoki` has made the same call before us.
//! 3. *The function list is read once and checked.* The pointer is tested for null, the major version for 2 (its layout;
//!    3.x libraries return the 2.40 list from this function, PKCS#11 v3.0 §5.4), `C_Sign` for null. It is copied out;
//!    the pointer is not kept.
//! 4. *The session is alive and used by one thread.* `&Session` borrows it, so it is not closed meanwhile, and `Session`
//!    is not `Sync`, so no other thread calls with the same handle. The module was initialised with
//!    `CKF_OS_LOCKING_OK`, so calls with other handles may run beside.
//! 5. *The buffers are ours and their lengths are true.* `data` is only read by C_Sign (its parameter is not `const` in C
//!    by history; §5.13.2 has it as input). `signature` is a live, writable buffer whose length is passed and which the
//!    standard forbids to overrun. The length returned is checked against the buffer before it is used. `C_SetPIN` gets no
//!    buffers: null pointers with lengths of zero.

#![allow(unsafe_code)]

use std::path::Path;
use std::ptr;

use cryptoki::error::{Rv, RvError};
use cryptoki::session::Session;
use cryptoki_sys::{CK_BYTE, CK_FUNCTION_LIST, CK_RV, CK_SESSION_HANDLE, CK_ULONG};
use libloading::Library;

use crate::error::{ErrorCode, TokenError};

/// Room for any signature we ask for: RSA-16384 has 2,048 bytes, ML-DSA-87 4,627.
const SIGNATURE_ROOM: usize = 8 * 1024;

type GetFunctionList = unsafe extern "C" fn(*mut *mut CK_FUNCTION_LIST) -> CK_RV;
type Sign = unsafe extern "C" fn(
    CK_SESSION_HANDLE,
    *mut CK_BYTE,
    CK_ULONG,
    *mut CK_BYTE,
    *mut CK_ULONG,
) -> CK_RV;

type SetPin = unsafe extern "C" fn(
    CK_SESSION_HANDLE,
    *mut CK_BYTE,
    CK_ULONG,
    *mut CK_BYTE,
    CK_ULONG,
) -> CK_RV;

/// The raw calls of one loaded library.
#[derive(Debug)]
pub(crate) struct RawCalls {
    sign: Sign,
    set_pin: Option<SetPin>,
    /// Keeps the code behind them in memory.
    _library: Library,
}

impl RawCalls {
    /// Finds the calls in a library that `cryptoki` has loaded from the same path.
    pub(crate) fn find(path: &Path) -> Result<Self, TokenError> {
        const CALL: &str = "C_GetFunctionList";
        let not_pkcs11 = || TokenError::in_call(ErrorCode::ModuleNotPkcs11, CALL);
        let not_loadable = |error: libloading::Error| ErrorCode::of_the_loader(&error.to_string());
        // SAFETY: point 1 above: already loaded, nothing new runs.
        let library = unsafe { Library::new(path) }.map_err(not_loadable)?;
        let mut list: *mut CK_FUNCTION_LIST = ptr::null_mut();
        // SAFETY: point 2: the standard fixes the type; `list` is a live place for one pointer.
        let answer = unsafe {
            let get: libloading::Symbol<'_, GetFunctionList> = library
                .get(b"C_GetFunctionList\0")
                .map_err(|_| not_pkcs11())?;
            get(&raw mut list)
        };
        if let Rv::Error(value) = Rv::from(answer) {
            return Err(TokenError::from_return_value(value, CALL));
        }
        if list.is_null() {
            return Err(not_pkcs11());
        }
        // SAFETY: point 3: not null, and the library promises a whole list behind it, which begins with its version.
        let version = unsafe { ptr::addr_of!((*list).version).read_unaligned() };
        if version.major < 2 {
            return Err(not_pkcs11());
        }
        // SAFETY: point 3: a list of version 2 or later has these functions at these places.
        let (sign, set_pin) = unsafe {
            (
                ptr::addr_of!((*list).C_Sign).read_unaligned(),
                ptr::addr_of!((*list).C_SetPIN).read_unaligned(),
            )
        };
        let missing = || TokenError::from_return_value(RvError::FunctionNotSupported, "C_Sign");
        Ok(Self {
            sign: sign.ok_or_else(missing)?,
            set_pin,
            _library: library,
        })
    }

    /// `C_SetPIN` with both PINs entered at the device.
    pub(crate) fn set_pin_at_device(&self, session: &Session) -> Result<(), TokenError> {
        const CALL: &str = "C_SetPIN";
        let set_pin = self
            .set_pin
            .ok_or_else(|| TokenError::from_return_value(RvError::FunctionNotSupported, CALL))?;
        // SAFETY: points 4 and 5: the session is borrowed, and there are no buffers.
        let answer = unsafe { set_pin(session.handle(), ptr::null_mut(), 0, ptr::null_mut(), 0) };
        match Rv::from(answer) {
            Rv::Error(value) => Err(TokenError::from_return_value(value, CALL)),
            Rv::Ok => Ok(()),
        }
    }

    /// Ends the signing operation that `C_SignInit` began in this session.
    pub(crate) fn sign(&self, session: &Session, data: &[u8]) -> Result<Vec<u8>, TokenError> {
        const CALL: &str = "C_Sign";
        let mut signature = vec![0_u8; SIGNATURE_ROOM];
        let room = CK_ULONG::try_from(signature.len()).expect("8192 fits every CK_ULONG");
        let data_length = CK_ULONG::try_from(data.len())
            .map_err(|_| TokenError::from_return_value(RvError::DataLenRange, CALL))?;
        let mut length = room;
        // SAFETY: points 4 and 5: the session is borrowed, both buffers live through the call with their true lengths.
        let answer = unsafe {
            (self.sign)(
                session.handle(),
                data.as_ptr().cast_mut(),
                data_length,
                signature.as_mut_ptr(),
                &raw mut length,
            )
        };
        if let Rv::Error(value) = Rv::from(answer) {
            return Err(TokenError::from_return_value(value, CALL));
        }
        match usize::try_from(length) {
            Ok(length) if length <= signature.len() => {
                signature.truncate(length);
                Ok(signature)
            }
            _ => Err(TokenError::in_call(
                ErrorCode::SignatureMalformed { length: usize::MAX },
                CALL,
            )),
        }
    }
}
