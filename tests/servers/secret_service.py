"""A private session bus with an unlocked gnome-keyring: the OS keyring of a desktop, without a desktop."""

import contextlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests.servers.process import ServerFailedError, find_command, running, scratch_folder

BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True)
class SecretService:
    """A running keyring; `env` leads a subprocess to it (and to a scratch home)."""

    env: dict[str, str]

    @property
    def address(self) -> str:
        """All that leads there, as one line of text."""
        return json.dumps(self.env)

    @classmethod
    def from_address(cls, address: str) -> "SecretService":
        """The other way round."""
        return cls(json.loads(address))


@contextlib.contextmanager
def start_secret_service(password: str = "test-login") -> Iterator[SecretService]:
    """Runs bus and keyring while the block runs. No service is started by the bus itself: only ours answers."""
    bus_daemon = find_command("dbus-daemon")
    keyring_daemon = find_command("gnome-keyring-daemon")
    with scratch_folder("keyring") as home, contextlib.ExitStack() as stack:
        runtime = home / "run"
        runtime.mkdir(mode=0o700)
        address = home / "bus"
        config = home / "bus.conf"
        config.write_text(BUS_CONFIG.format(address=address), "utf-8")
        env = {
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_RUNTIME_DIR": str(runtime),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={address}",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
        }
        everything = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")} | env
        bus = [bus_daemon, f"--config-file={config}", "--nofork", "--nosyslog"]
        stack.enter_context(running(bus, home, address.exists, env=everything))
        keyring = [keyring_daemon, "--unlock", "--components=secrets", "--foreground"]
        started = running(keyring, home, lambda: _owns_name(env), env=everything, stdin_text=password)
        stack.enter_context(started)
        _await_unlocked(env)
        yield SecretService(env)


def _bus_call(env: dict[str, str], path: str, interface: str, method: str, signature: str, body: tuple) -> tuple:
    from jeepney import DBusAddress, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    name = "org.freedesktop.DBus" if interface == "org.freedesktop.DBus" else "org.freedesktop.secrets"
    with contextlib.closing(open_dbus_connection(bus=env["DBUS_SESSION_BUS_ADDRESS"])) as connection:
        call = new_method_call(DBusAddress(path, bus_name=name, interface=interface), method, signature, body)
        answer = connection.send_and_get_reply(call, timeout=5)
        if answer.header.message_type is MessageType.error:
            raise ServerFailedError(f"the session bus answered {answer.body}")
        return answer.body


def _owns_name(env: dict[str, str]) -> bool:
    bus = "/org/freedesktop/DBus"
    return _bus_call(env, bus, "org.freedesktop.DBus", "NameHasOwner", "s", ("org.freedesktop.secrets",))[0]


def _await_unlocked(env: dict[str, str], patience_s: float = 10) -> None:
    """The login collection appears, unlocked, a moment after the service's name does."""
    until = time.monotonic() + patience_s
    properties = "org.freedesktop.DBus.Properties"
    locked = ("org.freedesktop.Secret.Collection", "Locked")
    while time.monotonic() < until:
        with contextlib.suppress(ServerFailedError):
            path = "/org/freedesktop/secrets/aliases/default"
            if _bus_call(env, path, properties, "Get", "ss", locked)[0] == ("b", False):
                return
        time.sleep(0.05)
    raise ServerFailedError(f"the keyring was not unlocked after {patience_s:.0f} s")
