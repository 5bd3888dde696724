-- What full-text search looks at: title above tags above body, as English. Titles and tags also stand as they are, for
-- words that English would drop or change. Said to be immutable because both configurations are fixed by name.
create function public.knowledge_search(title text, tags text[], body text) returns tsvector
language sql immutable parallel safe as $$
  select setweight(to_tsvector('pg_catalog.english', title), 'A')
    || setweight(to_tsvector('pg_catalog.english', array_to_string(tags, ' ')), 'B')
    || setweight(to_tsvector('pg_catalog.english', body), 'C')
    || setweight(to_tsvector('pg_catalog.simple', title || ' ' || array_to_string(tags, ' ')), 'D')
$$;

-- CreateTable
CREATE TABLE "knowledge_article" (
    "slug" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "tags" TEXT[],
    "agents" TEXT[],
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "search" tsvector GENERATED ALWAYS AS (public.knowledge_search(title, tags, body)) STORED,

    CONSTRAINT "knowledge_article_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "knowledge_version" (
    "slug" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "tags" TEXT[],
    "agents" TEXT[],
    "archived" BOOLEAN NOT NULL,
    "author_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "knowledge_version_pkey" PRIMARY KEY ("slug","version")
);

-- CreateTable
CREATE TABLE "knowledge_miss" (
    "call_id" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "run_id" TEXT,
    "query" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "knowledge_miss_pkey" PRIMARY KEY ("call_id")
);

-- CreateIndex
CREATE INDEX "knowledge_article_search_idx" ON "knowledge_article" USING GIN ("search");

-- CreateIndex
CREATE INDEX "knowledge_article_title_slug_idx" ON "knowledge_article"("title", "slug");

-- CreateIndex
CREATE INDEX "knowledge_miss_at_idx" ON "knowledge_miss"("at");

-- AddForeignKey
ALTER TABLE "knowledge_version" ADD CONSTRAINT "knowledge_version_slug_fkey" FOREIGN KEY ("slug") REFERENCES "knowledge_article"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
