"""Where a preview listens, and to whom it answers."""

import errno
import ipaddress
import re
import socket

PORTS = 100
"""How many ports are tried, the one asked for included."""

EVERYWHERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  only when asked for
"""Hosts that mean every address of this machine, and the one that its own browser can open."""

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]+)?", re.IGNORECASE)


def bound(host: str, port: int) -> tuple[list[socket.socket], int]:
    """Listening sockets at `port` or the next free one, and which one that is."""
    for candidate in range(port, min(port + PORTS, 2**16)) if port else [0]:
        try:
            sockets = _listening(host, candidate)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            return sockets, sockets[0].getsockname()[1]
    raise OSError(errno.EADDRINUSE, f"it and the {PORTS - 1} ports after it are in use")


def _listening(host: str, port: int) -> list[socket.socket]:
    """A socket for each address of `host`, all at one port; none is left open if one fails."""
    # tornado's bind_sockets leaves them open.
    kind = socket.SOCK_STREAM
    found = socket.getaddrinfo(host or None, port, type=kind, flags=socket.AI_PASSIVE)
    sockets: list[socket.socket] = []
    try:
        for family, address in sorted({(entry[0], entry[4]) for entry in found}):
            at = (address[0], sockets[0].getsockname()[1] if sockets else port, *address[2:])
            try:
                listening = socket.create_server(at, family=family, backlog=128)
            except OSError as error:
                if sockets and error.errno == errno.EADDRNOTAVAIL:
                    continue  # localhost means ::1 too, also where there is no IPv6
                raise
            listening.settimeout(0)
            sockets.append(listening)
    except OSError:
        for listening in sockets:
            listening.close()
        raise
    return sockets


def is_admitted(header: str, host: str) -> bool:
    """Whether a request with this `Host` header is meant for a preview served at `host`.

    A page elsewhere can make its own name point to this machine, and then read what is served here
    (DNS rebinding); the name stays in the header. An address cannot be made to point elsewhere, so
    a preview that is served everywhere takes any address, also that of a container's host.
    """
    match = _HOST.fullmatch(header)
    if match is None:
        return False
    name = match[1].lower().strip("[]")
    if name in {"127.0.0.1", "localhost", "::1", host.lower()}:
        return True
    return host in EVERYWHERE and _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def address_of(host: str, port: int) -> str:
    """The address that a browser on this machine can open."""
    name = EVERYWHERE.get(host, host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"
