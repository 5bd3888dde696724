import { z } from 'zod';
import { SHORTEST_PASSWORD } from '@/lib/auth/password';

const lineOfText = /^\P{Cc}+$/u;

/** An address as it is stored: in small letters. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(320)
  .regex(/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u, 'This is not an e-mail address.');

export const personName = z.string().trim().min(1).max(200).regex(lineOfText, 'A name is one line of text.');

export const newPassword = z
  .string()
  .min(SHORTEST_PASSWORD, `A password has at least ${SHORTEST_PASSWORD} characters.`)
  .max(1000);
