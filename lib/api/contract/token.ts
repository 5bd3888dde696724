import { z } from 'zod';
import { pageOf, shortListQuery } from './page';
import { time } from './time';

/** An API token as it is listed: its owner's name for it, never the token. */
export const tokenView = z.object({ id: z.string(), userId: z.string(), name: z.string(), createdAt: time });
export type TokenView = z.infer<typeof tokenView>;

/** `GET /tokens`: one's own, or as an admin another person's. */
export const listTokensQuery = z.strictObject({ ...shortListQuery, userId: z.string().min(1).max(200).optional() });
export type ListTokensInput = z.infer<typeof listTokensQuery>;

export const tokenList = z.object({ items: z.array(tokenView) });
export type TokenList = z.infer<typeof tokenList>;
export const tokenPage = pageOf(tokenView);

export const makeTokenBody = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}+$/u, 'A name is one line of text.'),
});
export type MakeTokenInput = z.infer<typeof makeTokenBody>;

/** The token is shown this once. */
export const makeTokenAnswer = z.object({ item: tokenView, token: z.string() });
export type MakeTokenAnswer = z.infer<typeof makeTokenAnswer>;
