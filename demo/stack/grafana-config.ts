import path from 'node:path';

export const pluginIds = ['vigil-aiops-app', 'vigil-aiops-datasource'] as const;
export const grafanaAdmin = { user: 'admin', password: 'admin' } as const;

export interface GrafanaDirectories {
  readonly directory: string;
  readonly plugins: string;
  readonly provisioning: string;
}

/** Everything that would leave the machine is off; English, because browser tests look for words. */
export function renderGrafanaIni({ directory, plugins, provisioning }: GrafanaDirectories, port: number): string {
  return renderIni({
    '': { app_mode: 'development', instance_name: 'vigil-demo' },
    paths: { data: path.join(directory, 'data'), logs: path.join(directory, 'logs'), plugins, provisioning },
    server: { http_addr: '127.0.0.1', http_port: port, domain: '127.0.0.1', root_url: `http://127.0.0.1:${port}/` },
    security: { admin_user: grafanaAdmin.user, admin_password: grafanaAdmin.password, disable_gravatar: true },
    users: { default_language: 'en-US', allow_sign_up: false },
    analytics: {
      enabled: false,
      reporting_enabled: false,
      check_for_updates: false,
      check_for_plugin_updates: false,
      feedback_links_enabled: false,
    },
    news: { news_feed_enabled: false },
    plugins: {
      allow_loading_unsigned_plugins: pluginIds.join(','),
      preinstall_disabled: true,
      public_key_retrieval_disabled: true,
    },
    log: { mode: 'console', level: 'warn' },
  });
}

function renderIni(sections: Record<string, Record<string, string | number | boolean>>): string {
  const blocks = Object.entries(sections).map(([name, settings]) => {
    const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
    return [...(name === '' ? [] : [`[${name}]`]), ...lines].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}
