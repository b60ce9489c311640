"""What signatures show, looked at by Poppler: every profile on every page rotation.

`make-appearances FOLDER` writes the files and facts.json. Here each place is rendered by pdftoppm and compared with the picture in
examples/appearances (one for all four rotations: what is seen must not depend on how the page is stored), the text is read back by
pdftotext, pdffonts must find embedded subsets, qpdf no error; seal, overlap, frame and stamp are measured on the rendered page.
"""
import json, os, pathlib, re, struct, subprocess, unicodedata, zlib

PICTURES = pathlib.Path(__file__).resolve().parent.parent / 'examples' / 'appearances'
DPI = 72
MM = 72 / 25.4
# how far two renderings may differ: mean of all pixels, and share of pixels that differ strongly, after a blur over 3 × 3 pixels
MEAN, STRONG, SHARE = 4.0, 64, 0.02


def shown(run, make_appearances):
    """Cells of the table; `run.record` as in interop.py."""
    folder = run.folder / 'shown'
    subprocess.run([make_appearances, str(folder)], check=True)
    facts = json.loads((folder / 'facts.json').read_text())
    print('\nWhat signatures show: every profile × every rotation')
    for fact in facts:
        path = str(folder / fact['file'])
        reasons = [*tools(path), *text(path, fact)]
        if fact['profile'] != 'names':
            reasons += [*picture(path, fact), *geometry(path, fact)]
        print(f"{fact['file']:<34} {run.record(fact['file'], reasons)}")
    looked_at = {fact['profile'] for fact in facts if fact['profile'] != 'names'}
    print(f'{len(facts)} files looked at: {len(looked_at)} profiles × {len({fact["rotation"] for fact in facts})} rotations, and the names')


