import { describe, expect, it } from 'vitest';
import type { FrontDoor } from '@/lib/domain/front-door';
import { decidePath, type Classification } from './decide-path';

const door: FrontDoor = {
  scope: 'look things up',
  intents: [
    { name: 'status', description: 'Where it is.', path: 'rules' },
    { name: 'hello', description: 'A greeting.', path: 'template', template: 'Hello.' },
    { name: 'change', description: 'To change it.', path: 'agent' },
  ],
  outOfScope: [],
};
const sure: Classification = { intent: 'other', confidence: 0.85, outOfScope: false };
const fresh = { askedBefore: false, handedOver: false, rulesCover: () => true };
const decide = (said: Partial<Classification>, situation: Partial<typeof fresh> = {}) =>
  decidePath(door, 0.85, { ...sure, ...said }, { ...fresh, ...situation });

describe('where a message goes', () => {
  it.each<[string, Partial<Classification>, Partial<typeof fresh>, string]>([
    ['what is simple and rules understand', { intent: 'status' }, {}, 'rules'],
    ['what is simple and rules do not understand', { intent: 'status' }, { rulesCover: () => false }, 'agent'],
    ['what has one answer', { intent: 'hello' }, {}, 'template'],
    ['what is the agent’s', { intent: 'change' }, {}, 'agent'],
    ['everything else', {}, {}, 'agent'],
    ['an intent that is gone', { intent: 'gone' }, {}, 'agent'],
    ['just unclear', { confidence: 0.84 }, {}, 'clarify'],
    ['just clear', { confidence: 0.85 }, { askedBefore: true }, 'agent'],
    ['unclear again', { confidence: 0.84 }, { askedBefore: true }, 'unclear'],
    ['unclear, perhaps out of scope', { confidence: 0.2, outOfScope: true }, {}, 'clarify'],
    ['out of scope', { outOfScope: true }, {}, 'hand_over'],
    ['out of scope, a person knows', { outOfScope: true }, { handedOver: true }, 'decline'],
    ['out of scope by a simple intent’s name', { intent: 'status', outOfScope: true }, {}, 'hand_over'],
  ])('%s', (_, said, situation, path) => {
    expect(decide(said, situation).path).toBe(path);
  });

  it('says what the agent can do when it refuses, and that a person is told', () => {
    expect(decide({ outOfScope: true }).reply).toBe(
      "I can't do that here. I can look things up. I have asked a colleague to look at it; they will answer you here.",
    );
  });

  it.each([
    ['Which order do you mean?', true],
    ['¿Cuál pedido?', true],
    ['Do you mean order 17?', false],
    ['See www.evil.example?', false],
    ['I refunded it.', false],
    ['One.\nTwo?', false],
    [`${'Why '.repeat(60)}?`, false],
    [null, false],
  ])('asks the classifier’s question only when it is nothing but one: %s', (question, isAsked) => {
    const { reply } = decide({ confidence: 0.3, question });
    if (isAsked) expect(reply).toBe(question);
    else expect(reply).toBe('I am not sure what you need. I can look things up. What should I do for you?');
  });
});
