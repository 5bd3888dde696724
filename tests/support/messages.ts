import type { RunEvent } from '@/lib/domain/run-event';

/** Reads a stream's messages as they come. */
export async function* messages(response: Response): AsyncGenerator<{ id: number; event: RunEvent }> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    text += part.value;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, id, data] = /^id: (\d+)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      if (data !== undefined) yield { id: Number(id), event: JSON.parse(data) as RunEvent };
    }
  }
}
