#!/usr/bin/env python3
"""Certificate chains judged by `kyso path` and by an oracle of each row: they must agree, and both must say what the row expects.

    chains.py --kyso target/release/kyso

The chains are made anew in each run by the Python library `cryptography`; the oracles are `openssl verify` and
pyhanko-certvalidator. Runs under the Python of scripts/install-test-tools.sh.
"""
import argparse, asyncio, os, pathlib, subprocess, sys, tempfile

from asn1crypto import ocsp, pem, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.policy_decl import PKIXValidationParams

from chains_table import ROWS

EXITS = {0: 'trusted', 1: 'refused', 2: 'undecided'}


class Files:
    """A row's material in a folder of its own."""

    def __init__(self, folder, chain):
        folder.mkdir()
        self.leaf = self.write(folder / 'leaf.pem', chain.leaf.pem())
        self.trust = self.write(folder / 'trust.pem', b''.join(one.pem() for one in chain.trust))
        self.bag = self.write(folder / 'bag.pem', b''.join(one.pem() for one in chain.bag)) if chain.bag else None
        self.crls = [self.write(folder / f'{i}.crl', crl) for i, crl in enumerate(chain.crls)]
        self.ocsps = [self.write(folder / f'{i}.ocsp', one) for i, one in enumerate(chain.ocsps)]
        # openssl with -crl_check_all also asks for the status of the root
        roots = [one.crl() for one in chain.trust] if not chain.crls else []
        self.all_crls = self.write(folder / 'crls.pem', b''.join(chain.crls + roots))

    @staticmethod
    def write(path, data):
        path.write_bytes(data)
        return str(path)


def by_kyso(kyso, row, files):
    command = [kyso, 'path', files.leaf, '--json', '--trust', files.trust, '--at', row.at.isoformat().replace('+00:00', 'Z'),
               '--revocation', 'require' if row.revocation else 'skip']
    command += ['--intermediates', files.bag] if files.bag else []
    command += [word for crl in files.crls for word in ('--crl', crl)]
    command += [word for one in files.ocsps for word in ('--ocsp', one)]
    command += ['--policy-oid', row.policy] if row.policy else []
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    said = done.stdout + done.stderr
    return EXITS.get(done.returncode, f'exit {done.returncode}: {said[-300:]}'), said


def by_openssl(row, files):
    command = ['openssl', 'verify', '-no-CApath', '-no-CAstore', '-CAfile', files.trust, '-attime', str(int(row.at.timestamp()))]
    command += ['-untrusted', files.bag] if files.bag else []
    if row.revocation:
        command += ['-crl_check_all', '-extended_crl', '-use_deltas', '-CRLfile', files.all_crls]
    if row.policy:
        command += ['-policy', row.policy, '-explicit_policy']
    done = subprocess.run([*command, files.leaf], capture_output=True, text=True, timeout=60)
    return done.returncode == 0, (done.stdout + done.stderr).strip()


def by_certvalidator(row, chain):
    policies = frozenset([row.policy]) if row.policy else frozenset(['any_policy'])
    der = lambda data: pem.unarmor(data)[2]
    load = lambda entity: x509.Certificate.load(der(entity.pem()))
    context = ValidationContext(
        trust_roots=[load(one) for one in chain.trust], moment=row.at, allow_fetching=False,
        crls=[der(one) for one in chain.crls], ocsps=[ocsp.OCSPResponse.load(one) for one in chain.ocsps], retroactive_revinfo=True,
        revocation_mode='require' if row.revocation else 'soft-fail')
    validator = CertificateValidator(load(chain.leaf), [load(one) for one in chain.bag], validation_context=context,
                                     pkix_params=PKIXValidationParams(user_initial_policy_set=policies))
    try:
        asyncio.run(validator.async_validate_usage(set()))
        return True, 'accepted'
    except Exception as error:  # whatever it raises, it did not accept the chain
        return False, f'{type(error).__name__}: {error}'


def judge(kyso, folder, number, row):
    chain = row.make()
    files = Files(folder / f'{number:02}-{row.name}', chain)
    accepted, why = by_openssl(row, files) if row.oracle == 'openssl' else by_certvalidator(row, chain)
    verdict, said = by_kyso(kyso, row, files)
    wrong = []
    if accepted != (row.expected == 'trusted'):
        wrong.append(f'{row.oracle} {"accepts" if accepted else "refuses"} it: {why}')
    if verdict != row.expected:
        wrong.append(f'kyso: {verdict}: {said[-400:]}')
    if row.word and row.word not in said:
        wrong.append(f'kyso does not say "{row.word}": {said[-400:]}')
    return verdict, wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--kyso', required=True)
    parser.add_argument('--only', help='rows whose name contains this')
    parser.add_argument('--keep', help='folder to keep the chains in')
    options = parser.parse_args()
    kyso = os.path.abspath(options.kyso)
    rows = [row for row in ROWS if not options.only or options.only in row.name]
    failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(options.keep or temporary)
        folder.mkdir(exist_ok=True)
        for number, row in enumerate(rows, 1):
            verdict, wrong = judge(kyso, folder, number, row)
            failed += bool(wrong)
            print(f'{"FAIL" if wrong else "ok":4}  {row.name:52} {row.at:%Y-%m-%d}  {row.expected:10} {row.oracle}')
            for objection in wrong:
                print(f'      {objection}')
    print(f'chains: {len(rows) - failed} passed, {failed} failed')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
