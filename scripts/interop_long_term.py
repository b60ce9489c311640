"""Signatures that last: B-T, B-LT, B-LTA and renewed by kyso, with `openssl ts` behind a small server, judged by pyHanko's PAdES profiles,
qpdf and kyso's strict policy.

Part of interop.py; alone, for who works on it:
    interop_long_term.py --kyso target/debug/kyso --samples target/debug/make-samples [--keep FOLDER]
"""
import asyncio, datetime, http.server, json, logging, os, pathlib, subprocess, tempfile, textwrap, threading

from asn1crypto import crl as asn1_crl
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESStatus
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.policy_decl import (LocalKnowledge, PdfSignatureValidationSpec, RevinfoOnlineFetchingRule,
                                                 RevocationInfoGatheringSpec, SignatureValidationSpec)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy, FreshnessReqType
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer

from interop_peers import Collected, judged_by_qpdf
from interop_pki import quietly

KINDS = {
    'rsa': (['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], []),
    'pss': (['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], ['--pss']),
    'p256': (['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], []),
    'p384': (['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'], ['--digest', 'sha384']),
    'ed25519': (['-algorithm', 'ed25519'], ['--digest', 'sha512']),
}


class World:
    """root → {sub → signers, responder; tsa1, tsa2}, and a server on 127.0.0.1 that stamps, answers and publishes lists."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), self.handler())
        self.address = f'http://127.0.0.1:{self.server.server_address[1]}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        (folder / 'ext.cnf').write_text(self.extensions())
        self.key('root', KINDS['rsa'][0])
        quietly('openssl', 'req', '-new', '-x509', '-key', self.path('root.key'), '-subj', '/CN=LTV Root', '-days', '3650', '-sha256',
                '-config', self.path('ext.cnf'), '-extensions', 'root', '-out', self.path('root.pem'))
        self.issue('sub', KINDS['rsa'][0], 'root', 'sub')
        for kind, (key, _) in KINDS.items():
            self.issue(kind, key, 'sub', 'leaf', 5)
        self.issue('responder', KINDS['p256'][0], 'sub', 'responder')
        for name, days in (('tsa1', 10), ('tsa2', 3650)):
            self.issue(name, KINDS['rsa'][0], 'root', 'tsa', days)
            (folder / f'{name}.cnf').write_text(self.tsa_configuration(name))
            (folder / f'{name}.serial').write_text('01\n')
        for name in ('root', 'sub'):
            (folder / f'{name}.crl').write_bytes(self.list_of(name))
        quietly('openssl', 'x509', '-in', self.path('sub.pem'), '-outform', 'DER', '-out', self.path('sub.crt'))

    def path(self, name):
        return str(self.folder / name)

    def extensions(self):
        return textwrap.dedent(f'''\
            [req]
            distinguished_name=dn
            [dn]
            [root]
            basicConstraints=critical,CA:TRUE
            keyUsage=critical,keyCertSign,cRLSign
            subjectKeyIdentifier=hash
            [sub]
            basicConstraints=critical,CA:TRUE,pathlen:0
            keyUsage=critical,keyCertSign,cRLSign
            subjectKeyIdentifier=hash
            authorityKeyIdentifier=keyid
            crlDistributionPoints=URI:{self.address}/root.crl
            [leaf]
            basicConstraints=critical,CA:FALSE
            keyUsage=critical,digitalSignature,nonRepudiation
            subjectKeyIdentifier=hash
            authorityKeyIdentifier=keyid
            authorityInfoAccess=OCSP;URI:{self.address}/ocsp,caIssuers;URI:{self.address}/sub.crt
            [responder]
            basicConstraints=critical,CA:FALSE
            keyUsage=critical,digitalSignature
            extendedKeyUsage=OCSPSigning
            noCheck=ignored
            subjectKeyIdentifier=hash
            authorityKeyIdentifier=keyid
            [tsa]
            basicConstraints=critical,CA:FALSE
            keyUsage=critical,digitalSignature
            extendedKeyUsage=critical,timeStamping
            subjectKeyIdentifier=hash
            authorityKeyIdentifier=keyid
            crlDistributionPoints=URI:{self.address}/root.crl
            ''')

    def tsa_configuration(self, name):
        return textwrap.dedent(f'''\
            [tsa]
            default_tsa=t
            [t]
            serial={self.path(name + '.serial')}
            signer_cert={self.path(name + '.pem')}
            signer_key={self.path(name + '.key')}
            default_policy=1.2.3.4.1
            digests=sha256
            signer_digest=sha256
            accuracy=secs:1
            ess_cert_id_chain=no
            ess_cert_id_alg=sha256
            ''')

    def key(self, name, parameters):
        quietly('openssl', 'genpkey', *parameters, '-out', self.path(f'{name}.key'))

    def issue(self, name, parameters, issuer, profile, days=3650):
        self.key(name, parameters)
        quietly('openssl', 'req', '-new', '-key', self.path(f'{name}.key'), '-subj', f'/O=Cơ quan giả định/CN=LTV {name}', '-utf8',
                '-config', self.path('ext.cnf'), '-out', self.path(f'{name}.csr'))
        quietly('openssl', 'x509', '-req', '-in', self.path(f'{name}.csr'), '-CA', self.path(f'{issuer}.pem'), '-CAkey',
                self.path(f'{issuer}.key'), '-CAcreateserial', '-days', str(days), '-sha256', '-extfile', self.path('ext.cnf'),
                '-extensions', profile, '-out', self.path(f'{name}.pem'))

    def certificate(self, name):
        return x509.load_pem_x509_certificate(pathlib.Path(self.path(f'{name}.pem')).read_bytes())

    def private(self, name):
        return serialization.load_pem_private_key(pathlib.Path(self.path(f'{name}.key')).read_bytes(), None)

    def list_of(self, name, now=None):
        now = now or datetime.datetime.now(datetime.timezone.utc)
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.certificate(name).subject).last_update(now)
        builder = builder.next_update(now + datetime.timedelta(days=1)).add_extension(x509.CRLNumber(1), False)
        key = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.private(name).public_key())
        signed = builder.add_extension(key, False).sign(self.private(name), hashes.SHA256())
        return signed.public_bytes(serialization.Encoding.DER)

    def answer(self, asked):
        """A delegate's answer about whichever signer is asked about, with the nonce."""
        request = ocsp.load_der_ocsp_request(asked)
        now = datetime.datetime.now(datetime.timezone.utc)
        found = next(self.certificate(kind) for kind in KINDS if self.certificate(kind).serial_number == request.serial_number)
        builder = ocsp.OCSPResponseBuilder().add_response(
            cert=found, issuer=self.certificate('sub'), algorithm=hashes.SHA1(), cert_status=ocsp.OCSPCertStatus.GOOD, this_update=now,
            next_update=now + datetime.timedelta(hours=1), revocation_time=None, revocation_reason=None)
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.NAME, self.certificate('responder'))
        builder = builder.certificates([self.certificate('responder')])
        for extension in request.extensions:
            builder = builder.add_extension(extension.value, False)
        return builder.sign(self.private('responder'), hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def stamp(self, name, asked):
        with tempfile.TemporaryDirectory() as folder:
            query = pathlib.Path(folder) / 'query.tsq'
            query.write_bytes(asked)
            reply = pathlib.Path(folder) / 'reply.tsr'
            quietly('openssl', 'ts', '-reply', '-config', self.path(f'{name}.cnf'), '-queryfile', str(query), '-out', str(reply))
            return reply.read_bytes()

    def handler(world):
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def reply(self, body):
                self.send_response(200)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                self.reply((world.folder / self.path.lstrip('/')).read_bytes())

            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length']))
                self.reply(world.answer(body) if self.path == '/ocsp' else world.stamp(self.path.lstrip('/'), body))

        return Handler


def judged_by_pyhanko(world, path, expected, days=0):
    """What pyHanko's validation for long-term availability (`pyhanko sign adesverify`; EN 319 102-1 §5.6.3) objects to, offline, so many
    days from now, with the root's list of that day."""
    collected = Collected()
    logging.getLogger('pyhanko').addHandler(collected)
    try:
        wrong = asyncio.run(objections(world, path, expected, days))
    except Exception as error:  # whatever it raises, it did not accept the file
        wrong = [f'pyHanko: {type(error).__name__}: {error}']
    finally:
        logging.getLogger('pyhanko').removeHandler(collected)
    # On its way to the past it tries the present, and says that that failed.
    return wrong + [f'pyHanko warns: {message}' for message in collected.messages if ' expired ' not in message]


async def objections(world, path, expected, days):
    then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
    of_that_day = asn1_crl.CertificateList.load(world.list_of('root', then))
    revocation = CertRevTrustPolicy(REQUIRE_REVINFO, freshness=None, freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION)
    trust = SimpleTrustManager.build([load_cert_from_pemder(world.path('root.pem'))])
    spec = PdfSignatureValidationSpec(SignatureValidationSpec(
        cert_validation_policy=CertValidationPolicySpec(trust_manager=trust, revinfo_policy=revocation),
        revinfo_gathering_policy=RevocationInfoGatheringSpec(online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY),
        local_knowledge=LocalKnowledge(known_crls=[CRLContainer(of_that_day)])))
    timing = ValidationTimingInfo(then, then, point_in_time_validation=True)
    wrong = []
    with open(path, 'rb') as file:
        signatures = PdfFileReader(file).embedded_regular_signatures
        if len(signatures) != expected:
            wrong.append(f'{len(signatures)} signatures, expected {expected}')
        for signature in signatures:
            result = await ades_lta_validation(signature, spec, timing_info=timing)
            if result.ades_subindic.status != AdESStatus.PASSED:
                wrong.append(f'pyHanko {signature.field_name}: {result.ades_subindic} {result.failure_msg}')
            if result.best_signature_time >= then:
                wrong.append(f'pyHanko {signature.field_name}: no proof of time')
    return wrong


def judged_by_kyso(run, world, path, levels, days, policy='strict'):
    then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
    list_of_that_day = run.path('that-day.crl')
    pathlib.Path(list_of_that_day).write_bytes(world.list_of('root', then))
    # B-T has no revocation data in the file
    mode = 'if-available' if levels == ['B-T'] else 'require'
    done = run.call('verify', '--json', path, '--revocation', mode, '--trust', world.path('root.pem'), '--crl', list_of_that_day, '--policy', policy,
                    '--offline', '--at', (then + datetime.timedelta(seconds=1)).isoformat())
    try:
        report = json.loads(done.stdout.splitlines()[0])
    except (ValueError, IndexError):
        return [f'kyso: no report, exit {done.returncode}: {done.stderr.strip()[-200:]}']
    found = [one['level'] for one in report['signatures'] if one['level']]
    wrong = [] if found == levels else [f'kyso: levels {found}, not {levels}']
    return wrong if done.returncode == 0 else wrong + [f"kyso: exit {done.returncode}, {report['verdict']}"]


def online(world):
    return ['--trust', world.path('root.pem'), '--online', '--fetch-allow', '127.0.0.1', '--no-cache']


def raised(run, world, kind, start, *options):
    """Every level above `start`: path, days until it is looked at, our word."""
    first, second = [f'{world.address}/{name}' for name in ('tsa1', 'tsa2')]
    step = {name: start.replace('.pdf', f'-{name}.pdf') for name in ('t', 'lt', 'lta', 'renewed')}
    run.must('extend', start, '-o', step['t'], '--to', 't', '--tsa', first, *online(world))
    run.must('extend', step['t'], '-o', step['lt'], '--to', 'lt', '--tsa', first, *options, *online(world))
    run.must('extend', step['lt'], '-o', step['lta'], '--to', 'lta', '--tsa', first, *online(world))
    run.must('renew', step['lta'], '-o', step['renewed'], '--tsa', second, *online(world))
    return [('T', step['t'], 0, 'B-T'), ('LT', step['lt'], 0, 'B-LT'), ('LTA, signer expired', step['lta'], 7, 'B-LTA'),
            ('renewed, first TSA expired', step['renewed'], 20, 'B-LTA')]


def long_term(run, inputs):
    source = next(path for path in inputs if 'hybrid' not in path and 'fields' not in path)
    print('\nSignatures that last: raised and renewed by kyso, time-stamps by openssl ts, judged by pyHanko, qpdf, kyso')
    world = World(run.folder / 'long-term')
    for kind in KINDS:
        sign = ['--key', world.path(f'{kind}.key'), '--certificate', world.path(f'{kind}.pem'), *KINDS[kind][1], *online(world)]
        stamped, plain, at_once = [run.path(f'{kind}-{name}.pdf') for name in ('stamped', 'plain', 'at-once')]
        run.must('sign', source, '-o', stamped, '--tsa', f'{world.address}/tsa1', *sign)
        _, lt, *lta = raised(run, world, kind, stamped, '--vri')
        words = judged(run, world, kind, [lt], by_its_store_alone) + judged(run, world, kind, lta, judged_by_pyhanko)
        run.must('sign', source, '-o', at_once, '--level', 'lta', '--tsa', f'{world.address}/tsa1', *sign)
        words += judged(run, world, kind, [('at once', at_once, 7, 'B-LTA')], judged_by_pyhanko)
        run.must('sign', source, '-o', plain, *sign)
        words += judged(run, world, f'{kind} B-B', raised(run, world, kind, plain), plainly_by_pyhanko)
        print(f'{kind:<10}' + '  '.join(words), flush=True)
    two_people(run, world, source)
    every_kind(run, world, inputs)


def every_kind(run, world, inputs):
    """At once to B-LTA, whatever the file's cross-references are; certified too."""
    for path in inputs:
        name, words = pathlib.Path(path).stem, []
        for options, policy in (([], 'strict'), (['--certify', '2'], 'vn-office')):
            target = run.path(f"{name}{'-certified' if options else ''}-lta.pdf")
            run.must('sign', path, '-o', target, '--level', 'lta', '--tsa', f'{world.address}/tsa1', '--key', world.path('p256.key'),
                     '--certificate', world.path('p256.pem'), *options, *online(world))
            wrong = judged_by_qpdf(target, None) + judged_by_kyso(run, world, target, ['B-LTA'], 7, policy)
            if 'hybrid' not in name:
                wrong += judged_by_pyhanko(world, target, 1, 7)
            else:
                wrong += plainly_by_pyhanko(world, target, 1, False)
            words.append(f"{'certified' if options else 'approved'}: {run.record(f'{name} {policy}', wrong)}")
        print(f'{name:<26}' + '  '.join(words), flush=True)


def plainly_by_pyhanko(world, path, expected, strict):
    """Its validation for long-term availability wants a signature time-stamp (a TODO of its source); a file that was B-B is judged by the
    other one: intact, trusted, and nothing but LTA updates since."""
    context = lambda _: ValidationContext(trust_roots=[load_cert_from_pemder(world.path('root.pem'))], allow_fetching=False)
    return plain_objections(path, expected, context, strict is not False)


def by_its_store_alone(world, path, expected, _):
    """What stands in the DSS, and nothing else, must do: every certificate below the root with revocation data."""
    roots = {'trust_roots': [load_cert_from_pemder(world.path('root.pem'))], 'allow_fetching': False, 'revocation_mode': 'hard-fail'}
    return plain_objections(path, expected, lambda reader: DocumentSecurityStore.read_dss(reader).as_validation_context(roots))


def plain_objections(path, expected, context, strict=True):
    wrong = []
    with open(path, 'rb') as file:
        reader = PdfFileReader(file, strict=strict)
        for signature in reader.embedded_regular_signatures:
            status = validate_pdf_signature(signature, context(reader))
            expected -= 1
            if not status.bottom_line or status.modification_level > ModificationLevel.LTA_UPDATES:
                wrong.append(f'pyHanko {signature.field_name}: {status.summary()}')
    return wrong if expected == 0 else wrong + ['pyHanko: another number of signatures']


def judged(run, world, kind, files, by_pyhanko):
    words = []
    for name, path, days, level in files:
        wrong = by_pyhanko(world, path, 1, days) + judged_by_qpdf(path, None) + judged_by_kyso(run, world, path, [level], days)
        words.append(f"{name}: {run.record(f'{kind} {name}', wrong)}")
    return words


def two_people(run, world, source):
    """The agency signs after the leader's signature reached B-LTA: both stay, both last."""
    one, two = run.path('leader-lta.pdf'), run.path('both-lta.pdf')
    for kind, from_, to in (('rsa', source, one), ('p256', one, two)):
        run.must('sign', from_, '-o', to, '--level', 'lta', '--tsa', f'{world.address}/tsa1', '--key', world.path(f'{kind}.key'),
                 '--certificate', world.path(f'{kind}.pem'), *online(world))
    wrong = judged_by_pyhanko(world, two, 2, 7) + judged_by_qpdf(two, None)
    wrong += judged_by_kyso(run, world, two, ['B-LTA', 'B-LTA'], 7)
    print(f"{'leader, then agency':<26}{run.record('leader, then agency', wrong)}", flush=True)


def main():
    import argparse, glob, sys
    from interop import Run
    parser = argparse.ArgumentParser()
    parser.add_argument('--kyso', required=True)
    parser.add_argument('--samples', required=True)
    parser.add_argument('--keep')
    options = parser.parse_args()
    folder = pathlib.Path(options.keep or tempfile.mkdtemp(prefix='kyso-long-')).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([options.samples, 'small', str(folder / 'in')], check=True)
    inputs = sorted(glob.glob(str(folder / 'in' / '*.pdf')))

    class NoToken:
        environment, pin = {}, ''

    run = Run(os.path.abspath(options.kyso), folder, None, NoToken())
    long_term(run, inputs)
    for failure in run.failures:
        print(f'FAIL {failure}')
    print(f'{run.passed} passed, {len(run.failures)} failed')
    sys.exit(1 if run.failures else 0)


if __name__ == '__main__':
    main()
