import { z } from 'zod';
import type { Config } from '@/lib/config';
import { postCallback } from './post-callback';

/** Slack said no, or could not be reached, before it took the message: nothing was posted. */
export class SlackRefused extends Error {
  override name = 'SlackRefused';
}

type Slack = Pick<Config, 'slack' | 'callbackAllow' | 'demo'>;

const answer = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  user: z.object({ id: z.string() }).optional(),
});
/** Errors after which part of the work may have been done. */
const UNCERTAIN = ['fatal_error', 'internal_error'];
const TOO_MANY_REQUESTS = 429;

/**
 * Posts a message to the person who has this e-mail address in Slack, by the bot of SLACK_BOT_TOKEN (it needs the scopes
 * `users:read.email` and `chat:write`). Throws SlackRefused when it certainly was not posted; any other error leaves that
 * open.
 */
export async function postToSlack(config: Slack, email: string, text: string): Promise<void> {
  const { user } = await call(config, 'users.lookupByEmail', { email }).catch((error: Error) => {
    throw new SlackRefused(error.message);
  });
  if (!user) throw new SlackRefused('Slack named nobody who has this address.');
  await call(config, 'chat.postMessage', { channel: user.id, text, unfurl_links: 'false', unfurl_media: 'false' });
}

/** The text as Slack shows it: these three characters would else begin what Slack reads as markup. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

async function call(config: Slack, method: string, form: Record<string, string>): Promise<z.infer<typeof answer>> {
  if (!config.slack) throw new SlackRefused('SLACK_BOT_TOKEN is not set.');
  const { status, body } = await post(config, `${config.slack.apiUrl.replace(/\/$/, '')}/${method}`, {
    authorization: `Bearer ${config.slack.botToken}`,
    form,
  });
  if (status === TOO_MANY_REQUESTS) throw new SlackRefused(`Slack takes no more for now (${method}).`);
  const parsed = answer.safeParse(jsonOf(body));
  if (!parsed.success) throw new Error(`Slack answered ${status} to ${method}, not as it says it would.`);
  const { ok, error = 'no reason' } = parsed.data;
  if (ok) return parsed.data;
  if (UNCERTAIN.includes(error)) throw new Error(`Slack answered ${error} to ${method}.`);
  throw new SlackRefused(`Slack answered ${error} to ${method}.`);
}

async function post(
  config: Slack,
  url: string,
  { authorization, form }: { authorization: string; form: Record<string, string> },
) {
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Countersign' };
  try {
    return await postCallback(config, { url, headers, body: new URLSearchParams(form).toString() });
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === 'connect' || syscall === 'getaddrinfo')
      throw new SlackRefused(`Slack can't be reached: ${message}`);
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
