import type { JsonObject } from '@/lib/domain/json';
import type { Preview } from '@/lib/domain/proposal';
import type { Tool } from '@/lib/domain/tool';
import { isWriteTool } from '@/lib/domain/tool';
import { listChanges } from './changes';
import { canonicalText, sha256 } from './intake';

/** The preview of a write from the touched records before and after it, and the hash of what they were before. */
export function buildPreview(before: JsonObject, after: JsonObject): { preview: Preview; targetVersion: string } {
  return { preview: { before, after, changes: listChanges(before, after) }, targetVersion: targetVersion(before) };
}

/** Names the state of the touched records; any change to them makes another version. */
export function targetVersion(before: JsonObject): string {
  return sha256(canonicalText(before));
}

/** Names a tool's definition as far as an approval relies on it. */
export function toolHash(tool: Tool): string {
  const known = toolHashes.get(tool);
  if (known !== undefined) return known;
  const { name, description, input, output, reversibility } = tool;
  const delivery = isWriteTool(tool) ? tool.delivery : null;
  const hash = sha256(canonicalText({ name, description, input, output, reversibility, delivery } as JsonObject));
  toolHashes.set(tool, hash);
  return hash;
}

/** A definition is one object for as long as it stays the same: a changed one is registered anew. */
const toolHashes = new WeakMap<Tool, string>();

/** Everything a person saw of a proposal and relied on when they decided. */
export interface View {
  args: JsonObject;
  preview: Preview;
  toolHash: string;
  targetVersion: string;
  policyVersion: number;
  proposalVersion: number;
}

/** Binds what was seen to what runs: SHA-256 over the RFC 8785 text of the view. */
export function viewHash({ args, preview, toolHash, targetVersion, policyVersion, proposalVersion }: View): string {
  const seen = { args, preview, toolHash, targetVersion, policyVersion, proposalVersion };
  return sha256(canonicalText(seen as unknown as JsonObject));
}
