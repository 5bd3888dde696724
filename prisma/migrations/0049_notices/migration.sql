-- CreateEnum
CREATE TYPE "notice_kind" AS ENUM ('needs_you', 'decided');

-- CreateEnum
CREATE TYPE "notice_channel" AS ENUM ('email', 'slack');

-- CreateEnum
CREATE TYPE "notice_status" AS ENUM ('pending', 'sending', 'sent', 'dropped', 'unknown', 'dead');

-- CreateTable
CREATE TABLE "notice_event" (
    "item_id" TEXT NOT NULL,
    "kind" "notice_kind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notice_event_pkey" PRIMARY KEY ("item_id","kind")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "kind" "notice_kind" NOT NULL,
    "event_at" TIMESTAMPTZ(3) NOT NULL,
    "channel" "notice_channel" NOT NULL,
    "status" "notice_status" NOT NULL DEFAULT 'pending',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "message_id" TEXT,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_settings" (
    "user_id" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notice_settings_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "conversation_presence" (
    "conversation_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_presence_pkey" PRIMARY KEY ("conversation_id")
);

-- CreateIndex
CREATE INDEX "notice_status_due_at_idx" ON "notice"("status", "due_at");

-- CreateIndex
CREATE INDEX "notice_user_id_channel_sent_at_idx" ON "notice"("user_id", "channel", "sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "notice_user_id_item_id_kind_event_at_channel_key" ON "notice"("user_id", "item_id", "kind", "event_at", "channel");

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_settings" ADD CONSTRAINT "notice_settings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_presence" ADD CONSTRAINT "conversation_presence_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What has to be told is written with what happened, whoever makes it happen.
CREATE FUNCTION note_inbox_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'pending' AND (TG_OP = 'INSERT' OR OLD.status = 'closed') THEN
    INSERT INTO notice_event (item_id, kind) VALUES (NEW.id, 'needs_you')
    ON CONFLICT (item_id, kind) DO UPDATE SET at = excluded.at;
  ELSIF NEW.status = 'closed' AND TG_OP = 'UPDATE' AND OLD.status = 'pending'
    AND (NEW.kind = 'proposal' AND NEW.outcome IN ('approved', 'rejected', 'expired')
      OR NEW.kind = 'escalation' AND NEW.outcome IN ('reply', 'resume')) THEN
    INSERT INTO notice_event (item_id, kind) VALUES (NEW.id, 'decided')
    ON CONFLICT (item_id, kind) DO UPDATE SET at = excluded.at;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER note_inbox_item AFTER INSERT OR UPDATE OF status ON inbox_item
  FOR EACH ROW EXECUTE FUNCTION note_inbox_item();
