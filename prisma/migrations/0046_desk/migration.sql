-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "reason_codes" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "inbox_snooze" (
    "user_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3),
    "stood_as" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_snooze_pkey" PRIMARY KEY ("user_id","item_id")
);

-- CreateTable
CREATE TABLE "inbox_look" (
    "user_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inbox_look_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "inbox_snooze_item_id_idx" ON "inbox_snooze"("item_id");

-- CreateIndex
CREATE INDEX "inbox_look_item_id_idx" ON "inbox_look"("item_id");

-- The order of what waits: by deadline, in minutes, because that is how it is read; then what can be undone least; then
-- age. What has no deadline comes last. Statements that list the inbox name these very expressions.
CREATE INDEX "inbox_item_order_idx" ON "inbox_item" (
    "status",
    (date_trunc('minute', coalesce("expires_at", 'infinity'::timestamptz) AT TIME ZONE 'UTC')),
    (CASE "reversibility" WHEN 'irreversible' THEN 0 WHEN 'compensable' THEN 1 WHEN 'reversible' THEN 2 ELSE 3 END),
    "created_at",
    "id"
);

-- What is over, latest first.
CREATE INDEX "inbox_item_closed_idx" ON "inbox_item" ("closed_at", "created_at", "id") WHERE "status" = 'closed';
