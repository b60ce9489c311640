"""Signing completely: encrypted and linearised letters, signed by kyso, judged by pyHanko, pdfsig, qpdf and kyso's strict policy.

Part of interop.py; alone, for who works on it:
    interop_completely.py --kyso target/debug/kyso --samples target/debug/make-samples [--keep FOLDER]
"""
import io, json, os, pathlib, subprocess

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from interop_encrypted import by_qpdf as encrypted_by_qpdf
from interop_peers import judged_by_pdfsig, judged_by_pyhanko, judged_by_qpdf

STAMP = ['--appearance', 'nd30.attachment', '--number', '12', '--symbol', 'QĐ-SKHCN']


class Letter:
    """A file to sign: how it is named in the table, where it is, what opens it."""

    def __init__(self, name, path, passwords=(None, None), pyhanko=True):
        self.name, self.path, self.passwords, self.pyhanko = name, path, passwords, pyhanko
        self.hybrid = 'hybrid' in name


def secret(run, password):
    """Options that name the document's password."""
    if password is None:
        return []
    file = run.folder / 'document-password'
    file.write_text(password + '\n', encoding='utf-8')
    return ['--password-file', str(file)]


def signed(run, source, target, password, key, options):
    run.must('sign', source, '-o', target, '--p12', run.pki.path(f'{key}.p12'), '--pin-file', run.pki.path('p12.pass'),
             '--trust', run.pki.path('root.pem'), *secret(run, password), *options)


def judged_by_kyso(run, path, expected, password=None, policy='strict'):
    """By the strictest policy; `vn-office` for what is certified."""
    done = run.call('verify', '--json', path, '--trust', run.pki.path('root.pem'), '--revocation', 'skip', '--policy', policy,
                    *secret(run, password))
    try:
        report = json.loads(done.stdout.splitlines()[0])
    except (ValueError, IndexError):
        return [f'kyso: no report, exit {done.returncode}: {done.stderr.strip()[-200:]}']
    signatures = report.get('signatures', [])
    wrong = [f"kyso {s['field']}: {s['indication']} {s['sub_indication']} {s['integrity']} {s['modifications']}"
             for s in signatures if s['indication'] != 'TOTAL-PASSED']
    if done.returncode != 0 or len(signatures) != expected:
        wrong.append(f"kyso: exit {done.returncode}, {report['verdict']}, {len(signatures)} signatures of {expected}")
    return wrong


def judged(run, letter, path, expected, password=None, policy='strict', peers=True):
    wrong = judged_by_qpdf(path, password) + judged_by_kyso(run, path, expected, password, policy)
    if peers:
        wrong += judged_by_pdfsig(path, expected, password)
    if peers and letter.pyhanko:
        wrong += judged_by_pyhanko(path, run.pki.path('root.pem'), expected, not letter.hybrid, password)
    return wrong


def cell(run, what, make, judge):
    """Makes one file and lets everyone judge it; the table's word for it."""
    try:
        make()
        reasons = judge()
    except Exception as error:  # a program that was asked did not do it
        reasons = [f'{type(error).__name__}: {error}']
    return run.record(what, reasons)


def letters(run, source):
    """Encrypted by qpdf in every way, linearised, both."""
    folder = run.folder / 'completely'
    folder.mkdir(exist_ok=True)
    for name, path, user, owner in encrypted_by_qpdf(source, folder):
        # pyHanko does not know revision 5
        yield Letter(name, path, (user, owner), pyhanko=not name.endswith('r5'))
    for name, options in {'linearised': [], 'linearised, object streams': ['--object-streams=generate']}.items():
        path = str(folder / f"{name.replace(', ', '-').replace(' ', '-')}.pdf")
        subprocess.run(['qpdf', '--linearize', *options, source, path], check=True, capture_output=True)
        yield Letter(name, path)
    path = str(folder / 'linearised-encrypted.pdf')
    subprocess.run(['qpdf', '--linearize', source, '--encrypt', 'user', 'owner', '256', '--', path], check=True, capture_output=True)
    yield Letter('linearised, aes-256', path, ('user', 'owner'))


