/** A failure with a cause the reader can mend: commands print its message alone, without a stack. */
export class PlainError extends Error {
  override name = 'PlainError';
}
