# Only embedded files are encrypted (/EFF); strings and other streams are not. And the other way round: a stream that names Identity.
import hashlib
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from pyhanko.pdf_utils import crypt, embed, generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

def write(name, config, change=lambda writer: None):
    with open('base.pdf', 'rb') as source:
        writer = copy_into_new_writer(PdfFileReader(source), writer_kwargs={'stream_xrefs': False})
        handler = crypt.StandardSecurityHandler.build_from_pw_legacy(
            crypt.StandardSecuritySettingsRevision.RC4_OR_AES128, writer._document_id[0].original_bytes, 'owner', 'user',
            crypt_filter_config=config)
        writer._assign_security_handler(handler)
        change(writer)
        writer._update_meta = lambda: None  # the metadata stay as they are
        with open(name, 'wb') as target:
            writer.write(target)

def identity(writer):
    page = writer.root['/Pages']['/Kids'][0]
    stream = page['/Contents']
    stream._handler = writer.security_handler
    stream.add_crypt_filter()

def attachment(writer):
    made = embed.EmbeddedFileObject.from_file_data(writer, b'an embedded file', compress=False)
    number = next(number for (_, number), value in writer.objects.items() if value is made)
    writer.root['/Names']['/EmbeddedFiles']['/Names'][1]['/EF']['/F'] = generic.IndirectObject(number, 0, writer)

def with_object_key(name):
    """pyHanko encrypts a stream with a filter of its own under the file's key; the standard (algorithm 1) wants the object's."""
    with open(name, 'rb') as file:
        data = file.read()
    reader = PdfFileReader(open(name, 'rb'))
    reader.decrypt('user')
    stream = reader.root['/Names']['/EmbeddedFiles']['/Names'][1]['/EF'].raw_get('/F')
    key = reader.security_handler.get_file_encryption_key()
    key = hashlib.md5(key + stream.idnum.to_bytes(3, 'little') + b'\0\0sAlT').digest()
    vector, plain = bytes(range(16)), b'an embedded file' + b'\x10' * 16
    right = vector + Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor().update(plain)
    wrong = stream.get_object().encoded_data
    assert data.count(wrong) == 1 and len(wrong) == len(right)
    with open(name, 'wb') as file:
        file.write(data.replace(wrong, right))

aes = lambda: crypt.StandardAESCryptFilter(keylen=16)
rc4 = lambda: crypt.StandardRC4CryptFilter(keylen=16)
write('only-attachments.pdf', crypt.CryptFilterConfiguration(
    {crypt.STD_CF: aes()}, default_file_filter=crypt.STD_CF), attachment)
with_object_key('only-attachments.pdf')
write('two-filters.pdf', crypt.CryptFilterConfiguration(
    {generic.NameObject('/Strings'): rc4(), generic.NameObject('/Streams'): aes()},
    default_string_filter=generic.NameObject('/Strings'), default_stream_filter=generic.NameObject('/Streams')), identity)
