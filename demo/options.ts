import { parseArgs } from 'node:util';

/** Options of the demo. */
export interface Options {
  /** Whether gateway and receivers run on after the summary, until Ctrl-C. */
  readonly keep: boolean;
  /** Folder of the gateway's data; null: a temporary one, removed at the end. */
  readonly data: string | null;
  /** Port of the gateway; 0: any free one. */
  readonly port: number;
}

/** Help text of the demo. */
export const USAGE = `npm run demo -- [options]

  --keep        keep everything running after the summary, until Ctrl-C
  --data DIR    keep the gateway's data in DIR instead of a temporary folder
  --port N      the gateway's port instead of any free one
  --help        this text
`;

/** Reads the command line; null when help is asked for. Throws on unknown options. */
export function readOptions(argv: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      keep: { type: 'boolean', default: false },
      data: { type: 'string' },
      port: { type: 'string', default: '0' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new Error(`--port ${values.port} is not a port.`);
  if (values.data === '') throw new Error('--data needs a folder.');
  return { keep: values.keep, data: values.data ?? null, port };
}
