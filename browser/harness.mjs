// What every test of a page uses: a `kyso serve` of its own, a Chromium of its own that tells of everything that went wrong.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import assert from 'node:assert/strict';

export const TOOLS = process.env.KYSO_TOOLS ?? join(homedir(), '.cache/kyso-tools');
/** The packages of package.json, where scripts/install-browser.sh put them. */
export const require = createRequire(join(TOOLS, 'browser/package.json'));

export const ROOT = new URL('..', import.meta.url).pathname;
const KYSO = process.env.KYSO ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'debug/kyso');

// As root, on a machine without a way out: nothing of Chromium's own goes over the network.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

/** A folder that goes with the test. */
export async function folder(t) {
  const path = await mkdtemp(join(tmpdir(), 'kyso-browser-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A command of kyso, run to its end: `{ code, out, err }`. */
export function kyso(words, { cwd, env } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(KYSO, words, { cwd, env: { ...clean(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { out: '', err: '' };
    child.stdout.on('data', (text) => { said.out += text; });
    child.stderr.on('data', (text) => { said.err += text; });
    child.on('error', failed);
    child.on('close', (code) => done({ code, ...said }));
  });
}

/** `kyso serve` with these words more; ended with the test. `told` is the line it says, `origin` where its pages are. */
export async function serve(t, words = [], { cwd, env } = {}) {
  const rooms = await folder(t);
  const all = ['serve', '--json', '--http', '127.0.0.1:0', '--folder', rooms, ...words];
  const child = spawn(KYSO, all, { cwd, env: { ...clean(), ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((done) => child.on('close', done));
  t.after(() => { child.kill('SIGTERM'); return ended; });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await Promise.race([lines.next(), ended.then((code) => ({ ended: code }))]);
  assert.ok(first.value, `kyso serve ended with ${first.ended}`);
  const told = JSON.parse(first.value);
  return { told, origin: new URL(told.address).origin, stop: () => { child.kill('SIGTERM'); return ended; },
    kill: () => { child.kill('SIGKILL'); return ended; } };
}

/** No configuration and no language but the test's. */
function clean() {
  const { KYSO_LANG, ...env } = process.env;
  return { ...env, XDG_CONFIG_HOME: '/nonexistent' };
}

/**
 * A page of a browser of its own, with nothing in it; closed with the test.
 *
 * At the end of the test nothing may have gone wrong: no error on the console, none in a script, nothing that the page's policy forbade, no
 * request to an origin that is not among `origins`. What the test brings about itself is `expected`: expressions that such a line matches.
 */
export async function browse(t, { origins, expected = [], ...context } = {}) {
  const { chromium } = require('playwright-core');
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  const wrong = [];
  t.after(async () => {
    await browser.close();
    assert.deepEqual(wrong.filter((line) => !expected.some((known) => known.test(line))), [], 'what went wrong in the browser');
  });
  const page = await (await browser.newContext({ locale: 'vi-VN', ...context })).newPage();
  watch(page, origins, wrong);
  return page;
}

/** A picture of the whole page in the folder KYSO_PICTURES, where one is named. */
export async function pictured(page, name) {
  const at = process.env.KYSO_PICTURES;
  if (at) await page.screenshot({ path: join(at, `${name}.png`), fullPage: true });
}

/** Writes down what goes wrong in a page, and in those it opens. */
function watch(page, origins, wrong) {
  page.on('console', (said) => { if (['error', 'warning'].includes(said.type())) wrong.push(`console: ${said.text()}`); });
  page.on('pageerror', (error) => wrong.push(`script: ${error.message}`));
  page.on('popup', (opened) => watch(opened, origins, wrong));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (!['blob:', 'data:', 'about:'].includes(protocol) && !origins.includes(origin)) wrong.push(`request to ${request.url()}`);
  });
}

/** What axe finds in a page that keeps people out: `rule: element`. */
export async function inaccessible(page) {
  await page.evaluate(require('axe-core').source);
  const found = await page.evaluate(() => globalThis.axe.run());
  return found.violations
    .filter((one) => ['serious', 'critical'].includes(one.impact))
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html}`));
}
