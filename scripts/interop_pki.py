"""Keys and certificates for the interoperability run, made with openssl (not with our own code), and a SoftHSM2 token."""
import os, pathlib, subprocess, textwrap

PASSWORD = 'interop-p12'


def quietly(*command, env=None):
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


class Pki:
    """root → sub → {rsa, p256}; each leaf as .key, .pem and .p12."""

    EXTENSIONS = textwrap.dedent('''\
        [root]
        basicConstraints=critical,CA:TRUE
        keyUsage=critical,keyCertSign,cRLSign
        subjectKeyIdentifier=hash
        [sub]
        basicConstraints=critical,CA:TRUE,pathlen:0
        keyUsage=critical,keyCertSign,cRLSign
        subjectKeyIdentifier=hash
        authorityKeyIdentifier=keyid
        [leaf]
        basicConstraints=critical,CA:FALSE
        keyUsage=critical,digitalSignature,nonRepudiation
        subjectKeyIdentifier=hash
        authorityKeyIdentifier=keyid
        ''')

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / 'ext.cnf').write_text(self.EXTENSIONS)
        (self.folder / 'p12.pass').write_text(PASSWORD + '\n')
        self.key('root', 'rsa')
        quietly('openssl', 'req', '-new', '-key', self.path('root.key'), '-subj', '/CN=BẢN THỬ NGHIỆM Root', '-utf8',
                '-out', self.path('root.csr'))
        quietly('openssl', 'x509', '-req', '-in', self.path('root.csr'), '-signkey', self.path('root.key'), '-days', '30',
                '-sha256', '-extfile', self.path('ext.cnf'), '-extensions', 'root', '-out', self.path('root.pem'))
        self.issue('sub', 'rsa', 'root', 'BẢN THỬ NGHIỆM Sub CA', 'sub')
        for kind in ('rsa', 'p256'):
            self.issue(kind, kind, 'sub', f'BẢN THỬ NGHIỆM {kind}', 'leaf')
            quietly('openssl', 'pkcs12', '-export', '-inkey', self.path(f'{kind}.key'), '-in', self.path(f'{kind}.pem'),
                    '-certfile', self.path('sub.pem'), '-passout', f'pass:{PASSWORD}', '-out', self.path(f'{kind}.p12'))

    def path(self, name):
        return str(self.folder / name)

    def key(self, name, kind):
        parameters = {'rsa': ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
                      'p256': ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], 'ed25519': ['ED25519']}[kind]
        quietly('openssl', 'genpkey', '-algorithm', *parameters, '-out', self.path(f'{name}.key'))

    def issue(self, name, kind, issuer, common_name, profile, subject=None):
        self.key(name, kind)
        subject = subject or f'/O=Cơ quan giả định/CN={common_name}'
        quietly('openssl', 'req', '-new', '-key', self.path(f'{name}.key'), '-subj', subject,
                '-utf8', '-out', self.path(f'{name}.csr'))
        quietly('openssl', 'x509', '-req', '-in', self.path(f'{name}.csr'), '-CA', self.path(f'{issuer}.pem'),
                '-CAkey', self.path(f'{issuer}.key'), '-CAcreateserial', '-days', '30', '-sha256',
                '-extfile', self.path('ext.cnf'), '-extensions', profile, '-out', self.path(f'{name}.pem'))


class SoftHsm:
    """A token of its own, in a folder of its own, with the RSA and the P-256 key and their certificates."""

    def __init__(self, folder, pki):
        folder = pathlib.Path(folder).resolve()
        (folder / 'tokens').mkdir(parents=True, exist_ok=True)
        configuration = folder / 'softhsm2.conf'
        configuration.write_text(f'directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n')
        self.environment = {'SOFTHSM2_CONF': str(configuration)}
        self.pin = '24681357'
        self.key_id = {'rsa': '01', 'p256': '02'}
        here = pathlib.Path(__file__).resolve().parent
        self.module = quietly(str(here / 'install-softhsm.sh')).strip()
        self.new_token('interop')
        for kind, identifier in self.key_id.items():
            self.import_key('interop', pki, kind, identifier)

    def new_token(self, label):
        self.tool('softhsm2-util', '--init-token', '--free', '--label', label, '--so-pin', '12345678', '--pin', self.pin)

    def import_key(self, token, pki, name, identifier):
        """The key and its certificate, under one identifier."""
        self.tool('softhsm2-util', '--import', pki.path(f'{name}.key'), '--token', token, '--label', name,
                  '--id', identifier, '--pin', self.pin)
        quietly('openssl', 'x509', '-in', pki.path(f'{name}.pem'), '-outform', 'DER', '-out', pki.path(f'{name}.der'))
        self.tool('pkcs11-tool', '--module', self.module, '--token-label', token, '--login', '--pin', self.pin,
                  '--write-object', pki.path(f'{name}.der'), '--type', 'cert', '--id', identifier, '--label', name)

    def tool(self, *command):
        return quietly(*command, env={**os.environ, **self.environment})
