"""Where a request comes from: the network of an address, since one line at home has many IPv6 addresses."""

import ipaddress


def networks_of(address: str) -> tuple[str, ...]:
    """The networks that an address counts for, the narrowest first: an IPv4 address itself; of an IPv6 address the /64,
    which is one line, and the /48, which is one customer. Text that is no address stands for itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return (address,)
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if isinstance(found, ipaddress.IPv4Address):
        return (str(found),)
    return tuple(str(ipaddress.ip_network((found, bits), strict=False)) for bits in (64, 48))
