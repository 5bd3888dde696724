-- Inbox items that wait are few beside those that are over: counting them reads them alone.
CREATE INDEX "inbox_item_open_idx" ON "inbox_item" ("kind") WHERE "status" = 'pending';
