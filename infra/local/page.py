"""Serves the built page with the headers that a deployment would send, and config.json with the addresses.

    page.py --port 4570 --root wasm-preview/ui/dist --config .local/config.json --connect http://… --connect http://…
"""

import argparse
import functools
import pathlib
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


def policy(connect: list[str]) -> str:
    """What the page may load and call: itself, the API, the issuer and the bucket. Only two parties make what a
    browser would run: Lit its templates, the engine its worker's address."""
    return "; ".join([
        "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", f"connect-src 'self' {' '.join(connect)}".strip(),
        "worker-src 'self'", "style-src 'self'", "img-src 'self' data:", "base-uri 'none'", "form-action 'none'",
        "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types lit-html gangway",
    ])


class Page(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm",
        ".json": "application/json", ".svg": "image/svg+xml", ".css": "text/css",
    }

    def __init__(self, *args, config: pathlib.Path, csp: str, **kwargs):
        self.config, self.csp = config, csp
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        """Addresses without a file are places within the page."""
        if path.split("?")[0] == "/config.json":
            return str(self.config)
        file = pathlib.Path(super().translate_path(path))
        if file.exists() or file.suffix:
            return str(file)
        return str(pathlib.Path(self.directory) / "index.html")

    def end_headers(self) -> None:
        self.send_header("content-security-policy", self.csp)
        self.send_header("x-content-type-options", "nosniff")
        self.send_header("cache-control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--root", required=True)
    options.add_argument("--config", type=pathlib.Path, required=True)
    options.add_argument("--connect", action="append", default=[])
    given = options.parse_args()
    page = functools.partial(Page, directory=given.root, config=given.config, csp=policy(given.connect))
    ThreadingHTTPServer(("127.0.0.1", given.port), page).serve_forever()


if __name__ == "__main__":
    main()
