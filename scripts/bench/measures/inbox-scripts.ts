import { gzipSync } from 'node:zlib';
import { rowOf } from '../report';
import { withWebsite } from '../website';
import type { Measure } from './measure';

const MOST_KIB = 180;

/** What a browser must load and run before the inbox works, compressed; the parts that are loaded when they are needed are not in it. */
export const inboxScripts: Measure = {
  name: 'inbox-scripts',
  title: 'first-load JavaScript of the inbox',
  run: (stage) =>
    withWebsite(stage, async ({ url, signInBrowser }) => {
      const { origin } = new URL(url);
      const page = await fetch(`${origin}/inbox`, { headers: await signInBrowser('reviewer') });
      const html = await page.text();
      const scripts = [...html.matchAll(/<script\b(?![^>]*\bnomodule\b)[^>]*\bsrc="([^"]+)"/gi)];
      if (!page.url.endsWith('/inbox') || scripts.length === 0) throw new Error('The inbox page has no scripts.');
      let bytes = 0;
      for (const source of new Set(scripts.map(([, path = '']) => path))) {
        const script = await fetch(new URL(source, origin));
        bytes += gzipSync(Buffer.from(await script.arrayBuffer())).length;
      }
      const kib = bytes / 1024;
      const row = rowOf('first-load JavaScript of the inbox', 'Countersign, gzip', 'KiB', [kib]);
      return [{ ...row, bar: `≤ ${MOST_KIB} KiB`, reached: kib <= MOST_KIB }];
    }),
};
