import { z } from 'zod';
import { defineTool } from '@/lib/tools/define-tool';
import { addressArguments, userId } from '../tool-parts/arguments';
import { refusalOf } from '../tool-parts/refusals';
import { recordIn, requireUnchanged } from '../tool-parts/revert';
import { ownUser } from '../tool-parts/scope';
import { addressText, nameOf } from '../tool-parts/sentences';
import { userRecord, type StoreUser } from '../store/records';
import { lockStore, readStore } from '../store/store-reader';
import { writeUser } from '../store/write-store';

const input = z.object({ user_id: userId, ...addressArguments });

export const modifyUserAddress = defineTool({
  name: 'modify_user_address',
  description:
    "Changes a customer's default address. The address replaces the old one whole, so give every part. " +
    'Orders already placed keep theirs: use modify_pending_order_address for those.',
  input,
  output: userRecord,
  outputFrom: 'records',
  reversibility: 'reversible',
  delivery: 'transactional',
  scope: ownUser,
  check: ({ user_id }, { transaction }) => refusalOf(() => readStore(transaction).user(user_id)),
  async execute({ user_id, ...address }, { transaction }) {
    const user = { ...(await lockStore(transaction).user(user_id)), address };
    await writeUser(transaction, user_id, user);
    return user;
  },
  async target({ user_id }, { transaction }) {
    return { users: { [user_id]: await readStore(transaction).user(user_id) } };
  },
  async summary({ user_id, ...address }, { transaction }) {
    const user = await readStore(transaction).user(user_id);
    return `Change the default address of ${nameOf(user)} to ${addressText(address)} from ${addressText(user.address)}`;
  },
  effectKey: () => null,
  rateTarget: ({ user_id }) => Promise.resolve(user_id),
  repair: "Set the customer's default address back in the customer system.",
  async revert({ args: { user_id }, before, after }, { transaction }) {
    const user = await lockStore(transaction).user(user_id);
    requireUnchanged(user.address, recordIn<StoreUser>(after, 'users', user_id).address);
    const restored = { ...user, address: recordIn<StoreUser>(before, 'users', user_id).address };
    await writeUser(transaction, user_id, restored);
    return restored;
  },
  onFailure: 'tell_model',
});
