"""The programs beside us: pyHanko (in this process), pdfsig and qpdf. Each judge returns its objections; none is good."""
import asyncio, io, logging, pathlib, subprocess

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from interop_pki import PASSWORD


# pyHanko's remarks about itself, not about the file.
ABOUT_ITSELF = ('was not designed to support DocMDP level 3',)


class Collected(logging.Handler):
    """What pyHanko warns about while it reads and validates: anything at all counts as suspicious."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        message = record.getMessage()
        if not any(known in message for known in ABOUT_ITSELF):
            self.messages.append(f'{record.name}: {message}')


def judged_by_pyhanko(path, root, expected, strict, password=None):
    collected = Collected()
    logging.getLogger('pyhanko').addHandler(collected)
    logging.getLogger('pyhanko_certvalidator').addHandler(collected)
    try:
        wrong = pyhanko_objections(path, root, expected, strict, password)
    except Exception as error:  # whatever it raises, it did not accept the file
        wrong = [f'pyHanko: {type(error).__name__}: {error}']
    finally:
        logging.getLogger('pyhanko').removeHandler(collected)
        logging.getLogger('pyhanko_certvalidator').removeHandler(collected)
    return wrong + [f'pyHanko warns: {message}' for message in collected.messages]


def pyhanko_objections(path, root, expected, strict, password):
    wrong = []
    with open(path, 'rb') as file:
        reader = PdfFileReader(file, strict=strict)
        if password is not None:
            reader.decrypt(password)
        signatures = reader.embedded_signatures
        if len(signatures) != expected:
            wrong.append(f'pyHanko: {len(signatures)} signatures, expected {expected}')
        for index, signature in enumerate(signatures):
            context = ValidationContext(trust_roots=[load_cert_from_pemder(root)], allow_fetching=False)
            status = validate_pdf_signature(signature, context)
            wrong += [f'pyHanko {signature.field_name}: {objection}' for objection in objections(status, index + 1 == expected)]
    return wrong


def objections(status, is_last):
    coverage = SignatureCoverageLevel.ENTIRE_FILE if is_last else SignatureCoverageLevel.ENTIRE_REVISION
    # a further signature is form filling to pyHanko; nothing may follow the last one
    allowed = ModificationLevel.NONE if is_last else ModificationLevel.FORM_FILLING
    checks = {'intact': status.intact, 'valid': status.valid, 'trusted': status.trusted, 'bottom line': status.bottom_line,
              'DocMDP': status.docmdp_ok, f'coverage {status.coverage}': status.coverage == coverage,
              f'modifications {status.modification_level}': status.modification_level <= allowed}
    return [f'not {name}' for name, holds in checks.items() if not holds]


def judged_by_pdfsig(path, expected, password=None):
    options = [] if password is None else ['-upw', password, '-opw', password]
    done = subprocess.run(['pdfsig', *options, path], capture_output=True, text=True, timeout=60)
    verdicts = [line.split(':', 1)[1].strip() for line in done.stdout.splitlines() if 'Signature Validation:' in line]
    wrong = [f'pdfsig: {verdict}' for verdict in verdicts if verdict != 'Signature is Valid.']
    if len(verdicts) != expected:
        wrong.append(f'pdfsig: {len(verdicts)} signatures, expected {expected}: {done.stdout.strip()[-200:]}')
    return wrong


def judged_by_qpdf(path, password=None):
    done = subprocess.run(['qpdf', '--check', f"--password={password or ''}", path], capture_output=True, text=True, timeout=60)
    return [] if done.returncode == 0 else [f'qpdf: {(done.stderr or done.stdout).strip()[-200:]}']


def signed_by_pyhanko(source, stem, pki):
    """(kind, number of signatures, file) for each way pyHanko is asked to sign."""
    pades, adobe = fields.SigSeedSubFilter.PADES, fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    one = {'PAdES RSA': ('rsa', pades, False), 'PAdES P-256': ('p256', pades, False), 'PAdES PSS': ('rsa', pades, True),
           'adbe.pkcs7 RSA': ('rsa', adobe, False)}
    for kind, how in one.items():
        path = f"{stem}-{kind.replace(' ', '-')}.pdf"
        sign_with_pyhanko(source, path, pki, 'Sig1', *how)
        yield kind, 1, path
    sign_with_pyhanko(source, f'{stem}-1.pdf', pki, 'Sig1', 'rsa', pades, False)
    sign_with_pyhanko(f'{stem}-1.pdf', f'{stem}-2.pdf', pki, 'Sig2', 'p256', pades, False)
    yield 'two', 2, f'{stem}-2.pdf'


def sign_with_pyhanko(source, target, pki, field, kind, sub_filter, pss):
    signer = signers.SimpleSigner.load_pkcs12(pki.path(f'{kind}.p12'), passphrase=PASSWORD.encode(), prefer_pss=pss)
    metadata = signers.PdfSignatureMetadata(field_name=field, subfilter=sub_filter, md_algorithm='sha256')
    writer = IncrementalPdfFileWriter(io.BytesIO(pathlib.Path(source).read_bytes()))
    signed = asyncio.run(signers.PdfSigner(metadata, signer=signer).async_sign_pdf(writer))
    pathlib.Path(target).write_bytes(signed.getvalue())
