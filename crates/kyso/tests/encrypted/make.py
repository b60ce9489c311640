"""signed-aes-256.pdf: a page of ours, encrypted by AES-256 (R6, user password `user`, owner password `owner`), signed twice.

Run with pyHanko 0.38 (scripts/install-test-tools.sh installs it) and openssl, in this folder. Ours.
"""
import io
import os
import subprocess
import tempfile

from pyhanko.pdf_utils import writer
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers, fields


def page():
    w = writer.PdfFileWriter()
    font = writer.generic.DictionaryObject({
        writer.generic.NameObject("/Type"): writer.generic.NameObject("/Font"),
        writer.generic.NameObject("/Subtype"): writer.generic.NameObject("/Type1"),
        writer.generic.NameObject("/BaseFont"): writer.generic.NameObject("/Helvetica"),
    })
    stream = writer.generic.StreamObject(stream_data=b"BT /F 18 Tf 72 740 Td (Van ban mat) Tj ET")
    resources = writer.generic.DictionaryObject({
        writer.generic.NameObject("/Font"): writer.generic.DictionaryObject({writer.generic.NameObject("/F"): font}),
    })
    w.insert_page(writer.PageObject(contents=w.add_object(stream), media_box=(0, 0, 595, 842), resources=resources))
    w.encrypt(owner_pass="owner", user_pass="user", pdf_mac=False)
    out = io.BytesIO()
    w.write(out)
    return out


def signer(folder, name):
    run = lambda *words: subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)
    run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "k", "-out", "c",
        "-days", "9999", "-subj", f"/CN={name}")
    run("pkcs12", "-export", "-inkey", "k", "-in", "c", "-out", "p", "-passout", "pass:")
    return signers.SimpleSigner.load_pkcs12(os.path.join(folder, "p"), passphrase=b"")


def signed(data, who, field):
    w = IncrementalPdfFileWriter(data)
    w.encrypt("user")
    meta = signers.PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES)
    return signers.sign_pdf(w, meta, signer=who, bytes_reserved=8192)


with tempfile.TemporaryDirectory() as folder:
    data = page()
    for name in ("Mot", "Hai"):
        data = signed(data, signer(folder, name), name)
        data = io.BytesIO(data.getbuffer().tobytes())
    with open("signed-aes-256.pdf", "wb") as out:
        out.write(data.getvalue())
