// A document system as small as one can be: gives drafts, takes what was signed, shows the page that asks. Node.js alone.
//
//   node server.mjs FOLDER [PORT]      FOLDER holds the drafts (PDF); what was signed goes to FOLDER/da-ky
import { createServer } from 'node:http';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const LONGEST = 64 << 20;
const KINDS = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8' };

/** The system on a port of its own: `{ origin, token, close }`. Who has no token gets no document. */
export async function documentSystem(folder, port = 0) {
  const token = randomBytes(16).toString('hex');
  await mkdir(join(folder, 'da-ky'), { recursive: true });
  const server = createServer((asked, answer) => {
    serve(asked, answer, folder, token).catch(() => say(answer, 500, { Status: 1, Message: 'Lỗi của hệ thống.' }));
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${server.address().port}`, token, close: () => server.close() };
}

async function serve(asked, answer, folder, token) {
  const { pathname } = new URL(asked.url, 'http://here');
  const name = basename(decodeURIComponent(pathname));
  if (asked.method === 'GET' && pathname === '/') return file(answer, join(here, 'index.html'), { TOKEN: token });
  if (asked.method === 'GET' && pathname === '/page.js') return file(answer, join(here, 'page.js'));
  if (asked.method === 'GET' && pathname === '/kyso.js') return file(answer, join(here, '../../npm/kyso/kyso.js'));
  if (asked.method === 'GET' && pathname === '/list') return say(answer, 200, await list(folder));
  if (asked.headers.authorization !== `Bearer ${token}`) return say(answer, 401, { Status: 1, Message: 'Chưa đăng nhập.' });
  if (asked.method === 'GET' && pathname.startsWith('/drafts/')) return document(answer, join(folder, name));
  if (asked.method === 'GET' && pathname.startsWith('/da-ky/')) return document(answer, join(folder, 'da-ky', name));
  if (asked.method === 'POST' && pathname === '/upload') return taken(asked, answer, folder);
  return say(answer, 404, { Status: 1, Message: 'Không có.' });
}

async function list(folder) {
  const of = async (at) => (await readdir(at)).filter((name) => name.endsWith('.pdf')).sort();
  return { drafts: await of(folder), signed: await of(join(folder, 'da-ky')) };
}

/** The part `uploadfile` of the form, kept under the name it says (RFC 7578). */
async function taken(asked, answer, folder) {
  const octets = [];
  let length = 0;
  for await (const piece of asked) {
    length += piece.length;
    if (length > LONGEST) return say(answer, 413, { Status: 1, Message: 'Tệp quá lớn.' });
    octets.push(piece);
  }
  const head = { 'Content-Type': asked.headers['content-type'] ?? '' };
  const form = await new Response(Buffer.concat(octets), { headers: head }).formData();
  const part = form.get('uploadfile');
  if (!part || typeof part === 'string') return say(answer, 400, { Status: 1, Message: 'Thiếu uploadfile.' });
  const name = basename(part.name);
  await writeFile(join(folder, 'da-ky', name), Buffer.from(await part.arrayBuffer()));
  return say(answer, 200, { Status: 0, Message: '', FileName: name, FileServer: `/da-ky/${encodeURIComponent(name)}` });
}

async function document(answer, path) {
  const octets = await readFile(path).catch(() => null);
  if (!octets) return say(answer, 404, { Status: 1, Message: 'Không có.' });
  answer.setHeader('Content-Type', 'application/pdf');
  return answer.end(octets);
}

async function file(answer, path, values = {}) {
  let text = await readFile(path, 'utf8');
  for (const [name, value] of Object.entries(values)) text = text.replaceAll(`{{${name}}}`, value);
  answer.setHeader('Content-Type', KINDS[path.split('.').pop()]);
  answer.setHeader('Cache-Control', 'no-store');
  return answer.end(text);
}

function say(answer, status, value) {
  answer.statusCode = status;
  answer.setHeader('Content-Type', 'application/json; charset=utf-8');
  answer.end(JSON.stringify(value));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, port] = process.argv.slice(2);
  if (!folder) throw new Error('node server.mjs FOLDER [PORT]');
  console.log((await documentSystem(folder, Number(port ?? 0))).origin);
}
