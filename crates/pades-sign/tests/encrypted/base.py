"""The letter that make.sh encrypts: a page, metadata, an empty signature field and an information dictionary."""
content = b'BT /F 12 Tf 72 720 Td (Cong van) Tj ET'
metadata = b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"/><?xpacket end="r"?>'
objects = [
    b'<< /Type /Catalog /Pages 2 0 R /Metadata 7 0 R /AcroForm << /Fields [5 0 R] /DA (/F 0 Tf) >> >>',
    b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [5 0 R]'
    b' /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>',
    b'<< /Length %d >>\nstream\n%s\nendstream' % (len(content), content),
    b'<< /Type /Annot /Subtype /Widget /FT /Sig /T (Lanh dao) /TU (Noi ky) /Rect [0 0 0 0] /F 132 /P 3 0 R >>',
    b'<< /Title (Cong van so 12) >>',
    b'<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream' % (len(metadata), metadata),
]
out, places = b'%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', []
for number, body in enumerate(objects, 1):
    places.append(len(out))
    out += b'%d 0 obj\n%s\nendobj\n' % (number, body)
table = b''.join(b'%010d 00000 n \n' % place for place in places)
out += b'xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (
    len(objects) + 1, table, len(objects) + 1, len(out))
open('base.pdf', 'wb').write(out)
