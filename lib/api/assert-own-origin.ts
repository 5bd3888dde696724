import { CountersignError } from '@/lib/domain/errors';

const SAFE = ['GET', 'HEAD'];

/**
 * Browsers send cookies along whoever asks, so a request that may change something must say that it comes from our own
 * pages. Throws `origin_mismatch`.
 */
export function assertOwnOrigin(request: Request, siteUrl: string): void {
  if (SAFE.includes(request.method)) return;
  const own = new URL(siteUrl).origin;
  if (request.headers.get('origin') === own) return;
  throw new CountersignError(
    'origin_mismatch',
    `This request does not come from ${own}, so nothing was done. Open that address, or use an API token.`,
  );
}
