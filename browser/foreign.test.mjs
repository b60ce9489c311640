// Clients that are not ours speak the drop-in protocol from docs/local-service.md: npm's ws here, PyPI's websockets in foreign.py.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { folder, kyso, require, ROOT, serve } from './harness.mjs';

const run = promisify(execFile);
const PYTHON = join(process.env.KYSO_TOOLS ?? join(homedir(), '.cache/kyso-tools'), 'pyhanko/bin/python');
const PIN = 'mat-khau-1';

/** A root, a person's key under it as PKCS#12, and its certificate. */
async function keys(at) {
  const openssl = (...words) => run('openssl', words, { cwd: at });
  await openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'root.key', '-out', 'root.pem', '-days', '30',
    '-subj', '/C=VN/CN=Goc thu nghiem', '-addext', 'keyUsage=critical,keyCertSign,cRLSign');
  await openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'person.key', '-out', 'person.csr', '-subj', '/C=VN/CN=Tran Van Kiem Thu');
  await writeFile(join(at, 'leaf.cnf'), 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n'
    + 'subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n');
  await openssl('x509', '-req', '-in', 'person.csr', '-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-days', '20',
    '-extfile', 'leaf.cnf', '-out', 'person.pem');
  await openssl('pkcs12', '-export', '-inkey', 'person.key', '-in', 'person.pem', '-out', 'person.p12', '-passout', `pass:${PIN}`);
}

