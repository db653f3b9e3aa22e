import { sceneUtils } from '@grafana/scenes';
import { StartForm } from './StartForm';

function visit(form: StartForm, search: string) {
  sceneUtils.syncStateFromSearchParams(form, new URLSearchParams(search));
}

describe('the start form in the URL', () => {
  it('stays open when only its service changes', () => {
    const form = new StartForm();
    visit(form, 'start=true&startService=payments&startFrom=a&startTo=b');
    visit(form, 'start=true&startService=orders&startFrom=a&startTo=b');
    expect(form.state).toMatchObject({ isOpen: true, service: 'orders', from: 'a', to: 'b' });
  });

  it('closes when the URL no longer opens it', () => {
    const form = new StartForm();
    visit(form, 'start=true&startService=payments');
    visit(form, 'startService=payments');
    expect(form.state).toMatchObject({ isOpen: false, service: 'payments' });
  });

  it.each([null, undefined])('empties what is %s', (cleared) => {
    const form = new StartForm();
    visit(form, 'start=true&startService=payments&startFrom=a');
    form.updateFromUrl({ startService: cleared });
    expect(form.state).toMatchObject({ isOpen: true, service: '', from: 'a' });
  });
});
