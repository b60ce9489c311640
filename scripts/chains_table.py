"""The rows of scripts/chains.py. Each is made by a function, and says when it is judged, by which oracle, and what must come out.

Oracle `openssl`: the time of a revocation does not matter. Oracle `certvalidator` (pyhanko-certvalidator): it does.
Expected: trusted (exit 0), refused (1), undecided (2). An oracle knows accepted and not accepted only.
"""
import dataclasses, datetime
from typing import Callable

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import AuthorityInformationAccessOID
from cryptography.x509 import NameConstraints, DirectoryName, RFC822Name, UniformResourceIdentifier, SubjectAlternativeName

from chains_pki import BEGIN, END, NO_CHECK, RESPONDER, Entity, day, key, mapping, name, policies, raw, root, usage

POLICY, OTHER_POLICY, ANY_POLICY = '1.3.6.1.4.1.32473.704.1', '1.3.6.1.4.1.32473.704.2', '2.5.29.32.0'
NOW = day(7)
UTF8, PRINTABLE = x509.name._ASN1Type.UTF8String, x509.name._ASN1Type.PrintableString


@dataclasses.dataclass
class Chain:
    """What a row hands to every program."""
    leaf: Entity
    bag: list = dataclasses.field(default_factory=list)
    trust: list = dataclasses.field(default_factory=list)
    crls: list = dataclasses.field(default_factory=list)
    ocsps: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Row:
    name: str
    make: Callable
    expected: str
    oracle: str = 'openssl'
    at: datetime.datetime = NOW
    revocation: bool = False
    policy: str | None = None
    word: str | None = None  # must occur in kyso's reason


ROWS = []


def row(expected, oracle='openssl', **more):
    def add(make):
        ROWS.append(Row(make.__name__.replace('_', '-'), make, expected, oracle, **more))
        return make
    return add


def pair(**leaf):
    """root → sub → leaf."""
    top = root()
    sub = top.issue('CA trung gian', ca=True, path_length=0)
    return top, sub, sub.issue('Người ký', **leaf)


def two(leaf, top, *bag, **more):
    return Chain(leaf, list(bag), [top], **more)


# ---- RFC 5280 §6.1 without revocation

@row('trusted')
def plain_rsa():
    top, sub, leaf = pair()
    return two(leaf, top, sub)


@row('trusted')
def plain_ecdsa_below_rsa():
    top, sub, leaf = pair(kind='p256', label='p256')
    return two(leaf, top, sub)


@row('trusted')
def all_ed25519():
    top = root('Gốc Ed25519', 'ed25519')
    sub = top.issue('CA Ed25519', ca=True, kind='ed25519')
    return two(sub.issue('Người ký Ed25519', kind='ed25519'), top, sub)


@row('trusted')
def rsa_pss_signatures():
    top = root()
    sub = top.issue('CA trung gian', ca=True, pss=True)
    return two(sub.issue('Người ký', pss=True), top, sub)


@row('undecided', word='issuer')
def no_issuer():
    top, _, leaf = pair()
    return two(leaf, top)


@row('refused', word='expired')
def expired_leaf():
    top, sub, leaf = pair(end=day(5))
    return two(leaf, top, sub)


@row('refused', word='not valid before')
def leaf_not_yet_valid():
    top, sub, leaf = pair(begin=day(8))
    return two(leaf, top, sub)


@row('refused', word='expired')
def expired_intermediate():
    top = root()
    sub = top.issue('CA trung gian', ca=True, end=day(5))
    return two(sub.issue('Người ký'), top, sub)


@row('trusted', at=day(3))
def expired_today_valid_then():
    top, sub, leaf = pair(end=day(5))
    return two(leaf, top, sub)


@row('refused')
def intermediate_is_no_ca():
    top = root()
    sub = top.issue('CA trung gian', key_usage=usage('key_cert_sign', 'digital_signature'))
    return two(sub.issue('Người ký'), top, sub)


@row('refused')
def intermediate_may_not_sign_certificates():
    top = root()
    sub = top.issue('CA trung gian', ca=True, key_usage=usage('crl_sign'))
    return two(sub.issue('Người ký'), top, sub)


@row('refused')
def path_length_exceeded():
    top, sub, _ = pair()
    low = sub.issue('CA thừa', ca=True)
    return two(low.issue('Người ký'), top, sub, low)


@row('trusted')
def path_length_does_not_count_self_issued():
    top = root()
    sub = top.issue('CA trung gian', ca=True, path_length=0)
    again = sub.issue('CA trung gian', ca=True, label='khóa mới của CA', subject=sub.subject)
    return two(again.issue('Người ký'), top, sub, again)


@row('refused')
def unknown_critical_extension_in_leaf():
    top, sub, leaf = pair(extensions=[raw('1.3.6.1.4.1.32473.704.99', b'\x05\x00', True)])
    return two(leaf, top, sub)


