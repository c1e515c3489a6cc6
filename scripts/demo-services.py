#!/usr/bin/env python3
"""The services of a demonstration PKI: time-stamps, OCSP and revocation lists on 127.0.0.1.

usage: scripts/demo-services.py DIR [--port N] [--orders DIR] [--tls FILE --clients FILE]

DIR is what scripts/make-demo-pki.sh made. Answers come from the openssl program:

  POST /tsa           time-stamps (RFC 3161)
  POST /ocsp          OCSP (RFC 6960), by a responder that the authority delegated
  GET  /issuing.crl, /root.crl          revocation lists
  GET  /issuing.cer, /root.cer          certificates of the authorities

Without --port a free one is taken. The first line of output is the address. With --tls
(a key and its certificate, PEM) the services speak https, and ask for a certificate
that --clients issued. They can be asked as a proxy, too.

A file ORDERS/SERVICE (tsa, ocsp, crl, cer) orders a fault for its service: a name, and
how many requests it is for (all, when no number is given). ORDERS/requests lists the
requests that came in. Faults

  of all   slow, cut-off, garbage, large, empty, error-500, error-404, redirect-loop,
           redirect-to-file, needs-password
  of tsa   wrong-nonce, no-nonce, wrong-imprint, other-policy, refused, expired, no-usage
  of ocsp  wrong-nonce, unknown, not-delegated, try-later, short (out of date in a minute)
  of crl   delta, stale, wrong-issuer
"""
import base64
import http.server
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time

LARGE = 64 << 20
LOCK = threading.Lock()


def arguments():
    words = sys.argv[1:]
    chosen = {"port": "0", "orders": "", "tls": "", "clients": ""}
    folders = []
    while words:
        word = words.pop(0)
        if word in ("-h", "--help"):
            print(__doc__)
            sys.exit(0)
        if word.startswith("--") and word[2:] in chosen and words:
            chosen[word[2:]] = words.pop(0)
        elif not word.startswith("-"):
            folders.append(word)
        else:
            folders = []
            break
    if len(folders) != 1:
        print(__doc__, file=sys.stderr)
        sys.exit(3)
    return folders[0], chosen


PKI, CHOSEN = arguments()
PORT, ORDERS = int(CHOSEN["port"]), CHOSEN["orders"]
PKI = os.path.abspath(PKI)
WORK = tempfile.mkdtemp(prefix="services-")


def openssl(*words, given=None):
    done = subprocess.run(["openssl", *words], input=given, capture_output=True, cwd=WORK)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout


def path(name):
    return os.path.join(PKI, "authority", name)


def key_of(name):
    """The key of a key file, taken out once."""
    taken = os.path.join(WORK, name + ".key")
    if not os.path.exists(taken):
        openssl("pkcs12", "-in", os.path.join(PKI, name + ".p12"), "-passin",
                "file:" + os.path.join(PKI, name + ".pass"), "-nocerts", "-noenc", "-out", taken)
    return taken


def order_for(service):
    """The fault that was ordered, if any is left."""
    if not ORDERS:
        return ""
    file = os.path.join(ORDERS, service)
    try:
        with open(file) as order:
            words = order.read().split()
    except FileNotFoundError:
        return ""
    if not words:
        return ""
    if len(words) > 1:
        left = int(words[1])
        if left <= 0:
            return ""
        with open(file + ".new", "w") as order:
            order.write(f"{words[0]} {left - 1}")
        os.replace(file + ".new", file)
    return words[0]


