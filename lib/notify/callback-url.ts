import { isIP } from 'node:net';
import type { Config } from '@/lib/config';
import { isLoopbackAddress, isPublicAddress } from './public-address';

/** Who may be called: the hosts an operator named, and in the demo this machine. */
type Allowed = Pick<Config, 'callbackAllow' | 'demo'>;

/**
 * Why a URL can't be called back, in a sentence; null when it can. It has to be https, without a password in it, to a host
 * of the public internet. Hosts of CALLBACK_ALLOW may be private and plain http, and so may this machine in the demo. Names
 * are judged again by the addresses they have when the call is made.
 */
export function findCallbackFault(allowed: Allowed, text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) return 'This is not an https URL.';
  if (url.username !== '' || url.password !== '') return 'A URL with a name or password in it is not called.';
  if (isTrustedHost(allowed, url)) return null;
  if (url.protocol === 'http:') return 'Only https is called, except hosts that CALLBACK_ALLOW names.';
  if (isLiteral(url) && !isPublicAddress(url.hostname)) return 'This address is not of the public internet.';
  return null;
}

/** True for an address a host may be called at, given the name it was asked for by. */
export function mayCall(allowed: Allowed, url: URL, address: string): boolean {
  if (isNamed(allowed, url)) return true;
  if (isThisMachine(allowed, url)) return isLoopbackAddress(address);
  return isPublicAddress(address);
}

function isTrustedHost(allowed: Allowed, url: URL): boolean {
  return isNamed(allowed, url) || isThisMachine(allowed, url);
}

function isNamed({ callbackAllow }: Allowed, { host, hostname }: URL): boolean {
  return callbackAllow.includes(host.toLowerCase()) || callbackAllow.includes(hostname.toLowerCase());
}

function isThisMachine({ demo }: Allowed, url: URL): boolean {
  return demo && (url.hostname === 'localhost' || (isLiteral(url) && isLoopbackAddress(url.hostname)));
}

function isLiteral({ hostname }: URL): boolean {
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}
