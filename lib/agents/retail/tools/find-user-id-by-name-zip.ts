import { z } from 'zod';
import { sql } from '@/lib/domain/sql';
import { ToolError } from '@/lib/domain/tool';
import { defineTool } from '@/lib/tools/define-tool';
import { reading } from '../tool-parts/read-tool';
import { userNotFound } from '../tool-parts/refusals';
import { anyone, mayTouchUser } from '../tool-parts/scope';

const input = z.object({
  first_name: z.string().describe("The customer's first name, such as 'John'."),
  last_name: z.string().describe("The customer's last name, such as 'Doe'."),
  zip: z.string().describe("The postal code of their address, such as '12345'."),
});

export const findUserIdByNameZip = defineTool({
  name: 'find_user_id_by_name_zip',
  description:
    "Finds a customer's id by first name, last name and postal code. Use it only when find_user_id_by_email found " +
    'nobody or the customer does not remember the address.',
  input,
  output: z.string(),
  // Somebody else's account is answered like one that does not exist.
  scope: anyone,
  ...reading(async ({ first_name, last_name, zip }: z.infer<typeof input>, context) => {
    const [found] = await context.transaction.query<{ userId: string }>(sql`
      select user_id from store.users
      where lower(document #>> '{name,first_name}') = lower(${first_name})
        and lower(document #>> '{name,last_name}') = lower(${last_name})
        and document #>> '{address,zip}' = ${zip}
      order by user_id collate "C" limit 1`);
    if (!found || !mayTouchUser(found.userId, context)) throw new ToolError(userNotFound('/first_name'));
    return found.userId;
  }),
});
