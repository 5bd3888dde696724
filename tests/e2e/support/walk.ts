import { expect, type Page } from '@playwright/test';

/** One stop of the tab key. */
interface Stop {
  words: string;
  /** Its place among all that should be one, in the order of the document; -1 for what is none of them. */
  place: number;
  isDate: boolean;
  isMarked: boolean;
  isSeen: boolean;
}

const MOST_STOPS = 400;

/**
 * Goes through the whole page with the tab key alone: every control that can be seen is reached, in the order in which it stands,
 * nothing holds the focus, and wherever it is can be seen. Gives what was reached.
 */
export async function walk(page: Page): Promise<string[]> {
  const expected = await page.evaluate(controlsIn);
  const stops: Stop[] = [];
  for (let at = 0; at < MOST_STOPS; at += 1) {
    if (at > 0) await page.keyboard.press('Tab');
    const stop = await page.evaluate(currentStop);
    // At the end it goes to the browser's own controls, or begins anew.
    if (stop === null || (stop.place === 0 && at > 0)) break;
    // The parts of a date are stops of their own within it.
    if (!stop.isDate || stops.at(-1)?.place !== stop.place) stops.push(stop);
  }
  const where = page.url();
  expect(
    stops.map(({ place }) => place),
    `${where}: the focus does not go through all of it, once and in order: ${expected.join(' | ')}`,
  ).toEqual(expected.map((_, index) => index));
  expect(
    stops.filter(({ isMarked }) => !isMarked).map(({ words }) => words),
    `${where}: focus without a mark`,
  ).toEqual([]);
  expect(
    stops.filter(({ isSeen }) => !isSeen).map(({ words }) => words),
    `${where}: focus out of sight`,
  ).toEqual([]);
  return stops.map(({ words }) => words);
}

/** Buttons and whatever else is pressed that is smaller than 24 by 24 CSS pixels; a link in a sentence may be. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main :is(button, summary, select, input, textarea)')]
      .filter((element) => element.checkVisibility() && element.closest('label') === null)
      .flatMap((element) => {
        const { width, height } = element.getBoundingClientRect();
        const words = element.getAttribute('aria-label') ?? element.innerText;
        return width < 24 || height < 24 ? [`${words}: ${Math.round(width)} × ${Math.round(height)}`] : [];
      }),
  );
}

/** Numbers what the tab key should reach, and begins at the first. */
function controlsIn(): string[] {
  const wanted = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex="0"]';
  const controls = [...document.body.querySelectorAll<HTMLElement>(wanted)].filter(
    (element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }),
  );
  for (const [place, element] of controls.entries()) element.dataset.place = String(place);
  controls[0]?.focus();
  return controls.map((element) => element.getAttribute('aria-label') ?? element.innerText.slice(0, 40));
}

function currentStop(): Stop | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement || element instanceof SVGElement) || element === document.body) return null;
  const style = getComputedStyle(element);
  const { top, bottom, left, right } = element.getBoundingClientRect();
  return {
    words: element.getAttribute('aria-label') ?? element.textContent.slice(0, 40),
    place: Number(element.dataset.place ?? -1),
    isDate: element.getAttribute('type')?.startsWith('date') === true,
    isMarked: (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none',
    isSeen: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
  };
}