TSA_CONFIGURATION = """
[tsa]
default_tsa = one
[one]
serial = {work}/tsa.serial
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1.1
other_policies = 1.3.6.1.4.1.99999.1.2
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def elements(data):
    """The values of DER, one after the other, each with its tag and length."""
    found = []
    while data:
        size, head = data[1], 2
        if size >= 0x80:
            head += size & 0x7F
            size = int.from_bytes(data[2:head], "big")
        found.append(data[:head + size])
        data = data[head + size:]
    return found


def sequence(parts):
    content = b"".join(parts)
    size = len(content)
    length = bytes([size]) if size < 0x80 else bytes([0x82]) + size.to_bytes(2, "big")
    return b"\x30" + length + content


def changed(query, fault):
    """A query (RFC 3161, 2.4.1) that asks for something else."""
    parts = elements(query[2:])
    if fault == "wrong-imprint":
        parts[1] = parts[1][:-1] + bytes([parts[1][-1] ^ 1])
    if fault == "wrong-nonce":
        parts = [part[:-1] + bytes([part[-1] ^ 1]) if part[0] == 0x02 and len(part) > 3 else part
                 for part in parts]
    if fault == "no-nonce":
        parts = [part for part in parts if part[0] != 0x02 or len(part) <= 3]
    if fault == "other-policy":
        parts = [part for part in parts if part[0] != 0x06]
    return sequence(parts)


def stamp(query, fault):
    if fault == "refused":
        query = query[:-1]
    elif fault:
        query = changed(query, fault)
    write("tsa.cnf", TSA_CONFIGURATION.format(work=WORK).encode())
    if not os.path.exists(os.path.join(WORK, "tsa.serial")):
        write("tsa.serial", b"01\n")
    unit = {"expired": "time-stamping-expired", "no-usage": "not-for-time-stamping"}.get(
        fault, "time-stamping")
    if unit == "time-stamping":
        return openssl("ts", "-reply", "-config", "tsa.cnf", "-section", "one", "-queryfile",
                       write("query", query), "-signer", path(unit + ".pem"), "-inkey",
                       key_of(unit), "-chain", path("issuing.pem"))
    # What openssl refuses to do itself, another program of it does: a token is a CMS.
    good = openssl("ts", "-reply", "-config", "tsa.cnf", "-section", "one", "-queryfile",
                   write("query", query), "-signer", path("time-stamping.pem"), "-inkey",
                   key_of("time-stamping"), "-token_out")
    info = openssl("cms", "-verify", "-noverify", "-inform", "DER", "-in", write("token", good),
                   "-binary")
    token = openssl("cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-md", "sha256",
                    "-cades", "-nosmimecap", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-in",
                    write("info", info), "-signer", path(unit + ".pem"), "-inkey",
                    path(unit + ".key"))
    return sequence([bytes.fromhex("3003020100"), token])


def write(name, data):
    file = os.path.join(WORK, name)
    with open(file, "wb") as out:
        out.write(data)
    return file


def status_of(request, fault):
    if fault == "try-later":
        return bytes.fromhex("30030a0103")
    if fault == "wrong-nonce":
        at = request.index(bytes.fromhex("2b0601050507300102")) + 15
        request = request[:at] + bytes([request[at] ^ 1]) + request[at + 1:]
    responder = ["-rsigner", path("ocsp-responder.pem"), "-rkey", key_of("ocsp-responder")]
    if fault == "not-delegated":
        responder = ["-rsigner", path("time-stamping.pem"), "-rkey", key_of("time-stamping")]
    index = path("index.txt")
    if fault == "unknown":
        index = write("index.empty", b"")
    words = ["ocsp", "-index", index, "-CA", path("issuing.pem"), *responder, "-reqin",
             write("request", request), "-respout", os.path.join(WORK, "response"), "-rmd",
             "sha256"]
    openssl(*words, *(["-nmin", "1"] if fault == "short" else ["-ndays", "2"]))
    with open(os.path.join(WORK, "response"), "rb") as response:
        return response.read()


def list_of(name, fault):
    if fault == "delta":
        return openssl("crl", "-in", path("delta.crl"), "-outform", "DER")
    if fault == "stale":
        return openssl("crl", "-in", path("stale.crl"), "-outform", "DER")
    if fault == "wrong-issuer":
        name = "root" if name == "issuing" else "issuing"
    return openssl("crl", "-in", path(name + ".crl"), "-outform", "DER")


class Services(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def give(self, data, kind, status=200, claim=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data) if claim is None else claim))
        self.end_headers()
        self.wfile.write(data)

    def lead(self, where):
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, service, kind, make):
        with LOCK:
            if ORDERS:
                with open(os.path.join(ORDERS, "requests"), "a") as log:
                    log.write(service + " " + self.path + "\n")
            fault = order_for(service)
        if fault == "slow":
            time.sleep(20)
        elif fault == "garbage":
            return self.give(b"<html>It works!</html>" * 40, kind)
        elif fault == "empty":
            return self.give(b"", kind)
        elif fault.startswith("error-"):
            return self.give(b"no", "text/plain", int(fault[6:]))
        elif fault == "redirect-loop":
            return self.lead(self.path)
        elif fault == "redirect-to-file":
            return self.lead("file:///etc/passwd")
        elif fault == "large":
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.close_connection = True
            for _ in range(LARGE >> 16):
                self.wfile.write(b"\x30" * (1 << 16))
            return None
        elif fault == "needs-password":
            wanted = "Basic " + base64.b64encode(b"office:open sesame").decode()
            if self.headers.get("Authorization") != wanted:
                return self.give(b"no", "text/plain", 401)
            fault = ""
        with LOCK:
            data = make(fault)
        if fault == "cut-off":
            self.close_connection = True
            return self.give(data[:len(data) // 2], kind, claim=len(data))
        return self.give(data, kind)

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def target(self):
        """The path; a proxy is asked for a whole address (RFC 9112, 3.2.2)."""
        return "/" + self.path.split("/", 3)[3] if self.path.startswith("http://") else self.path

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.target() == "/tsa":
            return self.answer("tsa", "application/timestamp-reply", lambda f: stamp(body, f))
        if self.target() == "/ocsp":
            return self.answer("ocsp", "application/ocsp-response", lambda f: status_of(body, f))
        return self.give(b"no such service", "text/plain", 404)

    def do_GET(self):
        name, _, ending = self.target().lstrip("/").partition(".")
        if ending == "crl" and name in ("issuing", "root"):
            return self.answer("crl", "application/pkix-crl", lambda f: list_of(name, f))
        if ending == "cer" and name in ("issuing", "root"):
            return self.answer("cer", "application/pkix-cert", lambda f: openssl(
                "x509", "-in", path(name + ".pem"), "-outform", "DER"))
        return self.give(b"no such file", "text/plain", 404)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        if not ORDERS:
            super().handle_error(*_)
        else:
            with open(os.path.join(ORDERS, "errors"), "a") as log:
                log.write(repr(sys.exc_info()[1]) + "\n")


server = Server(("127.0.0.1", PORT), Services)
if CHOSEN["tls"]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CHOSEN["tls"])
    if CHOSEN["clients"]:
        context.load_verify_locations(CHOSEN["clients"])
        context.verify_mode = ssl.CERT_REQUIRED
    server.socket = context.wrap_socket(server.socket, server_side=True,
                                        do_handshake_on_connect=False)
scheme = "https" if CHOSEN["tls"] else "http"
print(f"{scheme}://127.0.0.1:{server.server_address[1]}", flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    pass
finally:
    shutil.rmtree(WORK, ignore_errors=True)
