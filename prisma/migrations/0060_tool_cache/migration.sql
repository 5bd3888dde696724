-- AlterTable
ALTER TABLE "tool_call" ADD COLUMN     "cached_seconds" INTEGER;

-- CreateTable
CREATE TABLE "record_change" (
    "id" BIGSERIAL NOT NULL,
    "collection" TEXT NOT NULL,
    "record" TEXT,
    "execution_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "record_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tool_result_cache" (
    "key" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "output" TEXT NOT NULL,
    "changes" BIGINT NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tool_result_cache_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "record_change_collection_record_idx" ON "record_change"("collection", "record");

-- CreateIndex
CREATE INDEX "record_change_at_idx" ON "record_change"("at");

-- CreateIndex
CREATE INDEX "tool_result_cache_expires_at_idx" ON "tool_result_cache"("expires_at");

-- The records a write touches are those its preview shows; one that shows none, or that an outside agent describes in
-- words of its own, may have touched anything.
create function note_record_change() returns trigger language plpgsql as $$
declare
  touched record;
  found_any boolean := false;
begin
  for touched in
    select distinct collection.key as collection,
           case when json_typeof(collection.value) = 'object' then record.key end as record
    from proposal
    cross join lateral (values (proposal.preview -> 'before'), (proposal.preview -> 'after')) as side (document)
    cross join lateral json_each(case when json_typeof(side.document) = 'object' then side.document end) collection
    left join lateral json_object_keys(case when json_typeof(collection.value) = 'object' then collection.value end)
      as record (key) on true
    where proposal.run_id is not null and proposal.id = coalesce(new.proposal_id,
      (select original.proposal_id from execution original where original.id = new.reverts_execution_id))
  loop
    found_any := true;
    insert into record_change (collection, record, execution_id) values (touched.collection, touched.record, new.id);
  end loop;
  if not found_any then
    insert into record_change (collection, execution_id) values ('*', new.id);
  end if;
  return null;
end $$;

-- Once before it takes effect and once when it has, so that nothing read in between is taken for what holds.
create trigger note_record_change after update of status on execution
  for each row when (old.status is distinct from new.status
    and new.status in ('dispatching', 'succeeded', 'failed', 'unknown'))
  execute function note_record_change();
