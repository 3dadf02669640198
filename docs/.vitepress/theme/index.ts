import { useData, type Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { nextTick, onMounted, watch } from 'vue';
import { useRoute } from 'vitepress';
import './style.css';

/** The default theme with the fonts of the reader's system: no font is loaded from anywhere. */
export default {
  extends: DefaultTheme,
  setup() {
    const { isDark } = useData();
    const route = useRoute();
    const show = (): void => void nextTick(() => showPictures(isDark.value));
    onMounted(show);
    watch([isDark, () => route.path], show);
  },
} satisfies Theme;

/** Lets pictures that follow the system's colours follow the switch of the site. */
function showPictures(dark: boolean): void {
  for (const source of document.querySelectorAll<HTMLSourceElement>(
    'picture > source[media*="prefers-color-scheme"]',
  ))
    source.media = dark
      ? '(prefers-color-scheme: dark), all'
      : '(prefers-color-scheme: dark) and (max-width: 0)';
}