def signed_in_turn(run, source):
    """Once by the user's password, visibly by the owner's, once more: each judged with either password."""
    print('\nEncrypted and linearised letters, signed once, visibly, and once more')
    print(f"{'letter':<28}" + ''.join(f'{word:>10}' for word in ('one', 'visible', 'three')))
    for letter in letters(run, source):
        user, owner = letter.passwords
        path, words = letter.path, []
        for number, (password, key, options) in enumerate(((user, 'rsa', ['--reason', 'Phê duyệt']), (owner, 'p256', STAMP),
                                                           (user, 'rsa', ['--location', 'Hà Nội'])), 1):
            before, path = path, letter.path.replace('.pdf', f'-{number}.pdf')
            words.append(cell(run, f'{letter.name}, signature {number}',
                              lambda: signed(run, before, path, password, key, options),
                              lambda: judged(run, letter, path, number, user) + (judged(run, letter, path, number, owner) if owner else [])))
        print(f'{letter.name:<28}' + ''.join(f'{word:>10}' for word in words), flush=True)


def stated(run, inputs):
    """Locks, statements and the legacy format: alone, and with an ordinary signature after it."""
    policy = run.folder / 'policy.txt'
    policy.write_text('Quy chế ký số', encoding='utf-8')
    ways = {'locked': ['--lock', 'Prepared1'], 'all but one': ['--lock', 'except:Prepared2'], 'commitment': ['--commitment', 'approval'],
            'policy': ['--signature-policy', '1.3.6.1.4.1.32473.1', '--signature-policy-file', str(policy)],
            'pkcs7': ['--format', 'pkcs7', '--reason', 'Phê duyệt']}
    print('\nLocks, statements, the legacy format; an ordinary signature after it')
    print(f"{'letter':<28}" + ''.join(f'{way:>14}' for way in ways))
    for source in (path for path in inputs if '-fields-' in path):
        letter, words = Letter(pathlib.Path(source).stem, source), []
        for way, options in ways.items():
            one, two = (str(run.folder / 'completely' / f'{letter.name}-{way.replace(" ", "-")}-{number}.pdf') for number in (1, 2))
            first = cell(run, f'{letter.name}, {way}', lambda: signed(run, source, one, None, 'rsa', options),
                         lambda: judged(run, letter, one, 1))
            then = cell(run, f'{letter.name}, {way}, then signed', lambda: signed(run, one, two, None, 'p256', ['--field', 'Prepared2']),
                        lambda: judged(run, letter, two, 2))
            words.append(f'{first} {then}')
        print(f'{letter.name:<28}' + ''.join(f'{word:>14}' for word in words), flush=True)


XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
pdfaid:part="%d" pdfaid:conformance="B"/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""