def called(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout


def tools(path):
    wrong = []
    checked = subprocess.run(['qpdf', '--check', path], capture_output=True, text=True)
    if checked.returncode != 0:
        wrong.append(f'qpdf: {checked.stdout.strip()[-120:]}')
    for line in called('pdffonts', path).decode().splitlines()[2:]:
        if 'CID TrueType' in line and not re.search(r'\byes yes yes\b', line):
            wrong.append(f'pdffonts: {line.strip()}')
    return wrong


def window(fact, dpi, more=0.0):
    """Pixels of the area on the displayed page: x, y, width, height."""
    left, bottom, right, top = fact['area']
    left, bottom, right, top = left - more, bottom - more, right + more, top + more
    scale, height = dpi / 72, fact['size'][1]
    return [round(left * scale), round((height - top) * scale), round((right - left) * scale), round((top - bottom) * scale)]


def text(path, fact):
    if not fact['lines']:
        return []
    x, y, width, height = window(fact, 72, 2.0)
    page = str(fact['page'])
    area = ['-x', str(x), '-y', str(y), '-W', str(width), '-H', str(height)]
    read = called('pdftotext', '-f', page, '-l', page, *area, '-layout', path, '-').decode()
    lines = [unicodedata.normalize('NFC', line.strip()) for line in read.splitlines() if line.strip()]
    if fact['profile'] == 'names':
        given = [unicodedata.normalize('NFC', name) for name in fact['given']]
        return [] if lines == given else [f'pdftotext: {[pair for pair in zip(lines, given) if pair[0] != pair[1]][:3]}']
    flat = ' '.join(lines)
    return [f'pdftotext has no “{line}”' for line in fact['lines'] if unicodedata.normalize('NFC', line) not in flat]


def rendered(path, fact, dpi, more=0.0):
    x, y, width, height = window(fact, dpi, more)
    page = str(fact['page'])
    ppm = called('pdftoppm', '-r', str(dpi), '-f', page, '-l', page, '-x', str(x), '-y', str(y), '-W', str(width),
                 '-H', str(height), path)
    head = re.match(rb'P6\s+(\d+)\s+(\d+)\s+255\s', ppm)
    width, height = int(head[1]), int(head[2])
    return width, height, ppm[head.end():]


def picture(path, fact):
    width, height, pixels = rendered(path, fact, DPI, 6.0)
    kept = PICTURES / f"{fact['profile']}.png"
    if os.environ.get('KYSO_KEEP_PICTURES') and fact['rotation'] == 0:
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(png(width, height, pixels))
    if not kept.exists():
        return [f'no picture {kept.name}: KYSO_KEEP_PICTURES=1 writes it']
    golden = unpng(kept.read_bytes())
    if abs(golden[0] - width) > 1 or abs(golden[1] - height) > 1:
        return [f'{width} × {height} pixels, the picture has {golden[0]} × {golden[1]}']
    mean, share = difference((width, height, pixels), golden)
    return [f'differs from {kept.name}: mean {mean:.1f}, {share:.1%} strongly'] if mean > MEAN or share > SHARE else []


def grey(image):
    width, height, pixels = image
    return width, height, [sum(pixels[at:at + 3]) / 3 for at in range(0, len(pixels), 3)]


def blurred(image):
    width, height, values = grey(image)
    out = []
    for y in range(height):
        rows = [row * width for row in (max(y - 1, 0), y, min(y + 1, height - 1))]
        for x in range(width):
            columns = (max(x - 1, 0), x, min(x + 1, width - 1))
            out.append(sum(values[row + column] for row in rows for column in columns) / 9)
    return width, height, out


def difference(one, other):
    (width, height, a), (width_b, height_b, b) = blurred(one), blurred(other)
    pairs = [abs(a[y * width + x] - b[y * width_b + x]) for y in range(min(height, height_b)) for x in range(min(width, width_b))]
    return sum(pairs) / len(pairs), sum(pair > STRONG for pair in pairs) / len(pairs)


def extent(path, fact, is_ink, dpi=300):
    """The bounding box of such pixels, on the displayed page in millimetres from the left and the foot."""
    width, height, pixels = rendered(path, fact, dpi, 6.0)
    x0, y0, _, _ = window(fact, dpi, 6.0)
    xs, ys = [], []
    for y in range(height):
        row = pixels[y * width * 3:(y + 1) * width * 3]
        hits = [x for x in range(width) if is_ink(*row[3 * x:3 * x + 3])]
        if hits:
            xs += [hits[0], hits[-1]]
            ys.append(y)
    scale = 25.4 / dpi
    foot = fact['size'][1] / MM
    return ((x0 + min(xs)) * scale, foot - (y0 + max(ys) + 1) * scale, (x0 + max(xs) + 1) * scale, foot - (y0 + min(ys)) * scale)


def red(r, g, b):
    return r > 150 and g < 120 and b < 120


def black(r, g, b):
    return r < 90 and g < 90 and b < 90


def geometry(path, fact):
    name, wrong = fact['profile'], []
    if name == 'nd30.agency':
        left, bottom, right, top = extent(path, fact, red)
        if abs(right - left - 36) > 0.3 or abs(top - bottom - 36) > 0.3:
            wrong.append(f'the seal measures {right - left:.2f} × {top - bottom:.2f} mm')
        person = [length / MM for length in fact['person']]
        share = (right - person[0]) / (person[2] - person[0])
        if abs(share - 1 / 3) > 0.05 / 3:
            wrong.append(f'the seal covers {share:.3f} of the signature')
    if name.startswith('angiang.'):
        left, bottom, right, top = extent(path, fact, black)
        if not (65 <= right - left <= 80 and 35 <= top - bottom <= 40):
            wrong.append(f'the frame measures {right - left:.1f} × {top - bottom:.1f} mm')
    if name in ('nd30.attachment', 'nd30.copy'):
        width, height = (length / MM for length in fact['size'])
        left, bottom, right, top = (length / MM for length in fact['area'])
        if not (bottom > height - 20 and left > width / 4 and width - 20 <= right <= width - 15 + 1e-6):
            wrong.append(f'the stamp lies at {left:.1f}, {bottom:.1f} to {right:.1f}, {top:.1f} mm')
    return wrong


def png(width, height, pixels):
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    rows = b''.join(b'\0' + pixels[y * width * 3:(y + 1) * width * 3] for y in range(height))
    head = struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + chunk(b'IDAT', zlib.compress(rows, 9)) + chunk(b'IEND', b'')


def unpng(data):
    """Our own pictures: 8 bits, RGB, no filter."""
    width, height = struct.unpack('>II', data[16:24])
    at, packed = 8, b''
    while at < len(data):
        length, kind = struct.unpack('>I4s', data[at:at + 8])
        if kind == b'IDAT':
            packed += data[at + 8:at + 8 + length]
        at += 12 + length
    rows = zlib.decompress(packed)
    step = width * 3 + 1
    return width, height, b''.join(rows[y * step + 1:(y + 1) * step] for y in range(height))
