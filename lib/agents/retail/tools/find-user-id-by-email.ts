import { z } from 'zod';
import { sql } from '@/lib/domain/sql';
import { ToolError } from '@/lib/domain/tool';
import { defineTool } from '@/lib/tools/define-tool';
import { reading } from '../tool-parts/read-tool';
import { userNotFound } from '../tool-parts/refusals';
import { anyone, mayTouchUser } from '../tool-parts/scope';

const input = z.object({ email: z.string().describe("The customer's email address, such as 'someone@example.com'.") });

export const findUserIdByEmail = defineTool({
  name: 'find_user_id_by_email',
  description:
    "Finds a customer's id by their email address, whatever its capitals. The first way to identify a customer; " +
    'when they do not know the address, use find_user_id_by_name_zip.',
  input,
  output: z.string(),
  // Somebody else's account is answered like one that does not exist.
  scope: anyone,
  ...reading(async ({ email }: z.infer<typeof input>, context) => {
    const [found] = await context.transaction.query<{ userId: string }>(sql`
      select user_id from store.users where lower(email) = lower(${email}) order by user_id collate "C" limit 1`);
    if (!found || !mayTouchUser(found.userId, context)) throw new ToolError(userNotFound('/email'));
    return found.userId;
  }),
});
