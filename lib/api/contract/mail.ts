import { z } from 'zod';
import { pageOf, pageQuery } from './page';
import { time } from './time';

/** Mail the demo caught instead of sending it, newest first. */
export const caughtMail = z.object({
  id: z.string(),
  sender: z.string(),
  recipients: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  receivedAt: time,
});
export type CaughtMail = z.infer<typeof caughtMail>;
export const listMailQuery = z.strictObject(pageQuery);
export type ListMailInput = z.infer<typeof listMailQuery>;
export const mailPage = pageOf(caughtMail);
export type MailPage = z.infer<typeof mailPage>;
