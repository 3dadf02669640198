import type { Described } from './scope.js';

/** The tags of templates, for docs and console. */
export const TAGS: readonly Described[] = [
  { name: 'if', text: '{% if data.error %}…{% elsif data.progress > 50 %}…{% else %}…{% endif %}' },
  { name: 'unless', text: '{% unless data.video_url %}…{% else %}…{% endunless %}' },
  { name: 'case', text: '{% case data.status %}{% when "failed", "timeout" %}…{% else %}…{% endcase %}' },
  {
    name: 'for',
    text: '{% for movie in data.movies limit: 3 %}{{ movie.title }}{% else %}…{% endfor %}; also in (1..5), offset:, reversed and forloop.index, first, last, length',
  },
  { name: 'break', text: '{% break %} leaves a loop.' },
  { name: 'continue', text: '{% continue %} goes on with the next turn of a loop.' },
  { name: 'assign', text: '{% assign name = data.title | upcase %}' },
  { name: 'capture', text: '{% capture name %}…{% endcapture %}' },
  { name: 'comment', text: '{% comment %}…{% endcomment %} writes nothing.' },
  { name: 'raw', text: '{% raw %}{{ … }}{% endraw %} writes its text as it is.' },
];

export const TAG_NAMES: readonly string[] = TAGS.map(({ name }) => name);
