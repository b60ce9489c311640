// A document system's page signs through the functions it always called, with tokens of SoftHSM2; a hostile page cannot.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { copyFile, readFile, rename } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { documentSystem } from '../examples/document-system/server.mjs';
import { browse, folder, inaccessible, kyso, pictured, ROOT } from './harness.mjs';
import { keys, local, pictures, PIN, tokens } from './local.mjs';

const DRAFT = 'quyet-dinh.pdf';

/** A document system with one draft, a machine with two tokens, and a browser that shows the system's page. */
async function office(t, { expected, ...context } = {}) {
  const at = await folder(t);
  await keys(at);
  const { module, env } = await tokens(at);
  await copyFile(join(ROOT, 'examples/quyet-dinh-mau-trong.pdf'), join(at, DRAFT));
  const system = await documentSystem(at);
  t.after(() => system.close());
  const machine = await local(t, at, ['--token', module, ...await pictures(at)], env);
  const page = await browse(t, { origins: [system.origin, machine.origin], expected, ignoreHTTPSErrors: true, ...context });
  await page.goto(`${system.origin}/?service=${encodeURIComponent(machine.socket)}`);
  await page.locator('#document option').first().waitFor({ state: 'attached' });
  return { at, system, machine, page };
}

/** The page that the machine shows its person, as the browser would open it. */
async function confirmation({ page, machine }) {
  const tab = await page.context().newPage();
  await tab.goto(await machine.shown());
  return tab;
}

/** What the document system's page heard. */
async function heard(page) {
  await page.waitForFunction(() => document.getElementById('answer').textContent !== '');
  return JSON.parse(await page.locator('#answer').textContent());
}

/** Looks at every page that shows a signature, until nothing is missing but the PIN. */
async function looked(tab) {
  await tab.locator('#pin').waitFor();
  for (let page = 0; page < 20; page += 1) {
    await tab.waitForFunction(() => document.getElementById('picture').complete && document.getElementById('picture').naturalWidth > 0);
    await tab.waitForTimeout(300);
    if (await tab.locator('#go').getAttribute('aria-disabled') === 'false') return;
    // says what is missing, and goes there
    await tab.locator('#go').dispatchEvent('click');
  }
  assert.fail(`never ready: ${await tab.locator('#missing').textContent()}`);
}

async function choose(tab, name) {
  const choice = tab.locator('.holder', { hasText: name }).locator('input').first();
  if (!await choice.isChecked()) await choice.check();
  await tab.waitForTimeout(500);
}

async function sign(tab, pin = PIN) {
  await looked(tab);
  await tab.locator('#pin').fill(pin);
  await tab.locator('#go').click();
}

test('leader and clerk sign through the unchanged functions', async (t) => {
  const desk = await office(t);
  const { at, page } = desk;
  await page.locator('#approve').click();
  const leader = await confirmation(desk);
  await leader.locator('#yes').waitFor();
  assert.ok((await leader.locator('#origin').textContent()).endsWith(new URL(desk.system.origin).host));
  assert.deepEqual(await inaccessible(leader), []);
  await pictured(leader, 'confirm-ask');
  await leader.locator('#yes').click();
  await looked(leader);
  assert.deepEqual(await inaccessible(leader), []);
  await pictured(leader, 'confirm-ready');
  await sign(leader);
  const approved = await heard(page);
  assert.equal(approved.Status, 0, JSON.stringify(approved));
  await leader.locator('#outcome.good').waitFor();

  await page.locator('#document').selectOption(`/da-ky/${DRAFT}`);
  await page.locator('#issue').click();
  const clerk = await confirmation(desk);
  await clerk.locator('#pin').waitFor();
  // what the leader signed, in detail
  const opened = clerk.context().waitForEvent('page');
  await clerk.locator('#signatures a').click();
  const detail = await opened;
  await detail.locator('.signature h4').waitFor();
  assert.match(await detail.locator('.signature').textContent(), /HỢP LỆ.*Nguyễn Văn Mẫu/);
  await detail.close();
  await sign(clerk);
  const issued = await heard(page);
  assert.equal(issued.Status, 0, JSON.stringify(issued));

  const file = join(at, 'da-ky', DRAFT);
  const checked = await kyso(['verify', '--json', '--trust', 'root.pem', '--revocation', 'skip', file], { cwd: at });
  assert.equal(checked.code, 0, checked.out + checked.err);
  const report = JSON.parse(checked.out);
  assert.ok(report.signatures.length >= 2, checked.out);

  await page.locator('#document').selectOption(`/da-ky/${DRAFT}`);
  await page.locator('#verify').click();
  const verdict = await heard(page);
  assert.equal(verdict.Status, 0, JSON.stringify(verdict).slice(0, 300));
});

test('a phone shows all of it', async (t) => {
  const desk = await office(t, { viewport: { width: 360, height: 740 } });
  await desk.page.locator('#approve').click();
  const tab = await confirmation(desk);
  await tab.locator('#yes').click();
  await looked(tab);
  assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await pictured(tab, 'confirm-phone');
  await tab.locator('#sign .refuse').click();
  assert.equal((await heard(desk.page)).Code, 'refused');
});

