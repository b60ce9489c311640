// What a page of a document system does: calls the functions it always called. kyso.js answers them.
/* global vgca_sign_approved, vgca_sign_issued, vgca_sign_appendix, vgca_sign_copy, vgca_verify_pdf */
const $ = (id) => document.getElementById(id);
const token = document.querySelector('meta[name=token]').content;

async function list() {
  const { drafts, signed } = await (await fetch('/list')).json();
  const choice = $('document').value;
  const option = (path, name) => Object.assign(document.createElement('option'), { value: path, textContent: name });
  $('document').replaceChildren(
    ...signed.map((name) => option(`/da-ky/${encodeURIComponent(name)}`, `${name} (đã ký)`)),
    ...drafts.map((name) => option(`/drafts/${encodeURIComponent(name)}`, name)),
  );
  if ([...$('document').options].some((one) => one.value === choice)) $('document').value = choice;
}

function request() {
  return JSON.stringify({
    FileUploadHandler: `${location.origin}/upload`,
    SessionId: '',
    JWTToken: token,
    FileName: location.origin + $('document').value,
    DocNumber: $('number').value,
    IssuedDate: $('day').value,
    MetaData: [{ Key: 'from', Value: 'document-system' }],
  });
}

function answered(text) {
  $('answer').textContent = text;
  list();
}

for (const [id, ask] of Object.entries({
  approve: vgca_sign_approved, issue: vgca_sign_issued, appendix: vgca_sign_appendix, copy: vgca_sign_copy, verify: vgca_verify_pdf,
})) {
  $(id).addEventListener('click', () => {
    $('answer').textContent = '';
    ask(request(), answered);
  });
}
// where the service is elsewhere than usual
const base = new URLSearchParams(location.search).get('service');
if (base) globalThis.kyso.base = base;
list();
