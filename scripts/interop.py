#!/usr/bin/env python3
"""Interoperability: other programs judge what kyso signs, and kyso judges what pyHanko signs.

Run by scripts/test.sh with the Python of pyHanko's virtual environment:
    interop.py --kyso target/release/kyso --samples target/release/make-samples
               --appearances target/release/make-appearances [--keep FOLDER]

Every kind of input (classic, stream and hybrid cross-references; PDF 1.4 to 2.0) is signed in every way (PKCS#12 RSA and
P-256, SoftHSM2 RSA, P-256 and PSS, deferred), then with 2 and 5 signatures in one file, then certified with fields made
beforehand. For each output: pyHanko finds every signature intact, trusted and without anything suspicious; pdfsig says
valid; `qpdf --check` finds no error; `kyso verify` passes. Then encrypted files made by the others and by us, linearised ones, signatures that last, today's practice,
signatures in files of their own, documents through LibreOffice, what signatures show, rendered and measured, and the
clerk's package on two tokens.
Prints a table; exits 1 when anything differs.
"""
import argparse, glob, json, os, pathlib, shutil, subprocess, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from interop_clerk import clerk
from interop_completely import completely
from interop_convert import converted
from interop_detached import detached
from interop_encrypted import encrypted
from interop_long_term import long_term
from interop_pki import Pki, SoftHsm
from interop_peers import judged_by_pyhanko, judged_by_pdfsig, judged_by_qpdf, signed_by_pyhanko
from interop_practice import practice
from interop_shown import shown

METHODS = ['p12-rsa', 'p12-p256', 'p12-pss', 'hsm-rsa', 'hsm-p256', 'hsm-pss', 'deferred-rsa', 'deferred-p256']


class Run:
    """What is needed throughout, and what came out so far."""

    def __init__(self, kyso, folder, pki, hsm):
        self.kyso, self.folder, self.pki, self.hsm = kyso, folder, pki, hsm
        self.passed, self.failures = 0, []

    def path(self, name):
        return str(self.folder / name)

    def call(self, *arguments):
        return subprocess.run([self.kyso, *arguments], capture_output=True, text=True, timeout=120,
                              stdin=subprocess.DEVNULL, env={**os.environ, **self.hsm.environment, 'PIN': self.hsm.pin})

    def example(self, name):
        """An example of ours, built beside the program."""
        return os.path.join(os.path.dirname(self.kyso), 'examples', name)

    def must(self, *arguments):
        done = self.call(*arguments)
        if done.returncode != 0:
            raise Failed(f"kyso {arguments[0]} exit {done.returncode}: {(done.stderr or done.stdout).strip()[-300:]}")

    def record(self, what, reasons):
        """One cell of the table."""
        if reasons:
            self.failures.append(f"{what}: {'; '.join(reasons)}")
        else:
            self.passed += 1
        return 'FAIL' if reasons else 'ok'


class Failed(Exception):
    """A program did not do what was asked."""


def key_arguments(run, method):
    """How `kyso sign` is told which key to use."""
    way, _, key = method.partition('-')
    kind = 'p256' if key == 'p256' else 'rsa'
    if way == 'p12':
        chosen = ['--p12', run.pki.path(f'{kind}.p12'), '--pin-file', run.pki.path('p12.pass')]
    else:
        chosen = ['--token', run.hsm.module, '--token-label', 'interop', '--key-id', run.hsm.key_id[kind],
                  '--chain', run.pki.path('sub.pem'), '--pin-env', 'PIN']
    return chosen + (['--pss'] if key == 'pss' else [])


def sign(run, method, source, target, options=()):
    trust = ['--trust', run.pki.path('root.pem')]
    if method.startswith('deferred-'):
        sign_deferred(run, method.removeprefix('deferred-'), source, target, [*trust, *options])
    else:
        run.must('sign', source, '-o', target, *key_arguments(run, method), *trust, *options)


