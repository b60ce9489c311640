// Clients that are not ours speak the drop-in protocol from docs/local-service.md: npm's ws here, PyPI's websockets in foreign.py.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { folder, kyso, require, ROOT } from './harness.mjs';
import { keys, local, PIN, run } from './local.mjs';

const PYTHON = join(process.env.KYSO_TOOLS ?? join(homedir(), '.cache/kyso-tools'), 'pyhanko/bin/python');

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

/** The service, and a person whose key is in a file. */
async function service(t) {
  const at = await folder(t);
  await keys(at, { person: '/C=VN/CN=Tran Van Kiem Thu' });
  const key = ['--p12', join(at, 'person.p12'), '--p12-certificate', join(at, 'person.pem')];
  return { at, ...await local(t, at, key) };
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
async function confirm({ ca, shown }) {
  const address = await shown();
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
    const machine = await service(t);
    const message = { FileUploadHandler: `${system.at}/nhan`, SessionId: 'phien=1', JWTToken: 'a.b.c', FileName: `${system.at}/cong-van.pdf`,
      MetaData: [{ Key: 'id', Value: '7' }] };
    const [answer] = await Promise.all([client(machine, 'SignPDF', JSON.stringify(message)), confirm(machine)]);
    const reply = JSON.parse(answer);
    assert.deepEqual([reply.Status, reply.FileServer], [0, '/da-ky.pdf'], answer);

    const [{ headers, body }] = system.taken;
    assert.equal(headers.authorization, 'Bearer a.b.c');
    assert.equal(headers.cookie, 'phien=1');
    assert.ok(body.includes('name="uploadfile"') && body.includes('name="id"'));
    const signed = body.subarray(body.indexOf('%PDF-'), body.lastIndexOf('%%EOF') + 5);
    const file = join(machine.at, 'da-ky.pdf');
    await writeFile(file, Buffer.concat([signed, Buffer.from('\n')]));
    const checked = await kyso(['verify', '--json', '--trust', 'root.pem', '--revocation', 'skip', file], { cwd: machine.at });
    assert.equal(checked.code, 0, checked.out + checked.err);

    const text = Buffer.from('Đồng ý').toString('base64');
    const [said] = await Promise.all([client(machine, 'SignMsg', text), confirm(machine)]);
    const { Status, Signature } = JSON.parse(said);
    assert.equal(Status, 0, said);
    await writeFile(join(machine.at, 'text'), 'Đồng ý');
    await writeFile(join(machine.at, 'text.p7s'), Buffer.from(Signature, 'base64'));
    await run('openssl', ['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'text.p7s', '-content', 'text', '-CAfile', 'root.pem', '-purpose', 'any',
      '-out', 'said'], { cwd: machine.at });

    const not = JSON.parse(await client(machine, 'SignXML', '{}'));
    assert.deepEqual([not.Status, not.Code], [1006, 'not-done']);
  });
}
