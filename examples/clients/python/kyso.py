#!/usr/bin/env python3
"""A client of `kyso serve` (/v1). Python 3.9 or newer, nothing else.

    python3 kyso.py verify FILE                                   who signed, and whether it is good
    python3 kyso.py check FILE                                    what the law of the day of signing says
    python3 kyso.py sign FILE KEY OUT                             with a key of the service
    python3 kyso.py deferred FILE CERTIFICATE KEYFILE OUT [CHAIN] with a key of one's own (PEM), which stays here

KYSO_SERVICE (http://127.0.0.1:8988), KYSO_TOKEN (access token), KYSO_CA (PEM, a CA of the house's own), KYSO_LANG (vi, en).
Exits as kyso does: 0 passed, 1 not, 2 undecided, 3 unreadable, 4 service or access, 64 usage.

Python's own library cannot sign: `deferred` has `openssl dgst` do it.
"""
import base64
import http.client
import json
import os
import ssl
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

SERVICE = urlsplit(os.environ.get("KYSO_SERVICE", "http://127.0.0.1:8988"))
QUIET = 60  # s without an octet
LONGEST_PAUSE = 60  # s
PIECE = 1 << 16
EXITS = {"passed": 0, "failed": 1, "indeterminate": 2, "unsigned": 2, "unreadable": 4}
LAW = {"passed": 0, "violated": 1, "cannot-decide": 2}
STATUSES = {400: 64, 413: 3, 415: 3, 422: 3, 500: 70}


def worst(*exits):
    return next(one for one in (4, 3, 1, 2, 0) if one in exits)


class Refused(Exception):
    """What the service refused (RFC 9457)."""

    def __init__(self, answer):
        self.exit, self.request = STATUSES.get(answer.status, 4), None
        if not answer.headers.get("Content-Type", "").startswith("application/problem+json"):
            self.exit = 4
            super().__init__(f"{answer.status}: not an answer of kyso")
            return
        told = json.load(answer)
        self.request = told.get("request")
        super().__init__(f"{told['code']}: {told['detail']}")


def connection():
    if SERVICE.scheme == "https":
        trust = ssl.create_default_context(cafile=os.environ.get("KYSO_CA"))
        return http.client.HTTPSConnection(SERVICE.hostname, SERVICE.port, timeout=QUIET, context=trust)
    return http.client.HTTPConnection(SERVICE.hostname, SERVICE.port, timeout=QUIET)


@contextmanager
def ask(path, body, headers=None):
    """The answer, where there is one. `body` makes (type, length, octets) anew for each attempt; once more where the service says when (429)."""
    for attempt in (1, 2):
        link = connection()
        try:
            answer = send(link, path, body, headers or {})
            if answer.status == 200:
                yield answer
                return
            after = answer.headers.get("Retry-After", "")
            if answer.status != 429 or attempt == 2 or not after.isdigit() or int(after) > LONGEST_PAUSE:
                raise Refused(answer)
        finally:
            link.close()
        time.sleep(int(after))


def send(link, path, body, more):
    kind, length, octets = body()
    headers = {"Content-Type": kind, "Content-Length": str(length), "Accept-Language": os.environ.get("KYSO_LANG", "vi"), **more}
    if os.environ.get("KYSO_TOKEN"):
        headers["Authorization"] = f"Bearer {os.environ['KYSO_TOKEN']}"
    try:
        link.request("POST", path, octets, headers)
    except BrokenPipeError:
        pass  # refused before all of it was sent: the answer says why
    return link.getresponse()


def pieces(file):
    with open(file, "rb") as opened:
        while piece := opened.read(PIECE):
            yield piece


def document(file):
    """The document, read from the disk as it is sent."""
    return "application/pdf", os.path.getsize(file), pieces(file)


def form(parts):
    """RFC 7578. A part is a path, or octets."""
    boundary = uuid.uuid4().hex
    size, octets = 0, []
    for name, value in parts.items():
        is_file = isinstance(value, Path)
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"' + ('; filename="file"' if is_file else "") + "\r\n\r\n"
        size += len(head) + (os.path.getsize(value) if is_file else len(value)) + 2
        octets += [[head.encode()], pieces(value) if is_file else [value], [b"\r\n"]]
    end = f"--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", size + len(end), (piece for run in [*octets, [end]] for piece in run)


