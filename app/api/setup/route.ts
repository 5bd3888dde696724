import { assertOwnOrigin } from '@/lib/api/assert-own-origin';
import { problemResponse } from '@/lib/api/problem-response';
import { readJson } from '@/lib/api/read-input';
import { jsonResponse } from '@/lib/api/route';
import { getApplication } from '@/lib/services/boot';
import { setUp, setupBody } from '@/lib/services/users/setup';

/** Makes the first admin; the link from the log is what authorises it. */
export async function POST(request: Request): Promise<Response> {
  try {
    const app = getApplication();
    assertOwnOrigin(request, app.config.nextAuthUrl);
    const { value } = await readJson(setupBody, request);
    await setUp(app, value);
    return jsonResponse(200, { email: value.email });
  } catch (error) {
    return problemResponse(error);
  }
}
