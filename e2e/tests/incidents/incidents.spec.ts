import { expect, test } from '../../fixtures';

test('lists incidents, and shows one with its timeline', async ({ app, page, setScenario, expectAccessible }) => {
  await setScenario('busy');
  await app.open('incidents');
  await expect(page.getByRole('table', { name: 'Incidents' })).toBeVisible();
  await expectAccessible(app.content);
  await app.takePictures('incidents');
  await page.getByRole('table', { name: 'Incidents' }).getByRole('link').first().click();
  await expect(app.region('Timeline').getByRole('listitem').first()).toBeVisible();
  await expectAccessible(app.content);
  await app.takePictures('incident');
});
