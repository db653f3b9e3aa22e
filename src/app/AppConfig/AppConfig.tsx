import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { Button, Field, FieldSet, Input, SecretInput } from '@grafana/ui';
import React, { useState, type FormEvent } from 'react';
import { Boundary } from '../../shared/components/Boundary';
import { ConnectionResult } from './ConnectionResult';
import { saveAndTest, type ConnectionTest, type VigilSettings } from './saveAndTest';
import { secretDefect, urlDefect } from './settingsDefects';

export type AppConfigProps = PluginConfigPageProps<AppPluginMeta<VigilSettings>>;

const fieldWidth = 60;

export default function AppConfig(props: AppConfigProps) {
  return (
    <Boundary boundaryName="vigil-configuration">
      <ConnectionForm {...props} />
    </Boundary>
  );
}

function ConnectionForm({ plugin: { meta } }: AppConfigProps) {
  const [serviceUrl, setServiceUrl] = useState(meta.jsonData?.serviceUrl ?? '');
  const [secret, setSecret] = useState('');
  const [isSecretStored, setSecretStored] = useState(Boolean(meta.secureJsonFields?.sharedSecret));
  const [isTesting, setTesting] = useState(false);
  const [result, setResult] = useState<ConnectionTest>();
  const defects = { url: urlDefect(serviceUrl), secret: isSecretStored ? undefined : secretDefect(secret) };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTesting(true);
    const sharedSecret = isSecretStored ? undefined : secret;
    const test = await saveAndTest({ settings: { ...meta.jsonData, serviceUrl: serviceUrl.trim() }, sharedSecret });
    setResult(test);
    setSecretStored(isSecretStored || test.isSaved);
    setTesting(false);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <FieldSet label="Connection to the Vigil service">
        <Field
          label="Service URL"
          description="Where this Grafana server reaches the Vigil service. Browsers never call it."
          htmlFor="vigil-service-url"
          invalid={serviceUrl !== '' && defects.url !== undefined}
          error={defects.url}
        >
          <Input
            id="vigil-service-url"
            width={fieldWidth}
            value={serviceUrl}
            placeholder="http://localhost:8001"
            onChange={(event) => setServiceUrl(event.currentTarget.value)}
          />
        </Field>
        <Field
          label="Shared secret"
          description="The value of VIGIL_SHARED_SECRET of the service, at least 32 characters. Grafana stores it encrypted."
          htmlFor="vigil-shared-secret"
          invalid={secret !== '' && defects.secret !== undefined}
          error={defects.secret}
        >
          <SecretInput
            id="vigil-shared-secret"
            width={fieldWidth}
            isConfigured={isSecretStored}
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
            onReset={() => {
              setSecret('');
              setSecretStored(false);
            }}
          />
        </Field>
        <Button
          type="submit"
          icon={isTesting ? 'spinner' : undefined}
          disabled={isTesting || defects.url !== undefined || defects.secret !== undefined}
        >
          Save &amp; test
        </Button>
      </FieldSet>
      <div aria-live="polite">{result !== undefined && <ConnectionResult result={result} />}</div>
    </form>
  );
}
