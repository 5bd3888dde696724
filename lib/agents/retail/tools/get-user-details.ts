import { z } from 'zod';
import { defineTool } from '@/lib/tools/define-tool';
import { userId } from '../tool-parts/arguments';
import { reading } from '../tool-parts/read-tool';
import { ownUser } from '../tool-parts/scope';
import { userRecord } from '../store/records';
import { readStore } from '../store/store-reader';

const input = z.object({ user_id: userId });

export const getUserDetails = defineTool({
  name: 'get_user_details',
  description:
    "Shows a customer's name, email, default address, payment methods with gift card balances, and order ids. " +
    'Needs the id: find it with find_user_id_by_email first.',
  input,
  output: userRecord,
  scope: ownUser,
  ...reading(({ user_id }: z.infer<typeof input>, { transaction }) => readStore(transaction).user(user_id)),
});
