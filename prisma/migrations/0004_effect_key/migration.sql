-- CreateIndex
CREATE INDEX "proposal_effect_key_idx" ON "proposal"("effect_key");
