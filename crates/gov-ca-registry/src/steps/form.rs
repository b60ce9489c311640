//! The form of a request: made as a file, and back with signatures.

use gov_ca_model::{RequestState, RequestStep, StepRefused, VietnamDay};

use super::request::{supersede, take};
use super::{Done, RequestDeed, StepError, facts};
use crate::entries::{MadeForm, Request, SignedForm};
use crate::{Change, Id, OURS, Office};

/// Keeps what form was made, as long as the request is not sent; the same file again is no other form.
///
/// # Errors
///
/// [`StepError::NotFound`].
pub fn keep_form(
    change: &mut Change<'_>,
    id: Id<Request>,
    form: MadeForm,
) -> Result<(), StepError> {
    let stored = facts::existing(change, id)?;
    let mut request = stored.record().clone();
    let is_known = request.form_of(&form.sha256, &form.values).is_ok();
    if is_known || !is_signed_in(request.history.state()) {
        return Ok(());
    }
    supersede(&mut request);
    request.made.push(form);
    change.take_step("request.form", OURS);
    change.update(&stored, request)?;
    Ok(())
}

/// Before it is sent.
const fn is_signed_in(state: RequestState) -> bool {
    matches!(state, RequestState::Drafted | RequestState::Confirmed)
}

/// Keeps that the form came back signed; who signed it confirmed the request, where nobody had. Whether the signatures hold was found out by the
/// caller.
///
/// # Errors
///
/// [`StepError`]; then nothing is changed.
pub fn sign_back(
    change: &mut Change<'_>,
    id: Id<Request>,
    signed: SignedForm,
    on: VietnamDay,
    office: &Office<'_>,
) -> Result<Option<Done>, StepError> {
    let stored = facts::existing(change, id)?;
    let mut request = stored.record().clone();
    let state = request.history.state();
    if !is_signed_in(state) {
        let step = RequestStep::Confirm;
        return Err(StepRefused::Impossible { state, step }.into());
    }
    // another one may have been made since the caller looked
    request.form_of(&signed.original, "")?;
    let numbers = signed.certificates.join(", ");
    let ground = format!("ký số bằng chứng thư {numbers}; {OURS}");
    request.signed = Some(signed);
    change.take_step("request.signed", &ground);
    change.update(&stored, request)?;
    match state {
        RequestState::Drafted => take(change, id, on, &RequestDeed::Confirm, office).map(Some),
        _ => Ok(None),
    }
}
