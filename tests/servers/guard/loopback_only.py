"""Keeps Python code on this machine: a connection or a name look-up beyond loopback is an error of the test."""

import ipaddress
import socket

LOCAL_NAMES = {"", "localhost", "ip6-localhost", "0.0.0.0", "::"}  # noqa: S104 - nothing is bound here


class NetworkBlockedError(BaseException):
    """Not an Exception, least of all an OSError: code that handles network trouble must not swallow it."""


def is_local(host: object) -> bool:
    """Is it this machine? Names other than localhost are not looked up: asking a name server is traffic already."""
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name.lower() in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def install() -> None:
    """Replaces what all pure Python clients go through; calling it again changes nothing."""
    if getattr(socket, "_loopback_only", False):
        return
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}
    real_lookup = socket.getaddrinfo

    def guarded(name: str) -> object:
        def call(self: socket.socket, *arguments: object) -> object:
            address = arguments[-1]
            if self.family in {socket.AF_INET, socket.AF_INET6} and isinstance(address, tuple):
                _check(address[0])
            return real[name](self, *arguments)

        return call

    def lookup(host: object, *arguments: object, **options: object) -> object:
        _check(host)
        return real_lookup(host, *arguments, **options)

    for name in real:
        setattr(socket.socket, name, guarded(name))
    socket.getaddrinfo = lookup
    socket._loopback_only = True


def _check(host: object) -> None:
    if not is_local(host):
        raise NetworkBlockedError(f"a test tried to reach {host}: tests stay on loopback")
