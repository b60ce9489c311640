#!/usr/bin/env python3
"""Judges the corpus scorer's table by today's bar, and checks how kyso takes bad input.

    conformance.py --kyso target/release/kyso --corpus ../shared/corpus

The bar: no bad file accepted; no crash; every file marked INTACT that has one signature and nothing after it accepted
(encrypted ones and those in EXCEPTIONS apart, all listed). Other good files refused are listed with the reason, for the work still to do.
Rows that name a root and a time: the trust axis says what the row expects, with the CRLs of the corpus as evidence.
Bad input (malformed, tampered, coverage anomalies, unsigned, all of pdf101): an answer within two seconds, never exit 0,
and a malformed file's message names the place.
"""
import argparse, collections, concurrent.futures, csv, glob, json, os, re, subprocess, sys, time

# Plain good files that this version does not accept, each with its reason. One that is accepted after all fails the run.
EXCEPTIONS = {}
BAD_INPUT = ('MALFORMED', 'TAMPERED', 'COVERAGE_ANOMALY', 'UNSIGNED')
# On a busy machine with two cores a started process may wait; the file's own time is far below.
SECONDS = 2.0
PLACE = re.compile(r'offset|object \d|byte \d|\d+ \d+ R')


def verify(kyso, path, *options):
    started = time.monotonic()
    try:
        done = subprocess.run([kyso, 'verify', '--json', *options, path], capture_output=True, text=True, timeout=20,
                              stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return None, {}, '', time.monotonic() - started
    try:
        report = json.loads(done.stdout.splitlines()[0]) if done.stdout.strip() else {}
    except ValueError:
        report = {}
    return done.returncode, report, done.stdout + done.stderr, time.monotonic() - started


def one_signature_and_nothing_after(path):
    """Judged from the bytes alone, not by our reader: a single /ByteRange that ends where the file ends."""
    data = open(path, 'rb').read()
    ranges = re.findall(rb'/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]', data)
    if len(ranges) != 1:
        return False
    _, _, start, length = map(int, ranges[0])
    return data[start + length:].strip(b'\r\n \0') == b''


def is_encrypted(path):
    return b'/Encrypt' in open(path, 'rb').read()


def score(kyso, corpus):
    """The scorer's own table and its list of surprises."""
    done = subprocess.run([sys.executable, os.path.join(corpus, 'score.py'), kyso, os.path.join(corpus, 'pdf.tsv'),
                           '--corpus', corpus, '--list'], capture_output=True, text=True, timeout=1200)
    lines = done.stdout.splitlines()
    wrong = [line.split('\t') for line in lines if line.count('\t') == 4]
    table = [line for line in lines if line.startswith(('good ', 'other: '))]
    if len(table) != 2:
        sys.exit(f'the scorer printed no table: {done.stdout[-500:]}{done.stderr[-500:]}')
    return table, wrong


def judge_scores(wrong, corpus):
    failures, later = [], []
    refused = {row[2] for row in wrong}
    failures += [f'no exception any more: {path}' for path in EXCEPTIONS if path not in refused]
    for kind, got, path, expected, why in wrong:
        full = os.path.join(corpus, path)
        if got == 'absent':
            failures.append(f'absent from the corpus: {path}')
        elif got == 'crash':
            failures.append(f'crash: {path}: {why}')
        elif kind == 'bad':
            failures.append(f'bad file accepted: {path} ({expected})')
        elif path in EXCEPTIONS:
            later.append(f'{path} [{EXCEPTIONS[path]}]: {got} {why}')
        elif expected.split(';')[0] == 'INTACT' and one_signature_and_nothing_after(full) and not is_encrypted(full):
            failures.append(f'plain good file refused: {path}: {got} {why}')
        else:
            note = 'encrypted' if is_encrypted(full) else expected
            later.append(f'{path} [{note}]: {got} {why}')
    return failures, later


def bad_input(kyso, corpus):
    rows = csv.DictReader(open(os.path.join(corpus, 'pdf.tsv')), delimiter='\t', quoting=csv.QUOTE_NONE)
    chosen = [r for r in rows if r['expected'].split(';')[0].split(':')[0] in BAD_INPUT or '/pdf101/' in r['path']]
    failures, exits, slowest = [], collections.Counter(), (0.0, '')
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda row: verify(kyso, os.path.join(corpus, row['path'])), chosen)
        for row, (code, report, said, seconds) in zip(chosen, answers):
            exits[code] += 1
            slowest = max(slowest, (seconds, row['path']))
            failures += [f"{row['path']} ({row['expected']}): {what}" for what in objections(code, report, said, seconds)]
    return failures, len(chosen), exits, slowest


