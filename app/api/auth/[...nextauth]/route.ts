import NextAuth from 'next-auth';
import { NextRequest } from 'next/server';
import { findScope } from '@/lib/auth/oidc-scope';
import { nextAuthOptions } from '@/lib/auth/next-auth-options';
import type { ProviderClaims } from '@/lib/domain/identity';
import { signInByProvider } from '@/lib/services/people/sign-in-by-provider';
import { parseJson } from '@/lib/api/parse-json';
import { problemResponse } from '@/lib/api/problem-response';
import { readBody } from '@/lib/api/read-body';
import { getApplication } from '@/lib/services/boot';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

async function handle(request: NextRequest, context: Context): Promise<Response> {
  try {
    const app = getApplication();
    const scope = app.config.oidc ? await findScope(app.config.oidc) : '';
    const provider = { scope, signIn: (claims: ProviderClaims) => signInByProvider(app, claims) };
    return await NextAuth(request, context, nextAuthOptions(app, provider));
  } catch (error) {
    return problemResponse(error);
  }
}

async function handleWithBody(request: NextRequest, context: Context): Promise<Response> {
  try {
    // The library takes a body of any size and fails on what is no JSON, so it gets a copy of one that was checked.
    const body = await readBody(request);
    const { url, method, headers } = request;
    if (headers.get('content-type')?.includes('application/json')) parseJson(body);
    return await handle(new NextRequest(url, { method, headers, body }), context);
  } catch (error) {
    return problemResponse(error);
  }
}

export { handle as GET, handleWithBody as POST };
