import type { ShippedPackage } from './shipped-packages.ts';

interface Property {
  readonly name: string;
  readonly value: string;
}

/** A component of CycloneDX, as far as it is read here. */
interface Component {
  /** Name and version: `pino@10.4.0`. */
  readonly 'bom-ref': string;
  readonly name: string;
  readonly scope?: string;
  readonly properties?: readonly Property[];
}

/** The part of a CycloneDX document that npm writes and that is read here. */
export interface Bom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/** The property of CycloneDX's taxonomy for npm that marks code inside another package. */
const BUNDLED: Property = { name: 'cdx:npm:package:bundled', value: 'true' };

/**
 * Keeps of npm's list of everything in the lockfile what users get, and marks what is inside the bundle.
 * @param everything CycloneDX of `npm sbom`, which knows development packages as well
 * @param name name of the package, in place of the folder's name that npm writes
 * @throws where the lockfile does not know a shipped package
 */
export function shippedBom(everything: Bom, shipped: readonly ShippedPackage[], name: string): Bom {
  const wanted = new Map(shipped.map((one) => [`${one.name}@${one.version}`, one]));
  const components = everything.components
    .filter((component) => wanted.has(component['bom-ref']))
    .map((component) => asShipped(component, wanted.get(component['bom-ref'])!));
  const known = new Set(components.map((component) => component['bom-ref']));
  const missing = [...wanted.keys()].filter((key) => !known.has(key));
  if (missing.length > 0) throw new Error(`The lockfile does not know ${missing.join(', ')}.`);
  const root = everything.metadata.component;
  const refs = known.add(root['bom-ref']);
  return {
    ...everything,
    metadata: { ...everything.metadata, component: { ...root, name } },
    components,
    dependencies: everything.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) })),
  };
}

/** npm calls development packages optional, and names aliased ones by their alias. */
function asShipped(component: Component, { name, bundled }: ShippedPackage): Component {
  return { ...component, name, scope: 'required', properties: bundled ? [BUNDLED] : [] };
}