@row('refused')
def unknown_critical_extension_in_ca():
    top = root()
    sub = top.issue('CA trung gian', ca=True, extensions=[raw('1.3.6.1.4.1.32473.704.99', b'\x05\x00', True)])
    return two(sub.issue('Người ký'), top, sub)


@row('trusted')
def unknown_extension_that_is_not_critical():
    top, sub, leaf = pair(extensions=[raw('1.3.6.1.4.1.32473.704.99', b'\x05\x00', False)])
    return two(leaf, top, sub)


@row('refused')
def same_name_other_key():
    top, sub, _ = pair()
    rogue = top.issue('CA trung gian', ca=True, label='khóa giả')
    leaf = rogue.issue('Người ký')
    return two(leaf, top, sub)


@row('undecided')
def root_of_the_same_name_is_not_the_root():
    top = root()
    rogue = root(label='gốc giả')
    sub = rogue.issue('CA trung gian', ca=True)
    return two(sub.issue('Người ký'), top, sub, rogue)


@row('trusted')
def cross_certificate_reaches_the_other_root():
    one, two_ = root('Gốc một'), root('Gốc hai')
    cross = two_.issue('Gốc một', ca=True)
    sub = one.issue('CA trung gian', ca=True)
    return Chain(sub.issue('Người ký'), [cross, one, sub], [two_])


@row('trusted')
def ring_of_cross_certificates():
    top = root()
    ring = [top.issue(f'CA vòng {i}', ca=True) for i in range(4)]
    extra = [ring[i].issue(f'CA vòng {(i + 1) % 4}', ca=True) for i in range(4)]
    return two(ring[2].issue('Người ký'), top, *extra, *ring)


@row('trusted')
def root_key_rollover():
    old = root('Gốc đổi khóa', label='khóa cũ')
    new = root('Gốc đổi khóa', label='khóa mới')
    bridge = old.issue('Gốc đổi khóa', ca=True, label='khóa mới', subject=old.subject)
    return two(new.issue('Người ký'), old, bridge)


@row('trusted')
def issuer_name_in_another_string_type():
    top = root()
    sub = top.issue('Intermediate CA', ca=True, subject=name('Intermediate CA', PRINTABLE))
    return two(sub.issue('Người ký', issuer=name('Intermediate CA', UTF8)), top, sub)


@row('trusted')
def issuer_name_in_other_case_and_spacing():
    top = root()
    sub = top.issue('Intermediate CA', ca=True, subject=name('Intermediate CA', PRINTABLE))
    return two(sub.issue('Người ký', issuer=name('INTERMEDIATE   ca', PRINTABLE)), top, sub)


def constrained(constraints, **leaf):
    top = root()
    sub = top.issue('CA trung gian', ca=True, extensions=[(constraints, True)])
    return two(sub.issue('Người ký', **leaf), top, sub)


ORGANISATION = DirectoryName(x509.Name(list(name('x'))[:1]))
MAIL = (SubjectAlternativeName([RFC822Name('leader@tinh.gov.vn')]), False)


@row('trusted')
def directory_name_permitted():
    return constrained(NameConstraints([ORGANISATION], None))


@row('refused')
def directory_name_not_permitted():
    elsewhere = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, 'Cơ quan khác')])
    return constrained(NameConstraints([DirectoryName(elsewhere)], None))


@row('refused')
def directory_name_excluded():
    return constrained(NameConstraints(None, [ORGANISATION]))


@row('trusted')
def e_mail_permitted():
    return constrained(NameConstraints([RFC822Name('tinh.gov.vn')], None), extensions=[MAIL])


@row('refused')
def e_mail_excluded():
    return constrained(NameConstraints(None, [RFC822Name('tinh.gov.vn')]), extensions=[MAIL])


@row('refused')
def uri_excluded():
    address = (SubjectAlternativeName([UniformResourceIdentifier('http://ca.tinh.gov.vn/x')]), False)
    return constrained(NameConstraints(None, [UniformResourceIdentifier('.gov.vn')]), extensions=[address])


def with_policies(sub_policies, leaf_policies, *sub_more):
    top = root()
    sub = top.issue('CA trung gian', ca=True, extensions=[(policies(*sub_policies), False), *sub_more])
    return two(sub.issue('Người ký', extensions=[(policies(*leaf_policies), False)]), top, sub)


@row('trusted', policy=POLICY)
def policy_wanted_and_there():
    return with_policies([POLICY], [POLICY])


@row('refused', policy=POLICY)
def policy_wanted_and_another_there():
    return with_policies([OTHER_POLICY], [OTHER_POLICY])


@row('refused', policy=POLICY)
def policy_wanted_and_none_there():
    top, sub, leaf = pair()
    return two(leaf, top, sub)


