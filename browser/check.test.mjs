// The checking page: a clerk opens what came in, and is told to accept or to refuse it, and why.
import test, { before, after } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, browse, inaccessible, kyso, pictured, serve, TOOLS } from './harness.mjs';
import { PIN, keys, pictures, run } from './local.mjs';

/** A folder with a document that two signed, and what may become of it on its way. */
let at;
before(async () => {
  at = await mkdtemp(join(tmpdir(), 'kyso-check-'));
  await keys(at);
  const shown = await pictures(at);
  const signed = async (from, by, appearance, to) => {
    const words = ['sign', from, '--p12', `${by}.p12`, '--pin-env', 'PIN', '--trust', 'root.pem', '--revocation', 'skip',
      '--appearance', appearance, ...shown, '-o', to];
    const { code, out, err } = await kyso(words, { cwd: at, env: { PIN } });
    assert.equal(code, 0, out + err);
  };
  await signed(join(ROOT, 'examples/quyet-dinh-mau.pdf'), 'leader', 'nd30.person', 'leader.pdf');
  await signed('leader.pdf', 'agency', 'nd30.agency', 'good.pdf');
  const octets = await readFile(join(at, 'good.pdf'));
  const stream = octets.indexOf('stream\n') + 40;
  octets[stream] ^= 1;
  await writeFile(join(at, 'tampered.pdf'), octets);
  await run(join(TOOLS, 'pyhanko/bin/python'), [join(ROOT, 'browser/change.py'), join(at, 'leader.pdf'), join(at, 'changed.pdf')]);
  await run('qpdf', ['--encrypt', 'mật khẩu', 'chủ', '256', '--', join(ROOT, 'examples/cong-van-mau.pdf'), join(at, 'locked.pdf')]);
  await writeFile(join(at, 'cut.pdf'), octets.subarray(0, 3000));
  await writeFile(join(at, 'other.pdf'), 'Đây không phải là tệp PDF.');
});
after(() => rm(at, { recursive: true, force: true }));

/** The page, of a service of its own. What a service refuses is a line of the console. */
async function checking(t, { refuses = false, words = [], ...context } = {}) {
  const { origin } = await serve(t, ['--trust', join(at, 'root.pem'), '--revocation', 'skip', ...words]);
  const expected = refuses ? [/Failed to load resource: the server responded with a status of 4/] : [];
  const page = await browse(t, { origins: [origin], expected, ...context });
  await page.goto(origin);
  return page;
}

/** Gives files to the page; the result of the first. */
async function checked(page, ...files) {
  await page.setInputFiles('#files', files.map((file) => (file.startsWith('/') ? file : join(at, file))));
  return headline(page);
}

async function headline(page) {
  await page.waitForSelector('#report:not([hidden])');
  await page.waitForFunction(() => document.querySelector('#busy').hidden);
  return page.textContent('#headline');
}

/** Waits until the pages show. */
const shows = (page) => page.waitForFunction(() => {
  const sheets = [...document.querySelectorAll('figure:not([hidden]) .sheet')];
  return !document.querySelector('#viewer').hidden && sheets.length > 0 && sheets.every((sheet) => !sheet.classList.contains('waits'));
});

const texts = (page, where) => page.locator(where).allTextContents();
const accessible = async (page) => assert.deepEqual(await inaccessible(page), []);

test('a good document is accepted: who signed, when, where', async (t) => {
  const page = await checking(t, { viewport: { width: 1280, height: 900 } });
  assert.equal(await checked(page, 'good.pdf'), 'TIẾP NHẬN');
  assert.deepEqual(await texts(page, '.signature h4'), ['Chữ ký số thứ 1 (người có thẩm quyền)', 'Chữ ký số thứ 2 (cơ quan, tổ chức ban hành)']);
  assert.deepEqual(await texts(page, '.standing'), ['HỢP LỆ', 'HỢP LỆ']);
  assert.equal(await page.locator('.signature dt').count(), 14, 'seven fields of each (TT 15/2025/TT-BKHCN Điều 6)');
  assert.match((await texts(page, '.signature dd'))[1], /Nguyễn Văn Mẫu/);
  assert.match(await page.textContent('#grounds'), /Điều 21 Nghị định số 30\/2020\/NĐ-CP/);
  assert.equal(await page.isVisible('#answer-part'), false, 'nothing is sent back');
  await shows(page);
  assert.deepEqual(await texts(page, '#first .mark.signed span'), ['CKS 1', 'CKS 2']);
  assert.equal(await page.locator('.mark.refused').count(), 0);
  assert.match(await page.textContent('#changes'), /Được chấp nhận: ký bổ sung/);
  await accessible(page);
  await pictured(page, 'checking-good');
  // as the leader saw it: the agency had not signed
  await page.selectOption('#seen', 'then-1');
  await shows(page);
  assert.deepEqual(await texts(page, '#first .mark.signed span'), ['CKS 1']);
});

