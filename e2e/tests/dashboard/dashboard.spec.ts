import { expect, test } from '../../fixtures';

test('the provisioned dashboard shows scores beside raw metrics', async ({ app, page, setScenario }) => {
  await setScenario('busy');
  await page.goto('/d/vigil-scores?var-service=payments&var-detector=spring-latency');
  await expect(page.getByText('payments · spring-latency').first()).toBeVisible();
  await expect(page.getByText('payments: slow, affecting orders').first()).toBeVisible();
  await app.takePictures('dashboard');
});

test('the menu of a panel leads to an investigation of its service', async ({
  gotoDashboardPage,
  page,
  setScenario,
}) => {
  test.slow();
  await setScenario('busy');
  const dashboard = await gotoDashboardPage({ uid: 'vigil-scores' });
  const panel = dashboard.getPanelByTitle('Traffic');
  await panel.clickOnMenuItem('Investigate with Vigil', { parentItem: 'Extensions' });
  await expect(page).toHaveURL(/investigations\?start=true&startService=/);
  await expect(page.getByRole('dialog', { name: 'Start an investigation' })).toBeVisible();
});
