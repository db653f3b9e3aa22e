import { expect, test } from '../../fixtures';

test('shows how the fleet is, on a page that everybody can use', async ({
  app,
  page,
  setScenario,
  expectAccessible,
}) => {
  await setScenario('busy');
  await app.open('insights');
  await expect(page.getByRole('img', { name: 'Fleet health: 73 of 100' })).toBeVisible();
  await expect(page.getByText('Highest anomaly scores')).toBeVisible();
  await expectAccessible(app.content);
  await app.takePictures('insights');
});

test('filters services by the health that is pressed, by keyboard too', async ({ app, page, setScenario }) => {
  await setScenario('busy');
  await app.open('insights');
  await page.getByRole('button', { name: 'Down: 1 service' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/health=down/);
  await expect(app.region('Services').getByRole('listitem')).toHaveCount(1);
});

test('never says that all is well while it cannot know', async ({ app, page, setScenario }) => {
  await setScenario('blind');
  await app.open('insights');
  await expect(page.getByText(/The metrics source is down since/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Scores are paused' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Healthy' })).toHaveCount(0);
  await app.takePictures('insights-blind');
});

test('says what answers in place of the service, and recovers', async ({ app, page, setScenario }) => {
  await setScenario('unreadable');
  await app.open('insights');
  await expect(page.getByRole('alert').filter({ hasText: 'Not an answer of the Vigil service' })).toBeVisible();
  await app.takePictures('insights-failing');
  await setScenario('busy');
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect(page.getByRole('heading', { name: 'In trouble' })).toBeVisible();
});
