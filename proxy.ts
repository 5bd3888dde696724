import { randomBytes } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';
import { pagePolicy } from '@/lib/api/page-policy';

const TWO_YEARS = 'max-age=63072000';

/**
 * Gives every page its content security policy. Nothing else may be done here: who may see what is decided where it is
 * read, so that the answers are the same without this file.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString('base64');
  const policy = pagePolicy(nonce, process.env.NODE_ENV === 'development');
  const forThePage = new Headers(request.headers);
  forThePage.set('x-nonce', nonce);
  forThePage.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers: forThePage } });
  response.headers.set('content-security-policy', policy);
  if (process.env.NEXTAUTH_URL?.startsWith('https:')) response.headers.set('strict-transport-security', TWO_YEARS);
  return response;
}

// The API has a policy that needs no nonce, and its bodies are not to be held here. Files are no pages.
export const config = { matcher: '/((?!api/|_next/static/|icon\\.svg).*)' };
