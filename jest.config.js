process.env.TZ = 'UTC';

const grafana = require('./.config/jest.config');
const [, swc] = Object.entries(grafana.transform)[0];

module.exports = {
  ...grafana,
  // Some dependencies ship only .mjs, which the scaffold's pattern leaves out.
  transform: { '^.+\\.(m?[tj]sx?)$': swc },
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'jsx', 'ts', 'tsx', 'json', 'node'],
};
