"""The clerk's flow from the commands, on SoftHSM2: a decision with its attachment in a separate file.

Initials and the leader from one token, the records room and the agency from another one, each with a certificate of its own. The seal is killed
(SIGKILL) in its middle and continued. The issued package is accepted; a twin of which one byte of what was signed is changed is refused with R04,
one without its attachment with R08. pyHanko, pdfsig and qpdf judge the files. Then all of it once more through the libraries alone, by the
example `issue_a_decision`.
"""
import hashlib, json, os, pathlib, shutil, signal, subprocess, time

from interop_peers import judged_by_pyhanko, judged_by_pdfsig, judged_by_qpdf
from interop_pki import quietly

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / 'examples'
AGENCY = 'SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH LẠC HỒNG'
PEOPLE = {
    'specialist': f'/C=VN/O={AGENCY}/CN=Lê Văn Nháp/UID=CCCD:000000000002',
    'leader': f'/C=VN/O={AGENCY}/title=Giám đốc/CN=Nguyễn Văn Mẫu/UID=CCCD:000000000000',
    'records': f'/C=VN/O={AGENCY}/title=Văn thư/CN=Trần Thị Thử/UID=CCCD:000000000001',
    'agency': f'/C=VN/O={AGENCY}/CN={AGENCY}/UID=MNS:000.00.09.H99',
}
TOKENS = {'nguoi-ky': ['specialist', 'leader'], 'van-thu': ['records', 'agency']}
PICTURES = [('ky-nhay', 'signature', 'ky-nhay-chuyen-vien.png', 14, 7), ('giam-doc', 'signature', 'chu-ky-giam-doc.png', 50, 25),
            ('dau', 'seal', 'con-dau-mau.png', 36, 36)]
STEPS = [('initials', 'specialist', ['--signature-image', 'ky-nhay']),
         ('authorised-person', 'leader', ['--signature-image', 'giam-doc']),
         ('number-and-date', 'records', []),
         ('agency', 'agency', ['--seal-image', 'dau'])]


def clerk(run):
    """Cells of the table; `run.record` as in interop.py."""
    folder = run.folder / 'clerk'
    folder.mkdir()
    print("\nThe clerk's flow on two tokens")
    desk = Desk(run, folder)
    checks = [('opened, numbered, signed by four in order', desk.signed), ('killed in the middle of the seal, continued', desk.killed),
              ('issued, and accepted by every reader', desk.issued), ('accepted on arrival', desk.accepted),
              ('a tampered twin is refused with R04', desk.tampered), ('a package without its attachment is refused with R08', desk.missing),
              ('the same through the libraries: issue_a_decision', desk.example)]
    for name, check in checks:
        try:
            reasons = check()
        except (subprocess.SubprocessError, OSError, ValueError, SystemExit) as error:
            reasons = [f'{type(error).__name__}: {error}']
        print(f'{name:<60} {run.record(name, reasons)}')


