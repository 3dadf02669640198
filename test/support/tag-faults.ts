import { Parser } from 'htmlparser2';

/** Tags that a message may have, each with the names of its attributes. */
export type Tags = Readonly<Record<string, readonly string[]>>;

/** Lists what htmlparser2 finds in HTML that the gateway does not write: other tags and attributes, comments, tags that nobody closes. */
export function tagFaults(html: string, tags: Tags): readonly string[] {
  const faults: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      const known = Object.hasOwn(tags, name) ? tags[name]! : null;
      if (known === null || Object.keys(attributes).some((key) => !known.includes(key)))
        faults.push(`<${name} ${JSON.stringify(attributes)}>`);
    },
    onclosetag(name, isImplied) {
      if (isImplied && name !== 'br' && name !== 'meta') faults.push(`</${name}> is missing`);
    },
    oncomment: (text) => void faults.push(`a comment: ${text}`),
    onprocessinginstruction: (name) => void faults.push(name),
  });
  parser.end(html);
  return faults;
}
