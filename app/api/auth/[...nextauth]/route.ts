import NextAuth from 'next-auth';
import { NextRequest } from 'next/server';
import { nextAuthOptions } from '@/lib/auth/next-auth-options';
import { problemResponse } from '@/lib/api/problem-response';
import { readBody } from '@/lib/api/read-body';
import { getApplication } from '@/lib/services/boot';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

async function handle(request: NextRequest, context: Context): Promise<Response> {
  try {
    return await NextAuth(request, context, nextAuthOptions(getApplication()));
  } catch (error) {
    return problemResponse(error);
  }
}

async function handleWithBody(request: NextRequest, context: Context): Promise<Response> {
  try {
    // The library reads a body of any size, so it gets a copy of one that was measured.
    const body = await readBody(request);
    const { url, method, headers } = request;
    return await handle(new NextRequest(url, { method, headers, body }), context);
  } catch (error) {
    return problemResponse(error);
  }
}

export { handle as GET, handleWithBody as POST };
