/** A call from the bench to one of its processes, over Node's IPC channel. */
interface Call {
  readonly call: number;
  readonly name: string;
  readonly args: unknown;
}

/** The answer to a call. */
export interface Reply {
  readonly call: number;
  readonly value?: unknown;
  readonly error?: string;
}

type Handlers = Readonly<Record<string, (args: never) => unknown>>;

/** Answers the named calls in a process of the bench; other listeners may answer others. */
export function answer(handlers: Handlers): void {
  process.on('message', (message: Call) => {
    const handler = handlers[message.name];
    if (handler) void run(handler, message).then((reply) => process.send?.(reply));
  });
}

async function run(handler: (args: never) => unknown, { call, args }: Call): Promise<Reply> {
  try {
    return { call, value: await handler(args as never) };
  } catch (error) {
    return { call, error: (error as Error).stack ?? String(error) };
  }
}
