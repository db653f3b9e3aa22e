import { problem } from '@vigil/contract';

/** Refusals and failures of any route, for the API description. */
export const problemResponses = {
  '4xx': {
    description: 'Refused; `code` and `detail` say why',
    content: { 'application/problem+json': { schema: problem } },
  },
  '5xx': {
    description: 'Failed; worth another try later',
    content: { 'application/problem+json': { schema: problem } },
  },
};
