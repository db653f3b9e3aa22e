const { TestEnvironment } = require('jest-environment-jsdom');

/** jsdom, plus what Node has and a browser too but jsdom does not, and the Node builds of packages such as msw. */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const names = ['fetch', 'Request', 'Response', 'Headers', 'FormData', 'Blob', 'AbortController', 'AbortSignal'];
    const streams = ['ReadableStream', 'WritableStream', 'TransformStream', 'TextEncoder', 'TextDecoder'];
    for (const name of [...names, ...streams, 'BroadcastChannel', 'structuredClone']) {
      this.global[name] = globalThis[name];
    }
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }
};
