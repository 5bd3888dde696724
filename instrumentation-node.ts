const started = globalThis as typeof globalThis & { countersignStarted?: true };

const end = () => process.kill(process.pid, 'SIGTERM');

// Development reloads evaluate this module again; the server must start once a process.
if (!started.countersignStarted) {
  started.countersignStarted = true;
  // The command that started this server holds the other end of a channel. When it dies without a goodbye, so do we,
  // also when it died before we got here.
  if (process.env.STARTED_BY_COMMAND) {
    if (process.connected) process.once('disconnect', end);
    else end();
    process.channel?.unref();
  }
}

export {};
