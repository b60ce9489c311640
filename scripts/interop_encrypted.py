"""Encrypted files of every kind, made by qpdf and pyHanko, signed once and twice by pyHanko: kyso verifies them by either password, and
refuses them with a byte changed, and without the password."""
import asyncio, io, json, pathlib, subprocess

from pyhanko.pdf_utils import crypt
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import signers

from interop_pki import PASSWORD

USER, OWNER = 'mở', 'chủ'
PLAIN_USER, PLAIN_OWNER = 'user', 'owner'

# name: user password, owner password, options of qpdf --encrypt
QPDF = {
    'rc4-40': (PLAIN_USER, PLAIN_OWNER, ['40']),
    'rc4-128': (PLAIN_USER, PLAIN_OWNER, ['128', '--use-aes=n']),
    'aes-128': (PLAIN_USER, PLAIN_OWNER, ['128', '--use-aes=y']),
    'aes-128-metadata': (PLAIN_USER, PLAIN_OWNER, ['128', '--use-aes=y', '--cleartext-metadata']),
    'aes-256-r5': (PLAIN_USER, PLAIN_OWNER, ['256', '--force-R5']),
    'aes-256-r6': (USER, OWNER, ['256']),
    'aes-256-r6-empty': ('', PLAIN_OWNER, ['256']),
}


def by_qpdf(source, folder):
    for name, (user, owner, options) in QPDF.items():
        target = str(folder / f'qpdf-{name}.pdf')
        subprocess.run(['qpdf', '--allow-weak-crypto', source, '--encrypt', user, owner, *options, '--', target], check=True,
                       capture_output=True)
        yield f'qpdf {name}', target, user, owner


def by_pyhanko(source, folder):
    revisions = crypt.StandardSecuritySettingsRevision
    legacy = {'rc4-40': (revisions.RC4_BASIC, {'keylen_bytes': 5}), 'rc4-128': (revisions.RC4_EXTENDED, {'keylen_bytes': 16}),
              'aes-128': (revisions.RC4_OR_AES128, {'use_aes128': True})}
    for name in [*legacy, 'aes-256-r6']:
        writer = copy_into_new_writer(PdfFileReader(io.BytesIO(pathlib.Path(source).read_bytes())))
        if name in legacy:
            revision, how = legacy[name]
            handler = crypt.StandardSecurityHandler.build_from_pw_legacy(
                revision, writer._document_id[0].original_bytes, PLAIN_OWNER, PLAIN_USER, **how)
        else:
            # the MAC of ISO/TS 32004 is left out: another matter than encryption
            handler = crypt.StandardSecurityHandler.build_from_pw(PLAIN_OWNER, PLAIN_USER, pdf_mac=False)
        writer._assign_security_handler(handler)
        target = folder / f'pyhanko-{name}.pdf'
        with open(target, 'wb') as file:
            writer.write(file)
        yield f'pyHanko {name}', str(target), PLAIN_USER, PLAIN_OWNER


def sign(source, target, pki, password, field):
    signer = signers.SimpleSigner.load_pkcs12(pki.path('rsa.p12'), passphrase=PASSWORD.encode())
    metadata = signers.PdfSignatureMetadata(field_name=field, reason='Phê duyệt', md_algorithm='sha256')
    writer = IncrementalPdfFileWriter(io.BytesIO(pathlib.Path(source).read_bytes()))
    if writer.prev.encrypted:
        writer.encrypt(password)
    signed = asyncio.run(signers.PdfSigner(metadata, signer=signer).async_sign_pdf(writer))
    pathlib.Path(target).write_bytes(signed.getvalue())


def verified(run, path, password):
    secret = run.folder / 'document-password'
    secret.write_text(password + '\n', encoding='utf-8')
    done = run.call('verify', '--json', path, '--trust', run.pki.path('root.pem'), '--revocation', 'skip',
                    '--password-file', str(secret))
    try:
        return done.returncode, json.loads(done.stdout.splitlines()[0])
    except (ValueError, IndexError):
        return done.returncode, {'verdict': f'no report: {done.stderr.strip()[-200:]}'}


def good(run, path, password, count, method):
    exit_code, report = verified(run, path, password)
    signatures = report.get('signatures', [])
    wrong = [f"{s['field']}: {s['indication']} {s['sub_indication']} {s['integrity']} {s['modifications']}" for s in signatures
             if s['indication'] != 'TOTAL-PASSED']
    if exit_code != 0 or report['verdict'] != 'passed' or len(signatures) != count:
        wrong.append(f"exit {exit_code}, {report['verdict']}, {len(signatures)} signatures {report.get('error', '')}")
    if report.get('encryption', {}).get('method') != method:
        wrong.append(f"encryption {report.get('encryption')}")
    return wrong


def read(run, path, password):
    exit_code, report = verified(run, path, password)
    told = report.get('encryption', {})
    return [] if (exit_code, report['verdict'], told.get('revision')) == (2, 'unsigned', 5) else [f'exit {exit_code}, {report}']


def refused(run, path, password):
    exit_code, report = verified(run, path, password)
    return [] if exit_code in (1, 3) and report['verdict'] != 'passed' else [f"accepted: exit {exit_code}, {report['verdict']}"]


def locked(run, path, expected):
    done = run.call('verify', '--json', path)
    answer = json.loads(done.stdout.splitlines()[0])
    code = answer.get('error', {}).get('code')
    return [] if done.returncode == 3 and code == expected else [f'exit {done.returncode}, {code}']


def tampered(path):
    """A byte of the page's own data changed: in a stream of the part that both signatures cover."""
    data = bytearray(pathlib.Path(path).read_bytes())
    place = data.index(b'stream', data.index(b' obj')) + 20
    data[place] ^= 1
    other = path.replace('.pdf', '-tampered.pdf')
    pathlib.Path(other).write_bytes(data)
    return other


def encrypted(run, source):
    print('\nEncrypted, signed by pyHanko, verified by kyso')
    print(f"{'file':<26}" + ''.join(f'{word:>15}' for word in ('user', 'owner', 'twice', 'tampered', 'locked')))
    folder = run.folder / 'encrypted'
    folder.mkdir(exist_ok=True)
    for name, path, user, owner in [*by_qpdf(source, folder), *by_pyhanko(source, folder)]:
        if name.endswith('r5'):  # pyHanko does not know revision 5: read, not signed
            words = [run.record(f'{name} read by {who}', read(run, path, password)) for who, password in (('user', user), ('owner', owner))]
            print(f'{name:<26}' + ''.join(f'{word:>15}' for word in words), flush=True)
            continue
        one, two = path.replace('.pdf', '-1.pdf'), path.replace('.pdf', '-2.pdf')
        method = next(m for m in ('rc4-40', 'rc4-128', 'aes-128', 'aes-256') if m in name)
        sign(path, one, run.pki, user, 'First')
        sign(one, two, run.pki, owner, 'Second')
        cells = {'user': good(run, one, user, 1, method), 'owner': good(run, one, owner, 1, method),
                 'twice': good(run, two, user, 2, method), 'tampered': refused(run, tampered(two), owner)}
        cells['locked'] = [] if user == '' else locked(run, one, 'password-needed')
        words = [run.record(f'{name} {what}', reasons) for what, reasons in cells.items()]
        print(f'{name:<26}' + ''.join(f'{word:>15}' for word in words), flush=True)