def sign_deferred(run, kind, source, target, options):
    """Prepare, sign outside with openssl, finish: three processes, nothing but files between them."""
    prepared, state, to_be_signed, value = (target + end for end in ('.prepared', '.json', '.tbs', '.sig'))
    run.must('prepare', source, '-o', prepared, '--certificate', run.pki.path(f'{kind}.pem'),
             '--chain', run.pki.path('sub.pem'), '--state', state, '--to-be-signed', to_be_signed, *options)
    subprocess.run(['openssl', 'dgst', '-sha256', '-sign', run.pki.path(f'{kind}.key'), '-out', value, to_be_signed],
                   check=True, capture_output=True)
    run.must('finish', state, '--prepared', prepared, '--signature', value, '-o', target,
             '--trust', run.pki.path('root.pem'))


def judged_by_kyso(run, path, expected):
    done = run.call('verify', '--json', path, '--trust', run.pki.path('root.pem'), '--revocation', 'skip')
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return [f"kyso: no report, exit {done.returncode}: {done.stderr.strip()[-200:]}"]
    signatures = report.get('signatures', [])
    wrong = [f"kyso {s['field']}: {s['indication']} {s['sub_indication']} {s['coverage']} {s['integrity']} {s['trust']} "
             f"{s['modifications']}" for s in signatures if s['indication'] != 'TOTAL-PASSED']
    if report['verdict'] != 'passed' or done.returncode != 0:
        wrong.append(f"kyso: verdict {report['verdict']}, exit {done.returncode}")
    if len(signatures) != expected:
        wrong.append(f"kyso: {len(signatures)} signatures, expected {expected}")
    return wrong


def judge(run, path, expected, hybrid):
    return (judged_by_pyhanko(path, run.pki.path('root.pem'), expected, strict=not hybrid)
            + judged_by_pdfsig(path, expected) + judged_by_qpdf(path) + judged_by_kyso(run, path, expected))


def cell(run, what, path, expected, hybrid, make):
    """Makes one file, lets everyone judge it, and gives the table's word for it."""
    try:
        make()
        reasons = judge(run, path, expected, hybrid)
    except (Failed, subprocess.SubprocessError, OSError) as error:
        reasons = [str(error)]
    return run.record(what, reasons)


def one_signature_each(run, inputs):
    print('\nOne signature, every input × every way to sign')
    print(f"{'input':<26}" + ''.join(f'{method:>15}' for method in METHODS))
    for source in inputs:
        name = pathlib.Path(source).stem
        words = []
        for method in METHODS:
            target = run.path(f'{name}-{method}.pdf')
            words.append(cell(run, f'{name} {method}', target, 1, 'hybrid' in name,
                              lambda: sign(run, method, source, target, ['--reason', 'Phê duyệt', '--location', 'Hà Nội'])))
        print(f'{name:<26}' + ''.join(f'{word:>15}' for word in words), flush=True)


def several_signatures(run, inputs):
    print('\nSeveral signatures in one file, made in turn by different keys')
    print(f"{'input':<26}{'2 signatures':>15}{'5 signatures':>15}")
    for index, source in enumerate(inputs):
        name = pathlib.Path(source).stem
        words = [cell(run, f'{name} × {count}', run.path(f'{name}-x{count}.pdf'), count, 'hybrid' in name,
                      lambda: sign_in_turn(run, source, run.path(f'{name}-x{count}.pdf'), count, index))
                 for count in (2, 5)]
        print(f'{name:<26}' + ''.join(f'{word:>15}' for word in words), flush=True)


def sign_in_turn(run, source, target, count, offset):
    for number in range(1, count + 1):
        output = target if number == count else f'{target}.{number}'
        sign(run, METHODS[(offset + number) % len(METHODS)], source, output)
        source = output


STAMP = ['--appearance', 'nd30.attachment', '--number', '12', '--symbol', 'QĐ-SKHCN']


def visible(run, inputs):
    """A stamp that shows, on every input; then another signature after it."""
    print('\nVisible, every input: one stamp; a second, invisible signature after it')
    for source in inputs:
        name = os.path.basename(source)
        one, two = run.path(f'visible-1-{name}'), run.path(f'visible-2-{name}')
        hybrid = 'hybrid' in name
        first = cell(run, f'{name} visible', one, 1, hybrid, lambda: sign(run, 'p12-rsa', source, one, STAMP))
        second = cell(run, f'{name} visible, then signed', two, 2, hybrid, lambda: sign(run, 'p12-p256', one, two))
        print(f'{name:<26}{first:>8}{second:>8}')


