import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor } from './ConfigEditor';
import { DataSource } from './DataSource';
import { QueryEditor } from './QueryEditor';
import type { VigilDataQuery, VigilOptions, VigilSecrets } from './vigilQuery';

export const plugin = new DataSourcePlugin<DataSource, VigilDataQuery, VigilOptions, VigilSecrets>(DataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
