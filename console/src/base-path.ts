/** Base path of the gateway, such as `/gateway`, from the document; empty for the root. */
export const BASE_PATH = document.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content ?? '';

/** Address of the gateway's picture. */
export const ICON = `${BASE_PATH}/favicon.svg`;