# First word of `expected` → the words of the trust axis and the verdicts that say so, judged at the row's `at` under its `trust`.
TRUST = {
    'VALID': ({'trusted'}, {'passed'}), 'VALID_WITH_POE': ({'trusted'}, {'passed'}),
    'REVOKED': ({'revoked'}, {'failed', 'indeterminate'}), 'EXPIRED': ({'expired'}, {'failed', 'indeterminate'}),
    'NOT_YET_VALID': ({'not-yet-valid'}, {'failed', 'indeterminate'}), 'UNTRUSTED': ({'untrusted'}, {'indeterminate'}),
    'POLICY_KEY_USAGE': ({'untrusted'}, {'failed', 'indeterminate'}), 'INDETERMINATE_NO_REVOCATION': ({'unknown'}, {'indeterminate'}),
}


def trust_rows(kyso, corpus):
    """The rows that name a root and a time, with the CRLs beside that root as evidence."""
    rows = csv.DictReader(open(os.path.join(corpus, 'pdf.tsv')), delimiter='\t', quoting=csv.QUOTE_NONE)
    failures, judged = [], 0
    for row in rows:
        word = row['expected'].split(';')[0]
        known = TRUST.get(word)
        if not (row['at'] and row['trust'] and known):
            continue
        judged += 1
        root = os.path.join(corpus, row['trust'])
        crls = sorted(glob.glob(os.path.join(os.path.dirname(root), '*.crl')))
        options = ['--trust', root, '--at', row['at'], *[part for crl in crls for part in ('--crl', crl)]]
        code, report, said, _ = verify(kyso, os.path.join(corpus, row['path']), *options)
        trust = {signature.get('trust') for signature in report.get('signatures', [])}
        if not trust or not trust <= known[0] or report.get('verdict') not in known[1]:
            failures.append(f"{row['path']} ({row['expected']}): trust {sorted(map(str, trust))}, {report.get('verdict')}, exit {code}")
    return failures, judged


def objections(code, report, said, seconds):
    wrong = []
    if seconds > SECONDS:
        wrong.append(f'took {seconds:.1f} s')
    if 'panicked' in said:
        wrong.append('panic')
    # an unsigned file is "cannot decide" (2); so is a signature that is intact but whose trust nobody gave
    if code not in (1, 2, 3):
        wrong.append(f'exit {code}')
    if code == 3 and report.get('verdict') == 'malformed':
        error = report.get('error', {})
        if error.get('offset') is None and not PLACE.search(str(error.get('text', ''))):
            wrong.append(f"the message names no place: {error.get('text')}")
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--kyso', required=True)
    parser.add_argument('--corpus', required=True)
    options = parser.parse_args()
    kyso, corpus = os.path.abspath(options.kyso), os.path.abspath(options.corpus)
    table, wrong = score(kyso, corpus)
    failures, later = judge_scores(wrong, corpus)
    bad_failures, count, exits, slowest = bad_input(kyso, corpus)
    trust_failures, judged = trust_rows(kyso, corpus)
    if later:
        print(f'good files refused ({len(later)}; the reasons are in crates/pades-verify/tests/corpora-exceptions.toml):')
        print(''.join(f'  {line}\n' for line in later), end='')
    for failure in failures + bad_failures + trust_failures:
        print(f'FAIL {failure}')
    print('\n'.join(table))
    print(f'bad input: {count} files, exits {dict(sorted(exits.items(), key=str))}, slowest {slowest[0]:.2f} s {slowest[1]}')
    print(f'trust rows: {judged - len(trust_failures)} of {judged} as expected')
    failures += trust_failures
    print(f'conformance: {"holds" if not failures + bad_failures else "does NOT hold"} '
          f'({len(failures)} wrong verdicts, {len(bad_failures)} bad answers to bad input)')
    sys.exit(1 if failures or bad_failures else 0)


if __name__ == '__main__':
    main()
