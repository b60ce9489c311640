"""Makes the files of this folder with pyHanko and qpdf: encrypted with the empty user password, signed, and changed again.

Run from this folder: ~/.cache/kyso-tools/pyhanko/bin/python make.py. Keys are made anew and thrown away."""
import io
import re
import subprocess
import tempfile

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import signers

OBJECTS = [
    "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]>>>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    "<</Length 43>>stream\nBT /F1 12 Tf 20 250 Td (Tra 100 dong) Tj ET\nendstream",
    "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
]


def plain():
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(OBJECTS, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body.encode())
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(OBJECTS) + 1)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + head + table + trailer % (len(OBJECTS) + 1, len(out))


def encrypted(*kind):
    with tempfile.TemporaryDirectory() as folder:
        source, target = f"{folder}/a.pdf", f"{folder}/b.pdf"
        open(source, "wb").write(plain())
        options = ["--allow-weak-crypto", "--encrypt", "", "owner", *kind, "--"]
        subprocess.check_call(["qpdf", *options, source, target])
        return open(target, "rb").read()


def signer():
    with tempfile.TemporaryDirectory() as folder:
        make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9000 -subj /CN=Test"
        usage = "-addext keyUsage=digitalSignature,nonRepudiation"
        files = f"-keyout {folder}/k.pem -out {folder}/c.pem"
        subprocess.check_call(f"{make} {usage} {files} 2>/dev/null", shell=True)
        return signers.SimpleSigner.load(f"{folder}/k.pem", f"{folder}/c.pem", other_certs=[])


SIGNER = signer()


def writer(pdf):
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.encrypt(b"")
    return writer


def sign(pdf, name):
    meta = signers.PdfSignatureMetadata(field_name=name, md_algorithm="sha256")
    out = signers.PdfSigner(meta, SIGNER).sign_pdf(writer(pdf), bytes_reserved=6000)
    return out.getvalue()


def written(writer):
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def appended(pdf, objects):
    """One more revision by hand, with the trailer of the one before."""
    start = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    trailer = re.search(rb"trailer\s*<<(.*?)>>\s*startxref", pdf[start:], re.S).group(1)
    trailer = re.sub(rb"/(Size|Prev)\s+\d+", b"", trailer)
    out, rows = pdf, b""
    for number, body in objects.items():
        rows += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    end = b"xref\n%strailer\n<<%s/Size 80/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return out + end % (rows, trailer, start, len(out))


def mac():
    """A file with an authentication code (ISO/TS 32004), signed twice: the code is in the signature; and saved again: it stands alone."""
    copy = copy_into_new_writer(PdfFileReader(io.BytesIO(plain())))
    copy.encrypt("owner", "", pdf_mac=True)
    once = sign(written(copy), "One")
    open("mac-signed-twice.pdf", "wb").write(sign(once, "Two"))
    update = writer(once)
    update.update_root()
    open("mac-saved-again.pdf", "wb").write(written(update))


def again():
    """The content of the page encrypted once more, with another initialisation vector: other bytes, the same content."""
    signed = sign(encrypted("128", "--use-aes=y"), "One")
    update = writer(signed)
    content = update.root["/Pages"]["/Kids"][0].raw_get("/Contents")
    content.get_object().data
    content.get_object()._encoded_data = None
    update.mark_update(content.reference)
    open("encrypted-again.pdf", "wb").write(written(update))


def twin():
    """The bytes of the content under another object number, where they decrypt to something else, and the page shows that."""
    base = encrypted("128", "--use-aes=n")
    page = int(re.search(rb"/Kids\s*\[\s*(\d+) 0 R", base).group(1))
    body = lambda pdf, number: re.findall(rb"\n%d 0 obj\s(.*?)\sendobj" % number, pdf, re.S)[-1]
    content = int(re.search(rb"/Contents (\d+) 0 R", body(base, page)).group(1))
    signed = sign(appended(base, {70: body(base, content)}), "One")
    page_now = body(signed, page).replace(b"/Contents %d 0 R" % content, b"/Contents 70 0 R")
    open("same-bytes-elsewhere.pdf", "wb").write(appended(signed, {page: page_now}))


if __name__ == "__main__":
    mac()
    again()
    twin()
