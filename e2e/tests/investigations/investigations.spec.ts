import { expect, test } from '../../fixtures';

test('lists investigations, and shows the ranking and evidence of one', async ({
  app,
  page,
  setScenario,
  expectAccessible,
}) => {
  await setScenario('busy');
  await app.open('investigations');
  await expect(page.getByRole('table', { name: 'Investigations' })).toBeVisible();
  await expectAccessible(app.content);
  await app.takePictures('investigations');
  await page.getByRole('table', { name: 'Investigations' }).getByRole('link').first().click();
  await expect(app.region('Suspects').getByText('Cause')).toBeVisible();
  await expect(app.region('Logs').getByText(/Only the newest 500 lines/)).toBeVisible();
  await expectAccessible(app.content);
  await app.takePictures('investigation');
});

test('opens the start dialog from a link', async ({ app, page, setScenario }) => {
  await setScenario('busy');
  await app.open('investigations', '?start=true&startService=payments');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('combobox')).toHaveValue('payments');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).not.toHaveURL(/start=true/);
});
