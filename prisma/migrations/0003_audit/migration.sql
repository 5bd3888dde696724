-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "entry" TEXT NOT NULL,
    "prev" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

alter table audit_head add constraint audit_head_is_one_row check (id = 1);
insert into audit_head (id, seq, hash) values (1, 0, repeat('0', 64));

-- Appends one entry to the chain. Each member is the RFC 8785 text of one name and its value, such as "action":"a.b".
-- Names are ASCII letters, so sorting the texts by byte sorts the names as RFC 8785 asks, and the joined text is the
-- canonical text of the whole entry.
create function append_audit(members text[]) returns void language plpgsql as $$
declare
  head audit_head;
  new_at timestamptz(3);
  new_entry text;
  new_hash text;
begin
  -- Whoever holds this row is the only one who appends, until their transaction ends.
  select * into strict head from audit_head for update;
  new_at := clock_timestamp();
  select '{' || string_agg(member, ',' order by member collate "C") || '}' into strict new_entry
  from unnest(members || array[
    format('"prev":"%s"', head.hash),
    format('"seq":%s', head.seq + 1),
    format('"ts":"%s"', to_char(new_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))]) as member;
  new_hash := encode(sha256(convert_to(head.hash || new_entry, 'UTF8')), 'hex');
  insert into audit_entry (seq, at, action, subject, entry, prev, hash)
  values (head.seq + 1, new_at, new_entry::jsonb ->> 'action', new_entry::jsonb -> 'subject', new_entry, head.hash,
          new_hash);
  update audit_head set seq = head.seq + 1, hash = new_hash;
end $$;

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is only ever appended to.' using errcode = 'insufficient_privilege';
end $$;

create trigger audit_entry_is_append_only before update or delete or truncate on audit_entry
  for each statement execute function refuse_audit_change();
create trigger audit_head_stays before delete or truncate on audit_head
  for each statement execute function refuse_audit_change();

-- Executions older than the log have no entry; their number is on record, so that none can be slipped in among them.
select append_audit(array[
  '"action":"audit.started"',
  '"actor":{"id":"migration","role":"system","via":"process"}',
  format('"subject":{"executions":"%s"}', (select count(*) from execution))]);
