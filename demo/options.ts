import { parseArgs } from 'node:util';

export interface Options {
  /** Keep gateway and receivers running after the summary, until Ctrl-C. */
  readonly keep: boolean;
  /** Where the gateway keeps its data; null: a temporary folder, removed at the end. */
  readonly data: string | null;
  /** The gateway's port; 0: any free one. */
  readonly port: number;
}

export const USAGE = `npm run demo -- [options]

  --keep        keep everything running after the summary, until Ctrl-C
  --data DIR    keep the gateway's data in DIR instead of a temporary folder
  --port N      the gateway's port instead of any free one
  --help        this text
`;

/** The command line; null where help was asked for. Throws on what it does not know. */
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