/** A document system of two addresses: one gives a draft, the other takes what was signed. */
async function documentSystem(t, draft) {
  const taken = [];
  const server = createServer(async (asked, answer) => {
    if (asked.method === 'GET') return answer.end(draft);
    const octets = [];
    for await (const piece of asked) octets.push(piece);
    taken.push({ headers: asked.headers, body: Buffer.concat(octets) });
    answer.setHeader('Content-Type', 'application/json');
    return answer.end(JSON.stringify({ Status: 0, Message: '', FileName: 'da-ky.pdf', FileServer: '/da-ky.pdf' }));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  return { at: `http://127.0.0.1:${server.address().port}`, taken };
}

/** The local service by TLS with its own certificate, and the person before it. */
async function service(t) {
  const at = await folder(t);
  await keys(at);
  const opened = join(at, 'opened');
  await writeFile(join(at, 'opener'), `#!/bin/sh\nprintf %s "$1" > ${opened}.new && mv ${opened}.new ${opened}\n`);
  await chmod(join(at, 'opener'), 0o755);
  const config = join(at, 'config');
  const served = await serve(t, ['--local', '--socket', '127.0.0.1:0', '--opener', join(at, 'opener'), '--trust', join(at, 'root.pem'),
    '--revocation', 'skip', '--fetch-allow', '127.0.0.1', '--p12', join(at, 'person.p12'), '--p12-certificate', join(at, 'person.pem')],
  { env: { XDG_CONFIG_HOME: config } });
  const certificate = join(config, 'kyso/local/may-nay.pem');
  return { at, opened, socket: served.told.socket.replace(/\/$/, ''), certificate, ca: await readFile(certificate) };
}

/** One question to the person's page: `{ status, headers, json }`. */
function ask(ca, method, address, fields = {}, body = undefined) {
  return new Promise((done, failed) => {
    const question = request(address, { method, ca, headers: fields }, async (answer) => {
      let text = '';
      for await (const piece of answer) text += piece;
      done({ status: answer.statusCode, headers: answer.headers, text });
    });
    question.on('error', failed);
    question.end(body && JSON.stringify(body));
  });
}

/** Opens the page that waits, allows who asks, and signs what is shown. */
async function confirm({ ca, opened }) {
  let address;
  while (!address) {
    address = await rename(opened, `${opened}.taken`).then(() => readFile(`${opened}.taken`, 'utf8'), () => undefined);
    if (!address) await new Promise((done) => setTimeout(done, 20));
  }
  const first = await ask(ca, 'GET', address);
  assert.equal(first.status, 303, first.text);
  const [cookie] = first.headers['set-cookie'][0].split(';');
  const { origin } = new URL(address);
  const api = `${origin}/ky/api/${first.headers.location.split('#')[1]}`;
  const own = { Cookie: cookie, Origin: origin, 'Content-Type': 'application/json' };
  for (;;) {
    const state = JSON.parse((await ask(ca, 'GET', api, { Cookie: cookie })).text);
    if (state.stage === 'origin') {
      assert.equal(state.origin, 'program');
      await ask(ca, 'POST', `${api}/origin`, own, { allow: true });
    } else if (state.stage === 'ready') {
      assert.equal(state.documents.some((one) => one.problem), false, JSON.stringify(state));
      const seen = state.text === null ? state.documents.map((one) => one.sha256) : [state.text_sha256];
      const signed = await ask(ca, 'POST', `${api}/sign`, own, { pin: PIN, seen });
      assert.equal(signed.status, 200, signed.text);
      return;
    } else assert.equal(state.stage, 'fetching', JSON.stringify(state));
    await new Promise((done) => setTimeout(done, 50));
  }
}

const CLIENTS = {
  ws: ({ socket, ca }, operation, message) => new Promise((done, failed) => {
    const WebSocket = require('ws');
    const client = new WebSocket(`${socket}/${operation}`, { ca });
    client.on('open', () => client.send(message));
    client.on('message', (text) => done(text.toString()));
    client.on('error', failed);
  }),
  websockets: ({ socket, certificate }, operation, message) => new Promise((done, failed) => {
    const words = [join(ROOT, 'browser/foreign.py'), socket, operation, certificate];
    const child = spawn(PYTHON, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (piece) => { text += piece; });
    child.on('close', (code) => (code === 0 ? done(text) : failed(new Error(`foreign.py ended with ${code}`))));
    child.stdin.end(message);
  }),
};

for (const [name, client] of Object.entries(CLIENTS)) {
  test(`${name} signs a document and a text`, async (t) => {
    const draft = await readFile(join(ROOT, 'examples/cong-van-mau.pdf'));
    const system = await documentSystem(t, draft);
    const local = await service(t);
    const message = { FileUploadHandler: `${system.at}/nhan`, SessionId: 'phien=1', JWTToken: 'a.b.c', FileName: `${system.at}/cong-van.pdf`,
      MetaData: [{ Key: 'id', Value: '7' }] };
    const [answer] = await Promise.all([client(local, 'SignPDF', JSON.stringify(message)), confirm(local)]);
    const reply = JSON.parse(answer);
    assert.deepEqual([reply.Status, reply.FileServer], [0, '/da-ky.pdf'], answer);

    const [{ headers, body }] = system.taken;
    assert.equal(headers.authorization, 'Bearer a.b.c');
    assert.equal(headers.cookie, 'phien=1');
    assert.ok(body.includes('name="uploadfile"') && body.includes('name="id"'));
    const signed = body.subarray(body.indexOf('%PDF-'), body.lastIndexOf('%%EOF') + 5);
    const file = join(local.at, 'da-ky.pdf');
    await writeFile(file, Buffer.concat([signed, Buffer.from('\n')]));
    const checked = await kyso(['verify', '--json', '--trust', 'root.pem', '--revocation', 'skip', file], { cwd: local.at });
    assert.equal(checked.code, 0, checked.out + checked.err);

    const text = Buffer.from('Đồng ý').toString('base64');
    const [said] = await Promise.all([client(local, 'SignMsg', text), confirm(local)]);
    const { Status, Signature } = JSON.parse(said);
    assert.equal(Status, 0, said);
    await writeFile(join(local.at, 'text'), 'Đồng ý');
    await writeFile(join(local.at, 'text.p7s'), Buffer.from(Signature, 'base64'));
    await run('openssl', ['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'text.p7s', '-content', 'text', '-CAfile', 'root.pem', '-purpose', 'any',
      '-out', 'said'], { cwd: local.at });

    const not = JSON.parse(await client(local, 'SignXML', '{}'));
    assert.deepEqual([not.Status, not.Code], [1006, 'not-done']);
  });
}