def certified(run, inputs):
    print('\nCertified first (DocMDP), approved in a field made beforehand')
    print(f"{'input':<26}{'P=1 alone':>15}{'P=2 + 1':>15}{'P=3 + 1':>15}")
    for source in (path for path in inputs if '-fields-' in path):
        name = pathlib.Path(source).stem
        words = []
        for permissions in (1, 2, 3):
            target, count = run.path(f'{name}-p{permissions}.pdf'), 1 if permissions == 1 else 2
            words.append(cell(run, f'{name} P={permissions}', target, count, False,
                              lambda: certify(run, source, target, permissions)))
        print(f'{name:<26}' + ''.join(f'{word:>15}' for word in words), flush=True)


def certify(run, source, target, permissions):
    first = ['--certify', str(permissions), '--field', 'Prepared1']
    if permissions == 1:
        sign(run, 'p12-rsa', source, target, first)
        return
    sign(run, 'p12-rsa', source, target + '.certified', first)
    sign(run, 'hsm-p256', target + '.certified', target, ['--field', 'Prepared2'])


def the_other_way_round(run, inputs):
    """kyso verify on what pyHanko signs."""
    print('\nSigned by pyHanko, verified by kyso')
    for source in (path for path in inputs if 'hybrid' not in path and 'fields' not in path):
        name = pathlib.Path(source).stem
        words = []
        for kind, count, made in signed_by_pyhanko(source, run.path(f'{name}-pyhanko'), run.pki):
            words.append(f"{kind}: {run.record(f'pyHanko {name} {kind}', judged_by_kyso(run, made, count))}")
        print(f'{name:<26}' + '  '.join(words), flush=True)


def broken_on_purpose(run, inputs):
    """The judges themselves are tested: one flipped byte must be noticed by each of them."""
    print('\nOne byte changed after signing: every judge must refuse')
    source = run.path(f'{pathlib.Path(inputs[0]).stem}-p12-rsa.pdf')
    damaged = run.path('damaged.pdf')
    data = bytearray(pathlib.Path(source).read_bytes())
    data[data.index(b'kyso sample')] ^= 1
    pathlib.Path(damaged).write_bytes(data)
    judges = {'pyHanko': judged_by_pyhanko(damaged, run.pki.path('root.pem'), 1, strict=True),
              'pdfsig': judged_by_pdfsig(damaged, 1), 'kyso': judged_by_kyso(run, damaged, 1)}
    for judge_name, reasons in judges.items():
        word = run.record(f'{judge_name} on a damaged file', [] if reasons else ['accepted it'])
        print(f"{judge_name:<26}{word:>15}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--kyso', required=True)
    parser.add_argument('--samples', required=True)
    parser.add_argument('--appearances', required=True)
    parser.add_argument('--keep', help='leave every file in this folder')
    options = parser.parse_args()
    folder = pathlib.Path(options.keep or tempfile.mkdtemp(prefix='kyso-interop-')).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([options.samples, 'small', str(folder / 'in')], check=True)
    inputs = sorted(glob.glob(str(folder / 'in' / '*.pdf')))
    pki = Pki(folder / 'pki')
    run = Run(os.path.abspath(options.kyso), folder, pki, SoftHsm(folder / 'token', pki))
    one_signature_each(run, inputs)
    several_signatures(run, inputs)
    visible(run, inputs)
    certified(run, inputs)
    the_other_way_round(run, inputs)
    encrypted(run, next(path for path in inputs if 'hybrid' not in path and 'fields' not in path))
    completely(run, inputs)
    long_term(run, inputs)
    practice(run)
    detached(run, METHODS, sign)
    converted(run)
    shown(run, os.path.abspath(options.appearances))
    clerk(run)
    broken_on_purpose(run, inputs)
    for failure in run.failures:
        print(f'FAIL {failure}')
    if not options.keep:
        shutil.rmtree(folder)
    print(f'\ninterop: {run.passed} passed, {len(run.failures)} failed')
    sys.exit(1 if run.failures or not run.passed else 0)


if __name__ == '__main__':
    main()
