#!/usr/bin/env python3
"""Runs the clients of examples/clients against `kyso serve`: each language says the same, ends the same way, and what it signs is good.

    python3 scripts/clients.py --kyso PROGRAM

The service signs with a token of SoftHSM2; all keys are made here and go with the run. A language whose runtime is not here is named.
"""
import argparse
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = ROOT / "examples/clients"
PIN = "mat-khau-1"
LETTER = ROOT / "examples/cong-van-mau.pdf"
AGENCY = "/C=VN/O=SỞ MẪU TỈNH LẠC HỒNG"
# a client may be a cold Java
LONGEST = 120


class Failures:
    """What was looked at, and what was not as it should be."""

    def __init__(self):
        self.passed, self.failed = 0, []

    def expect(self, what, holds, told=""):
        if holds:
            self.passed += 1
        else:
            self.failed.append(f"{what}: {told}")
            print(f"  FAILED {what}: {told}", file=sys.stderr)


def run(*words, cwd=None, env=None, **more):
    done = subprocess.run([str(word) for word in words], cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True,
                          timeout=LONGEST, check=False, **more)
    return done.returncode, done.stdout, done.stderr


def must(*words, **more):
    code, out, err = run(*words, **more)
    if code:
        raise SystemExit(f"clients: {' '.join(map(str, words))} ended with {code}\n{out}{err}")
    return out


# ---- who signs


def make_keys(at):
    """A root; a leader (RSA) and a clerk (P-256) with keys of their own, the agency with a key that goes into a token; the service's for TLS."""
    def openssl(*words):
        must("openssl", *words, cwd=at)

    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-days", "30", "-subj", "/C=VN/CN=Goc thu nghiem",
            "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    (at / "leaf.cnf").write_text("basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n"
                                 "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n")
    (at / "tls.cnf").write_text("basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=IP:127.0.0.1\n")
    rsa, p256 = ["rsa:2048"], ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    for name, kind, subject, extensions in [
            ("leader", rsa, f"{AGENCY}/title=Giám đốc/CN=Nguyễn Văn Mẫu", "leaf.cnf"), ("clerk", p256, f"{AGENCY}/CN=Trần Thị Mẫu", "leaf.cnf"),
            ("agency", rsa, f"{AGENCY}/CN=SỞ MẪU TỈNH LẠC HỒNG", "leaf.cnf"), ("tls", rsa, "/CN=127.0.0.1", "tls.cnf")]:
        openssl("req", "-utf8", "-newkey", *kind, "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", subject)
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "20", "-extfile", extensions,
                "-out", f"{name}.pem")
    openssl("pkcs12", "-export", "-inkey", "agency.key", "-in", "agency.pem", "-out", "agency.p12", "-passout", f"pass:{PIN}")


def make_token(kyso, at):
    """The agency's token; its module, and the environment that finds it."""
    module = must(ROOT / "scripts/install-softhsm.sh").strip().splitlines()[-1]
    (at / "tokens").mkdir()
    (at / "softhsm2.conf").write_text(f"directories.tokendir = {at / 'tokens'}\nobjectstore.backend = file\n")
    env = {"SOFTHSM2_CONF": str(at / "softhsm2.conf"), "SO": "so-pin-12345678", "PIN": PIN}
    must(kyso, "token", "init", "--module", module, "--label", "agency", "--so-pin-env", "SO", "--new-pin-env", "PIN", cwd=at, env=env)
    must(kyso, "token", "import", "--module", module, "--token-label", "agency", "--p12", "agency.p12", "--p12-password-env", "PIN", "--pin-env", "PIN",
         "--trust", "root.pem", cwd=at, env=env)
    return module, env


def make_documents(kyso, at):
    """A signed letter; the same with another octet in its content, cut short, and unsigned; a file that is no PDF."""
    must(kyso, "sign", LETTER, "--p12", "agency.p12", "--pin-env", "PIN", "--trust", "root.pem", "--revocation", "skip", "-o", "tot.pdf", cwd=at, env={"PIN": PIN})
    good = (at / "tot.pdf").read_bytes()
    changed = bytearray(good)
    changed[changed.index(b"stream\n") + 40] ^= 1
    (at / "bị sửa & đổi.pdf").write_bytes(changed)
    (at / "cut.pdf").write_bytes(good[:3000])
    (at / "other.pdf").write_text("Đây không phải là tệp PDF.")
    shutil.copy(LETTER, at / "unsigned.pdf")


# ---- the service