test('a tampered document is refused, with the sentence for its sender', async (t) => {
  const page = await checking(t);
  assert.equal(await checked(page, 'tampered.pdf'), 'TỪ CHỐI TIẾP NHẬN');
  assert.match(await page.textContent('#why'), /Nội dung thay đổi sau khi ký \(R04\)/);
  assert.deepEqual(await texts(page, '.standing'), ['KHÔNG HỢP LỆ', 'KHÔNG HỢP LỆ']);
  assert.match(await page.textContent('#answer'), /^Từ chối tiếp nhận văn bản “tampered.pdf”\. Lý do: nội dung thay đổi sau khi ký\./);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.click('#copy');
  await page.waitForFunction(() => document.querySelector('#copied').textContent === 'Đã chép.');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.textContent('#answer'));
  await accessible(page);
});

test('what was changed after signing is shown beside what was signed', async (t) => {
  const page = await checking(t, { viewport: { width: 1280, height: 900 } });
  assert.equal(await checked(page, 'changed.pdf'), 'TỪ CHỐI TIẾP NHẬN');
  await shows(page);
  assert.equal(await page.inputValue('#seen'), 'both-1', 'it begins with what is wrong');
  assert.deepEqual(await texts(page, 'figcaption'), ['khi ký chữ ký số thứ 1 (Nguyễn Văn Mẫu)', 'hiện nay']);
  assert.deepEqual(await texts(page, '#second .mark.refused span'), ['Sửa']);
  assert.equal(await page.locator('#first .mark.refused').count(), 0);
  // the bar is at 150, 600 with 200 × 30 points of a page of 595 × 842: the frame is around it, and nowhere else
  await page.waitForSelector('#second .mark.differs');
  const frames = await page.locator('#second .mark.differs').evaluateAll((all) => all.map(({ style }) => [style.left, style.bottom, style.width, style.height]
    .map(parseFloat)));
  assert.equal(frames.length, 1);
  const [left, bottom, width, height] = frames[0];
  assert.ok(left > 22 && left < 25.3 && left + width > 58.7 && left + width < 62, `across: ${frames[0]}`);
  assert.ok(bottom > 69 && bottom < 71.3 && bottom + height > 74.8 && bottom + height < 77, `down: ${frames[0]}`);
  assert.match(await page.textContent('#changes .refused'), /^Sau chữ ký số thứ 1 – Không được chấp nhận: nội dung của trang đã thay đổi/);
  await accessible(page);
  await pictured(page, 'checking-changed');
});

test('an unsigned document, one that is cut and one that is none', async (t) => {
  const page = await checking(t, { refuses: true });
  assert.equal(await checked(page, join(ROOT, 'examples/cong-van-mau.pdf')), 'TỪ CHỐI TIẾP NHẬN');
  assert.match(await page.textContent('#why'), /\(R01\)/);
  assert.equal(await page.isVisible('#signatures-part'), false);
  await shows(page);
  assert.equal(await page.textContent('#changes'), 'Không có thay đổi nào sau khi ký.');

  await page.setInputFiles('#files', ['cut.pdf', 'other.pdf'].map((file) => join(at, file)));
  await page.waitForFunction(() => document.querySelectorAll('#list strong').length === 3);
  await page.waitForFunction(() => document.querySelector('#headline').textContent && document.querySelector('#busy').hidden);
  assert.deepEqual(await texts(page, '#list strong'), ['TỪ CHỐI TIẾP NHẬN', 'TỪ CHỐI TIẾP NHẬN', 'CHƯA KIỂM TRA ĐƯỢC']);
  await page.click('#list li:nth-child(2) button');
  assert.match(await page.textContent('#why'), /\(R10\)/);
  assert.equal(await page.isVisible('#pages'), false);
  await page.click('#list li:nth-child(3) button');
  assert.match(await page.textContent('#result'), /không phải là tệp PDF/);
  assert.equal(await page.isVisible('#told'), false);
  await accessible(page);
});

test('text of a document is only ever text', async (t) => {
  const page = await checking(t);
  const name = '<img src=x onerror="document.title=1"><b>a.pdf';
  await page.setInputFiles('#files', { name, mimeType: 'application/pdf', buffer: await readFile(join(at, 'tampered.pdf')) });
  await headline(page);
  await shows(page);
  assert.equal(await page.textContent('#name'), name);
  assert.ok((await page.textContent('#answer')).includes(name));
  assert.equal(await page.locator('#report img[src="x"], #report b').count(), 0);
});

