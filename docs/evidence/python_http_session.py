"""200 requests over TLS to a server on this machine: `requests.get` against a session, in processor time.

Run: python docs/evidence/python_http_session.py (needs Requests, and openssl for a certificate)

Last figures, November 2026, two shared cores:
  CPython 3.11.7
  requests.get: 1.08 s of the processor, client and server together
  a session: 0.10 s of the processor, client and server together
"""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
import ssl
import subprocess
import tempfile
from threading import Thread
from time import process_time

from python_timing import heading
import requests

COUNT = 200


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 8192  # headers and content in one packet

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        pass


def serve(folder: Path) -> tuple[ThreadingHTTPServer, Path]:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    server = ThreadingHTTPServer(("localhost", 0), Answer)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()
    return server, certificate


if __name__ == "__main__":
    heading()
    with tempfile.TemporaryDirectory() as name:
        server, certificate = serve(Path(name))
        address = f"https://localhost:{server.server_port}/"
        for title in ("requests.get", "a session"):
            used = process_time()
            with requests.Session() as session:
                get = session.get if title == "a session" else requests.get
                for _ in range(COUNT):
                    get(address, verify=str(certificate)).raise_for_status()
            print(f"{title}: {process_time() - used:.2f} s of the processor, client and server together")
        server.shutdown()
