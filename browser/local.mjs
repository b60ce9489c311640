// What tests of the local service share: a hierarchy by openssl, tokens of SoftHSM2, the service before its person.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import assert from 'node:assert/strict';
import { kyso, ROOT, serve } from './harness.mjs';

export const run = promisify(execFile);
export const PIN = 'mat-khau-1';
const AGENCY = 'SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH LẠC HỒNG';
/** Fictional. Who signs the drafts of examples/, and the agency. */
export const PEOPLE = {
  leader: `/C=VN/O=${AGENCY}/title=Giám đốc/CN=Nguyễn Văn Mẫu/UID=CCCD:000000000000`,
  agency: `/C=VN/O=${AGENCY}/CN=${AGENCY}/UID=MNS:000.00.09.H99`,
};

/** A root, and of each person a certificate and a PKCS#12 file under it. */
export async function keys(at, people = PEOPLE) {
  const openssl = (...words) => run('openssl', words, { cwd: at });
  await openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'root.key', '-out', 'root.pem', '-days', '30',
    '-subj', '/C=VN/CN=Goc thu nghiem', '-addext', 'keyUsage=critical,keyCertSign,cRLSign');
  await writeFile(join(at, 'leaf.cnf'), 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n'
    + 'subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n');
  for (const [name, subject] of Object.entries(people)) {
    await openssl('req', '-utf8', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject);
    await openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-days', '20',
      '-extfile', 'leaf.cnf', '-out', `${name}.pem`);
    await openssl('pkcs12', '-export', '-inkey', `${name}.key`, '-in', `${name}.pem`, '-out', `${name}.p12`, '-passout', `pass:${PIN}`);
  }
}

/** A token of SoftHSM2 for each person; its environment, and the module. */
export async function tokens(at, people = Object.keys(PEOPLE)) {
  const { stdout } = await run(join(ROOT, 'scripts/install-softhsm.sh'));
  const module = stdout.trim().split('\n').pop();
  await mkdir(join(at, 'tokens'));
  await writeFile(join(at, 'softhsm2.conf'), `directories.tokendir = ${join(at, 'tokens')}\nobjectstore.backend = file\n`);
  const env = { SOFTHSM2_CONF: join(at, 'softhsm2.conf'), SO: 'so-pin-12345678', PIN };
  const done = async (...words) => {
    const { code, out, err } = await kyso(words, { cwd: at, env });
    assert.equal(code, 0, out + err);
  };
  for (const name of people) {
    await done('token', 'init', '--module', module, '--label', name, '--so-pin-env', 'SO', '--new-pin-env', 'PIN');
    await done('token', 'import', '--module', module, '--token-label', name, '--p12', `${name}.p12`, '--p12-password-env', 'PIN',
      '--pin-env', 'PIN', '--trust', 'root.pem');
  }
  return { module, env };
}

/** The pictures of examples/, in a register of their own. */
export async function pictures(at) {
  let register = '';
  for (const [id, kind, file, width, height] of [
    ['giam-doc', 'signature', 'chu-ky-giam-doc.png', 50, 25], ['dau', 'seal', 'con-dau-mau.png', 36, 36]]) {
    await copyFile(join(ROOT, 'examples', file), join(at, file));
    const sha256 = createHash('sha256').update(await readFile(join(at, file))).digest('hex');
    register += `[[image]]\nid = "${id}"\nkind = "${kind}"\nfile = "${file}"\nsha256 = "${sha256}"\nowner = "Mẫu"\napproved_by = "Mẫu"\n`
      + `approved_on = "2024-01-02"\nfrom = "2024-01-03"\nwidth_mm = ${width}.0\nheight_mm = ${height}.0\n`;
  }
  await writeFile(join(at, 'images.toml'), register);
  return ['--images', join(at, 'images.toml'), '--signature-image', 'giam-doc', '--seal-image', 'dau'];
}

/** The local service by TLS with its own certificate, in this folder; what it shows its person is had by `shown()`. */
export async function local(t, at, words = [], env = {}) {
  const opened = join(at, 'opened');
  await writeFile(join(at, 'opener'), `#!/bin/sh\nprintf %s "$1" > ${opened}.new && mv ${opened}.new ${opened}\n`);
  await chmod(join(at, 'opener'), 0o755);
  const config = join(at, 'config');
  const served = await serve(t, ['--local', '--socket', '127.0.0.1:0', '--opener', join(at, 'opener'), '--trust', join(at, 'root.pem'),
    '--revocation', 'skip', '--fetch-allow', '127.0.0.1', ...words], { env: { XDG_CONFIG_HOME: config, ...env } });
  const certificate = join(config, 'kyso/local/may-nay.pem');
  return { ...served, certificate, ca: await readFile(certificate), socket: served.told.socket.replace(/\/$/, ''),
    shown: () => shown(opened) };
}

async function shown(opened) {
  for (;;) {
    const taken = await rename(opened, `${opened}.taken`).then(() => true, () => false);
    if (taken) return readFile(`${opened}.taken`, 'utf8');
    await new Promise((done) => setTimeout(done, 20));
  }
}
