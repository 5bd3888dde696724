import { Socket } from 'node:net';

/**
 * Sends what is written in one turn of the event loop in one piece: statements that do not wait for each other's answers
 * then cost one system call, one packet and one waking of the server.
 */
export class GatheringSocket extends Socket {
  private isGathering = false;

  override cork(): void {
    super.cork();
    if (this.isGathering) return;
    this.isGathering = true;
    super.cork();
    process.nextTick(() => {
      this.isGathering = false;
      super.uncork();
    });
  }
}
