/** A proposal that no longer waits, in words. */
export interface Outcome {
  tone: 'info' | 'success' | 'warning' | 'danger';
  /** What was decided and what came of it; "approved", "running" and "succeeded" are three different words. */
  text: string;
  /** Nothing is sent before this moment. */
  holdUntil?: string;
}