@contextmanager
def served(kyso, at, *words, env=None):
    """Where `kyso serve` answers."""
    rooms = tempfile.mkdtemp(dir=at)
    command = [str(kyso), "serve", "--json", "--http", "127.0.0.1:0", "--folder", rooms, "--trust", "root.pem", "--revocation", "skip", *words]
    environment = {**os.environ, "XDG_CONFIG_HOME": "/nonexistent", **(env or {})}
    with subprocess.Popen(command, cwd=at, env=environment, stdout=subprocess.PIPE, text=True) as service:
        try:
            address = urlsplit(json.loads(service.stdout.readline())["address"])
            yield f"{address.scheme}://{address.netloc}"
        finally:
            service.terminate()
    if service.returncode:
        raise SystemExit(f"clients: the service ended with {service.returncode}")


def with_keys(kyso, at, module):
    """The words for a service whose client may use one of two keys; the client's token."""
    told = json.loads(must(kyso, "serve", "token", "--json"))
    key = f'token = "{module}"\ntoken-label = "agency"\npin-env = "PIN"\n'
    (at / "keys.toml").write_text(f"[keys.co-quan]\n{key}[keys.khac]\n{key}[access.qlvb]\ntoken-sha256 = \"{told['token-sha256']}\"\nkeys = [\"co-quan\"]\n")
    return ["--keys", "keys.toml"], told["token"]


# ---- what stands between


@contextmanager
def losing(upstream):
    """A way to the service on which the first answer is lost, when the service has sent all of it; where, and what was lost."""
    lost = []

    class Between(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            link = http.client.HTTPConnection(urlsplit(upstream).netloc, timeout=LONGEST)
            kept = {name: self.headers[name] for name in ("Content-Type", "Authorization", "Idempotency-Key") if self.headers[name]}
            link.request("POST", self.path, body, kept)
            answer = link.getresponse()
            octets = answer.read()
            if not lost:
                lost.append(octets)
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers["Content-Type"])
            self.send_header("Content-Length", str(len(octets)))
            self.end_headers()
            self.wfile.write(octets)

        def log_message(self, *_):
            pass

    with answering(Between) as address:
        yield address, lost


