import { isPlain } from './definitions/field-rules.js';
import { templateFaults } from '../event-types/template-fault.js';
import type { GatewayConfig } from '../config/gateway-config.js';
import { GatewayError } from '../model/gateway-error.js';
import { LINK_ACCEPTED, linkFault } from '../model/link-template.js';
import type { Links } from '../model/message-options.js';
import { noSuchField } from '../model/nearest.js';

/** The links of the configuration file, and what is wrong with them as sentences. */
export interface FileLinks {
  readonly links: Partial<Pick<Links, 'job'>>;
  readonly faults: readonly string[];
}

/** Reads the value of `links` in the configuration file; undefined or null: there are none. */
export function fileLinksOf(value: unknown): FileLinks {
  if (value === undefined || value === null) return { links: {}, faults: [] };
  if (!isPlain(value)) return { links: {}, faults: ['links must be a map with the key job.'] };
  const unknown = Object.keys(value).filter((name) => name !== 'job');
  const faults = unknown.map((name) => noSuchField(`links.${name.slice(0, 64)}`, name, ['job']));
  const { job } = value;
  if (job === undefined || job === null) return { links: {}, faults };
  return { links: { job: job as string }, faults: [...faults, ...linkFaults(job, 'links.job')] };
}

/** Finds what is wrong with the template of a link, as sentences. @param name of the setting */
function linkFaults(link: unknown, name: string): string[] {
  const problem = typeof link === 'string' ? linkFault(link) : 'is no text';
  if (problem !== null) return [`${name} ${problem}. Accepted: ${LINK_ACCEPTED}.`];
  return templateFaults(link as string, name).map(({ message }) => message);
}

/** Checks the template of the environment's link. @throws GatewayError `invalid_configuration` */
export function checkLinks({ links: { job } }: Pick<GatewayConfig, 'links'>): void {
  const faults = job === null ? [] : linkFaults(job, 'WEBHOOK_LINK_JOB');
  if (faults.length > 0) throw new GatewayError('invalid_configuration', faults.join(' '));
}
