/** The rooms of docs/architecture.md and the one way imports may run between them. */
const room = (name) => `^src/modules/${name}/`;
const inActions = (folder) => `^src/modules/actions/${folder}/`;
const inDelivery = (folder) => `^src/modules/delivery/${folder}/`;
/** What every room with a controller may use. */
const web = [room('http'), room('access')];
/** What every room on an event's way may use. */
const tracing = room('tracing');
/** What the console draws a message with: built by Vite, not part of the server. */
const previews = '^src/adapters/[^/]+/preview/';
/** Folders below the adapters that hold what adapters share; every other folder there is one adapter. */
const shared = '^src/adapters/(notification|block-kit|markup|templates|values|catalogue|payload|batch)/';
/** Files under src that are not part of the server's build. */
const notBuilt = ['\\.(spec|oracle)\\.ts$', previews];
/** The packages that the server may import: the bundle contains them, except for the two that npm installs beside it. */
const shipped = `
  @fastify/cookie @fastify/helmet @fastify/static fastify
  @nestjs/axios @nestjs/common @nestjs/core @nestjs/platform-fastify @nestjs/schedule @nestjs/swagger
  reflect-metadata rxjs class-transformer class-validator
  axios undici ipaddr.js
  better-sqlite3 kysely pg
  nestjs-pino pino pino-pretty sonic-boom prom-client nodemailer
  @opentelemetry/api @opentelemetry/sdk-node
  ajv dotenv commander liquidjs re2js uuid yaml yocto-queue`
  .trim()
  .split(/\s+/);
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: notBuilt },
  to: { path: '^src/', pathNot: [from, ...allowed] },
});
/** Keeps a folder that adapters share from importing others of them. */
const above = (name, folder, others) => ({
  name,
  severity: 'error',
  from: { path: `^src/adapters/${folder}/`, pathNot: notBuilt },
  to: { path: `^src/adapters/(${others.join('|')})/` },
});
/** The files of a room that other rooms may import. */
const door = (name, files) => ({
  name: `${name}-has-a-door`,
  severity: 'error',
  from: { path: '^src/modules/', pathNot: room(name) },
  to: { path: room(name), pathNot: files.map((file) => `${room(name)}${file}\\.ts$`) },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['(main|validate)\\.ts$', ...notBuilt] },
      to: {},
    },
    { name: 'no-barrels', severity: 'error', from: { path: '^src/' }, to: { path: '/index\\.ts$' } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'clients-stand-alone',
      severity: 'error',
      from: { path: '^clients/' },
      to: { pathNot: ['^clients/', '^(node:)?[a-z_/]+$'] },
    },
    { name: 'nobody-needs-a-client', severity: 'error', from: { path: '^src/' }, to: { path: '^clients/' } },
    only('model-imports-nothing', room('model'), []),
    only('timing-imports-nothing', room('timing'), []),
    only('net-imports-nothing', room('net'), []),
    only('config-knows-the-model', room('config'), [room('model'), room('net')]),
    only('adapters-are-pure', '^src/adapters/', [room('model')]),
    {
      name: 'adapters-stand-alone',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/[^/]+/', pathNot: ['^src/adapters/$1/', shared] },
    },
    {
      name: 'what-adapters-share-knows-no-adapter',
      severity: 'error',
      from: { path: shared, pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/adapters/(registry\\.ts|[^/]+/)', pathNot: shared },
    },
    // Among what adapters share: notifications use templates, templates use values; texts of the catalogue need none of them.
    above('values-know-no-template', 'values', ['templates', 'notification', 'catalogue']),
    above('templates-know-no-notification', 'templates', ['notification', 'catalogue']),
    above('the-catalogue-is-plain', 'catalogue', ['notification', 'templates', 'values']),
    {
      name: 'liquid-only-in-templates',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/adapters/templates/', '\\.spec\\.ts$'] },
      to: { path: 'node_modules/liquidjs/' },
    },
    {
      name: 'previews-import-no-server-code',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/preview/' },
      to: { path: '^(src|console|test)/', pathNot: '^src/adapters/($1|block-kit|markup|payload)/preview/' },
    },
    {
      name: 'the-server-needs-no-preview',
      severity: 'error',
      from: { path: '^src/', pathNot: notBuilt },
      to: { path: previews },
    },
    only('store-knows-model-and-config', room('store'), [room('model'), room('config')]),
    only('event-types-know-store-and-catalogue', room('event-types'), [
      ...web,
      room('model'),
      room('timing'),
      room('config'),
      room('store'),
      '^src/adapters/(catalogue/|templates/|plain-value)',
    ]),
    only('endpoints-know-store-and-adapters', room('endpoints'), [
      ...web,
      room('event-types'),
      room('model'),
      room('timing'),
      room('config'),
      room('store'),
      room('net'),
      '^src/adapters/',
    ]),
    only('filters-are-plain', '^src/modules/endpoints/filter/', [room('model'), room('timing')]),
    {
      name: 'definitions-know-no-file',
      severity: 'error',
      from: { path: '^src/modules/endpoints/(definitions|filter-check|presentation)/', pathNot: notBuilt },
      to: { path: '^src/modules/endpoints/file/' },
    },
    only('endpoint-api-knows-endpoints-and-probes', room('endpoint-api'), [
      ...web,
      room('event-types'),
      room('model'),
      room('store'),
      room('endpoints'),
      room('net'),
      '^src/modules/delivery/(probe/|delivery\\.module)',
      '^src/adapters/',
    ]),
    {
      name: 'only-observe-imports-the-endpoint-api',
      severity: 'error',
      from: { path: '^src/modules/', pathNot: [room('endpoint-api'), room('observe'), '\\.spec\\.ts$'] },
      to: { path: room('endpoint-api') },
    },
    only('http-knows-the-model', room('http'), [room('model')]),
    only('tracing-knows-the-model', room('tracing'), [room('model')]),
    only('access-knows-config-and-store', room('access'), [
      room('http'),
      room('model'),
      room('timing'),
      room('config'),
      room('store'),
    ]),
    only('keys-know-access-and-store', room('keys'), [
      ...web,
      room('model'),
      room('config'),
      room('store'),
      '^src/modules/endpoints/definitions/field',
    ]),
    only('ingest-is-alone', room('ingest'), [
      ...web,
      tracing,
      room('event-types'),
      room('model'),
      room('timing'),
      room('config'),
      room('store'),
      room('endpoints'),
    ]),
    only('delivery-is-alone', room('delivery'), [
      ...web,
      tracing,
      room('event-types'),
      room('model'),
      room('timing'),
      room('config'),
      room('store'),
      room('endpoints'),
      room('net'),
      '^src/adapters/',
    ]),
    // Within delivery: the flow at its top uses these folders. Of the flow they know the form of its results, and no step.
    {
      name: 'folders-of-delivery-know-no-step',
      severity: 'error',
      from: { path: '^src/modules/delivery/[^/]+/', pathNot: notBuilt },
      to: {
        path: '^src/modules/delivery/[^/]+\\.ts$',
        pathNot: '^src/modules/delivery/(report|decide)\\.ts$',
      },
    },
    {
      name: 'holds-alone-decide-beside-the-flow',
      severity: 'error',
      from: { path: '^src/modules/delivery/[^/]+/', pathNot: [inDelivery('admission'), ...notBuilt] },
      to: { path: '^src/modules/delivery/decide\\.ts$' },
    },
    only('sender-knows-no-flow', inDelivery('sender'), [
      room('model'),
      room('timing'),
      room('config'),
      room('net'),
      room('endpoints'),
    ]),
    only('request-knows-no-flow', inDelivery('request'), [
      room('event-types'),
      inDelivery('sender'),
      tracing,
      room('model'),
      room('timing'),
      room('config'),
      '^src/adapters/',
    ]),
    only('rate-limit-knows-no-flow', inDelivery('rate-limit'), [
      inDelivery('events'),
      room('model'),
      room('timing'),
      room('store'),
      room('endpoints'),
    ]),
    only('breaker-knows-no-flow', inDelivery('breaker'), [
      inDelivery('rate-limit'),
      inDelivery('events'),
      room('model'),
      room('timing'),
      room('config'),
      room('store'),
      room('endpoints'),
    ]),
    {
      name: 'probes-are-used-by-the-endpoint-api',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          inDelivery('probe'),
          room('endpoint-api'),
          inActions('effects'),
          'delivery\\.module\\.ts$',
          '\\.spec\\.ts$',
        ],
      },
      to: { path: inDelivery('probe') },
    },
    only('history-is-alone', room('history'), [
      ...web,
      room('event-types'),
      room('model'),
      room('timing'),
      room('config'),
      room('store'),
      room('endpoints'),
      '^src/adapters/',
    ]),
    only('repair-knows-history', room('repair'), [
      ...web,
      room('model'),
      room('timing'),
      room('config'),
      room('store'),
      room('endpoints'),
      room('history'),
    ]),
    only('incidents-know-what-fails', room('incidents'), [
      ...web,
      room('model'),
      room('timing'),
      room('store'),
      room('endpoints'),
      room('history'),
      '^src/modules/delivery/events/',
      '^src/adapters/explanation',
    ]),
    door('incidents', ['incidents\\.module', '[a-z-]+\\.(presenter|response)']),
    door('history', [
      'history\\.module',
      '[a-z-]+\\.(presenter|response)',
      '(endpoint-names|filter-reader)\\.service',
      'language/(print-step|query-(fields|syntax))',
      'query/[a-z-]+',
    ]),
    only('search-reads-through-history', room('search'), [
      ...web,
      room('event-types'),
      room('model'),
      room('config'),
      room('store'),
      room('endpoints'),
      room('history'),
    ]),
    door('search', ['search\\.module']),
    door('repair', [
      'repair\\.module',
      'operation\\.presenter',
      'repair-events\\.service',
      'repairs\\.service',
    ]),
    only('actions-press-what-others-do', room('actions'), [
      ...web,
      room('model'),
      room('timing'),
      room('config'),
      room('store'),
      room('endpoints'),
      room('ingest'),
      room('history'),
      room('repair'),
      room('net'),
      inDelivery('(probe|sender)'),
      '^src/adapters/',
    ]),
    // Within the room: links are made without knowing what pressing them does, and only effects know the rooms that do it.
    only('action-links-know-no-press', inActions('(links|token)'), [
      room('model'),
      room('config'),
      room('endpoints'),
      '^src/adapters/',
    ]),
    only('action-presses-know-no-page', inActions('(press|effects)'), [
      inActions('(links|token|press|effects)'),
      '^src/adapters/(adapter|clean-text|registry)',
      room('access'),
      room('model'),
      room('config'),
      room('store'),
      room('endpoints'),
      room('ingest'),
      room('history'),
      room('repair'),
      inDelivery('probe'),
    ]),
    door('actions', [
      'actions\\.module',
      'action-links\\.module',
      'buttons/(button-listeners\\.service|listener-status)',
    ]),
    {
      name: 'commands-load-on-demand',
      comment:
        'A command starts in a tenth of a second: what needs Nest or a driver is in src/cli/local, loaded when it runs.',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: ['^src/cli/local/', '\\.spec\\.ts$'] },
      to: {
        path: '^src/',
        pathNot: [
          '^src/cli/(?!local/)',
          room('model'),
          '^src/modules/config/version',
          '^src/adapters/samples',
        ],
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    only('commands-know-no-flow', '^src/cli/', [
      '^src/main\\.ts$',
      room('model'),
      room('config'),
      room('net'),
      room('store'),
      '^src/modules/endpoints/(file/|environment-endpoints)',
      '^src/adapters/samples',
    ]),
    {
      name: 'nobody-imports-the-commands',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    only('listeners-know-endpoints', room('listeners'), [
      ...web,
      room('model'),
      room('timing'),
      room('config'),
      room('store'),
      room('endpoints'),
    ]),
    door('listeners', ['listeners\\.module']),
    only('console-knows-config', room('console'), [room('config')]),
    only('observe-knows-what-it-watches', room('observe'), [
      ...web,
      room('model'),
      room('config'),
      room('store'),
      room('endpoints'),
      room('endpoint-api'),
      room('ingest'),
      room('delivery'),
      room('history'),
      room('repair'),
      room('incidents'),
      room('actions'),
      '^src/adapters/catalogue/',
    ]),
    {
      name: 'only-the-flow-is-traced',
      severity: 'error',
      from: { path: '^src/modules/', pathNot: [tracing, room('ingest'), room('delivery'), ...notBuilt] },
      to: { path: tracing },
    },
    {
      name: 'nobody-imports-observe',
      severity: 'error',
      from: { path: '^src/modules/', pathNot: room('observe') },
      to: { path: room('observe') },
    },
    {
      name: 'nobody-imports-the-description',
      severity: 'error',
      from: { path: '^src/modules/', pathNot: room('openapi') },
      to: { path: room('openapi') },
    },
    {
      name: 'adapters-know-no-framework',
      severity: 'error',
      from: { path: '^src/adapters/', pathNot: notBuilt },
      to: { path: 'node_modules/(@nestjs|rxjs|axios|undici|kysely|fastify)' },
    },
    {
      name: 'http-clients-only-in-the-sender',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/modules/delivery/sender/', '\\.spec\\.ts$'] },
      to: { path: 'node_modules/(axios|undici|nodemailer|@nestjs/axios)/' },
    },
    {
      name: 'shared-sql-and-migrations-know-no-driver',
      severity: 'error',
      from: { path: '^src/modules/store/(sql|migrations)/' },
      to: { path: '^src/modules/store/(sqlite|postgres)/|node_modules/(better-sqlite3|pg)/' },
    },
    {
      name: 'drivers-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/modules/store/(sqlite|postgres)/' },
      to: { path: '^src/modules/store/(sqlite|postgres)/', pathNot: '^src/modules/store/$1/' },
    },
    {
      name: 'rooms-know-the-ports-of-the-store-alone',
      severity: 'error',
      // The commands backup and restore work on a database file without a gateway.
      from: { path: '^src/', pathNot: [room('store'), '^src/cli/local/', ...notBuilt] },
      to: { path: '^src/modules/store/[^/]+/' },
    },
    {
      name: 'drivers-only-in-the-store',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/modules/store/', '\\.spec\\.ts$'] },
      to: { path: 'node_modules/(kysely|better-sqlite3|pg)/' },
    },
    {
      name: 'production-code-imports-shipped-packages-only',
      severity: 'error',
      from: { path: '^src/', pathNot: notBuilt },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: shipped.map((name) => `node_modules/${name}/`),
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