@contextmanager
def busy(upstream):
    """A way to the service that first says 429, as a balancer or the service may, and then no more; where, and the times it was asked."""
    asked = []

    class Between(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(len(body))
            if len(asked) == 1:
                self.answered(429, "text/plain", b"", ("Retry-After", "1"))
                return
            link = http.client.HTTPConnection(urlsplit(upstream).netloc, timeout=LONGEST)
            link.request("POST", self.path, body, {"Content-Type": self.headers["Content-Type"]})
            answer = link.getresponse()
            self.answered(answer.status, answer.headers["Content-Type"], answer.read())

        def answered(self, status, kind, octets, *more):
            self.send_response(status)
            for name, value in [("Content-Type", kind), ("Content-Length", str(len(octets))), *more]:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(octets)

        def log_message(self, *_):
            pass

    with answering(Between) as address:
        yield address, asked


@contextmanager
def foreign():
    """A server that is not kyso."""
    class Other(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(502)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    with answering(Other) as address:
        yield address


@contextmanager
def answering(handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


# ---- the clients


def clients(at):
    """The command of each language whose runtime is here."""
    found = {"node": ["node", CLIENTS / "node/kyso.mjs"], "python": [sys.executable, CLIENTS / "python/kyso.py"]}
    must("javac", "-Xlint:all", "-Werror", "-d", at / "java", CLIENTS / "java/Kyso.java")
    found["java"] = ["java", "-cp", at / "java", "Kyso"]
    if shutil.which("dotnet"):
        must("dotnet", "build", "--nologo", "--verbosity", "quiet", "--output", at / "csharp", CLIENTS / "csharp", "-p:IntermediateOutputPath=" + str(at / "obj/"))
        found["csharp"] = [at / "csharp/Kyso"]
    else:
        print("clients: no .NET here: examples/clients/csharp was NOT run")
    return found


class Client:
    """The same words to every language."""

    def __init__(self, at, failures):
        self.at, self.failures, self.found = at, failures, clients(at)

    def one(self, language, service, *words, **env):
        known = {"KYSO_SERVICE": service, "KYSO_LANG": "vi", **env}
        return run(*self.found[language], *words, cwd=self.at, env=known, stdin=subprocess.DEVNULL)

    def all(self, what, service, *words, exits, **env):
        """They end with this number, and say the same; what they said."""
        said = {language: self.one(language, service, *words, **env) for language in self.found}
        first = said["node"]
        for language, (code, out, err) in said.items():
            self.failures.expect(f"{what}, {language}: exit", code == exits, f"{code}, not {exits}: {out}{err}")
            self.failures.expect(f"{what}, {language}: words", out == first[1], f"{out!r}, and node {first[1]!r}")
            if not err.startswith("no answer:"):
                self.failures.expect(f"{what}, {language}: complaint", unnumbered(err) == unnumbered(first[2]), f"{err!r}, and node {first[2]!r}")
        return first

    def each(self):
        return self.found


def unnumbered(err):
    return [line for line in err.splitlines() if not line.startswith("request ")]


# ---- what is looked at


def told_as_the_program_does(client, kyso, at, service, failures):
    for file, exits in [("tot.pdf", 0), ("bị sửa & đổi.pdf", 1), ("unsigned.pdf", 2), ("cut.pdf", 3)]:
        _, out, _ = client.all(f"verify {file}", service, "verify", file, exits=exits)
        code, line, err = run(kyso, "verify", "--json", "--report", "clerk", file, "--trust", "root.pem", "--revocation", "skip", cwd=at)
        failures.expect(f"verify {file}: exit of the program", code == exits, f"{code} {err}")
        told = json.loads(line)
        for word in [told["verdict"], told["words"]["headline"], *[one["title"] for one in told["words"]["reasons"]]]:
            failures.expect(f"verify {file}: {word}", word in out, out)
        for one in told.get("signatures", []):
            failures.expect(f"verify {file}: signer", f"{one['field']}: {one['indication']}" in out and one["signer"]["subject"] in out, out)
    _, out, _ = client.all("check", service, "check", "tot.pdf", exits=2)
    code, line, _ = run(kyso, "check", "--json", "tot.pdf", "--trust", "root.pem", "--revocation", "skip", cwd=at)
    told = json.loads(line)
    failures.expect("check: exit of the program", code == 2, code)
    for finding in told["compliance"][0]["findings"]:
        failures.expect("check: finding", f"{finding['verdict']}: {finding['text']} — {finding['citations'][0]['vi']}" in out, out)
    _, out, _ = client.all("check, changed", service, "check", "bị sửa & đổi.pdf", exits=1)


def refused(client, at, service, token, failures):
    code = client.all("no PDF", service, "check", "other.pdf", exits=3)[2]
    failures.expect("no PDF: code", code.startswith("not-a-pdf: "), code)
    client.all("no such file", service, "verify", "none.pdf", exits=4)
    client.all("usage", service, "verify", exits=64)
    client.all("sign over a file", service, "sign", "unsigned.pdf", "co-quan", "tot.pdf", exits=64, KYSO_TOKEN=token)
    for what, key, env, word in [("no token", "co-quan", {}, "access-token"), ("wrong token", "co-quan", {"KYSO_TOKEN": "kyso_wrong"}, "access-token"),
                                 ("another's key", "khac", {"KYSO_TOKEN": token}, "access")]:
        err = client.all(what, service, "sign", "unsigned.pdf", key, "none.pdf", exits=4, **env)[2]
        failures.expect(f"{what}: code", err.startswith(f"{word}: ") and "\nrequest " in err, err)
    failures.expect("a refusal leaves no file", not list(at.glob("none.pdf*")), "")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        err = client.all("no service", f"http://127.0.0.1:{taken.getsockname()[1]}", "verify", "tot.pdf", exits=4)[2]
        failures.expect("no service: said", err.startswith("no answer: "), err)
    with foreign() as other:
        err = client.all("another server", other, "verify", "tot.pdf", exits=4)[2]
        failures.expect("another server: said", err.startswith("502: "), err)


def signed(client, kyso, at, service, token, failures):
    for language in client.each():
        for what, words, env in [
                ("with the service's key", ["sign", "unsigned.pdf", "co-quan"], {"KYSO_TOKEN": token}),
                ("with RSA of its own", ["deferred", "unsigned.pdf", "leader.pem", "leader.key"], {}),
                ("with P-256 of its own", ["deferred", "tot.pdf", "clerk.pem", "clerk.key"], {})]:
            out = f"{language} {words[2]}.pdf"
            code, said, err = client.one(language, service, *words, out, **env)
            failures.expect(f"sign {what}, {language}", code == 0 and said == f"{out}: signed\n", f"{code} {said}{err}")
            good(kyso, at, out, f"sign {what}, {language}", 2 if "tot.pdf" in words else 1, failures)
        chain = f"{language} chain.pdf"
        code, said, err = client.one(language, service, "deferred", "unsigned.pdf", "leader.pem", "leader.key", chain, "root.pem")
        failures.expect(f"sign with a chain, {language}", code == 0, f"{code} {said}{err}")
        code, said, err = client.one(language, service, "deferred", "unsigned.pdf", "leader.pem", "leader.csr", f"{language} none.pdf")
        failures.expect(f"a key that is none, {language}", code == 4 and not (at / f"{language} none.pdf").exists(), f"{code} {said}{err}")
    failures.expect("nothing half written", not list(at.glob("*.part")), "")


def good(kyso, at, file, what, count, failures):
    code, line, err = run(kyso, "verify", "--json", file, "--trust", "root.pem", "--revocation", "skip", cwd=at)
    report = json.loads(line) if line else {}
    found = [one["indication"] for one in report.get("signatures", [])]
    failures.expect(f"{what}: verified", code == 0 and found == ["TOTAL-PASSED"] * count, f"{code} {found} {err}")


def on_the_way(client, at, service, token, failures):
    for language in client.each():
        with losing(service) as (between, lost):
            code, said, err = client.one(language, between, "sign", "unsigned.pdf", "co-quan", f"{language} lost.pdf", KYSO_TOKEN=token)
            failures.expect(f"an answer lost, {language}", code == 0, f"{code} {said}{err}")
            same = code == 0 and (at / f"{language} lost.pdf").read_bytes() == lost[0]
            failures.expect(f"an answer lost, {language}: signed once", same, "the second answer is another file")
        with busy(service) as (between, asked):
            code, said, err = client.one(language, between, "verify", "tot.pdf")
            failures.expect(f"busy, {language}", code == 0 and len(asked) == 2 and asked[0] == asked[1], f"{code} {asked} {said}{err}")


def dotnet_form(at, service, failures):
    """What `MultipartFormDataContent` of .NET sends: a boundary in quotes, names without, the name of a file twice (RFC 6266 §4.3)."""
    def part(name, octets, more=""):
        return [f"--kyso-5b1c\r\n{more}Content-Disposition: form-data; name={name}".encode(), octets]

    letter = part("document", b"; filename=document.pdf; filename*=utf-8''document.pdf\r\n\r\n" + (at / "unsigned.pdf").read_bytes(),
                  "Content-Type: application/pdf\r\n")
    body = b"".join([*letter, b"\r\n", *part("certificate", b"\r\n\r\n" + (at / "leader.pem").read_bytes()), b"\r\n--kyso-5b1c--\r\n"])
    link = http.client.HTTPConnection(urlsplit(service).netloc, timeout=LONGEST)
    link.request("POST", "/v1/prepare", body, {"Content-Type": 'multipart/form-data; boundary="kyso-5b1c"'})
    answer = link.getresponse()
    told = answer.read().decode()
    failures.expect("the form of .NET", answer.status == 200 and "to_be_signed" in told, told)


def by_tls(client, kyso, at):
    with served(kyso, at, "--tls-certificate", "tls.pem", "--tls-key", "tls.key") as service:
        ca = str(at / "root.pem")
        client.all("TLS", service, "verify", "tot.pdf", exits=0, KYSO_CA=ca, NODE_EXTRA_CA_CERTS=ca)
        client.all("TLS with a certificate of nobody's", service, "verify", "tot.pdf", exits=4)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kyso", required=True, type=Path)
    kyso = parser.parse_args().kyso.resolve()
    failures = Failures()
    with tempfile.TemporaryDirectory(prefix="kyso-clients-") as folder:
        at = Path(folder)
        make_keys(at)
        module, env = make_token(kyso, at)
        make_documents(kyso, at)
        client = Client(at, failures)
        words, token = with_keys(kyso, at, module)
        with served(kyso, at, *words, env=env) as service:
            told_as_the_program_does(client, kyso, at, service, failures)
            refused(client, at, service, token, failures)
            signed(client, kyso, at, service, token, failures)
            on_the_way(client, at, service, token, failures)
            dotnet_form(at, service, failures)
        by_tls(client, kyso, at)
        names = ", ".join(client.each())
    print(f"clients of /v1 ({names}): {failures.passed} passed, {len(failures.failed)} failed")
    return 1 if failures.failed else 0


if __name__ == "__main__":
    sys.exit(main())
