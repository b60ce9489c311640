"""A file that is no PDF, signed into a file of its own: OpenSSL and pyHanko judge ours as CAdES, kyso judges theirs, and everybody
refuses both with a byte of the content changed."""
import asyncio, json, pathlib, subprocess

from asn1crypto import cms
from pyhanko.keys import load_cert_from_pemder
from pyhanko.sign import signers
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext

from interop_pki import PASSWORD

# more than one piece of reading, and no round number of them
CONTENT = b'PK\x03\x04' + bytes(range(256)) * 10_000 + b'.'


def by_openssl(run, content, signature):
    done = subprocess.run(['openssl', 'cms', '-verify', '-binary', '-cades', '-inform', 'DER', '-content', content, '-in', signature,
                           '-CAfile', run.pki.path('root.pem'), '-purpose', 'any', '-out', '/dev/null'],
                          capture_output=True, text=True, timeout=60)
    return [] if done.returncode == 0 else [f'openssl: {done.stderr.strip()[-200:]}']


def by_pyhanko(run, content, signature):
    try:
        parsed = cms.ContentInfo.load(pathlib.Path(signature).read_bytes())['content']
        context = ValidationContext(trust_roots=[load_cert_from_pemder(run.pki.path('root.pem'))], allow_fetching=False)
        with open(content, 'rb') as file:
            status = asyncio.run(async_validate_detached_cms(file, parsed, context))
    except Exception as error:  # whatever it raises, it did not accept the file
        return [f'pyHanko: {type(error).__name__}: {error}']
    checks = {'intact': status.intact, 'valid': status.valid, 'trusted': status.trusted}
    return [f'pyHanko: not {name}' for name, holds in checks.items() if not holds]


def by_kyso(run, content, signature):
    done = run.call('verify', '--json', content, '--detached', signature, '--trust', run.pki.path('root.pem'), '--revocation', 'skip')
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return [f'kyso: no report, exit {done.returncode}: {done.stderr.strip()[-200:]}']
    one = report['signatures'][0]
    if done.returncode == 0 and report['verdict'] == 'passed' and one['level'] == 'B-B':
        return []
    return [f"kyso: exit {done.returncode}, {one['indication']} {one['sub_indication']}, level {one['level']}"]


JUDGES = {'openssl': by_openssl, 'pyHanko': by_pyhanko, 'kyso': by_kyso}


def signed_by_openssl(run, kind, content, signature):
    pss = ['-keyopt', 'rsa_padding_mode:pss'] if kind == 'pss' else []
    key = 'p256' if kind == 'p256' else 'rsa'
    subprocess.run(['openssl', 'cms', '-sign', '-binary', '-cades', '-outform', 'DER', '-in', content, '-out', signature, '-md', 'sha256',
                    '-signer', run.pki.path(f'{key}.pem'), '-inkey', run.pki.path(f'{key}.key'), *pss,
                    '-certfile', run.pki.path('sub.pem')], check=True, capture_output=True)


def signed_by_pyhanko(run, kind, content, signature):
    key = 'p256' if kind == 'p256' else 'rsa'
    signer = signers.SimpleSigner.load_pkcs12(run.pki.path(f'{key}.p12'), passphrase=PASSWORD.encode(), prefer_pss=kind == 'pss')
    with open(content, 'rb') as file:
        made = asyncio.run(signer.async_sign_general_data(file, 'sha256', use_cades=True))
    pathlib.Path(signature).write_bytes(made.dump())


def detached(run, methods, sign):
    """`sign(run, method, source, target, options)` is that of the other tables."""
    print('\nA file that is no PDF, signed into a file of its own')
    print(f"{'signed by':<26}" + ''.join(f'{name:>15}' for name in JUDGES))
    content, changed = run.path('so-lieu.xlsx'), run.path('so-lieu-khac.xlsx')
    pathlib.Path(content).write_bytes(CONTENT)
    pathlib.Path(changed).write_bytes(CONTENT[:-1] + b'!')
    ours = {f'kyso {method}': lambda target, method=method: sign(run, method, content, target, ['--detached'])
            for method in methods if not method.startswith('deferred-')}
    theirs = {f'{name} {kind}': lambda target, by=by, kind=kind: by(run, kind, content, target)
              for name, by in (('openssl', signed_by_openssl), ('pyHanko', signed_by_pyhanko)) for kind in ('rsa', 'p256', 'pss')}
    for name, make in {**ours, **theirs}.items():
        signature = run.path(f"{name.replace(' ', '-')}.p7s")
        words = [verdicts(run, name, judge, make, (content, changed), signature) for judge in JUDGES]
        print(f'{name:<26}' + ''.join(f'{word:>15}' for word in words), flush=True)


def verdicts(run, name, judge, make, contents, signature):
    """Made once, accepted over the content, refused over another."""
    content, changed = contents
    try:
        if not pathlib.Path(signature).exists():
            make(signature)
        reasons = JUDGES[judge](run, content, signature)
        if not JUDGES[judge](run, changed, signature):
            reasons.append(f'{judge} accepts other content')
    except Exception as error:
        reasons = [f'{type(error).__name__}: {error}']
    return run.record(f'detached, {name}, judged by {judge}', reasons)
