import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ToolError } from '@/lib/domain/tool';
import { MailRefused, sendMail } from '@/lib/notify/mail';
import { defineTool } from '@/lib/tools/define-tool';
import { anyone } from '../tool-parts/scope';

const input = z.object({
  // A pattern a linear matcher can run and the edit form can show; the mail server has the last word.
  to: z
    .string()
    .max(254)
    .regex(/^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/)
    .describe("The recipient's address, such as 'someone@example.com'; one only."),
  subject: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\r\n]+$/)
    .describe('The subject, on one line.'),
  body: z.string().min(1).max(20_000).describe('The message as plain text.'),
});

export const sendEmail = defineTool({
  name: 'send_email',
  description:
    'Sends one plain-text email in the name of the store. Use it when the customer asks for something in writing. ' +
    'Not for what you can say in the conversation, and not for the return instructions the store mails by itself.',
  input,
  output: z.object({ message_id: z.string(), to: z.string() }),
  outputFrom: 'records',
  outboundTexts: ['subject', 'body'],
  reversibility: 'irreversible',
  delivery: 'at_most_once',
  // It touches no record of the store; whom it may reach is for policy and the reviewer to say.
  scope: anyone,
  check: () => Promise.resolve(null),
  async execute({ to, subject, body }, { idempotencyKey, transaction }) {
    try {
      const { messageId } = await sendMail({ to, subject, body, messageId: idempotencyKey }, transaction);
      return { message_id: messageId, to };
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      throw new ToolError({ message: error.message, hint: 'Nothing was sent. Check the address, or hand over.' });
    }
  },
  preview: ({ to, subject, body }) => Promise.resolve({ before: {}, after: { mail: { [to]: { subject, body } } } }),
  summary: ({ to, subject }) => Promise.resolve(`Email ${to}: “${subject}”`),
  effectKey: ({ to, subject, body }) => `email:${to.toLowerCase()}:${digest(`${subject}\n${body}`)}`,
  rateTarget: ({ to }) => Promise.resolve(to.toLowerCase()),
  repair: 'A sent email cannot be called back: write a second one that corrects it.',
  onFailure: 'tell_model',
});

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
