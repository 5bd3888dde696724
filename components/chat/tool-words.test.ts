import { expect, test } from 'vitest';
import { callInWords } from './tool-words';

test.each([
  ['get_order_details', { order_id: '#1182' }, 'Looking up order #1182'],
  [
    'find_user_id_by_name_zip',
    { first_name: 'Ana', last_name: 'Silva', zip: '62701' },
    'Looking up user Ana, Silva, 62701',
  ],
  ['list_all_product_types', {}, 'Looking up all product types'],
  ['think', { thought: 'secret musings' }, 'Thinking'],
  ['transfer_to_human_agents', { summary: 'angry' }, 'Handing over to a person'],
  ['send_email', { to: 'a@b.example', body: 'word '.repeat(40) }, 'Preparing email a@b.example'],
  ['frobnicate_widget', { id: 7 }, 'Frobnicate widget 7'],
])('%s is told in words', (name, args, words) => {
  expect(callInWords(name, args)).toBe(words);
});
