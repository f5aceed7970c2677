"""A private WordPress: posts, pages, users, and a type of its own with fields of its own (`people`), on the session's MariaDB."""

import contextlib
import os
import secrets
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import requests

from tests.servers.mariadb import MariaDB
from tests.servers.process import (
    LOOPBACK,
    OURSELVES,
    ServerMissingError,
    find_command,
    free_port,
    running,
    scratch_folder,
)

DEBIANS = Path("/usr/share/wordpress")
CONFIG = """<?php
define('DB_NAME', '{name}'); define('DB_USER', '{user}'); define('DB_PASSWORD', '{password}');
define('DB_HOST', '{host}:{port}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{url}'); define('WP_SITEURL', '{url}');
// Application passwords are for https:// and for tests only.
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_CONTENT_DIR', '{folder}/wp-content'); define('WP_CONTENT_URL', '{url}/wp-content');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{ define('ABSPATH', '{folder}/'); }}
require_once ABSPATH . 'wp-settings.php';
"""
# Fields of a type are texts: WordPress shows a number without a value as 0.
PEOPLE = """<?php
add_action('init', function () {
    register_post_type('people', ['label' => 'People', 'public' => true, 'show_in_rest' => true, 'rest_base' => 'people',
        'supports' => ['title', 'editor', 'custom-fields']]);
    foreach (['name', 'email', 'born', 'credit', 'active', 'note'] as $name) {
        register_post_meta('people', $name, ['type' => 'string', 'single' => true, 'show_in_rest' => true]);
    }
});
"""
INSTALL = """<?php
define('WP_INSTALLING', true);
require '{folder}/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Test', 'sync', 'sync@example.org', false, '', '{password}');
global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%postname%/');
$made = WP_Application_Passwords::create_new_application_password(1, ['name' => 'tests']);
echo $made[0];
"""
ROUTER = """<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path !== '/' && is_file(__DIR__ . $path)) { return false; }
$_SERVER['SCRIPT_NAME'] = '/index.php';
require __DIR__ . '/index.php';
"""


@dataclass(frozen=True)
class WordPress:
    """A running site; `address` is `http://USER:PASSWORD@HOST:PORT/`, with an application password."""

    address: str

    @property
    def url(self) -> str:
        """The site, without user and password, without a slash at its end."""
        parts = urlsplit(self.address)
        return urlunsplit(parts._replace(netloc=f"{parts.hostname}:{parts.port}", path=""))

    @property
    def auth(self) -> tuple[str, str]:
        """User and application password."""
        parts = urlsplit(self.address)
        return parts.username or "", unquote(parts.password or "")

    def request(self, method: str, path: str, **arguments: Any) -> Any:
        """A call of somebody else's. Raises for a refusal."""
        with requests.Session() as session:
            session.trust_env = False
            answer = session.request(method, f"{self.url}/wp-json/wp/v2{path}", auth=self.auth, timeout=30, **arguments)
        answer.raise_for_status()
        return answer.json()

    def rows(self, table: str, status: str = "any") -> Iterator[Any]:
        """The records of a type, page by page."""
        page = 1
        while True:
            asked = {
                "status": status,
                "per_page": 100,
                "page": page,
                "context": "edit",
                "orderby": "id",
                "order": "asc",
            }
            some = self.request("GET", f"/{table}", params=asked)
            yield from some
            if len(some) < 100:
                return
            page += 1

    def clear(self, table: str) -> None:
        """Deletes all records of a type for good."""
        for status in ("any", "trash"):
            for row in list(self.rows(table, status)):
                self.request("DELETE", f"/{table}/{row['id']}", params={"force": "true"})


def missing_wordpress() -> str:
    """What to install for it; "" where it is there."""
    if not DEBIANS.is_dir() or shutil.which("php") is None:
        return "WordPress is not installed: apt install --no-install-recommends wordpress php-cli php-mysql"
    return ""


@contextlib.contextmanager
def start_wordpress(mariadb: MariaDB) -> Iterator[WordPress]:
    """Runs a fresh site on a database of its own while the block runs."""
    if reason := missing_wordpress():
        raise ServerMissingError(reason)
    php = find_command("php")
    database = mariadb.new_database()
    try:
        with scratch_folder("wordpress") as folder:
            root = folder / "site"
            shutil.copytree(
                DEBIANS, root, ignore=shutil.ignore_patterns("wp-config.php", "themes", "plugins", "languages")
            )
            port = free_port()
            password = _install(php, root, database, mariadb, f"http://{LOOPBACK}:{port}")
            site = WordPress(f"http://sync:{quote(password, safe='')}@{LOOPBACK}:{port}/")
            # Two at once: a page may ask its own site.
            env = dict(os.environ, PHP_CLI_SERVER_WORKERS="2")
            command = [php, "-d", "memory_limit=256M", "-S", f"{LOOPBACK}:{port}", "-t", root, root / "router.php"]
            with running(command, root, lambda: site.request("GET", "/users/me"), env=env) as process:
                try:
                    yield site
                finally:
                    os.killpg(process.pid, signal.SIGTERM)  # it does not end its own workers
    finally:
        mariadb.drop_database(database)


def _install(php: Path, root: Path, database: str, mariadb: MariaDB, url: str) -> str:
    """Sets the site up; returns an application password."""
    name = urlsplit(database).path.strip("/")
    config = CONFIG.format(
        name=name,
        user=mariadb.user,
        password=mariadb.password,
        host=mariadb.host,
        port=mariadb.port,
        url=url,
        folder=root,
    )
    (root / "wp-config.php").write_text(config, "utf-8")
    content = root / "wp-content"
    for part in ("themes", "plugins", "mu-plugins"):
        (content / part).mkdir(parents=True, exist_ok=True)
    (content / "mu-plugins" / "people.php").write_text(PEOPLE, "utf-8")
    (root / "router.php").write_text(ROUTER, "utf-8")
    script = root / "install-tests.php"
    script.write_text(INSTALL.format(folder=root, password=secrets.token_urlsafe(12)), "utf-8")
    out = root / "password"
    OURSELVES.run(["sh", "-c", f'exec "{php}" "{script}" > "{out}"'], cwd=root)
    return out.read_text("utf-8").strip().splitlines()[-1]
