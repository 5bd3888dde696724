-- CreateTable
CREATE TABLE "figure_tally" (
    "grain" "figure_grain" NOT NULL,
    "tool" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "start" TIMESTAMPTZ(0) NOT NULL,
    "agent" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "total" DECIMAL(24,6) NOT NULL,
    "buckets" INTEGER[],
    "bucket_counts" INTEGER[],

    CONSTRAINT "figure_tally_pkey" PRIMARY KEY ("grain","tool","measure","start","agent","label")
);

-- The number of the bucket that an amount falls into: buckets are one wide up to 63 and then 32 to each doubling, so that
-- the upper end of one is less than 1/32 above every amount in it.
CREATE FUNCTION figure_bucket_number(amount bigint) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN amount < 64 THEN greatest(amount, 0)
    ELSE 32 * (59 - position(B'1' IN amount::bit(64))) + (amount >> (59 - position(B'1' IN amount::bit(64))))
  END::integer
$$;

-- What was counted so far, a row a bucket, becomes a row with its buckets. Who adds to it is waited for, and waits.
LOCK TABLE "figure" IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO "figure_tally"
SELECT "grain", "tool", "measure", "start", "agent", "label", sum("count"), sum("total"),
       coalesce(array_agg(figure_bucket_number("bucket") ORDER BY "bucket") FILTER (WHERE "measure" LIKE '%\_ms'), '{}'),
       coalesce(array_agg("count"::integer ORDER BY "bucket") FILTER (WHERE "measure" LIKE '%\_ms'), '{}')
FROM "figure"
-- Models are only told of as a whole.
WHERE "grain" = 'all' OR "measure" NOT LIKE 'model\_%'
GROUP BY "grain", "tool", "measure", "start", "agent", "label";

-- A worker of the release before takes facts and adds them to its table: they are added here in the same transaction.
CREATE FUNCTION pass_on_figure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  added bigint := NEW.count;
  amount numeric := NEW.total;
  bucket_numbers integer[] := '{}';
  counts integer[] := '{}';
BEGIN
  IF TG_OP = 'UPDATE' THEN
    added := NEW.count - OLD.count;
    amount := NEW.total - OLD.total;
  END IF;
  IF NEW.grain <> 'all' AND NEW.measure LIKE 'model\_%' THEN RETURN NULL; END IF;
  IF NEW.measure LIKE '%\_ms' THEN
    bucket_numbers := ARRAY[figure_bucket_number(NEW.bucket)];
    counts := ARRAY[added::integer];
  END IF;
  INSERT INTO figure_tally AS tally (grain, tool, measure, start, agent, label, count, total, buckets, bucket_counts)
  VALUES (NEW.grain, NEW.tool, NEW.measure, NEW.start, NEW.agent, NEW.label, added, amount, bucket_numbers, counts)
  ON CONFLICT (grain, tool, measure, start, agent, label) DO UPDATE SET
    count = tally.count + excluded.count, total = tally.total + excluded.total,
    (buckets, bucket_counts) = (
      SELECT coalesce(array_agg(bucket ORDER BY bucket), '{}'), coalesce(array_agg(together ORDER BY bucket), '{}')
      FROM (
        SELECT bucket, sum(part)::integer AS together
        FROM (SELECT * FROM unnest(tally.buckets, tally.bucket_counts)
              UNION ALL SELECT * FROM unnest(excluded.buckets, excluded.bucket_counts)) AS both_parts (bucket, part)
        GROUP BY bucket
      ) AS merged);
  RETURN NULL;
END $$;

CREATE TRIGGER pass_on_figure AFTER INSERT OR UPDATE ON "figure"
  FOR EACH ROW EXECUTE FUNCTION pass_on_figure();

-- What it counts anew would be counted twice.
CREATE FUNCTION keep_figure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Nothing was changed: a newer release keeps the figures now. Run its figures:rebuild instead.';
END $$;

-- Old hours may go.
CREATE TRIGGER keep_figure BEFORE DELETE ON "figure"
  FOR EACH ROW WHEN (old.grain <> 'hour') EXECUTE FUNCTION keep_figure();

-- Executions that are not settled are few beside those that are: counting them reads them alone.
CREATE INDEX "execution_open_idx" ON "execution" ("status")
  WHERE "status" IN ('ready', 'claimed', 'dispatching', 'unknown');
