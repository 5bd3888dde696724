// Who may import whom. What is not listed is forbidden, for types too.
const lib = {
  domain: [],
  gate: ['domain'],
  engine: ['domain', 'gate'],
  tools: ['domain', 'engine', 'gate'],
  agents: ['domain', 'tools', 'notify'],
  model: ['domain', 'engine', 'config'],
  store: ['domain', 'engine'],
  auth: ['domain', 'store', 'config'],
  audit: ['domain', 'store'],
  notify: ['domain', 'store', 'config'],
  telemetry: ['domain', 'config'],
  services: ['domain', 'gate', 'engine', 'tools', 'agents', 'model', 'store', 'audit', 'notify', 'telemetry', 'config'],
  api: ['domain', 'gate', 'services', 'store', 'auth', 'config'],
  testing: ['domain', 'gate', 'engine', 'tools', 'agents', 'model', 'store', 'services', 'config'],
};

const folder = (name) => (name === 'config' ? '^lib/config\\.ts$' : `^lib/${name}/`);
const packages = '(^|/)node_modules/';
const allow = (from, to) => ({ from: { path: from }, to: { path: to } });
const test = '\\.test\\.tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'domain-needs-zod-only',
      severity: 'error',
      from: { path: '^lib/domain/', pathNot: test },
      to: { path: packages, pathNot: '(^|/)node_modules/zod/' },
    },
    {
      name: 'domain-runs-anywhere',
      severity: 'error',
      from: { path: '^lib/domain/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'browser-reads-the-contract-only',
      comment: 'What runs in the browser must not reach the services behind the contract.',
      severity: 'error',
      from: { path: '^(components|lib/api/(contract|client))/', pathNot: test },
      to: { path: '^lib/api/', pathNot: '^lib/api/(contract|client)/' },
    },
  ],
  allowedSeverity: 'error',
  allowed: [
    allow('.', packages),
    { from: {}, to: { dependencyTypes: ['core'] } },
    ...Object.entries(lib).map(([name, targets]) => allow(folder(name), [name, ...targets].map(folder))),
    allow('^lib/config', '^lib/config'),
    // Services take and give what the contract says.
    allow('^lib/services/', '^lib/api/contract/'),
    // Hashing is below the use cases, signing in above them.
    allow('^lib/services/', '^lib/auth/(password|api-token)\\.ts$'),
    allow('^lib/auth/', '^lib/services/(application|boot)\\.ts$'),
    // Tests may use what tests share.
    allow(`^lib/.+${test}`, '^(lib/(testing|domain|store|config)|tests/support)'),
    allow('^components/ui/', '^components/ui/'),
    allow('^components/(?!ui/)', '^(components/|lib/(domain|api/(contract|client))/)'),
    allow('^(app|instrumentation|proxy)', '^(app/|instrumentation|components/|lib/(domain|api|services|auth|config))'),
    allow('^(scripts|prisma)/', '^(scripts|prisma|lib|tests/support)/'),
    allow('^tests/', '^((tests|scripts|prisma|lib|components|app)/|proxy\\.ts$)'),
    allow('^[^/]+\\.config\\.', '^(tests|scripts)/'),
    allow('^tests/screenshots/playwright\\.config\\.', '^playwright\\.config\\.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^lib/store/generated/|\\.(css|json|md)$' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
