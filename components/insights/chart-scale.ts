import type { FigureTarget } from '@/lib/domain/figures';

/** The upper end of a chart's axis: the next round number above everything that is drawn. */
export function topOf(values: readonly (number | null)[], target: FigureTarget | undefined): number {
  const largest = Math.max(0, ...values.flatMap((value) => value ?? []), target?.max ?? target?.min ?? 0);
  if (largest === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 1.5, 2, 3, 4, 5, 7.5, 10].find((factor) => factor * power >= largest * 1.001) ?? 10;
  return step * power;
}

/** The parts of a line between points that have a value, as SVG path data in a box of 100 by 100. */
export function pathOf(values: readonly (number | null)[], top: number): string {
  return values
    .map((value, index) => {
      if (value === null) return '';
      const start = index === 0 || values[index - 1] === null;
      return `${start ? 'M' : 'L'}${xOf(index, values.length)} ${yOf(value, top)}`;
    })
    .join(' ');
}

/** Where the point of this place stands, in hundredths of the width: the middle of its share. */
export function xOf(index: number, count: number): number {
  return ((index + 0.5) / count) * 100;
}

/** In hundredths of the height from above. */
export function yOf(value: number, top: number): number {
  return 100 - (value / top) * 100;
}
