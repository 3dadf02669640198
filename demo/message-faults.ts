import { adapterFolder } from '../test/support/adapter-folder.ts';

/**
 * Reads the schema and the oracle from the folder of a chat platform's adapter. The function returned lists what the platform
 * would refuse of a message; empty where nothing.
 */
export async function messageFaults(adapter: string): Promise<(body: string) => readonly string[]> {
  const { faultsOf } = await adapterFolder(adapter);
  return (body) => Object.entries(faultsOf(body)).map(([kind, fault]) => `${kind}: ${JSON.stringify(fault)}`);
}
