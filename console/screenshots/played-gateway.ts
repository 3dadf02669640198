import { GatewayProcess } from '../../test/support/gateway-process.ts';
import { TempFolder } from '../../test/support/temp-folder.ts';
import { fillHistory } from './history.ts';
import { Scene } from './scene.ts';
import type { Subjects } from './shots.ts';

/** Starts a gateway with real endpoints, real deliveries and a history of days, and ends it after the work. */
export async function withPlayedGateway(
  work: (gateway: GatewayProcess, subjects: Subjects) => Promise<void>,
): Promise<void> {
  using folder = new TempFolder();
  const scene = await Scene.open();
  let gateway = await GatewayProcess.start(scene.environment, folder.path);
  try {
    const subjects = await scene.play(gateway);
    await gateway.end();
    fillHistory(folder.file('data/gateway.db'));
    gateway = await GatewayProcess.start(scene.environment, folder.path);
    await work(gateway, subjects);
  } finally {
    await gateway.end('SIGKILL');
    await scene.close();
  }
}
