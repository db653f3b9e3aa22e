import { expect, test } from '../../fixtures';

const type = 'vigil-aiops-datasource';

test('the settings page saves and tests the connection', async ({ gotoDataSourceConfigPage, setScenario }) => {
  await setScenario('busy');
  const configPage = await gotoDataSourceConfigPage('vigil');
  await expect(configPage.ctx.page.getByLabel('Service URL')).toHaveValue(/127\.0\.0\.1/);
});

test('a panel draws scores with the query editor', async ({ panelEditPage, page, setScenario }) => {
  await setScenario('busy');
  await panelEditPage.datasource.set('Vigil');
  await panelEditPage.setVisualization('Time series');
  const row = panelEditPage.getQueryEditorRow('A');
  await expect(row.getByText('How unusual each series is', { exact: false })).toBeVisible();
  await row.getByLabel('Service').click();
  await page.getByRole('option', { name: 'payments' }).click();
  await expect(panelEditPage.refreshPanel()).toBeOK();
  await expect(panelEditPage.panel.locator.getByText(/spring-latency/).first()).toBeVisible();
});

test('the list of data sources to add has the nested one', async ({ page }) => {
  const response = await page.request.get(`/api/plugins/${type}/settings`);
  expect(response.ok()).toBe(true);
});
