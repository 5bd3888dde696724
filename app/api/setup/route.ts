import { assertOwnOrigin } from '@/lib/api/assert-own-origin';
import { plainRoute } from '@/lib/api/plain-route';
import { readJson } from '@/lib/api/read-input';
import { jsonResponse } from '@/lib/api/route';
import { getApplication } from '@/lib/services/boot';
import { setUp, setupBody } from '@/lib/services/users/setup';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = plainRoute({
  /** Makes the first admin; the link from the log is what authorises it. */
  POST: async (request) => {
    const app = getApplication();
    assertOwnOrigin(request, app.config.nextAuthUrl);
    const { value } = await readJson(setupBody, request);
    await setUp(app, value);
    return jsonResponse(200, { email: value.email });
  },
});