class Desk:
    def __init__(self, run, folder):
        self.run, self.folder = run, folder
        self.trust = ['--trust', run.pki.path('root.pem'), '--intermediates', run.pki.path('sub.pem')]
        self.key_id = {}
        for token, people in TOKENS.items():
            run.hsm.new_token(token)
            for number, person in enumerate(people, 1):
                run.pki.issue(person, 'rsa', 'sub', None, 'leaf', subject=PEOPLE[person])
                run.hsm.import_key(token, run.pki, person, f'{number:02d}')
                self.key_id[person] = (token, f'{number:02d}')
        register = ''
        for name, kind, file, width, height in PICTURES:
            shutil.copy(SAMPLES / file, folder)
            digest = hashlib.sha256((folder / file).read_bytes()).hexdigest()
            register += (f'[[image]]\nid = "{name}"\nkind = "{kind}"\nfile = "{file}"\nsha256 = "{digest}"\nowner = "Mẫu"\napproved_by = "Mẫu"\n'
                         f'approved_on = "2024-01-02"\nfrom = "2024-01-03"\nwidth_mm = {width}.0\nheight_mm = {height}.0\n')
        (folder / 'images.toml').write_text(register)
        for draft, name in [('quyet-dinh-mau-trong.pdf', 'quyet-dinh.pdf'), ('phu-luc-mau-trong.pdf', 'phu-luc.pdf')]:
            shutil.copy(SAMPLES / draft, folder / name)

    def path(self, name):
        return str(self.folder / name)

    def kyso(self, *arguments, exits=0):
        done = self.run.call(*arguments)
        if done.returncode != exits:
            raise ValueError(f"kyso {' '.join(arguments[:4])} exit {done.returncode}: {(done.stderr or done.stdout).strip()[-400:]}")
        return done

    def step(self, act, person, pictures, bo='bo'):
        token, key = self.key_id[person]
        return ['outgoing', 'step', self.path(bo), '--as', act, '--token', self.run.hsm.module, '--token-label', token, '--key-id', key,
                '--pin-env', 'PIN', '--chain', self.run.pki.path('sub.pem'), *self.trust[:2], '--images', self.path('images.toml'), *pictures]

    def signed(self):
        self.kyso('outgoing', 'open', self.path('bo'), '--main', self.path('quyet-dinh.pdf'), '--attach', self.path('phu-luc.pdf'),
                  '--agency', AGENCY, '--symbol', 'QĐ-SKHCN')
        self.kyso('outgoing', 'take-number', self.path('bo'), '--ledger', self.path('so.jsonl'), '--series', 'QĐ')
        self.kyso(*self.step(*STEPS[3]), exits=1)  # the seal waits for the leader
        for step in STEPS[:3]:
            self.kyso(*self.step(*step))
        return []

    def status(self, bo):
        done = self.run.call('outgoing', 'status', self.path(bo), '--json')
        return json.loads(done.stdout)

    def killed(self):
        """Kills the seal of copies of the package a little later each time, until one was caught between its two signatures."""
        for attempt in range(60):
            name = f'bo-{attempt}'
            shutil.copytree(self.folder / 'bo', self.folder / name)
            caught = self.kill(name)
            state = self.status(name)
            if caught and state['unfinished'] and state['unfinished']['signed'] == 1:
                self.kyso(*self.step(*STEPS[3], bo=name))
                after = self.status(name)
                shutil.rmtree(self.folder / 'bo')
                (self.folder / name).rename(self.folder / 'bo')
                return [] if after['complete'] and not after['unfinished'] else [json.dumps(after)]
            shutil.rmtree(self.folder / name)
        return ['never caught in the middle']

    def kill(self, name):
        journal = self.folder / name / 'journal.jsonl'
        before = journal.read_bytes().count(b'"signed"')
        environment = {**os.environ, **self.run.hsm.environment, 'PIN': self.run.hsm.pin}
        process = subprocess.Popen([self.run.kyso, *self.step(*STEPS[3], bo=name)], env=environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            if journal.read_bytes().count(b'"signed"') > before:
                process.send_signal(signal.SIGKILL)
                process.wait()
                return True
        process.kill()
        process.wait()
        return False

    def issued(self):
        self.kyso('issue', self.path('bo'), '-o', self.path('phat-hanh'), '--ledger', self.path('so.jsonl'), '--edxml', self.path('gui.edxml'),
                  '--from-code', '000.00.09.H99', '--to', '000.00.01.H99=Văn phòng Ủy ban nhân dân tỉnh Lạc Hồng', *self.trust)
        return self.judged('phat-hanh')

    def judged(self, package):
        reasons = []
        for file, count in [('quyet-dinh.pdf', 6), ('phu-luc.pdf', 1)]:
            path = self.path(f'{package}/{file}')
            reasons += judged_by_pyhanko(path, self.run.pki.path('root.pem'), count, strict=True)
            reasons += judged_by_pdfsig(path, count) + judged_by_qpdf(path)
        return reasons

    def received(self, package, exits):
        done = self.kyso('verify', '--package', self.path(package), '--json', '--revocation', 'skip', *self.trust, exits=exits)
        line = json.loads(done.stdout)
        return line['outcome'], [reason['code'] for reason in line['reasons']]

    def accepted(self):
        outcomes = [self.received(package, 0) for package in ('phat-hanh', 'gui.edxml')]
        return [str(outcome) for outcome in outcomes if outcome != ('accept', [])]

    def twin(self, name):
        shutil.copytree(self.folder / 'phat-hanh', self.folder / name)
        return self.folder / name

    def tampered(self):
        file = self.twin('sua') / 'quyet-dinh.pdf'
        data = bytearray(file.read_bytes())
        data[len(data) // 10] ^= 1
        file.write_bytes(data)
        outcome, codes = self.received('sua', 1)
        return [] if outcome == 'refuse' and 'R04' in codes else [f'{outcome} {codes}']

    def missing(self):
        message = (self.folder / 'gui.edxml').read_text()
        begin, end = message.rindex('<Attachment>'), message.rindex('</Attachment>') + len('</Attachment>')
        (self.folder / 'thieu.edxml').write_text(message[:begin] + message[end:])  # still listed
        outcome, codes = self.received('thieu.edxml', 1)
        return [] if outcome == 'refuse' and 'R08' in codes else [f'{outcome} {codes}']

    def example(self):
        environment = {**os.environ, **self.run.hsm.environment, 'TOKEN_PIN': self.run.hsm.pin}
        said = quietly(self.run.example('issue_a_decision'), self.folder, self.run.hsm.module, self.run.pki.path('root.pem'),
                       self.run.pki.path('sub.pem'), env=environment)
        wanted = ['the agency may not yet: not-yet', 'interrupted: 1 of 2 signed', 'received as sent: accept',
                  'one signed byte changed: refuse R04', 'without its attachment: refuse R08']
        return [f'not said: {line}' for line in wanted if line not in said.splitlines()] + self.judged('phat-hanh-vi-du')
