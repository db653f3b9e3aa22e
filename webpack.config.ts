import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config';

/** The scaffold's build, plus the nested data source's images, which it does not copy. */
export default async function config(env: Env): Promise<Configuration> {
  return merge(await grafanaConfig(env), {
    module: {
      // The scaffold's virtual module has imports, but takes its type from the package, which is CommonJS.
      rules: [{ test: /grafana-public-path\.js$/, type: 'javascript/auto' }],
    },
    plugins: [
      new CopyWebpackPlugin({
        patterns: [{ from: 'datasource/img', to: 'datasource/img' }],
      }),
    ],
  });
}
