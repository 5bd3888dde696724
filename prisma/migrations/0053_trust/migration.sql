-- What stands around an agent's model, set per agent and frozen into a run when it starts. What is not said has the
-- code's default.
alter table "public"."agent_settings" add column "trust" jsonb not null default '{}';
alter table "public"."run" add column "trust" jsonb not null default '{}';
