export const pluginId = 'vigil-aiops-app';
export const dataSourcePluginId = 'vigil-aiops-datasource';
export const appPath = `/a/${pluginId}`;
export const configurationPath = `/plugins/${pluginId}?page=configuration`;
export const addDataSourcePath = `/connections/datasources/${dataSourcePluginId}`;
