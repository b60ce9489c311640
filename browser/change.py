"""Changes a signed document behind its signature, as an editor would: a red bar over the second page, in a revision of its own.

    change.py IN.pdf OUT.pdf
"""
import sys

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

with open(sys.argv[1], 'rb') as signed, open(sys.argv[2], 'wb') as changed:
    writer = IncrementalPdfFileWriter(signed)
    page = writer.root['/Pages']['/Kids'][1]
    bar = writer.add_object(generic.StreamObject(stream_data=b'q 1 0 0 rg 150 600 200 30 re f Q'))
    page['/Contents'] = generic.ArrayObject([page.raw_get('/Contents'), bar])
    writer.update_container(page)
    writer.write(changed)
