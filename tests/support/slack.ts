import type { ServerResponse } from 'node:http';
import { startReceiver, type Receiver } from './receiver';

export interface Slack {
  /** For SLACK_API_URL. */
  url: string;
  /** Messages by the id of who got them, in order. */
  posted: { channel: string; text: string }[];
  /** Every request's Authorization header. */
  authorizations: (string | undefined)[];
  /** What it answers to a message; by default it takes it. */
  answer: (response: ServerResponse) => void;
}

const say = (response: ServerResponse, body: object, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
export const take = (response: ServerResponse) => say(response, { ok: true, ts: '1' });
export const refuse =
  (error: string, status = 200) =>
  (response: ServerResponse) =>
    say(response, { ok: false, error }, status);

/** A real HTTP server that speaks the two methods of Slack's Web API that we use. Everybody of example.com is known to it. */
export async function startSlack(): Promise<Slack> {
  const receiver: Receiver = await startReceiver();
  const slack: Slack = { url: receiver.url, posted: [], authorizations: [], answer: take };
  receiver.answer = (response) => {
    const { headers, body } = receiver.received.at(-1) ?? { headers: {}, body: '' };
    const form = new URLSearchParams(body);
    slack.authorizations.push(headers['authorization']);
    const email = form.get('email');
    if (email !== null) {
      if (email.endsWith('@example.com')) say(response, { ok: true, user: { id: `U_${email}` } });
      else refuse('users_not_found')(response);
      return;
    }
    slack.posted.push({ channel: form.get('channel') ?? '', text: form.get('text') ?? '' });
    slack.answer(response);
  };
  return slack;
}
