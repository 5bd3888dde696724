import { expect, it } from 'vitest';
import { citeArticles } from './cite-articles';

const text = (value: string) => ({ type: 'text', value });

it('makes links of citations of what was read, and of nothing else', () => {
  const code = { type: 'element', tagName: 'code', children: [text('[kb:returns]')] };
  const paragraph = {
    type: 'element',
    tagName: 'p',
    children: [text('Thirty days [kb:returns], [kb:made-up].'), code],
  };
  const document = { type: 'root', children: [paragraph] };
  citeArticles([{ article: 'returns', title: 'Return policy' }])(document);
  expect(paragraph.children).toEqual([
    text('Thirty days '),
    { type: 'element', tagName: 'a', properties: { href: '/knowledge/returns' }, children: [text('Return policy')] },
    text(', '),
    text('[kb:made-up]'),
    text('.'),
    code,
  ]);
});
