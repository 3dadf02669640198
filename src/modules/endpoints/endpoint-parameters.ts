/** The parameter of routes about one endpoint. */
export const ENDPOINT_ID = {
  id: { description: 'Id or public name of the endpoint.', example: 'webhook_1' },
};
