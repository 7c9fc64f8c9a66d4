"""The local cloud's OIDC issuer: signs tokens for the people of demo.json. It is no login; never deploy it.

    GET  /.well-known/openid-configuration, /jwks.json    what the JWT authorizer reads
    GET  /users                                            the demo people, for the page's user switch
    POST /token  {"user": "ada", "expires_in": 3600}       a token for one of them

A user named `journey-…` belongs to an empty tenant of the same name with every right, so that each test
begins with a CRM of its own. The key is kept in the state folder: the authorizer caches JWKS for two hours.
"""

import argparse
import base64
import json
import pathlib
import re
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

AUDIENCE = "gangway"
KEY_ID = "gangway-local"
PEOPLE = json.loads((pathlib.Path(__file__).parent / "demo.json").read_text())["people"]
JOURNEY = re.compile(r"journey-[a-z0-9-]{1,30}")
LONGEST = 12 * 3600


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def key_of(path: pathlib.Path) -> rsa.RSAPrivateKey:
    """The key of an earlier start, or a new one."""
    if path.exists():
        return serialization.load_pem_private_key(path.read_bytes(), None)
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(0o600)
    path.write_bytes(pem)
    return key


def person(user: str) -> dict | None:
    """Who signs in: a demo person, or the only one of a journey's tenant."""
    for it in PEOPLE:
        if it["user"] == user:
            return it
    if JOURNEY.fullmatch(user):
        return PEOPLE[0] | {"user": user, "tenant": user, "name": user, "email": f"{user}@example.org"}
    return None


class Issuer:
    """The key and the address that tokens name."""

    def __init__(self, key: rsa.RSAPrivateKey, url: str):
        self.key, self.url = key, url

    def jwks(self) -> dict:
        numbers = self.key.public_key().public_numbers()
        n, e = ((it.bit_length() + 7) // 8 for it in (numbers.n, numbers.e))
        public = {"n": encoded(numbers.n.to_bytes(n, "big")), "e": encoded(numbers.e.to_bytes(e, "big"))}
        return {"keys": [{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": KEY_ID} | public]}

    def configuration(self) -> dict:
        return {"issuer": self.url, "jwks_uri": f"{self.url}jwks.json", "token_endpoint": f"{self.url}token"}

    def token(self, who: dict, seconds: int) -> dict:
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": AUDIENCE, "sub": who["user"], "iat": now, "exp": now + seconds,
            "tenant": who["tenant"], "teams": " ".join(who["teams"]),
            "crm_scope": who["crm_scope"], "rights": " ".join(who["rights"]),
        }
        parts = [{"alg": "RS256", "typ": "JWT", "kid": KEY_ID}, claims]
        body = ".".join(encoded(json.dumps(it).encode()) for it in parts)
        signature = self.key.sign(body.encode(), padding.PKCS1v15(), hashes.SHA256())
        return {"access_token": f"{body}.{encoded(signature)}", "token_type": "Bearer", "expires_in": seconds}


def handler(issuer: Issuer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self, status: int, body: object) -> None:
            raw = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(raw)))
            self.send_header("access-control-allow-origin", "*")
            self.send_header("access-control-allow-headers", "content-type")
            self.end_headers()
            self.wfile.write(raw)

        def do_OPTIONS(self) -> None:
            self.answer(200, {})

        def do_GET(self) -> None:
            documents = {
                "/.well-known/openid-configuration": issuer.configuration,
                "/jwks.json": issuer.jwks,
                "/users": lambda: PEOPLE,
                "/health": lambda: {"ok": True},
            }
            document = documents.get(self.path.split("?")[0])
            self.answer(200, document()) if document else self.answer(404, {"error": "not_found"})

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("content-length") or 0))
            if self.path != "/token":
                return self.answer(404, {"error": "not_found"})
            try:
                asked = json.loads(raw)
                who, seconds = person(str(asked["user"])), int(asked.get("expires_in", 3600))
            except (ValueError, KeyError, TypeError, AttributeError):
                return self.answer(400, {"error": 'send {"user": "ada"}'})
            if who is None:
                names = ", ".join(it["user"] for it in PEOPLE)
                return self.answer(404, {"error": f"there is no such demo user; there are {names}"})
            return self.answer(200, issuer.token(who, max(-LONGEST, min(seconds, LONGEST))))

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--key", type=pathlib.Path, required=True)
    given = options.parse_args()
    issuer = Issuer(key_of(given.key), f"http://127.0.0.1:{given.port}/")
    ThreadingHTTPServer(("127.0.0.1", given.port), handler(issuer)).serve_forever()


if __name__ == "__main__":
    main()
