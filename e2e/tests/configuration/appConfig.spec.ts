import { expect, test } from '../../fixtures';

test('saves, tests the connection and lists the parts of the service', async ({ page, setScenario }) => {
  await setScenario('busy');
  await page.goto('/plugins/vigil-aiops-app?page=configuration');
  await page.getByRole('button', { name: 'Save & test' }).click();
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Parts of the service' })).toBeVisible();
});

test('says what to do when something else answers', async ({ page, setScenario }) => {
  await setScenario('unreadable');
  await page.goto('/plugins/vigil-aiops-app?page=configuration');
  await page.getByRole('button', { name: 'Save & test' }).click();
  await expect(page.getByText(/Something else listens at this URL/)).toBeVisible();
});
