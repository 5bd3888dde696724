import { expect, test as base, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { signIn, type Person } from './sign-in';

/** The browsers of one test, one for each person in it. */
interface Desk {
  /** A page of nobody yet, in a browser of its own. */
  visit(options?: BrowserContextOptions): Promise<Page>;
  /** A page of this person, in a browser of their own, where they land after signing in. */
  open(person: Person, options?: BrowserContextOptions): Promise<Page>;
  /** Lets complaints of the browsers pass that this test brings about. */
  expectComplaint(pattern: RegExp): void;
}

/** Tests in which any complaint of a browser, and any request that leaves the application, is a failure. */
export const test = base.extend<{ desk: Desk }>({
  desk: async ({ browser, baseURL }, use) => {
    if (baseURL === undefined) throw new Error('There is no application: the global setup starts it.');
    const contexts: BrowserContext[] = [];
    const complaints: string[] = [];
    const expected: RegExp[] = [];
    const visit = async (options: BrowserContextOptions = {}) => {
      const context = await browser.newContext({ baseURL, ...options });
      contexts.push(context);
      await context.addInitScript(complainOfLostTitle);
      collectComplaints(context, new URL(options.baseURL ?? baseURL).origin, complaints);
      return context.newPage();
    };
    await use({
      visit,
      open: async (person, options) => {
        const page = await visit(options);
        await signIn(page, person);
        return page;
      },
      expectComplaint: (pattern) => void expected.push(pattern),
    });
    for (const context of contexts) await context.close();
    expect(complaints.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([]);
  },
});

export { expect };

function collectComplaints(context: BrowserContext, origin: string, complaints: string[]): void {
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complaints.push(`Uncaught: ${error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== origin) {
      complaints.push(`A request left the application: ${request.url()}`);
    }
  });
}

/** Runs in the page: a title that goes while one moves between pages leaves a screen reader without a name for the page. */
function complainOfLostTitle(): void {
  let hadTitle = false;
  new MutationObserver(() => {
    const hasTitle = document.title !== '';
    if (hadTitle && !hasTitle) console.error(`The page lost its title at ${location.pathname}`);
    hadTitle = hasTitle;
  }).observe(document, { childList: true, subtree: true, characterData: true });
}
