-- What a step's prompt was made of: tokens of each section, what was shortened, the share of the model's window.
alter table "public"."step" add column "context" jsonb;
