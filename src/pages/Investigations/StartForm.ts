import {
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  type SceneObjectState,
  type SceneObjectUrlValues,
} from '@grafana/scenes';

export interface StartFormValues {
  service: string;
  from: string;
  to: string;
}

interface StartFormState extends SceneObjectState, StartFormValues {
  isOpen: boolean;
}

const closed = { isOpen: false, service: '', from: '', to: '' };

/** The dialog that starts an investigation, kept in the URL so that panels and reports can open it filled in. */
export class StartForm extends SceneObjectBase<StartFormState> {
  protected _urlSync = new SceneObjectUrlSyncConfig(this, { keys: ['start', 'startService', 'startFrom', 'startTo'] });

  constructor() {
    super(closed);
  }

  open() {
    this.setState({ isOpen: true });
  }

  close() {
    this.setState(closed);
  }

  getUrlState(): SceneObjectUrlValues {
    const { isOpen, service, from, to } = this.state;
    return {
      start: isOpen ? 'true' : null,
      startService: service || null,
      startFrom: from || null,
      startTo: to || null,
    };
  }

  /** Scenes hands over only the keys that changed; the others stay as they are. */
  updateFromUrl(urlValues: SceneObjectUrlValues) {
    const { start, startService, startFrom, startTo } = { ...this.getUrlState(), ...urlValues };
    this.setState({
      isOpen: start === 'true',
      service: textOf(startService),
      from: textOf(startFrom),
      to: textOf(startTo),
    });
  }
}

function textOf(value: SceneObjectUrlValues[string]): string {
  return typeof value === 'string' ? value : '';
}
