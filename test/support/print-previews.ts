import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * Bundles the previews of messages with React and prints `{styles, script}` as JSON; arguments are the types of adapters. The script
 * gives the page `draw(type, message, scheme, headers)`, which returns the text of the drawn message. A process of its own, because the bundler
 * does not run inside the tests' virtual machine.
 */
const ROOT = join(import.meta.dirname, '../..');
const ENTRY = join(ROOT, 'previews-entry.js');
const types = process.argv.slice(2);
const styles: string[] = [];

const preview = (type: string): string => join(ROOT, 'src/adapters', type, 'preview', `${type}.preview.tsx`);
const source = `
  ${types.map((type, at) => `import P${at} from ${JSON.stringify(preview(type))};`).join('\n')}
  import { createElement } from 'react';
  import { flushSync } from 'react-dom';
  import { createRoot } from 'react-dom/client';
  const previews = {${types.map((type, at) => `${JSON.stringify(type)}: P${at}`).join()}};
  const root = createRoot(document.getElementById('root'));
  window.draw = (type, message, scheme, headers = {}) => {
    const given = { message, scheme, headers, icon: '/favicon.svg' };
    flushSync(() => root.render(createElement(previews[type], given)));
    return document.querySelector('figure').innerText;
  };`;

const bundle = await rolldown({
  input: ENTRY,
  platform: 'browser',
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  plugins: [
    {
      name: 'entry-and-styles',
      resolveId: (id) => (id === ENTRY ? id : null),
      load(id) {
        if (id === ENTRY) return source;
        if (!id.endsWith('.css')) return null;
        styles.push(readFileSync(id, 'utf8'));
        return { code: '', moduleType: 'js' };
      },
    },
  ],
});
const { output } = await bundle.generate({ format: 'iife' });
process.stdout.write(JSON.stringify({ styles: styles.join('\n'), script: output[0].code }));
