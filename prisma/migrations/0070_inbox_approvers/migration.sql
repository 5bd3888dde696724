-- Who may decide a proposal, also with its inbox item: what lists the inbox need not read every proposal.
ALTER TABLE "inbox_item" ADD COLUMN     "approvers" TEXT[] DEFAULT ARRAY[]::TEXT[];
UPDATE "inbox_item" SET "approvers" = "proposal"."approvers"
FROM "proposal" WHERE "proposal"."id" = "inbox_item"."id" AND "inbox_item"."kind" = 'proposal';
