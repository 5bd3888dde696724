const started = globalThis as typeof globalThis & { countersignStarted?: true };

// Development reloads evaluate this module again; the server must start once a process.
if (!started.countersignStarted) {
  started.countersignStarted = true;
  // The command that started this server holds the other end. When it dies without a goodbye, so do we.
  if (process.connected) {
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    process.channel?.unref();
  }
}

export {};
