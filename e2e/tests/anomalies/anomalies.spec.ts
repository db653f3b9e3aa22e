import { expect, test } from '../../fixtures';

test('ranks what is open, and leads to the report of one', async ({ app, page, setScenario, expectAccessible }) => {
  await setScenario('busy');
  await app.open('anomalies');
  await expect(page.getByRole('table', { name: 'Open anomalies' })).toBeVisible();
  await expect(page.getByRole('application', { name: 'Anomaly rate over time' })).toBeVisible();
  await expectAccessible(app.content);
  await app.takePictures('anomalies');
  await page.getByRole('link', { name: 'payments · Spring HTTP latency p99' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'payments · Spring HTTP latency p99' })).toBeVisible();
  await expect(page.getByText('Recommended actions')).toBeVisible();
  await expect(page.locator('.uplot').first()).toBeVisible();
  await expectAccessible(app.content);
  await app.takePictures('anomaly');
});

test('tells what changed in a window that is dragged', async ({ app, page, setScenario, expectAccessible }) => {
  await setScenario('busy');
  await app.open('anomalies');
  const strip = page.getByRole('application', { name: 'Anomaly rate over time' });
  const box = (await strip.boundingBox())!;
  await page.mouse.move(box.x + 0.9 * box.width, box.y + 27);
  await expect(strip.getByText(/^payments, .* of 50 series anomalous/)).toBeVisible();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 2, box.y + 27, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/service=payments/);
  await expect(page.getByRole('table', { name: 'Series that changed in the window' })).toBeVisible();
  await expectAccessible(app.content);
  await app.takePictures('anomalies-window');
});

test('stays quick with ten thousand series', async ({ app, page, setScenario }) => {
  await setScenario('busy');
  await app.open('anomalies');
  await expect(page.getByText('of 10,000 series anomalous lately')).toBeVisible();
  const nodes = await page.locator('#pageContent *').count();
  expect(nodes).toBeLessThan(2_000);
});

test('keeps filters in the URL', async ({ app, page, setScenario }) => {
  await setScenario('busy');
  await app.open('anomalies', '?view=history&severity=critical');
  await page.getByRole('radio', { name: 'Open', exact: true }).check({ force: true });
  await expect(page).toHaveURL(/status=open/);
  await expect(page).toHaveURL(/severity=critical/);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Open', exact: true })).toBeChecked();
});

test('tells an empty list from a failing one', async ({ app, page, setScenario }) => {
  await setScenario('empty');
  await app.open('anomalies');
  await expect(page.getByRole('heading', { name: 'Nothing is anomalous now' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nothing was scored in this time range' })).toBeVisible();
  await app.takePictures('anomalies-empty');
});
