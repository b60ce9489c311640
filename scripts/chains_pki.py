"""Certificates, CRLs and OCSP responses for scripts/chains.py, made by the Python library `cryptography` (not by our own code)."""
import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

UTC = datetime.timezone.utc
BEGIN, END = datetime.datetime(2026, 1, 1, tzinfo=UTC), datetime.datetime(2031, 1, 1, tzinfo=UTC)


def day(month, number=1, year=2026):
    return datetime.datetime(year, month, number, tzinfo=UTC)


def name(text, kind=None):
    """O=…, CN=text; `kind` chooses the ASN.1 string type of the CN."""
    common = x509.NameAttribute(NameOID.COMMON_NAME, text, kind) if kind else x509.NameAttribute(NameOID.COMMON_NAME, text)
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, 'BẢN THỬ NGHIỆM'), common])


KEYS = {}


def key(label, kind='rsa'):
    """One key per label: making RSA keys is the slow part."""
    if label not in KEYS:
        KEYS[label] = {'rsa': lambda: rsa.generate_private_key(65537, 2048), 'p256': lambda: ec.generate_private_key(ec.SECP256R1()),
                       'p384': lambda: ec.generate_private_key(ec.SECP384R1()), 'ed25519': ed25519.Ed25519PrivateKey.generate}[kind]()
    return KEYS[label]


def usage(*allowed):
    names = ('digital_signature', 'content_commitment', 'key_encipherment', 'data_encipherment', 'key_agreement', 'key_cert_sign',
             'crl_sign', 'encipher_only', 'decipher_only')
    return x509.KeyUsage(**{one: one in allowed for one in names})


def hash_for(private):
    return None if isinstance(private, ed25519.Ed25519PrivateKey) else hashes.SHA256()


class Entity:
    """A certificate and its key; signs others, CRLs and OCSP responses."""

    def __init__(self, certificate, private):
        self.certificate, self.private = certificate, private

    @property
    def subject(self):
        return self.certificate.subject

    def pem(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def issue(self, text, ca=False, path_length=None, kind='rsa', label=None, begin=BEGIN, end=END, subject=None, issuer=None,
              extensions=(), without=(), key_usage=None, pss=False, signed_by=None, subject_key=None):
        """`extensions`: (extension, critical) added; `without`: extension classes left out; `signed_by`: another key's label."""
        private = subject_key or key(label or text, kind)
        signer = KEYS[signed_by] if signed_by else self.private
        builder = (x509.CertificateBuilder().subject_name(subject or name(text)).issuer_name(issuer or self.subject)
                   .public_key(private.public_key()).serial_number(x509.random_serial_number())
                   .not_valid_before(begin).not_valid_after(end))
        default_usage = usage('key_cert_sign', 'crl_sign') if ca else usage('digital_signature', 'content_commitment')
        standard = [(x509.BasicConstraints(ca, path_length), True), (key_usage or default_usage, True),
                    (x509.SubjectKeyIdentifier.from_public_key(private.public_key()), False),
                    (x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False)]
        for extension, critical in [one for one in standard if not isinstance(one[0], tuple(without))] + list(extensions):
            builder = builder.add_extension(extension, critical)
        rsa_padding = padding.PSS(padding.MGF1(hashes.SHA256()), 32) if pss else None
        return Entity(builder.sign(signer, hash_for(signer), rsa_padding=rsa_padding), private)

    def crl(self, revoked=(), this=day(6), next=day(12), number=1, extensions=(), signed_by=None, issuer=None):
        """`revoked`: (entity or serial, since, reason or None, further entry extensions)."""
        signer = KEYS[signed_by] if signed_by else self.private
        builder = x509.CertificateRevocationListBuilder().issuer_name(issuer or self.subject).last_update(this)
        builder = builder.next_update(next)
        for who, since, reason, *more in revoked:
            serial = who if isinstance(who, int) else who.certificate.serial_number
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(since)
            if reason:
                entry = entry.add_extension(x509.CRLReason(x509.ReasonFlags[reason]), False)
            for extension, critical in more:
                entry = entry.add_extension(extension, critical)
            builder = builder.add_revoked_certificate(entry.build())
        builder = builder.add_extension(x509.CRLNumber(number), False)
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False)
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(signer, hash_for(signer)).public_bytes(serialization.Encoding.PEM)

    def ocsp(self, certificate, issuer, status='GOOD', since=None, reason=None, this=day(6), next=day(12), algorithm=hashes.SHA1,
             produced=None):
        """This entity responds for `certificate`, issued by `issuer`."""
        flags = x509.ReasonFlags[reason] if reason else None
        builder = ocsp.OCSPResponseBuilder().add_response(
            cert=certificate.certificate, issuer=issuer.certificate, algorithm=algorithm(), cert_status=ocsp.OCSPCertStatus[status],
            this_update=this, next_update=next, revocation_time=since, revocation_reason=flags)
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.certificate)
        if self is not issuer:
            builder = builder.certificates([self.certificate])
        return builder.sign(self.private, hash_for(self.private)).public_bytes(serialization.Encoding.DER)


def root(text='Gốc thử nghiệm', kind='rsa', **more):
    """Signs itself; `label` names its key."""
    itself = Entity(None, key(more.get('label') or text, kind))
    subject = name(text)
    return itself.issue(text, ca=True, kind=kind, issuer=subject, subject=subject, **more)


def policies(*oids):
    return x509.CertificatePolicies([x509.PolicyInformation(ObjectIdentifier(one), None) for one in oids])


def raw(oid, der, critical):
    return x509.UnrecognizedExtension(ObjectIdentifier(oid), der), critical


def mapping(issuer_policy, subject_policy):
    """PolicyMappings of one pair (RFC 5280 §4.2.1.5), which the library cannot write."""
    def oid(text):
        first, second, *rest = map(int, text.split('.'))
        out = bytes([first * 40 + second])
        for arc in rest:
            digits = [arc & 0x7f]
            while arc := arc >> 7:
                digits.append(arc & 0x7f | 0x80)
            out += bytes(reversed(digits))
        return bytes([6, len(out)]) + out
    pair = oid(issuer_policy) + oid(subject_policy)
    pair = bytes([0x30, len(pair)]) + pair
    return raw('2.5.29.33', bytes([0x30, len(pair)]) + pair, True)


RESPONDER = [(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), False)]
NO_CHECK = [(x509.OCSPNoCheck(), False)]
