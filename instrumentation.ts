/** Next runs this once when the server starts; what needs Node lives in a module of its own, kept out of the edge bundle. */
export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') await import('./instrumentation-node');
}
