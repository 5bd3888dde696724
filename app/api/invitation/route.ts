import { assertOwnOrigin } from '@/lib/api/assert-own-origin';
import { problemResponse } from '@/lib/api/problem-response';
import { readJson } from '@/lib/api/read-input';
import { jsonResponse } from '@/lib/api/route';
import { getApplication } from '@/lib/services/boot';
import { acceptInvitation, acceptInvitationBody } from '@/lib/services/invitations/accept-invitation';

/** Makes the invited person a user; the link they got is what authorises it. */
export async function POST(request: Request): Promise<Response> {
  try {
    const app = getApplication();
    assertOwnOrigin(request, app.config.nextAuthUrl);
    const { value } = await readJson(acceptInvitationBody, request);
    return jsonResponse(200, await acceptInvitation(app, value));
  } catch (error) {
    return problemResponse(error);
  }
}
