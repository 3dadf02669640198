/**
 * Bundles the compiled gateway and its libraries into a few files. A start reads those instead of about 3,400 modules,
 * and takes a third of the time. Native code, and packages loaded on demand, stay outside; the files of Swagger UI are
 * copied.
 */
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import {
  axiosWithoutAdapters,
  httpWithoutWebSocket,
  staticWithoutGlob,
  validatorWithoutPhoneNumbers,
} from './lighter-start.ts';
import { packagesOf } from './shipped/packages-of-modules.ts';

const COMPILED = './.cache/compiled';
const OUT = 'dist';

/** The console has a build of its own in the same folder. */
const before = existsSync(OUT) ? readdirSync(OUT).filter((name) => name !== 'console') : [];
for (const name of before) rmSync(join(OUT, name), { recursive: true });

/** Makes Nest look for the files of Swagger UI in `dist/swagger-ui`, not in a package, which is not installed. */
function fromDist(code) {
  const changed = code.replace(
    "require('swagger-ui-dist/absolute-path.js')()",
    "require('node:path').join(import.meta.dirname, 'swagger-ui')",
  );
  if (changed === code)
    throw new Error('@nestjs/swagger no longer finds Swagger UI by its absolute-path.js.');
  return { code: changed, map: null };
}

const bundle = await rolldown({
  input: {
    main: `${COMPILED}/main.js`,
    cli: `${COMPILED}/cli/main.js`,
    describe: `${COMPILED}/describe.js`,
    // The name is the one that `open-store.ts` loads.
    'sqlite/thread/worker': `${COMPILED}/modules/store/sqlite/thread/worker.js`,
  },
  platform: 'node',
  plugins: [
    { name: 'swagger-ui-here', transform: { filter: { id: /swagger-ui\.js$/ }, handler: fromDist } },
    axiosWithoutAdapters,
    httpWithoutWebSocket,
    staticWithoutGlob,
    validatorWithoutPhoneNumbers,
  ],
  external: [
    'better-sqlite3',
    '@opentelemetry/sdk-node',
    // Optional packages of Nest and pg that are not installed.
    /^@nestjs\/(?:microservices|websockets|platform-express)/,
    /^@fastify\/(?:multipart|view)$/,
    'pg-native',
  ],
});
const { output } = await bundle.write({
  dir: OUT,
  keepNames: true,
  // Without white space and comments; names stay, for stack traces.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  sourcemap: true,
  // V8 keeps plain ASCII in half the memory, and Node reads and hashes all of it at every start.
  charset: 'ascii',
  comments: false,
  chunkFileNames: '[name].js',
});

for (const { fileName, code } of output.filter(({ type }) => type === 'chunk'))
  if (/try\{(?:return (?:true|false|null);?)?\}catch/.test(code))
    throw new Error(
      `${fileName}: the bundler has left out a call for its error alone, such as decodeURIComponent(text); use its result.`,
    );

/** Files that the pages at `/api/docs` load. */
const SWAGGER_UI = 'node_modules/swagger-ui-dist';
const PAGES = /^(favicon.*\.png|index\.css|swagger-ui\.css|swagger-ui-(bundle|standalone-preset)\.js)$/;
for (const name of readdirSync(SWAGGER_UI).filter((file) => PAGES.test(file)))
  cpSync(join(SWAGGER_UI, name), join(OUT, 'swagger-ui', name));

const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
const packages = packagesOf([...modules, join(process.cwd(), SWAGGER_UI, 'index.js')], process.cwd());
writeFileSync(join(OUT, 'packages.json'), JSON.stringify(packages, null, 2));
