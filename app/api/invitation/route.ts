import { assertOwnOrigin } from '@/lib/api/assert-own-origin';
import { plainRoute } from '@/lib/api/plain-route';
import { readJson } from '@/lib/api/read-input';
import { jsonResponse } from '@/lib/api/route';
import { getApplication } from '@/lib/services/boot';
import { acceptInvitation, acceptInvitationBody } from '@/lib/services/invitations/accept-invitation';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = plainRoute({
  /** Makes the invited person a user; the link they got is what authorises it. */
  POST: async (request) => {
    const app = getApplication();
    assertOwnOrigin(request, app.config.nextAuthUrl);
    const { value } = await readJson(acceptInvitationBody, request);
    return jsonResponse(200, await acceptInvitation(app, value));
  },
});
