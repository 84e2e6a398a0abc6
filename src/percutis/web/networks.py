"""Addresses and networks as a setting names them."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
OF_ONE_LINE = 64  # bits of an IPv6 address: the rest belongs to whoever has the line, who may take another every second


def networks_of(named: str) -> tuple[Network, ...]:
    """The addresses and networks of a text such as `127.0.0.1,10.2.0.0/16`.

    Raises:
        ValueError: one is neither, or holds every address there is.
    """
    found = tuple(ip_network(one.strip(), strict=False) for one in named.split(",") if one.strip())
    if any(network.prefixlen == 0 for network in found):
        raise ValueError("every address")
    return found


def is_address(text: str) -> bool:
    """Whether the text is an address of the internet and nothing else."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def is_within(text: str, networks: Iterable[Network]) -> bool:
    """Whether the text is an address in one of the networks."""
    return is_address(text) and any(ip_address(text) in network for network in networks)


def line_of(text: str) -> str:
    """The address, or the network of it that one visitor has: all that can be told apart of who asks.

    `203.0.113.9` and `::ffff:203.0.113.9` are one, `2001:db8::1` is `2001:db8::/64`; what is no address stays as it is.
    """
    if not is_address(text):
        return text
    address = ip_address(text)
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((int(address), OF_ONE_LINE), strict=False))
