import ipaddr from 'ipaddr.js';

/**
 * True for an address of the public internet. Private, loopback, link-local (where clouds keep their metadata), shared,
 * multicast and reserved ranges are not, nor IPv6 forms that carry an IPv4 address. Text that is no address is not either.
 */
export function isPublicAddress(text: string): boolean {
  const address = parse(text);
  return address !== null && address.range() === 'unicast' && !isDeprecated(address);
}

/** True for an address that only this machine has. */
export function isLoopbackAddress(text: string): boolean {
  return parse(text)?.range() === 'loopback';
}

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  return ipaddr.isValid(bare) ? ipaddr.parse(bare) : null;
}

/** ::/96 and fec0::/10 are gone from the internet, yet some networks still route them inwards. */
function isDeprecated(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (!(address instanceof ipaddr.IPv6)) return false;
  return address.match(ipaddr.IPv6.parse('fec0::'), 10) || address.match(ipaddr.IPv6.parse('::'), 96);
}
