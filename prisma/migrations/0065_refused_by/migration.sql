-- Articles are written seldom and searched often: new words go into the index at once instead of into a list that every
-- search would have to read through.
alter index public.knowledge_article_search_idx set (fastupdate = off);
select gin_clean_pending_list('public.knowledge_article_search_idx');

-- The layer of the gate that refused a call, for the record of its run.
alter table "public"."tool_call" add column "refused_by" text;
