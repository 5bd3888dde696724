/** An answer of JSON lines, sent as they are read. The first are read before, so that a failure is still a problem document. */
export async function lineStream(lines: AsyncGenerator<string, void, void>): Promise<Response> {
  const encoder = new TextEncoder();
  let next = await lines.next();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next.done) return controller.close();
      controller.enqueue(encoder.encode(next.value));
      next = await lines.next();
    },
    async cancel() {
      await lines.return();
    },
  });
  return new Response(body, {
    headers: { 'content-type': 'application/jsonl; charset=utf-8', 'cache-control': 'no-store' },
  });
}
