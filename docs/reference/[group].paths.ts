import { groups, pageOfGroup } from '../.vitepress/reference.ts';

/** One page of reference for each group of routes in the API description. */
export default {
  paths: () => groups().map(({ group, name }) => ({ params: { group, name }, content: pageOfGroup(group) })),
};
