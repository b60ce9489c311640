"""What schemathesis sends where a PDF file is asked for: a signed-looking one, a damaged one, and what it makes up itself."""
import pathlib

import schemathesis

LETTER = (pathlib.Path(__file__).resolve().parent.parent / 'examples' / 'cong-van-mau.pdf').read_bytes()


@schemathesis.serializer('application/pdf')
def pdf(context, value):
    octets = value if isinstance(value, bytes) else str(value).encode('utf-8', 'surrogatepass')
    kinds = (LETTER, LETTER[:len(octets) * 97 % len(LETTER)], LETTER + octets, b'%PDF-1.7\n' + octets, octets)
    return kinds[sum(octets) % len(kinds)]
