"""A DOCX and an ODT through the installed LibreOffice: `kyso convert`, the text read back, every font embedded, signed and verified; and
what a document asks of the network is not asked."""
import http.server, json, pathlib, subprocess, threading, unicodedata, zipfile

TEXT = ['ỦY BAN NHÂN DÂN XÃ LẠC HỒNG', 'Kính gửi: Nguyễn Thị Quỳnh Như, Đỗ Hữu Nghĩa', 'Ngày 21 tháng 11 năm 2026']

TYPES = '''<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'''
ROOT = '''<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'''
LINK = '''<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="ADDRESS" TargetMode="External"/></Relationships>'''
PICTURE = '''<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/><a:graphic><a:graphicData
 uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:link="r9"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'''
NAMES = ' '.join(f'xmlns:{key}="http://schemas.openxmlformats.org/{value}"' for key, value in {
    'w': 'wordprocessingml/2006/main', 'r': 'officeDocument/2006/relationships', 'wp': 'drawingml/2006/wordprocessingDrawing',
    'a': 'drawingml/2006/main', 'pic': 'drawingml/2006/picture'}.items())

MANIFEST = '''<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'''


def docx(path, address):
    words = ''.join(f'<w:p><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/></w:rPr><w:t>{line}</w:t></w:r></w:p>'
                    for line in TEXT)
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMES}><w:body>{words}{PICTURE}</w:body></w:document>'
    with zipfile.ZipFile(path, 'w') as archive:
        archive.writestr('[Content_Types].xml', TYPES)
        archive.writestr('_rels/.rels', ROOT)
        archive.writestr('word/document.xml', document)
        archive.writestr('word/_rels/document.xml.rels', LINK.replace('ADDRESS', address))


def odt(path, address):
    words = ''.join(f'<text:p>{line}</text:p>' for line in TEXT)
    picture = f'<text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:type="simple" xlink:href="{address}"/></draw:frame></text:p>'
    names = ' '.join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{value}:1.0"' for key, value in {
        'office': 'office', 'text': 'text', 'draw': 'drawing', 'svg': 'svg-compatible'}.items())
    content = (f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink" '
               f'office:version="1.2"><office:body><office:text>{words}{picture}</office:text></office:body></office:document-content>')
    with zipfile.ZipFile(path, 'w') as archive:
        archive.writestr('mimetype', 'application/vnd.oasis.opendocument.text')
        archive.writestr('content.xml', content)
        archive.writestr('META-INF/manifest.xml', MANIFEST)


class Asked(http.server.BaseHTTPRequestHandler):
    """Whoever asks is remembered."""
    paths = []

    def do_GET(self):
        self.paths.append(self.path)
        self.send_error(404)

    def log_message(self, *_):
        pass


def objections(run, source, target):
    before = pathlib.Path(source).read_bytes()
    run.must('convert', source, '-o', target)
    wrong = [] if pathlib.Path(source).read_bytes() == before else ['the document was changed']
    text = subprocess.run(['pdftotext', target, '-'], capture_output=True, text=True, timeout=60).stdout
    lines = [unicodedata.normalize('NFC', line.strip()) for line in text.splitlines()]
    wrong += [f'not printed: {line}' for line in TEXT if line not in lines]
    fonts = subprocess.run(['pdffonts', target], capture_output=True, text=True, timeout=60).stdout.splitlines()[2:]
    wrong += [f'not embedded: {line}' for line in fonts if line.split()[-5] != 'yes']
    if not fonts:
        wrong.append('no fonts')
    signed = f'{target}.signed.pdf'
    run.must('sign', target, '-o', signed, '--p12', run.pki.path('p256.p12'), '--pin-file', run.pki.path('p12.pass'),
             '--trust', run.pki.path('root.pem'))
    done = run.call('verify', '--json', signed, '--trust', run.pki.path('root.pem'), '--revocation', 'skip')
    if done.returncode != 0 or json.loads(done.stdout)['verdict'] != 'passed':
        wrong.append(f'kyso verify: exit {done.returncode}')
    return wrong


def converted(run):
    print('\nWord processor documents through LibreOffice')
    server = http.server.HTTPServer(('127.0.0.1', 0), Asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for ending, make in {'docx': docx, 'odt': odt}.items():
        source = run.path(f'công văn.{ending}')
        make(source, f'http://127.0.0.1:{server.server_port}/{ending}.png')
        try:
            wrong = objections(run, source, run.path(f'{ending}.pdf'))
        except Exception as error:
            wrong = [f'{type(error).__name__}: {error}']
        wrong += [f'the network was asked for {path}' for path in Asked.paths]
        Asked.paths.clear()
        print(f"{ending:<26}{run.record(f'convert {ending}', wrong):>15}", flush=True)
    server.shutdown()
