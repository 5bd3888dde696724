/** The cache's names for what the API answers; a prefix invalidates all below it. */
export const queryKeys = {
  me: ['me'],
  runs: ['runs'],
  run: (id: string) => ['runs', id],
  conversations: ['conversations'],
  conversation: (id: string) => ['conversations', id],
  inbox: ['inbox'],
  proposals: ['proposals'],
  proposal: (id: string) => ['proposals', id],
  tools: ['tools'],
  policy: (tool: string) => ['tools', tool, 'policy'],
  agents: ['agents'],
  agent: (name: string) => ['agents', name],
  mail: ['mail'],
  halts: ['halts'],
} as const;
