import { BookOpen, Bot, CircleDollarSign, ClipboardCheck, Scale, UserRound, UsersRound } from 'lucide-react';
import { HaltSection } from '@/components/settings/halt-section';
import { LinkSection } from '@/components/settings/link-section';
import { OutsideAgents } from '@/components/settings/outside-agents';
import { TaughtRules } from '@/components/settings/taught-rules';
import { ToolList } from '@/components/settings/tool-list';
import { agentNames } from '../agent-names';

const people = [
  { href: '/settings/people', label: 'People', about: 'who may sign in, and as what', icon: UserRound },
  { href: '/settings/groups', label: 'Groups', about: 'whom rules can name together', icon: UsersRound },
  { href: '/settings/deciders', label: 'Who can decide what', about: 'by tool and rule', icon: Scale },
  { href: '/reviewing', label: 'Reviewing', about: 'how long people look, and what they decide', icon: ClipboardCheck },
];
const knowledge = {
  href: '/settings/knowledge',
  label: 'Knowledge',
  about: 'what agents look up and cite',
  icon: BookOpen,
};
const costs = {
  href: '/settings/costs',
  label: 'Costs',
  about: 'what models and tools cost, and the caps',
  icon: CircleDollarSign,
};

export default function SettingsPage() {
  const agents = agentNames().map(({ name, title }) => ({
    href: `/settings/agents/${encodeURIComponent(name)}`,
    label: title,
    about: <span className="font-mono">{name}</span>,
    icon: Bot,
  }));
  return (
    <>
      <h1 className="text-title font-semibold">Settings</h1>
      <LinkSection id="people" title="People" links={people} />
      <HaltSection agents={agentNames()} />
      <LinkSection id="agents" title="Agents" links={agents} empty="No agent runs here." />
      <LinkSection id="knowledge" title="Knowledge" links={[knowledge]} />
      <LinkSection id="costs" title="Costs" links={[costs]} />
      <OutsideAgents />
      <TaughtRules />
      <ToolList />
    </>
  );
}
