#!/usr/bin/env python3
"""Runs the public suites for certification paths through cert-path's examples and prints the scores.

    path_conformance.py --pkits EXE --limbo EXE --corpus ../shared/corpus

NIST PKITS by section, x509-limbo with the reasons of what was skipped. The examples judge each case and know the exceptions
(crates/cert-path/tests/exceptions.toml); here they are counted. Any wrong verdict fails.
"""
import argparse, collections, os, re, subprocess, sys

LAST = re.compile(r'^(\d+) passed, (\d+) failed, (\d+) skipped$')


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=1200)
    lines = done.stdout.splitlines()
    last = LAST.match(lines[-1]) if lines else None
    if not last:
        sys.exit(f'{command[0]}: no last line of counts (exit {done.returncode}): {done.stdout[-300:]}{done.stderr[-500:]}')
    return [line.split('\t') for line in lines[:-1]], tuple(map(int, last.groups()))


def pkits(cases):
    """id, expected, actual, reason → passed of total, by section (4.1 … 4.16)."""
    sections = collections.defaultdict(collections.Counter)
    for case, expected, actual, *_ in cases:
        sections['.'.join(case.split('.')[:2])][expected == actual] += 1
    for section in sorted(sections, key=lambda text: [int(part) for part in text.split('.')]):
        right = sections[section][True]
        print(f'PKITS {section:5} {right:3}/{right + sections[section][False]}')


def limbo(cases):
    skips = collections.Counter(reason for *_, reason in cases if reason.startswith(('skipped', 'exception')))
    for reason, count in sorted(skips.items()):
        print(f'limbo {count:3} {reason}')


def main():
    parser = argparse.ArgumentParser()
    for name in ('--pkits', '--limbo', '--corpus'):
        parser.add_argument(name, required=True)
    options = parser.parse_args()
    corpus = options.corpus
    failed = 0
    for suite, command, tell in (
            ('PKITS', [options.pkits, os.path.join(corpus, 'pkix/nist-pkits'), os.path.join(corpus, 'pkix/pkits.tsv')], pkits),
            ('limbo', [options.limbo, os.path.join(corpus, 'x509-limbo/limbo.json')], limbo)):
        cases, (right, wrong, skipped) = run(command)
        tell(cases)
        print(f'{suite}: {right} passed, {wrong} failed, {skipped} skipped')
        failed += wrong
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
