"""Today's practice of Vietnam's agencies, made by pyHanko on the letter of examples/: adbe.pkcs7.detached, the leaf certificate alone, a
time-stamp; initials certify with P=2, then leader, number, day, month and seal in fields of their own. kyso accepts it under vn-office
and not under strict; pdfsig and pyHanko (which has another opinion on new fields under P=2) find every signature intact."""
import asyncio, datetime, io, json, pathlib, subprocess

from asn1crypto import keys, x509
from asn1crypto import pem as asn1_pem
from pyhanko import stamp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko_certvalidator.registry import SimpleCertificateStore

from interop_pki import PASSWORD
from interop_peers import judged_by_pdfsig

LETTER = pathlib.Path(__file__).resolve().parent.parent / 'examples' / 'cong-van-mau.pdf'

# field, key, box on the first page in points: where nothing stands
SIGNERS = [('KyNhay', 'p256', (20, 20, 60, 40)), ('LanhDao', 'rsa', (200, 20, 320, 70)), ('So', 'p256', (70, 20, 90, 32)),
           ('Ngay', 'p256', (95, 20, 115, 32)), ('Thang', 'p256', (120, 20, 140, 32)), ('DauCoQuan', 'rsa', (400, 20, 480, 100))]


def loaded(run, kind):
    """The key with the leaf alone: no chain goes into the container."""
    made = signers.SimpleSigner.load_pkcs12(run.pki.path(f'{kind}.p12'), passphrase=PASSWORD.encode())
    return signers.SimpleSigner(signing_cert=made.signing_cert, signing_key=made.signing_key, cert_registry=SimpleCertificateStore())


def authority(run):
    """A time-stamp authority below the sub CA, with its own key."""
    folder = pathlib.Path(run.pki.folder)
    with open(folder / 'ext.cnf', 'a') as file:
        file.write('[stamps]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n'
                   'extendedKeyUsage=critical,timeStamping\nauthorityKeyIdentifier=keyid\n')
    run.pki.issue('stamps', 'rsa', 'sub', 'BẢN THỬ NGHIỆM cấp dấu thời gian', 'stamps')
    subprocess.run(['openssl', 'pkcs8', '-topk8', '-nocrypt', '-in', run.pki.path('stamps.key'), '-outform', 'DER',
                    '-out', run.pki.path('stamps.p8')], check=True, capture_output=True)
    key = keys.PrivateKeyInfo.load((folder / 'stamps.p8').read_bytes())
    certificates = []
    for name in ('stamps', 'sub'):
        _, _, der = asn1_pem.unarmor((folder / f'{name}.pem').read_bytes())
        certificates.append(x509.Certificate.load(der))
    store = SimpleCertificateStore()
    store.register_multiple(certificates)
    return timestamps.DummyTimeStamper(tsa_cert=certificates[0], tsa_key=key, certs_to_embed=store)


def signed(run, data, stamper, field, kind, box, first):
    how = {'certify': True, 'docmdp_permissions': fields.MDPPerm.FILL_FORMS} if first else {}
    metadata = signers.PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED,
                                            md_algorithm='sha256', reason='Phê duyệt', **how)
    style = stamp.TextStampStyle(stamp_text=field, background=None, border_width=0)
    signer = signers.PdfSigner(metadata, signer=loaded(run, kind), timestamper=stamper, stamp_style=style,
                               new_field_spec=fields.SigFieldSpec(field, on_page=0, box=box))
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    return asyncio.run(signer.async_sign_pdf(writer)).getvalue()


def intact_to_pyhanko(path):
    wrong = []
    with open(path, 'rb') as file:
        signatures = PdfFileReader(file).embedded_signatures
        if len(signatures) != len(SIGNERS):
            wrong.append(f'pyHanko: {len(signatures)} signatures')
        for one in signatures:
            intact, valid = validate_sig_integrity(one.signer_info, one.signer_cert, 'data', one.compute_digest())
            if not (intact and valid):
                wrong.append(f'pyHanko {one.field_name}: intact {intact}, valid {valid}')
    return wrong


def kyso_says(run, path, policy, accepted):
    done = run.call('verify', '--json', path, '--trust', run.pki.path('root.pem'), '--intermediates', run.pki.path('sub.pem'),
                    '--revocation', 'skip', '--policy', policy)
    report = json.loads(done.stdout)
    said = [(s['field'], s['integrity'], s['modifications'], s['level'], s['signing_time']['proof']) for s in report['signatures']]
    wrong = [] if (report['verdict'] == 'passed') == accepted else [f"kyso {policy}: {report['verdict']} {said}"]
    if [one[0] for one in said] != [name for name, _, _ in SIGNERS]:
        wrong.append(f'kyso {policy}: {said}')
    if any(one[1] != 'intact' or one[3] != 'pkcs7-T' or one[4] != 'signature-timestamp' for one in said):
        wrong.append(f'kyso {policy}: {said}')
    if accepted and not any(f['code'] == 'signature-added-under-certification' for s in report['signatures'] for f in s['findings']):
        wrong.append(f'kyso {policy}: does not explain the fields added under P=2')
    return wrong


def practice(run):
    print("\nToday's practice, made by pyHanko on examples/cong-van-mau.pdf")
    stamper, data = authority(run), LETTER.read_bytes()
    for index, (field, kind, box) in enumerate(SIGNERS):
        data = signed(run, data, stamper, field, kind, box, index == 0)
    path = run.path('practice.pdf')
    pathlib.Path(path).write_bytes(data)
    damaged = bytearray(data)
    place = data.index(b'stream', data.index(b' obj')) + 40
    damaged[place] ^= 1
    pathlib.Path(run.path('practice-damaged.pdf')).write_bytes(damaged)
    cells = {'pdfsig': judged_by_pdfsig(path, len(SIGNERS)), 'pyHanko (integrity)': intact_to_pyhanko(path),
             'kyso vn-office': kyso_says(run, path, 'vn-office', True), 'kyso strict': kyso_says(run, path, 'strict', False)}
    noticed = judged_by_pdfsig(run.path('practice-damaged.pdf'), len(SIGNERS))
    cells['pdfsig, damaged'] = [] if noticed else ['accepted it']
    cells['pyHanko, damaged'] = [] if intact_to_pyhanko(run.path('practice-damaged.pdf')) else ['accepted it']
    for judge, reasons in cells.items():
        print(f"{judge:<26}{run.record(f'practice: {judge}', reasons):>15}", flush=True)