test('a wrong PIN is tried once; a token that was pulled costs no attempt', async (t) => {
  const desk = await office(t);
  await desk.page.locator('#approve').click();
  const first = await confirmation(desk);
  await first.locator('#yes').click();
  await sign(first, '00000000');
  const wrong = await heard(desk.page);
  assert.equal(wrong.Status, 1013, JSON.stringify(wrong));
  await first.locator('#outcome.bad').waitFor();
  assert.equal(await first.locator('#pin').isVisible(), false);

  await desk.page.locator('#approve').click();
  const second = await confirmation(desk);
  await looked(second);
  await rename(join(desk.at, 'tokens'), join(desk.at, 'pulled'));
  await second.locator('#pin').fill(PIN);
  await second.locator('#go').click();
  const pulled = await heard(desk.page);
  assert.equal(pulled.Status, 1013, JSON.stringify(pulled));
});

test('a service that is killed in the middle signs nothing, and both pages are told', async (t) => {
  const desk = await office(t, { expected: [/WebSocket/, /ERR_/] });
  await desk.page.locator('#approve').click();
  const tab = await confirmation(desk);
  await tab.locator('#yes').click();
  await looked(tab);
  await desk.machine.kill();
  const { Status, Message } = await heard(desk.page);
  assert.equal(Status, 500);
  assert.match(Message, /ngắt kết nối/);
  await tab.locator('#trouble').waitFor();
  assert.deepEqual(await readFile(join(desk.at, 'da-ky', DRAFT)).then(() => 'signed', () => 'nothing'), 'nothing');
});

test('two tabs at once: the second one is told', async (t) => {
  const desk = await office(t, { expected: [/410/] });
  await desk.page.locator('#approve').click();
  const address = await desk.machine.shown();
  const [first, second] = [await desk.page.context().newPage(), await desk.page.context().newPage()];
  await first.goto(address);
  assert.equal((await second.goto(address)).status(), 410);
  assert.match(await second.locator('h1').textContent(), /không còn mở được/);
  await first.locator('#no').click();
  assert.equal((await heard(desk.page)).Code, 'origin');
});

test('a page of another origin cannot', async (t) => {
  const desk = await office(t, { expected: [/./] });
  const hostile = createServer((asked, answer) => answer.setHeader('Content-Type', 'text/html').end('<!doctype html><title>x</title><iframe></iframe>'));
  await new Promise((done) => hostile.listen(0, '127.0.0.1', done));
  t.after(() => { hostile.closeAllConnections(); hostile.close(); });
  // the person allowed the document system, and looks at a document of it
  await desk.page.locator('#approve').click();
  const tab = await confirmation(desk);
  await tab.locator('#yes').click();
  await looked(tab);
  const id = new URL(tab.url()).hash.slice(1);

  const page = await desk.page.context().newPage();
  await page.goto(`http://localhost:${hostile.address().port}/`);
  const { origin } = desk.machine;
  const tried = await page.evaluate(async ({ origin, id }) => {
    const attempt = async (address, options) => {
      try {
        const answer = await fetch(address, { credentials: 'include', ...options });
        return { type: answer.type, text: await answer.text() };
      } catch {
        return 'refused';
      }
    };
    const body = JSON.stringify({ pin: '1', seen: [] });
    return {
      state: await attempt(`${origin}/ky/api/${id}`),
      opaque: await attempt(`${origin}/ky/api/${id}/sign`, { method: 'POST', mode: 'no-cors', body }),
      health: await attempt(`${origin}/v1/health`),
    };
  }, { origin, id });
  assert.deepEqual([tried.state, tried.health], ['refused', 'refused'], 'nothing is read across origins');
  assert.deepEqual(tried.opaque, { type: 'opaque', text: '' });

  // it is no frame of anybody
  await page.evaluate((address) => { document.querySelector('iframe').src = address; }, `${origin}/ky/#${id}`);
  await page.waitForTimeout(500);
  const frame = page.frames().find((one) => one !== page.mainFrame());
  assert.equal(await frame.locator('#go').count(), 0);

  // it asks for itself: nothing is fetched or told before the person says yes, addresses of this machine among them
  const asking = page.evaluate((base) => new Promise((done) => {
    const socket = new WebSocket(`${base}/SignApproved`);
    const handler = 'http://169.254.169.254/latest';
    socket.onopen = () => socket.send(JSON.stringify({ FileUploadHandler: handler, FileName: handler }));
    socket.onmessage = ({ data }) => done(JSON.parse(data));
  }), desk.machine.socket);
  const asked = await page.context().newPage();
  await asked.goto(await desk.machine.shown());
  await asked.locator('#yes').waitFor();
  assert.match(await asked.locator('#origin').textContent(), /localhost/);
  assert.match(await asked.locator('#warnings').textContent(), /169\.254\.169\.254/);
  // and a careless person's yes does not lead to addresses of the link
  await asked.locator('#yes').click();
  const answer = await asking;
  assert.equal(answer.Status, 1011, JSON.stringify(answer));

  // the document that waits is untouched
  assert.equal(await tab.locator('#pin').isVisible(), true);
  await tab.locator('#sign .refuse').click();
  assert.equal((await heard(desk.page)).Code, 'refused');
  assert.deepEqual(await readFile(join(desk.at, 'da-ky', DRAFT)).then(() => 'signed', () => 'nothing'), 'nothing');
});

test('where no service is, the page is told how to start it', async (t) => {
  const desk = await office(t, { expected: [/WebSocket/] });
  await desk.machine.stop();
  await desk.page.locator('#approve').click();
  const { Status, Message } = await heard(desk.page);
  assert.equal(Status, 500);
  assert.match(Message, /kyso serve --local/);
});