@row('trusted', policy=POLICY)
def any_policy_of_the_ca():
    return with_policies([ANY_POLICY], [POLICY])


@row('refused', policy=POLICY)
def any_policy_inhibited():
    top = root()
    sub = top.issue('CA trung gian', ca=True, extensions=[(policies(POLICY), False), (x509.InhibitAnyPolicy(0), True)])
    return two(sub.issue('Người ký', extensions=[(policies(ANY_POLICY), False)]), top, sub)


@row('trusted', policy=POLICY)
def policy_mapped():
    return with_policies([POLICY], [OTHER_POLICY], mapping(POLICY, OTHER_POLICY))


@row('refused', policy=POLICY)
def policy_mapping_inhibited():
    top = root()
    above = top.issue('CA cấp trên', ca=True, extensions=[(policies(POLICY), False), (x509.PolicyConstraints(None, 0), True)])
    sub = above.issue('CA trung gian', ca=True, extensions=[(policies(POLICY), False), mapping(POLICY, OTHER_POLICY)])
    return two(sub.issue('Người ký', extensions=[(policies(OTHER_POLICY), False)]), top, above, sub)


# ---- revocation, where its time does not matter

def listed(revoked=(), root_revoked=(), leaf=None, more=(), **crl):
    """root → sub → leaf with a CRL of each CA; `revoked` gets the leaf, `root_revoked` the sub."""
    top, sub, signer = pair(**(leaf or {}))
    crls = [top.crl([(sub, *one) for one in root_revoked]), sub.crl([(signer, *one) for one in revoked], **crl)]
    return two(signer, top, sub, crls=crls + [one(top, sub, signer) for one in more])


def idp(**scope):
    scope = {'full_name': None, 'relative_name': None, 'only_contains_user_certs': False, 'only_contains_ca_certs': False,
             'only_some_reasons': None, 'indirect_crl': False, 'only_contains_attribute_certs': False, **scope}
    return x509.IssuingDistributionPoint(**scope), True


@row('trusted', revocation=True)
def on_no_crl():
    return listed()


@row('undecided', revocation=True)
def no_crl_at_hand():
    top, sub, leaf = pair()
    return two(leaf, top, sub)


@row('undecided', revocation=True)
def no_crl_of_the_root():
    chain = listed()
    chain.crls.pop(0)
    return chain


@row('refused', revocation=True, word='revoked')
def leaf_on_its_crl():
    return listed([(day(2), 'key_compromise')])


@row('refused', revocation=True, word='revoked')
def intermediate_on_its_crl():
    return listed(root_revoked=[(day(2), 'ca_compromise')])


@row('undecided', revocation=True, word='hold')
def leaf_on_hold():
    return listed([(day(2), 'certificate_hold')])


@row('undecided', revocation=True)
def crl_signed_by_another_key():
    key('khóa lạ')
    return listed(signed_by='khóa lạ')


@row('undecided', revocation=True)
def crl_too_old():
    return listed(this=day(2), next=day(3))


@row('undecided', revocation=True)
def crl_for_cas_only():
    return listed(extensions=[idp(only_contains_ca_certs=True)])


@row('trusted', revocation=True)
def crl_for_users_only():
    return listed(extensions=[idp(only_contains_user_certs=True)])


@row('undecided', revocation=True)
def crl_with_unknown_critical_extension():
    return listed(extensions=[raw('1.3.6.1.4.1.32473.704.98', b'\x05\x00', True)])


@row('undecided', revocation=True)
def crl_signer_may_not_sign_crls():
    top = root()
    sub = top.issue('CA trung gian', ca=True, key_usage=usage('key_cert_sign'))
    return two(sub.issue('Người ký'), top, sub, crls=[top.crl(), sub.crl()])


DELTA_BASE = (x509.DeltaCRLIndicator(1), True)
FRESHEST = (x509.FreshestCRL([x509.DistributionPoint([UniformResourceIdentifier('http://x.invalid/d')], None, None, None)]), False)


@row('refused', revocation=True, word='revoked')
def revoked_by_a_delta_crl():
    delta = lambda top, sub, leaf: sub.crl([(leaf, day(6, 10), 'key_compromise')], this=day(6, 15), number=2, extensions=[DELTA_BASE])
    return listed(leaf={'extensions': [FRESHEST]}, more=[delta], extensions=[FRESHEST])


@row('trusted', revocation=True, oracle='openssl')
def hold_removed_by_a_delta_crl():
    delta = lambda top, sub, leaf: sub.crl([(leaf, day(6, 10), 'remove_from_crl')], this=day(6, 15), number=2, extensions=[DELTA_BASE])
    return listed([(day(2), 'certificate_hold')], leaf={'extensions': [FRESHEST]}, more=[delta], extensions=[FRESHEST])


