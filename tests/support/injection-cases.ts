import canonicalize from 'canonicalize';
import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from '@/lib/domain/json';

/** A call an agent made; `attackers` when the recording says that it is what the attacker asked for. */
export interface AttackedCall {
  name: string;
  /** The text the model sent, which may be no JSON at all. */
  inputText: string;
  attackers: boolean;
  output?: Json;
}

/** One recorded attack: the calls in order, a turn each. */
export interface Attack {
  id: string;
  turns: AttackedCall[][];
}

interface DojoRun {
  case_id: string;
  steps: {
    t: string;
    name?: string;
    args?: JsonObject;
    output?: Json;
    after_injection?: boolean;
    name_is_attacker_tool?: boolean;
  }[];
}

interface AgentCase {
  case_id: string;
  user_tool: string;
  user_args: JsonObject;
  tool_output: Json;
  observed_attacker_calls: { tool: string; args: JsonObject | null; raw_args?: string }[];
}

/** Real conversations of agents that met an attacker's words in what they read. */
export function readDojoAttacks(path: string): Attack[] {
  return readLines<DojoRun>(path).map(({ case_id: id, steps }, index) => ({
    // Some were recorded twice.
    id: `${id}#${index}`,
    turns: steps.flatMap(({ t, name = '', args, output, after_injection: after, name_is_attacker_tool: named }) => {
      const call = { name, inputText: JSON.stringify(args), attackers: after === true && named === true };
      return t === 'tool_call' ? [[{ ...call, ...(output === undefined ? {} : { output }) }]] : [];
    }),
  }));
}

/**
 * One poisoned read each, and then every call that six models made for the attacker. What is no JSON spoils the turn it
 * stands in, so each such call is an attack of its own.
 */
export function readAgentAttacks(path: string): Attack[] {
  return readLines<AgentCase>(path).flatMap((attack) => {
    const { case_id: id, user_tool: name, user_args: args, tool_output: output } = attack;
    const read = [{ name, inputText: JSON.stringify(args), attackers: false, output }];
    const calls = attack.observed_attacker_calls.map((call) => {
      return { name: call.tool, inputText: call.raw_args ?? canonicalize(call.args) ?? '', attackers: true };
    });
    const distinct = [...new Map(calls.map((call) => [`${call.name} ${call.inputText}`, call])).values()];
    const whole = distinct.filter(({ inputText }) => isJson(inputText));
    const broken = distinct.filter(({ inputText }) => !isJson(inputText));
    return [
      ...(whole.length > 0 ? [{ id, turns: [read, whole] }] : []),
      ...broken.map((call, index) => ({ id: `${id}#${index}`, turns: [read, [call]] })),
    ];
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function readLines<Row>(path: string): Row[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}
