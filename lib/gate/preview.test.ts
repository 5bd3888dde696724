import { describe, expect, it } from 'vitest';
import type { ReadTool } from '@/lib/domain/tool';
import { buildPreview, toolHash, viewHash } from './preview';

describe('what binds a decision to what was seen', () => {
  const { preview, targetVersion } = buildPreview({ a: { x: 1 } }, { a: { x: 2 } });
  const view = { args: { n: 1 }, preview, toolHash: 't', targetVersion, policyVersion: 1, proposalVersion: 1 };

  it('changes with every member of the view', () => {
    const other = buildPreview({ a: { x: 1 } }, { a: { x: 3 } }).preview;
    const views = [
      view,
      { ...view, args: { n: 2 } },
      { ...view, preview: other },
      { ...view, toolHash: 'u' },
      { ...view, targetVersion: 'v' },
      { ...view, policyVersion: 2 },
      { ...view, proposalVersion: 2 },
    ];
    expect(new Set(views.map(viewHash)).size).toBe(views.length);
  });

  it('does not depend on the order of keys', () => {
    expect(viewHash({ ...view, args: { a: 1, b: 2 } })).toBe(viewHash({ ...view, args: { b: 2, a: 1 } }));
    expect(buildPreview({ p: 1, q: 2 }, {}).targetVersion).toBe(buildPreview({ q: 2, p: 1 }, {}).targetVersion);
  });

  it('names a tool by what an approval relies on', () => {
    const tool: ReadTool = {
      name: 'look',
      description: 'Looks.',
      input: { type: 'object' },
      output: {},
      reversibility: 'read_only',
      scope: () => Promise.resolve(null),
      check: () => Promise.resolve(null),
      execute: () => Promise.resolve(null),
      onFailure: 'tell_model',
    };
    expect(toolHash(tool)).toBe(toolHash({ ...tool, onFailure: 'escalate' }));
    expect(toolHash(tool)).not.toBe(toolHash({ ...tool, description: 'Looks hard.' }));
    expect(toolHash(tool)).not.toBe(toolHash({ ...tool, input: { type: 'object', properties: {} } }));
  });
});
