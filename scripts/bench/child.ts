import { once } from 'node:events';
import { blocksOf } from '@/lib/testing/message-rules';
import { startScriptedModelServer } from '@/lib/testing/scripted-model-server';
import { startEngine } from '@/lib/services/start-engine';
import { createModelCatalog } from '@/lib/model/catalog';
import { openListener } from '@/lib/store/listener';
import { benchApplication } from './contenders/countersign';
import { Marks } from './marks';
import { wireTurn, workIn } from './work';

/** One of the bench's own processes; it says one line when it is ready and ends with whoever started it. */
export async function runChild(name: string): Promise<void> {
  process.stdin.resume().once('end', () => process.exit());
  if (name === 'model') {
    const server = await startScriptedModelServer(async (request, index) => {
      const { requests } = server;
      if (requests.length > 1000) requests.length = 0;
      const [first] = request.messages;
      const work = workIn(first ? String(blocksOf(first)[0]?.text) : '');
      if (!('stall' in work)) return wireTurn(request);
      console.log(`asked ${work.stall} ${index}`);
      return stalled();
    });
    console.log(server.url);
  } else {
    const { DATABASE_URL = '', MODEL_URL = '' } = process.env;
    const app = benchApplication(DATABASE_URL, new Marks(), MODEL_URL);
    startEngine(app, openListener(DATABASE_URL), createModelCatalog(app.config));
    console.log('working');
  }
  await once(process, 'exit');
}

/** An answer that never comes. */
const stalled = () => new Promise<never>(() => undefined);
