/** Methods of requests to targets: those of HTTP, and `MAIL` for a message that is handed to a mail server. */
export const REQUEST_METHODS = ['POST', 'PUT', 'PATCH', 'DELETE', 'MAIL'] as const;
export type RequestMethod = (typeof REQUEST_METHODS)[number];
export type HttpMethod = Exclude<RequestMethod, 'MAIL'>;
