import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Config } from '@/lib/config';
import { findCallbackFault, mayCall } from './callback-url';

const TIME_LIMIT_MS = 10_000;
const MOST_ANSWER_BYTES = 64 * 1024;

/** Finds every address of a name; the system's resolver unless a test stands in for it. */
export type FindAddresses = (hostname: string) => Promise<LookupAddress[]>;

interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Ends the sending early. */
  signal?: AbortSignal | undefined;
}

interface Answer {
  status: number;
  body: string;
}

/**
 * Sends one POST to a URL somebody else chose, and gives the answer. The connection goes to the very
 * addresses that were judged, on a socket of its own; no redirect is followed, and neither a slow nor an endless answer
 * holds us. Throws when the URL or any address of its host may not be called, or when nothing came back in time.
 */
export async function postCallback(
  config: Pick<Config, 'callbackAllow' | 'demo'>,
  { url: text, headers, body, signal: given }: Post,
  findAddresses: FindAddresses = systemAddresses,
): Promise<Answer> {
  const fault = findCallbackFault(config, text);
  if (fault !== null) throw new Error(fault);
  const url = new URL(text);
  const late = AbortSignal.timeout(TIME_LIMIT_MS);
  const signal = given ? AbortSignal.any([given, late]) : late;
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    const options = {
      method: 'POST',
      agent: false,
      signal,
      lookup: judgedLookup(config, url, findAddresses),
      headers: { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' },
    };
    const sent = send(url, options, (response) => {
      let bytes = 0;
      const parts: Buffer[] = [];
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.byteLength;
        if (bytes > MOST_ANSWER_BYTES) sent.destroy(new Error('The answer is too large.'));
        else parts.push(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
      response.on('error', reject);
    });
    sent.on('error', (error) => reject(late.aborted ? new Error('No answer came in time.') : error));
    sent.end(body);
  });
}

/** One private address among several is enough to refuse: which of them would be used is not ours to choose. */
function judgedLookup(
  config: Pick<Config, 'callbackAllow' | 'demo'>,
  url: URL,
  findAddresses: FindAddresses,
): LookupFunction {
  return (hostname, options, callback) => {
    findAddresses(hostname).then(
      (addresses) => {
        const refused = addresses.find(({ address }) => !mayCall(config, url, address));
        const [first] = addresses;
        if (refused || !first) {
          callback(new Error(`${hostname} is not at an address that may be called.`), '', 0);
        } else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}

function systemAddresses(hostname: string): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
}
