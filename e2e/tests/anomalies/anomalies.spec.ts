import { expect, test } from '../../fixtures';

test('lists anomalies, and leads to the report of one', async ({ app, page, setScenario, expectAccessible }) => {
  await setScenario('busy');
  await app.open('anomalies');
  await expect(page.getByRole('table', { name: 'Anomalies' })).toBeVisible();
  await expectAccessible(app.content);
  await app.takePictures('anomalies');
  await page.getByRole('link', { name: 'payments · Spring HTTP latency p99' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'payments · Spring HTTP latency p99' })).toBeVisible();
  await expect(page.getByText('Recommended actions')).toBeVisible();
  await expect(page.locator('.uplot').first()).toBeVisible();
  await expectAccessible(app.content);
  await app.takePictures('anomaly');
});

test('keeps filters in the URL', async ({ app, page, setScenario }) => {
  await setScenario('busy');
  await app.open('anomalies', '?severity=critical');
  await page.getByRole('radio', { name: 'Open' }).check({ force: true });
  await expect(page).toHaveURL(/status=open/);
  await expect(page).toHaveURL(/severity=critical/);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Open' })).toBeChecked();
});

test('tells an empty list from a failing one', async ({ app, page, setScenario }) => {
  await setScenario('empty');
  await app.open('anomalies');
  await expect(page.getByRole('heading', { name: 'No anomalies in this time range' })).toBeVisible();
  await app.takePictures('anomalies-empty');
});
