import { sceneUtils } from '@grafana/scenes';
import { UrlFilters } from './UrlFilters';

function filtersAt(search: string): UrlFilters {
  const filters = new UrlFilters(['status', 'service']);
  visit(filters, search);
  return filters;
}

function visit(filters: UrlFilters, search: string) {
  sceneUtils.syncStateFromSearchParams(filters, new URLSearchParams(search));
}

describe('filters in the URL', () => {
  it('keep the others when one changes', () => {
    const filters = filtersAt('status=open&service=payments&cursor=a');
    visit(filters, 'status=resolved&service=payments&cursor=a');
    expect(filters.state).toMatchObject({ values: { status: 'resolved', service: 'payments' }, cursors: ['a'] });
  });

  it('keep the others when one is no longer in the URL', () => {
    const filters = filtersAt('status=open&service=payments');
    visit(filters, 'service=payments');
    expect(filters.state.values).toEqual({ status: '', service: 'payments' });
  });

  it('stay as they are while pages are turned back', () => {
    const filters = filtersAt('status=open&service=payments&cursor=a&cursor=b');
    visit(filters, 'status=open&service=payments&cursor=a');
    expect(filters.state).toMatchObject({ values: { status: 'open', service: 'payments' }, cursors: ['a'] });
    visit(filters, 'status=open&service=payments');
    expect(filters.state).toMatchObject({ values: { status: 'open', service: 'payments' }, cursors: [] });
  });

  it.each([null, undefined])('are cleared by %s', (cleared) => {
    const filters = filtersAt('status=open&service=payments&cursor=a');
    filters.updateFromUrl({ status: cleared, cursor: cleared });
    expect(filters.state).toMatchObject({ values: { status: '', service: 'payments' }, cursors: [] });
  });
});