def indirect(revoked):
    """The CRL comes from a sister of the CA; the leaf's distribution point says so."""
    top = root()
    sub = top.issue('CA trung gian', ca=True)
    lists = top.issue('Nơi công bố thu hồi', ca=True, key_usage=usage('crl_sign', 'key_cert_sign'))
    place = [UniformResourceIdentifier('http://x.invalid/crl')]
    point = x509.CRLDistributionPoints([x509.DistributionPoint(place, None, None, [DirectoryName(lists.subject)])])
    leaf = sub.issue('Người ký', extensions=[(point, False)])
    of_sub = (x509.CertificateIssuer([DirectoryName(sub.subject)]), True)
    entries = [(leaf, day(2), 'superseded', of_sub)] if revoked else [(leaf, day(2), 'superseded')]
    crl = lists.crl(entries, extensions=[idp(full_name=place, indirect_crl=True)])
    return two(leaf, top, sub, lists, crls=[top.crl(), crl])


@row('refused', revocation=True, word='revoked')
def revoked_on_an_indirect_crl():
    return indirect(True)


@row('trusted', revocation=True)
def same_serial_of_another_issuer_on_an_indirect_crl():
    return indirect(False)


# ---- revocation in time

@row('refused', 'certvalidator', revocation=True, word='revoked')
def revoked_before_the_time_asked():
    return listed([(day(4), 'cessation_of_operation')])


@row('trusted', 'certvalidator', revocation=True, at=day(3))
def revoked_after_the_time_asked():
    return listed([(day(4), 'cessation_of_operation')])


@row('refused', 'certvalidator', revocation=True, at=day(5), word='revoked')
def intermediate_revoked_before_the_time_asked():
    return listed(root_revoked=[(day(4), 'superseded')])


@row('refused', 'certvalidator', revocation=True, word='revoked')
def newer_crl_tells_of_the_revocation():
    newer = lambda top, sub, leaf: sub.crl([(leaf, day(6, 10), 'key_compromise')], this=day(6, 15), number=2)
    return listed(more=[newer])


@row('trusted', 'certvalidator', revocation=True, at=day(3))
def crl_issued_after_the_time_asked():
    return listed()


@row('trusted', 'certvalidator', revocation=True, at=day(3))
def another_serial_revoked_before():
    top, sub, leaf = pair()
    return two(leaf, top, sub, crls=[top.crl(), sub.crl([(4711, day(2), 'key_compromise')])])


def answered(status='GOOD', responder=None, **more):
    """root → sub → leaf; the sub by CRL, the leaf by OCSP (which certvalidator reads only if the leaf names a responder)."""
    place = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, UniformResourceIdentifier('http://x.invalid/ocsp'))
    top, sub, leaf = pair(extensions=[(x509.AuthorityInformationAccess([place]), False)])
    by = responder(top, sub) if responder else sub
    return two(leaf, top, sub, crls=[top.crl()], ocsps=[by.ocsp(leaf, sub, status, **more)])


@row('trusted', 'certvalidator', revocation=True)
def ocsp_good():
    return answered()


@row('trusted', 'certvalidator', revocation=True)
def ocsp_good_by_sha256():
    return answered(algorithm=hashes.SHA256)


@row('refused', 'certvalidator', revocation=True, word='revoked')
def ocsp_revoked_before_the_time_asked():
    return answered('REVOKED', since=day(4), reason='key_compromise')


@row('trusted', 'certvalidator', revocation=True, at=day(3))
def ocsp_issued_after_the_time_asked():
    return answered()


@row('undecided', 'certvalidator', revocation=True)
def ocsp_unknown():
    return answered('UNKNOWN')


@row('undecided', 'certvalidator', revocation=True)
def ocsp_too_old():
    return answered(this=day(2), next=day(3))


@row('trusted', 'certvalidator', revocation=True)
def ocsp_by_a_delegate():
    return answered(responder=lambda top, sub: sub.issue('Trả lời OCSP', extensions=RESPONDER + NO_CHECK))


@row('undecided', 'certvalidator', revocation=True)
def ocsp_by_a_delegate_without_the_usage():
    return answered(responder=lambda top, sub: sub.issue('Trả lời OCSP', extensions=NO_CHECK))


@row('undecided', 'certvalidator', revocation=True)
def ocsp_by_a_delegate_of_another_ca():
    return answered(responder=lambda top, sub: top.issue('CA khác', ca=True).issue('Trả lời OCSP', extensions=RESPONDER + NO_CHECK))


@row('undecided', 'certvalidator', revocation=True)
def ocsp_by_an_expired_delegate():
    return answered(responder=lambda top, sub: sub.issue('Trả lời OCSP', extensions=RESPONDER + NO_CHECK, end=day(3)))
