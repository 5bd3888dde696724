import { BookOpen, Bot, CircleDollarSign } from 'lucide-react';
import Link from 'next/link';
import { OutsideAgents } from '@/components/settings/outside-agents';
import { HaltSection } from '@/components/settings/halt-section';
import { PeopleSection } from '@/components/people/people-section';
import { TaughtRules } from '@/components/settings/taught-rules';
import { ToolList } from '@/components/settings/tool-list';
import { agentNames } from '../agent-names';

export default function SettingsPage() {
  const agents = agentNames();
  return (
    <>
      <h1 className="text-title font-semibold">Settings</h1>
      <PeopleSection />
      <HaltSection agents={agentNames()} />
      <section aria-labelledby="agents" className="flex flex-col gap-2">
        <h2 id="agents" className="font-semibold">
          Agents
        </h2>
        {agents.length === 0 && <p className="text-small text-quiet">No agent runs here.</p>}
        <ul className="divide-y rounded-md ring-1 ring-line empty:hidden">
          {agents.map(({ name, title }) => (
            <li key={name}>
              <Link
                href={`/settings/agents/${encodeURIComponent(name)}`}
                className="flex items-center gap-2 px-3 py-2.5 outline-offset-[-2px] hover:bg-surface"
              >
                <Bot aria-hidden className="size-4 text-quiet" />
                <span className="text-small font-medium">{title}</span>
                <span className="font-mono text-meta text-quiet">{name}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="knowledge" className="flex flex-col gap-2">
        <h2 id="knowledge" className="font-semibold">
          Knowledge
        </h2>
        <p className="rounded-md ring-1 ring-line">
          <Link
            href="/settings/knowledge"
            className="flex items-center gap-2 px-3 py-2.5 outline-offset-[-2px] hover:bg-surface"
          >
            <BookOpen aria-hidden className="size-4 text-quiet" />
            <span className="text-small font-medium">Knowledge</span>
            <span className="text-meta text-quiet">what agents look up and cite</span>
          </Link>
        </p>
      </section>
      <section aria-labelledby="costs" className="flex flex-col gap-2">
        <h2 id="costs" className="font-semibold">
          Costs
        </h2>
        <p className="rounded-md ring-1 ring-line">
          <Link
            href="/settings/costs"
            className="flex items-center gap-2 px-3 py-2.5 outline-offset-[-2px] hover:bg-surface"
          >
            <CircleDollarSign aria-hidden className="size-4 text-quiet" />
            <span className="text-small font-medium">Costs</span>
            <span className="text-meta text-quiet">what models and tools cost, and the caps</span>
          </Link>
        </p>
      </section>
      <OutsideAgents />
      <TaughtRules />
      <ToolList />
    </>
  );
}
