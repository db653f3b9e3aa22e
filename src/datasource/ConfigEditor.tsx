import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Field, FieldSet, Input, SecretInput } from '@grafana/ui';
import React from 'react';
import type { VigilOptions, VigilSecrets } from './vigilQuery';

type Props = DataSourcePluginOptionsEditorProps<VigilOptions, VigilSecrets>;

const fieldWidth = 60;

export function ConfigEditor({ options, onOptionsChange }: Props) {
  const { jsonData, secureJsonData, secureJsonFields } = options;
  const setSecret = (sharedSecret: string, isStored: boolean) =>
    onOptionsChange({
      ...options,
      secureJsonFields: { ...secureJsonFields, sharedSecret: isStored },
      secureJsonData: { ...secureJsonData, sharedSecret },
    });
  return (
    <FieldSet label="Vigil service">
      <Field
        label="Service URL"
        description="Where this Grafana server reaches the Vigil service; the same as in the app's configuration."
        htmlFor="vigil-data-source-url"
      >
        <Input
          id="vigil-data-source-url"
          width={fieldWidth}
          value={jsonData.serviceUrl ?? ''}
          placeholder="http://localhost:8001"
          onChange={(event) =>
            onOptionsChange({ ...options, jsonData: { ...jsonData, serviceUrl: event.currentTarget.value } })
          }
        />
      </Field>
      <Field
        label="Shared secret"
        description="The value of VIGIL_SHARED_SECRET of the service, at least 32 characters."
        htmlFor="vigil-data-source-secret"
      >
        <SecretInput
          id="vigil-data-source-secret"
          width={fieldWidth}
          isConfigured={Boolean(secureJsonFields.sharedSecret)}
          value={secureJsonData?.sharedSecret ?? ''}
          onChange={(event) => setSecret(event.currentTarget.value, false)}
          onReset={() => setSecret('', false)}
        />
      </Field>
    </FieldSet>
  );
}
