import type { InboxItemKind } from '@/lib/domain/inbox-item';
import type { NoticeKind } from '@/lib/domain/notice';
import { escapeSlack } from './slack';

/** What a notice may say of an item: what kind it is and where it is. Never its sentence, which holds the arguments. */
interface Told {
  kind: NoticeKind;
  itemId: string;
  itemKind: InboxItemKind;
  tool: string | null;
  agent: string;
  expiresAt: Date | null;
  outcome: string | null;
  conversationId: string | null;
}

export interface NoticeText {
  subject: string;
  body: string;
  slack: string;
}

interface Line {
  sentence: string;
  link: string;
}

const MOST_LINES = 20;

/** One message about items of one kind of notice, with a link to each; `site` is the address of our own pages. */
export function writeNotice(site: string, items: readonly [Told, ...Told[]]): NoticeText {
  const lines = distinct(items.map((item) => ({ sentence: sentenceOf(item), link: linkOf(site, item) })));
  const [first] = lines;
  const subject = lines.length === 1 && first ? first.sentence : manySubject(items[0].kind, lines.length);
  const shown = lines.slice(0, MOST_LINES);
  const rest = lines.length - shown.length;
  const all = new URL(items[0].kind === 'needs_you' ? '/inbox' : '/chat', site).href;
  const more = rest > 0 ? `And ${rest} more: ` : '';
  const account = new URL('/account', site).href;
  const end = 'Opening a link decides nothing.';
  return {
    subject,
    body: `${shown.map(({ sentence, link }) => `${sentence}\n${link}\n`).join('\n')}${more && `\n${more}${all}\n`}\n${end} What you are told, and how: ${account}\n`,
    slack: `${shown.map(({ sentence, link }) => `<${link}|${escapeSlack(sentence)}>`).join('\n')}${more && `\n${more}<${all}|all>`}\n${end}`,
  };
}

function distinct(lines: readonly Line[]): Line[] {
  return [...new Map(lines.map((line) => [`${line.link} ${line.sentence}`, line])).values()];
}

function manySubject(kind: NoticeKind, count: number): string {
  return kind === 'needs_you' ? `${count} items need you` : `${count} answers to what you asked for`;
}

function sentenceOf(item: Told): string {
  return item.kind === 'decided' ? decidedSentence(item) : needsYouSentence(item);
}

function needsYouSentence({ itemKind, tool, agent, expiresAt }: Told): string {
  const what = tool ?? agent;
  switch (itemKind) {
    case 'proposal':
      return `${what} needs your decision${expiresAt ? ` until ${moment(expiresAt)}` : ''}`;
    case 'escalation':
      return `${agent} handed a conversation to people`;
    case 'unknown_outcome':
      return `Nobody knows whether a call of ${what} took place`;
    case 'dead_letter':
      return `A run of ${agent} stopped after repeated failures`;
  }
}

function decidedSentence({ itemKind, outcome }: Told): string {
  if (itemKind === 'escalation')
    return outcome === 'reply' ? 'A person answered you' : 'A person had your request go on';
  if (outcome === 'approved') return 'What you asked for was approved';
  return outcome === 'expired' ? 'Nobody decided in time on what you asked for' : 'What you asked for was rejected';
}

/** To the minute, in UTC: where the reader is, nobody knows. */
function moment(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function linkOf(site: string, { kind, itemId, conversationId }: Told): string {
  if (kind === 'needs_you') return new URL(`/inbox/${encodeURIComponent(itemId)}`, site).href;
  return new URL(conversationId === null ? '/' : `/chat/${encodeURIComponent(conversationId)}`, site).href;
}
