"""A small CardDAV server for what Radicale never does: each switch is one thing that the RFCs allow or demand.

One user (`ann`, `Sesam-4711`), one address book at /dav/ann/people/. RFC 4918 (multi-status), 6352 (reports), 6578 (sync), 6764 (well-known).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

from tests.servers.threaded import serving

BOOK = "/dav/ann/people/"
USER, PASSWORD = "ann", "Sesam-4711"
_HREF = re.compile(r"<D:href>([^<]*)</D:href>")


class FakeDav:
    """The server and its switches."""

    def __init__(self) -> None:
        self.cards: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.log: list[str] = []
        """Paths in the order of their changes; a sync token is a position in it."""
        self.asked: list[tuple[str, str]] = []
        self.forgotten = 0
        """Tokens before this one have expired (RFC 6578 § 3.2: valid-sync-token)."""
        self.cut = 0
        """At most so many members in a sync answer; 507 says that more follow (RFC 6578 § 3.6)."""
        self.too_many = False
        """The whole sync report is refused as too long (RFC 6578 § 3.6)."""
        self.digest = False
        """Only Digest sign-in (RFC 7616), as Baïkal has it."""
        self.renames = False
        """New cards get an address of the server's own (RFC 6352 § 6.3.2 allows it)."""
        self.silent: set[str] = set()
        """Cards that multiget says nothing of."""
        self.forgetful = False
        """… but only once."""
        self.weak = False
        """ETags are weakened on the way, as by a compressing proxy."""
        self.no_sync = False
        """No sync-collection report."""
        self.privileges = "<D:privilege><D:all/></D:privilege>"
        self.books = [BOOK]
        self.lose = 0
        """So many writes are carried out, but their answers are cut off."""
        self.deaf = False
        """No write is answered at all."""
        self.home = ""
        """Instead of the user's own home: an address anywhere."""

        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                server.asked.append((self.command, self.path))
                answer = server.answer(self.command, self.path, dict(self.headers), body)
                self.close_connection = True
                if self.command in {"PUT", "DELETE"} and (server.deaf or (server.lose and answer[0] < 300)):
                    server.lose -= 1
                    return
                self.send_response(answer[0])
                for name, value in answer[1].items():
                    self.send_header(name, value)
                data = answer[2].encode()
                self.send_header("Connection", "close")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_PUT = do_DELETE = do_PROPFIND = do_REPORT = handle_any

            def log_message(self, *_: object) -> None:
                """Nothing on stderr."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    @contextmanager
    def running(self) -> Iterator["FakeDav"]:
        with serving(self.server):
            yield self

    def put(self, name: str, *lines: str) -> str:
        """Somebody else writes a card; its address."""
        path = BOOK + name
        self._store(path, "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""]))
        return path

    def drop(self, path: str) -> None:
        """Somebody else deletes a card."""
        del self.cards[path]
        self.log.append(path)

    def _store(self, path: str, text: str) -> None:
        self.cards[path] = text
        self.versions[path] = self.versions.get(path, 0) + 1
        self.log.append(path)

    def _etag(self, path: str) -> str:
        return f'{"W/" if self.weak else ""}"{self.versions[path]}"'

    def answer(self, method: str, path: str, headers: dict[str, str], body: str) -> tuple[int, dict[str, str], str]:
        scheme = headers.get("Authorization", "").partition(" ")[0]
        if path == "/.well-known/carddav":  # RFC 6764 § 5
            return 301, {"Location": "/dav/"}, ""
        if scheme != ("Digest" if self.digest else "Basic"):
            offer = 'Digest realm="dav", nonce="n1", qop="auth"' if self.digest else 'Basic realm="dav"'
            return 401, {"WWW-Authenticate": offer}, ""
        if method == "PROPFIND":
            return self._propfind(path, headers.get("Depth", "0"))
        if method == "REPORT":
            return self._report(body)
        return self._write(method, path, headers, body)

    def _propfind(self, path: str, depth: str) -> tuple[int, dict[str, str], str]:
        href = "<D:href>{}</D:href>"
        if path == "/dav/":
            return _many(_one(path, f"<D:current-user-principal>{href.format('/dav/ann/')}</D:current-user-principal>"))
        if path == "/dav/ann/" and depth == "0":
            home = href.format(self.home or path)
            return _many(_one(path, f"<C:addressbook-home-set>{home}</C:addressbook-home-set>"))
        if path in {"/dav/ann/", *self.books} and (depth == "0" or path == "/dav/ann/"):
            return _many(*(_one(book, self._about()) for book in self.books))
        if path == BOOK:
            members = [_one(one, f"<D:getetag>{escape(self._etag(one))}</D:getetag>") for one in self.cards]
            return _many(_one(BOOK, "<D:resourcetype><D:collection/></D:resourcetype>"), *members)
        return 405 if path == "/" else 404, {}, ""

    def _about(self) -> str:
        report = "<D:supported-report><D:report><D:sync-collection/></D:report></D:supported-report>"
        return (
            "<D:resourcetype><D:collection/><C:addressbook/></D:resourcetype><D:displayname>People &amp; more</D:displayname>"
            f"<D:supported-report-set>{'' if self.no_sync else report}</D:supported-report-set>"
            f"<D:current-user-privilege-set>{self.privileges}</D:current-user-privilege-set>"
        )

    def _report(self, body: str) -> tuple[int, dict[str, str], str]:
        if "sync-collection" in body:
            return self._sync(body)
        if "addressbook-query" in body:
            uid = re.search(r"<C:text-match[^>]*>([^<]*)<", body)
            assert uid is not None
            return _many(*(_one(path, "") for path, text in self.cards.items() if f"UID:{uid[1]}\r\n" in text))
        silent = self.silent
        self.silent = set() if self.forgetful else silent
        return _many(*(self._card(href) for href in _HREF.findall(body) if href not in silent))

    def _card(self, href: str) -> str:
        if href not in self.cards:
            return f"<D:response><D:href>{href}</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>"
        data = f"<C:address-data>{escape(self.cards[href])}</C:address-data>"
        return _one(href, f"<D:getetag>{escape(self._etag(href))}</D:getetag>{data}")

    def _sync(self, body: str) -> tuple[int, dict[str, str], str]:
        match = re.search(r"<D:sync-token>urn:t:(\d+)<", body)
        since = int(match[1]) if match else 0
        if self.too_many:
            return 507, {}, '<D:error xmlns:D="DAV:"><D:number-of-matches-within-limits/></D:error>'
        if match and since < self.forgotten:
            return 403, {}, '<D:error xmlns:D="DAV:"><D:valid-sync-token/></D:error>'
        changed = list(dict.fromkeys(self.log[since:]))
        upto = len(self.log)
        more = ""
        if self.cut and len(changed) > self.cut:
            upto = since + self.cut
            changed = list(dict.fromkeys(self.log[since:upto]))
            status = "HTTP/1.1 507 Insufficient Storage"
            more = f"<D:response><D:href>{BOOK}</D:href><D:status>{status}</D:status></D:response>"
        found = [
            _one(path, f"<D:getetag>{escape(self._etag(path))}</D:getetag>") if path in self.cards else self._card(path)
            for path in changed
            if match or path in self.cards
        ]
        return _many(*found, more, f"<D:sync-token>urn:t:{upto}</D:sync-token>")

    def _write(self, method: str, path: str, headers: dict[str, str], body: str) -> tuple[int, dict[str, str], str]:
        there = path in self.cards
        wanted = headers.get("If-Match")
        # RFC 9110 § 13.1.1: a weak ETag never matches.
        if (headers.get("If-None-Match") == "*" and there) or (
            wanted and (not there or wanted != f'"{self.versions[path]}"')
        ):
            return 412, {}, ""
        if method == "DELETE":
            if not there:
                return 404, {}, ""
            self.drop(path)
            return 204, {}, ""
        uid = re.search(r"^UID:(.*?)\r$", body, re.MULTILINE)
        if uid and any(f"UID:{uid[1]}\r\n" in text for other, text in self.cards.items() if other != path):
            return 409, {}, '<D:error xmlns:D="DAV:"><C:no-uid-conflict xmlns:C="x"/></D:error>'
        if not there and self.renames:
            path = f"{BOOK}server-{len(self.log)}.vcf"
        self._store(path, body)
        return (204 if there else 201), {}, ""


def _one(href: str, props: str) -> str:
    stat = f"<D:propstat><D:prop>{props}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>"
    return f"<D:response><D:href>{escape(href)}</D:href>{stat}</D:response>"


def _many(*parts: str) -> tuple[int, dict[str, str], str]:
    declared = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"'
    return 207, {}, f'<?xml version="1.0"?><D:multistatus {declared}>{"".join(parts)}</D:multistatus>'
