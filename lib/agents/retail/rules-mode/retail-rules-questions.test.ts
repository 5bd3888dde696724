import { describe, expect, it } from 'vitest';
import { play, type Answers } from '@/lib/testing/rules-mode/play-conversation';
import { store } from '@/lib/testing/rules-mode/sample-store';

const passage = { article: 'return-policy', version: 2, title: 'Return policy', passage: 'Within 30 days.' };
const knowing: Answers = (name, args) =>
  name === 'search_knowledge' ? { content: JSON.stringify({ passages: [passage] }) } : store(name, args);
const ignorant: Answers = (name, args) =>
  name === 'search_knowledge' ? { content: '{"passages":[]}' } : store(name, args);
const searched = (query: string) => [`search_knowledge ${JSON.stringify({ query })}`];

describe('a question to the shop', () => {
  it.each([
    'What is your return policy?',
    'Tell me about the shipping policy',
    'How long does shipping take?',
    'How much is shipping?',
    'How do gift cards work?',
    'Do you ship to Alaska?',
    'Can I pay by invoice?',
    'Do gift cards expire?',
    'When are you there?',
    'Is there a warranty on lamps?',
  ])('%s is looked up, and answered with its source', (question) => {
    const { calls, replies } = play([question], knowing);
    expect(calls).toEqual(searched(question));
    expect(replies).toEqual([
      expect.stringMatching(/^I'm the automatic .*Within 30 days\. \[kb:return-policy\]$/) as string,
    ]);
  });

  it('is answered once, and the next one anew', () => {
    const { calls, replies } = play(
      ['What is your return policy?', 'And what is your refund policy?', 'thanks'],
      knowing,
    );
    expect(calls).toHaveLength(2);
    expect(replies[2]).toMatch(/You are welcome/);
  });

  it.each([
    'How long until my order #W1000001 is here?',
    'Can you ship #W1000001 to 12 Elm St, Apt 4, Springfield, IL 62701?',
    'Can you ship my order to 12 Elm St, Springfield, IL 62701?',
    'Can you refund order #W1000002?',
    'I want to return the desk lamp from order #W1000002',
    'Where is my order?',
    'What can you do?',
    'Why?',
  ])('is not what %j is', (text) => {
    expect(play([text], knowing).calls.filter((call) => call.startsWith('search_knowledge'))).toEqual([]);
  });
});

describe('a question nobody has answered', () => {
  const question = 'Do you sell unicorns?';

  it('is said to be one, and a colleague offered', () => {
    const { replies } = play([question], ignorant);
    expect(replies[0]).toMatch(/I don't know that.*Shall I hand you over to a colleague\?$/);
    expect(replies[0]).not.toContain('[kb:');
  });

  it('goes to a colleague when the customer agrees', () => {
    const { calls } = play([question, 'Yes please'], ignorant);
    expect(calls).toHaveLength(2);
    expect(calls[1]).toMatch(/^transfer_to_human_agents .*Do you sell unicorns\?/);
  });

  it('is left when the customer declines', () => {
    const { calls, replies } = play([question, 'no, thanks'], ignorant);
    expect(calls).toHaveLength(1);
    expect(replies[1]).toBe('All right. Tell me if there is anything else.');
  });
});
