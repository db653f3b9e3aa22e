import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ServiceStatus } from '@vigil/contract';
import React from 'react';
import { golden } from '../../test/goldens';
import { onPluginGet, onPluginPost, onPluginRefusal } from '../../test/server';
import AppConfig, { type AppConfigProps } from './AppConfig';

const secret = 'a-shared-secret-of-more-than-32-characters';
const settingsPath = '/api/plugins/vigil-aiops-app/settings';
const healthPath = '/api/plugins/vigil-aiops-app/health';

function renderConfig({ serviceUrl = '', isSecretStored = false } = {}) {
  const meta = { jsonData: { serviceUrl }, secureJsonFields: { sharedSecret: isSecretStored } };
  render(<AppConfig {...({ plugin: { meta }, query: {} } as unknown as AppConfigProps)} />);
  const saved: unknown[] = [];
  onPluginPost(settingsPath, (body) => saved.push(body));
  return { user: userEvent.setup(), saved };
}

const button = () => screen.getByRole('button', { name: 'Save & test' });

describe('the configuration page', () => {
  it('saves, tests, and lists how each part of the service is', async () => {
    const status = golden<ServiceStatus>('service-status.degraded');
    onPluginGet(healthPath, { status: 'OK', message: 'Connected to Vigil 0.1.0, which is degraded.', details: status });
    const { user, saved } = renderConfig();
    await user.type(screen.getByLabelText(/Service URL/), 'http://vigil:8001');
    await user.type(screen.getByLabelText(/Shared secret/), secret);
    await user.click(button());
    expect(await screen.findByText('Connected, with limits')).toBeInTheDocument();
    const row = screen.getByText('The log source').closest('tr')!;
    expect(within(row).getByText('Down')).toBeInTheDocument();
    expect(within(row).getByText(/cannot be reached/)).toBeInTheDocument();
    expect(saved).toEqual([
      expect.objectContaining({
        jsonData: { serviceUrl: 'http://vigil:8001' },
        secureJsonData: { sharedSecret: secret },
      }),
    ]);
  });

  it('leaves a stored secret as it is', async () => {
    onPluginGet(healthPath, { status: 'OK', message: 'Connected.', details: golden('service-status.ok') });
    const { user, saved } = renderConfig({ serviceUrl: 'http://vigil:8001', isSecretStored: true });
    await user.click(button());
    expect(await screen.findByText('Connected')).toBeInTheDocument();
    expect(saved).toEqual([expect.not.objectContaining({ secureJsonData: expect.anything() })]);
  });

  it.each([
    ['service-unreachable', 'The Vigil service does not answer', /Start the service/],
    [
      'secret-rejected',
      'The Vigil service rejects the plugin',
      /VIGIL_SHARED_SECRET that the service was started with/,
    ],
    ['contract-mismatch', 'Vigil service and plugin do not match', /plugin and a service of the same release/],
    ['unexpected-answer', 'Not an answer of the Vigil service', /Something else listens at this URL/],
  ])('says what to do about %s', async (code, title, remedy) => {
    const detail = 'What exactly went wrong.';
    const details = { type: 'about:blank', title, status: 502, code, detail };
    onPluginGet(healthPath, { status: 'ERROR', message: detail, details }, 503);
    const { user } = renderConfig({ serviceUrl: 'http://vigil:8001', isSecretStored: true });
    await user.click(button());
    expect(await screen.findByText(title)).toBeInTheDocument();
    expect(screen.getByText(detail)).toBeInTheDocument();
    expect(screen.getByText(remedy)).toBeInTheDocument();
  });

  it('does not save what cannot work, and says why', async () => {
    const { user } = renderConfig();
    await user.type(screen.getByLabelText(/Service URL/), 'ftp://vigil');
    await user.type(screen.getByLabelText(/Shared secret/), 'short');
    expect(screen.getByText('The URL must start with http:// or https://.')).toBeInTheDocument();
    expect(screen.getByText('The shared secret needs at least 32 characters.')).toBeInTheDocument();
    expect(button()).toBeDisabled();
  });

  it('says that nothing was saved when Grafana refuses', async () => {
    const { user } = renderConfig({ serviceUrl: 'http://vigil:8001', isSecretStored: true });
    onPluginRefusal(settingsPath, 'No rights');
    await user.click(button());
    await waitFor(() => expect(screen.getByText('The settings were not saved: No rights')).toBeInTheDocument());
  });
});
