import ipaddr from 'ipaddr.js';

/** What one client counts as: its IPv4 address, or its IPv6 network of 64 bits, all of whose addresses it may have. */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