def claiming(source, target, part):
    """The source with metadata that claim PDF/A of this part."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pathlib.Path(source).read_bytes()))
    entries = {generic.pdf_name('/Type'): generic.pdf_name('/Metadata'), generic.pdf_name('/Subtype'): generic.pdf_name('/XML')}
    metadata = generic.StreamObject(entries, stream_data=(XMP % part).encode())
    writer.root['/Metadata'] = writer.add_object(metadata)
    writer.update_root()
    with open(target, 'wb') as file:
        writer.write(file)


def archived(run, inputs):
    """Files that claim PDF/A: what kyso adds to them is accepted as in any other."""
    print('\nFiles that claim PDF/A: invisible, then visible')
    for part, version in ((1, '1.4'), (2, '1.7'), (3, '1.7'), (4, '2.0')):
        source = next(path for path in inputs if f'table-{version}.pdf' in path)
        base = run.folder / 'completely' / f'pdfa-{part}.pdf'
        claiming(source, base, part)
        letter, words, path = Letter(f'PDF/A-{part}', str(base)), [], str(base)
        for number, options in enumerate(([], STAMP), 1):
            before, path = path, str(base).replace('.pdf', f'-{number}.pdf')
            words.append(cell(run, f'{letter.name}, signature {number}', lambda: signed(run, before, path, None, 'p256', options),
                              lambda: judged(run, letter, path, number)))
        print(f'{letter.name:<28}' + ''.join(f'{word:>10}' for word in words), flush=True)


def certified(run, inputs):
    """Certified in a field of the document and approved in another: encrypted, and linearised. vn-office judges."""
    print('\nCertified (P=1 alone; P=2 and P=3 with an approval), encrypted and linearised')
    folder = run.folder / 'completely'
    for source in (path for path in inputs if '-fields-' in path):
        for way, options in {'aes-256': ['--encrypt', 'user', 'owner', '256', '--'], 'linearised': ['--linearize']}.items():
            base = str(folder / f'certified-{way}-{pathlib.Path(source).name}')
            subprocess.run(['qpdf', source, *options, base], check=True, capture_output=True)
            password = 'user' if way == 'aes-256' else None
            letter, words = Letter(f'{pathlib.Path(source).stem}, {way}', base), []
            for permissions in (1, 2, 3):
                one, two = (base.replace('.pdf', f'-p{permissions}-{number}.pdf') for number in (1, 2))
                first = ['--certify', str(permissions), '--field', 'Prepared1']
                words.append(cell(run, f'{letter.name}, P={permissions}', lambda: signed(run, base, one, password, 'rsa', first),
                                  lambda: judged(run, letter, one, 1, password, 'vn-office')))
                if permissions > 1:
                    words.append(cell(run, f'{letter.name}, P={permissions} and one more',
                                      lambda: signed(run, one, two, password, 'p256', ['--field', 'Prepared2']),
                                      lambda: judged(run, letter, two, 2, password, 'vn-office')))
            print(f'{letter.name:<38}' + ''.join(f'{word:>8}' for word in words), flush=True)


def extended(run, inputs):
    """Ed25519 declares ISO/TS 32002; pdfsig does not know it."""
    print('\nEd25519, which declares an extension of the standard; signed again')
    run.pki.issue('ed25519', 'ed25519', 'sub', 'BẢN THỬ NGHIỆM ed25519', 'leaf')
    key = ['--key', run.pki.path('ed25519.key'), '--certificate', run.pki.path('ed25519.pem'), '--chain', run.pki.path('sub.pem'),
           '--trust', run.pki.path('root.pem')]
    for source in (path for path in inputs if '-fields-' not in path):
        letter, path, words = Letter(pathlib.Path(source).stem, source), source, []
        for number in (1, 2):
            before, path = path, str(run.folder / 'completely' / f'{letter.name}-ed25519-{number}.pdf')
            words.append(cell(run, f'{letter.name}, Ed25519, signature {number}', lambda: run.must('sign', before, '-o', path, *key),
                              lambda: judged_by_qpdf(path) + judged_by_kyso(run, path, number)
                              + judged_by_pyhanko(path, run.pki.path('root.pem'), number, not letter.hybrid)))
        print(f'{letter.name:<28}' + ''.join(f'{word:>10}' for word in words), flush=True)


def completely(run, inputs):
    signed_in_turn(run, next(path for path in inputs if 'hybrid' not in path and 'fields' not in path))
    stated(run, inputs)
    archived(run, inputs)
    certified(run, inputs)
    extended(run, inputs)


def main():
    import argparse, glob, sys, tempfile
    from interop import Run
    from interop_pki import Pki

    class NoToken:
        environment, pin = {}, ''

    parser = argparse.ArgumentParser()
    parser.add_argument('--kyso', required=True)
    parser.add_argument('--samples', required=True)
    parser.add_argument('--keep')
    options = parser.parse_args()
    folder = pathlib.Path(options.keep or tempfile.mkdtemp(prefix='kyso-completely-')).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([options.samples, 'small', str(folder / 'in')], check=True)
    run = Run(os.path.abspath(options.kyso), folder, Pki(folder / 'pki'), NoToken)
    completely(run, sorted(glob.glob(str(folder / 'in' / '*.pdf'))))
    for failure in run.failures:
        print(f'FAIL {failure}')
    print(f'\ncompletely: {run.passed} passed, {len(run.failures)} failed')
    sys.exit(1 if run.failures or not run.passed else 0)


if __name__ == '__main__':
    main()