test('a document with a password is opened by its password', async (t) => {
  const page = await checking(t);
  assert.equal(await checked(page, 'locked.pdf'), 'VĂN BẢN CÓ MẬT KHẨU');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'password');
  await accessible(page);
  await page.keyboard.type('sai');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#result').textContent.startsWith('Mật khẩu không đúng.'));
  await page.keyboard.type('mật khẩu');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#headline').textContent === 'TỪ CHỐI TIẾP NHẬN');
  assert.match(await page.textContent('#why'), /\(R01\)/);
  await shows(page);
});

test('by keyboard alone, on a phone, in both languages', async (t) => {
  const page = await checking(t, { viewport: { width: 360, height: 740 }, hasTouch: true });
  const chosen = page.waitForEvent('filechooser');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await (await chosen).setFiles(join(at, 'tampered.pdf'));
  assert.equal(await headline(page), 'TỪ CHỐI TIẾP NHẬN');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'headline', 'a reader is told the result first');
  await shows(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing is beside the screen');
  await pictured(page, 'checking-phone');
  // every control is reached by Tab, and shows where it is
  const reached = new Set();
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    const id = await page.evaluate(() => document.activeElement.id || document.activeElement.tagName);
    if (id === 'BODY') break;
    reached.add(id);
  }
  for (const id of ['copy', 'save', 'save-data', 'print', 'before', 'seen', 'larger', 'desk', 'SUMMARY']) assert.ok(reached.has(id), `${id} of ${[...reached]}`);
  await page.focus('#desk');
  await page.keyboard.press('PageUp');
  await shows(page);
  assert.equal(await page.textContent('#where'), 'Trang 1/2');

  await page.focus('#language');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#headline').textContent === 'REFUSE');
  await shows(page);
  assert.match(await page.textContent('#answer'), /refused\. Reason:/);
  assert.match(await page.textContent('#changes'), /After signature 1 – not allowed/);
  await accessible(page);
});

test('rule by rule, and the report to keep', async (t) => {
  const page = await checking(t, { viewport: { width: 1000, height: 900 } });
  await checked(page, 'good.pdf');
  await page.click('#law > summary');
  await page.waitForSelector('#law-told section');
  assert.equal(await page.locator('#law-told section').count(), 2);
  assert.match(await page.textContent('#law-told'), /Phụ lục I Thông tư số 15\/2025\/TT-BKHCN, xét theo ngày \d\d\/\d\d\/2026/);
  await accessible(page);
  const taken = async (button) => {
    const coming = page.waitForEvent('download');
    await page.click(button);
    const download = await coming;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };
  const report = await taken('#save');
  assert.equal(report.name, 'good-ket-qua.txt');
  assert.match(report.text, /^KẾT QUẢ KIỂM TRA CHỮ KÝ SỐ\nTệp: good\.pdf\n/);
  const data = JSON.parse((await taken('#save-data')).text);
  assert.deepEqual([data.outcome, data.signatures.length, data.words], ['accept', 2, undefined]);
});

test('a service that wants an access token is given it once', async (t) => {
  const { out } = await kyso(['serve', 'token', '--json']);
  const { token, 'token-sha256': sha256 } = JSON.parse(out);
  await writeFile(join(at, 'access.toml'), `require-access = true\n[access.van-thu]\ntoken-sha256 = "${sha256}"\n`);
  const page = await checking(t, { refuses: true, words: ['--keys', join(at, 'access.toml')] });
  await page.setInputFiles('#files', ['good.pdf', 'tampered.pdf'].map((file) => join(at, file)));
  await page.waitForSelector('#access:not([hidden])');
  await accessible(page);
  await page.fill('#token', 'sai');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => !document.querySelector('#access').hidden && document.activeElement.id === 'token');
  await page.fill('#token', token);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#busy').hidden && document.querySelector('#access').hidden);
  assert.deepEqual(await texts(page, '#list strong'), ['TIẾP NHẬN', 'TỪ CHỐI TIẾP NHẬN']);
});

test('a service that is gone leaves no wrong answer', async (t) => {
  const { origin, stop } = await serve(t, ['--trust', join(at, 'root.pem'), '--revocation', 'skip']);
  const page = await browse(t, { origins: [origin], expected: [/net::ERR_CONNECTION_REFUSED/] });
  await page.goto(origin);
  assert.equal(await checked(page, 'good.pdf'), 'TIẾP NHẬN');
  await shows(page);
  await stop();
  await page.setInputFiles('#files', join(at, 'tampered.pdf'));
  await page.waitForFunction(() => document.querySelector('#headline').textContent === 'CHƯA KIỂM TRA ĐƯỢC');
  assert.match(await page.textContent('#result'), /Không liên lạc được với dịch vụ/);
  assert.equal(await page.isVisible('#told'), false, 'nothing of the file before shows');
});