def about(path, **query):
    return f"{path}?{urlencode(query)}"


def verify(file):
    with ask(about("/v1/verify", name=Path(file).name, report="clerk"), lambda: document(file)) as answer:
        told = json.load(answer)
    print(f"{Path(file).name}: {told['verdict']}")
    for at, one in enumerate(told.get("signatures", []), 1):
        why = f" {one['sub_indication']}" if one["sub_indication"] else ""
        print(f"  {at} {one['field']}: {one['indication']}{why}, {one['signer']['subject'] if one['signer'] else '?'}")
    if "error" in told:
        print(f"  {told['error']['code']}")
    # what a clerk reads: what to do, and why
    print(told["words"]["headline"])
    for reason in told["words"]["reasons"]:
        print(f"  - {reason['code'] or '?'} {reason['title']}")
    return EXITS.get(told["verdict"], 3)


def check(file):
    with ask(about("/v1/check", name=Path(file).name), lambda: document(file)) as answer:
        told = json.load(answer)
    print(f"{Path(file).name}: {told['verdict']}, {told['result']}")
    for signature in told["compliance"]:
        print(f"  {signature['field']}")
        for finding in signature["findings"]:
            print(f"    {finding['verdict']}: {finding['text']} — {finding['citations'][0]['vi']}")
    return worst(EXITS.get(told["verdict"], 3), LAW[told["result"]])


def sign_with_theirs(file, key, out):
    """The same `Idempotency-Key` again has the same file: an answer that was lost on its way costs no second signature."""
    once = {"Idempotency-Key": str(uuid.uuid4())}
    for attempt in (1, 2):
        try:
            with ask(about("/v1/sign", key=key), lambda: document(file), once) as answer:
                return keep(answer, out)
        except (ConnectionError, TimeoutError, http.client.HTTPException):
            if attempt == 2:
                raise


def sign_with_own(file, certificate, key_file, out, chain=None):
    first = {"document": Path(file), "certificate": Path(certificate), **({"chain": Path(chain)} if chain else {})}
    with ask("/v1/prepare", lambda: form(first)) as answer:
        told = json.load(answer)
    # RSA: PKCS #1 v1.5; ECDSA: DER. The key does not leave this machine.
    attributes = base64.b64decode(told["to_be_signed"])
    signature = subprocess.run(["openssl", "dgst", "-sha256", "-sign", key_file], input=attributes, capture_output=True, check=True).stdout
    last = {"document": Path(file), "state": told["state"].encode(), "signature": signature}
    with ask("/v1/finish", lambda: form(last)) as answer:
        return keep(answer, out)


def keep(answer, out):
    """Whole or not at all."""
    part = f"{out}.part"
    with open(part, "xb") as file:
        try:
            while piece := answer.read(PIECE):
                file.write(piece)
            if answer.length:
                raise http.client.IncompleteRead(b"", answer.length)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            os.unlink(part)
            raise
    os.replace(part, out)
    print(f"{Path(out).name}: signed")
    return 0


COMMANDS = {"verify": (verify, 1, 1), "check": (check, 1, 1), "sign": (sign_with_theirs, 3, 3), "deferred": (sign_with_own, 4, 5)}


def main(command="", *words):
    run, fewest, most = COMMANDS.get(command, (None, 0, -1))
    if not fewest <= len(words) <= most:
        print("verify FILE | check FILE | sign FILE KEY OUT | deferred FILE CERTIFICATE KEYFILE OUT [CHAIN]", file=sys.stderr)
        return 64
    if not os.access(words[0], os.R_OK):
        print(f"{Path(words[0]).name} cannot be read", file=sys.stderr)
        return 4
    out = {"sign": words[2:3], "deferred": words[3:4]}.get(command)
    if out and os.path.exists(out[0]):
        print(f"{Path(out[0]).name} exists", file=sys.stderr)
        return 64
    try:
        return run(*words)
    except Refused as refused:
        print(refused, file=sys.stderr)
        if refused.request:
            print(f"request {refused.request}", file=sys.stderr)
        return refused.exit
    except subprocess.CalledProcessError as failed:
        print(f"key: {failed.stderr.decode(errors='replace').strip()}", file=sys.stderr)
        return 4
    except (OSError, http.client.HTTPException) as broken:
        print(f"no answer: {broken}", file=sys.stderr)
        return 4


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
