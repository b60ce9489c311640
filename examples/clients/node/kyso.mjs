// A client of `kyso serve` (/v1). Node.js 20 or newer, nothing else.
//
//   node kyso.mjs verify FILE                                   who signed, and whether it is good
//   node kyso.mjs check FILE                                    what the law of the day of signing says
//   node kyso.mjs sign FILE KEY OUT                             with a key of the service
//   node kyso.mjs deferred FILE CERTIFICATE KEYFILE OUT [CHAIN] with a key of one's own (PEM), which stays here
//
// KYSO_SERVICE (http://127.0.0.1:8988), KYSO_TOKEN (access token), KYSO_LANG (vi, en). A CA of the house's own: Node reads it from the file that
// NODE_EXTRA_CA_CERTS names when it starts. Exits as kyso does: 0 passed, 1 not, 2 undecided, 3 unreadable, 4 service or access, 64 usage.
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { existsSync, openAsBlob } from 'node:fs';
import { access, constants, open, readFile, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const SERVICE = process.env.KYSO_SERVICE ?? 'http://127.0.0.1:8988';
const WHOLE = 300_000; // ms, sending and signing together
const LONGEST_PAUSE = 60; // s
const EXITS = { passed: 0, failed: 1, indeterminate: 2, unsigned: 2, unreadable: 4 };
const LAW = { passed: 0, violated: 1, 'cannot-decide': 2 };
const worst = (...exits) => [4, 3, 1, 2, 0].find((exit) => exits.includes(exit));

/** What the service refused (RFC 9457). */
class Refused extends Error {
  constructor({ code, detail, request }, status) {
    super(`${code}: ${detail}`);
    this.request = request;
    this.exit = { 400: 64, 409: 4, 413: 3, 415: 3, 422: 3 }[status] ?? (status === 500 ? 70 : 4);
  }
}

/** Sends once; once more where the service says when (429). `body` is made anew for each attempt. */
async function ask(path, body, headers = {}) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(path, await body(), headers);
    if (answer.ok) return answer;
    const after = Number(answer.headers.get('retry-after'));
    if (answer.status !== 429 || attempt === 2 || !(after <= LONGEST_PAUSE)) throw await refused(answer);
    await answer.body?.cancel();
    await pause(after * 1000);
  }
}

function send(path, body, more) {
  const headers = { 'Accept-Language': process.env.KYSO_LANG ?? 'vi', ...more };
  if (process.env.KYSO_TOKEN) headers.Authorization = `Bearer ${process.env.KYSO_TOKEN}`;
  if (body instanceof Blob) headers['Content-Type'] = 'application/pdf';
  return fetch(new URL(path, SERVICE), { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(WHOLE) });
}

async function refused(answer) {
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) {
    return Object.assign(new Error(`${answer.status}: not an answer of kyso`), { exit: 4 });
  }
  return new Refused(await answer.json(), answer.status);
}

const about = (path, query) => `${path}?${new URLSearchParams(query)}`;

/** The document, read from the disk as it is sent. */
const document = (file) => openAsBlob(file, { type: 'application/pdf' });

async function verify(file) {
  const answer = await ask(about('/v1/verify', { name: basename(file), report: 'clerk' }), () => document(file));
  const { verdict, signatures = [], error, words } = await answer.json();
  console.log(`${basename(file)}: ${verdict}`);
  for (const [at, { field, indication, sub_indication: why, signer }] of signatures.entries()) {
    console.log(`  ${at + 1} ${field}: ${why ? `${indication} ${why}` : indication}, ${signer?.subject ?? '?'}`);
  }
  if (error) console.log(`  ${error.code}`);
  // what a clerk reads: what to do, and why
  console.log(words.headline);
  for (const { code, title } of words.reasons) console.log(`  - ${code ?? '?'} ${title}`);
  return EXITS[verdict] ?? 3;
}

async function check(file) {
  const answer = await ask(about('/v1/check', { name: basename(file) }), () => document(file));
  const { verdict, result, compliance } = await answer.json();
  console.log(`${basename(file)}: ${verdict}, ${result}`);
  for (const { field, findings } of compliance) {
    console.log(`  ${field}`);
    for (const { verdict: found, text, citations } of findings) console.log(`    ${found}: ${text} — ${citations[0].vi}`);
  }
  return worst(EXITS[verdict] ?? 3, LAW[result]);
}

/** The same `Idempotency-Key` again has the same file: an answer that was lost on its way costs no second signature. */
async function signWithTheirs(file, key, out) {
  const once = { 'Idempotency-Key': randomUUID() };
  const signed = async () => keep(await ask(about('/v1/sign', { key }), () => document(file), once), out);
  return signed().catch((error) => { if (!isBroken(error)) throw error; return signed(); });
}

async function signWithOwn(file, certificate, keyFile, out, chain) {
  const parts = async (more) => {
    const form = new FormData();
    form.set('document', await document(file), basename(file));
    for (const [name, value] of Object.entries(more)) form.set(name, value);
    return form;
  };
  const first = { certificate: await openAsBlob(certificate), ...(chain && { chain: await openAsBlob(chain) }) };
  const { to_be_signed: attributes, state } = await (await ask('/v1/prepare', () => parts(first))).json();
  // RSA: PKCS #1 v1.5; ECDSA: DER. The key does not leave this process.
  const signature = sign('sha256', Buffer.from(attributes, 'base64'), createPrivateKey(await readFile(keyFile)));
  return keep(await ask('/v1/finish', () => parts({ state, signature: new Blob([signature]) })), out);
}

/** Whole or not at all. */
async function keep(answer, out) {
  const part = `${out}.part`;
  const file = await open(part, 'wx');
  try {
    for await (const piece of answer.body) await file.write(piece);
    await file.sync();
    await file.close();
    await rename(part, out);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(part, { force: true });
    throw error;
  }
  console.log(`${basename(out)}: signed`);
  return 0;
}

/** The connection, not the answer. */
const isBroken = (error) => error instanceof TypeError && error.cause !== undefined;

const COMMANDS = { verify: [verify, 1, 1], check: [check, 1, 1], sign: [signWithTheirs, 3, 3], deferred: [signWithOwn, 4, 5] };

async function main([command, ...words]) {
  const [run, fewest, most] = COMMANDS[command] ?? [undefined, 0, -1];
  if (words.length < fewest || words.length > most) {
    console.error('verify FILE | check FILE | sign FILE KEY OUT | deferred FILE CERTIFICATE KEYFILE OUT [CHAIN]');
    return 64;
  }
  if (!(await access(words[0], constants.R_OK).then(() => true, () => false))) {
    console.error(`${basename(words[0])} cannot be read`);
    return 4;
  }
  const out = { sign: words[2], deferred: words[3] }[command];
  if (out && existsSync(out)) {
    console.error(`${basename(out)} exists`);
    return 64;
  }
  try {
    return await run(...words);
  } catch (error) {
    console.error(isBroken(error) ? `no answer: ${error.cause.code ?? error.cause.message}` : error.message);
    if (error.request) console.error(`request ${error.request}`);
    return error.exit ?? 4;
  }
}

process.exitCode = await main(process.argv.slice(2));
