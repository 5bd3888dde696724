-- CreateEnum
CREATE TYPE "figure_source" AS ENUM ('run_started', 'run_ended', 'decision', 'execution');

-- CreateEnum
CREATE TYPE "figure_grain" AS ENUM ('hour', 'day', 'month', 'all');

-- CreateTable
CREATE TABLE "figure_event" (
    "id" BIGSERIAL NOT NULL,
    "source" "figure_source" NOT NULL,
    "subject_id" TEXT NOT NULL,

    CONSTRAINT "figure_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figure" (
    "grain" "figure_grain" NOT NULL,
    "measure" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "start" TIMESTAMPTZ(0) NOT NULL,
    "agent" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "bucket" BIGINT NOT NULL,
    "count" BIGINT NOT NULL,
    "total" DECIMAL(24,6) NOT NULL,

    CONSTRAINT "figure_pkey" PRIMARY KEY ("grain","measure","tool","start","agent","label","bucket")
);

-- What counts is written with what happened, whoever makes it happen.
CREATE FUNCTION note_figure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO figure_event (source, subject_id) VALUES (TG_ARGV[0]::figure_source, NEW.id);
  RETURN NULL;
END $$;

CREATE TRIGGER note_figure_of_start AFTER INSERT ON run
  FOR EACH ROW EXECUTE FUNCTION note_figure('run_started');
-- Terminal states never change, so a run ends once.
CREATE TRIGGER note_figure_of_end AFTER UPDATE OF status ON run
  FOR EACH ROW WHEN (old.status IS DISTINCT FROM new.status
    AND new.status IN ('succeeded', 'escalated', 'failed', 'cancelled'))
  EXECUTE FUNCTION note_figure('run_ended');
CREATE TRIGGER note_figure AFTER INSERT ON decision
  FOR EACH ROW EXECUTE FUNCTION note_figure('decision');
-- An execution leaves `dispatching` once.
CREATE TRIGGER note_figure AFTER UPDATE OF status ON execution
  FOR EACH ROW WHEN (old.status = 'dispatching' AND new.status IN ('succeeded', 'failed', 'unknown'))
  EXECUTE FUNCTION note_figure('execution');

-- The upper end of the bucket that an amount falls into. Buckets are one wide up to 63 and then 32 to each doubling, so
-- the upper end is less than 1/32 above the amount.
CREATE FUNCTION figure_bucket(amount bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN amount < 64 THEN greatest(amount, 0)
    ELSE (((amount >> (59 - position(B'1' IN amount::bit(64)))) + 1) << (59 - position(B'1' IN amount::bit(64)))) - 1
  END
$$;

-- What happened before figures were kept is counted from the tables it stands in.
INSERT INTO figure_event (source, subject_id) SELECT 'run_started', id FROM run ORDER BY created_at;
INSERT INTO figure_event (source, subject_id)
  SELECT 'run_ended', id FROM run WHERE status IN ('succeeded', 'escalated', 'failed', 'cancelled') ORDER BY created_at;
INSERT INTO figure_event (source, subject_id) SELECT 'decision', id FROM decision ORDER BY decided_at;
INSERT INTO figure_event (source, subject_id)
  SELECT 'execution', id FROM execution WHERE status IN ('succeeded', 'failed', 'unknown') ORDER BY settled_at;
