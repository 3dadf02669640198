/** The path under which the gateway is reached, such as `/gateway`, as it says in the document; empty for the root. */
export const BASE_PATH = document.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content ?? '';
