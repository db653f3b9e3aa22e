import {
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  type SceneObjectState,
  type SceneObjectUrlValues,
} from '@grafana/scenes';

interface UrlFiltersState extends SceneObjectState {
  /** One entry per filter, empty where it matches everything. */
  values: Record<string, string>;
  /** The cursors of the pages up to the current one, so that going back works after a reload too. */
  cursors: string[];
}

const cursorKey = 'cursor';

/** The filters and the place in a list, kept in the URL. */
export class UrlFilters extends SceneObjectBase<UrlFiltersState> {
  protected _urlSync = new SceneObjectUrlSyncConfig(this, {
    keys: () => [...Object.keys(this.state.values), cursorKey],
  });

  /** @param settings names that change how the list is shown, not what is in it. */
  constructor(
    names: string[],
    private readonly settings: string[] = ['sort']
  ) {
    super({ values: Object.fromEntries(names.map((name) => [name, ''])), cursors: [] });
  }

  /** A changed filter starts again at the first page. */
  set(changes: Record<string, string>) {
    this.setState({ values: { ...this.state.values, ...changes }, cursors: [] });
  }

  clear() {
    const kept = ([name, value]: [string, string]) => [name, this.settings.includes(name) ? value : ''];
    this.setState({ values: Object.fromEntries(Object.entries(this.state.values).map(kept)), cursors: [] });
  }

  showNextPage(cursor: string) {
    this.setState({ cursors: [...this.state.cursors, cursor] });
  }

  showPreviousPage() {
    this.setState({ cursors: this.state.cursors.slice(0, -1) });
  }

  isFiltered(): boolean {
    return Object.entries(this.state.values).some(([name, value]) => !this.settings.includes(name) && value !== '');
  }

  getUrlState(): SceneObjectUrlValues {
    const { values, cursors } = this.state;
    const entries = Object.entries(values).map(([name, value]) => [name, value === '' ? null : value]);
    return { ...Object.fromEntries(entries), [cursorKey]: cursors.length === 0 ? null : cursors };
  }

  /** Scenes hands over only the keys that changed; the others stay as they are. */
  updateFromUrl(urlValues: SceneObjectUrlValues) {
    const changed = Object.keys(this.state.values).filter((name) => name in urlValues);
    const changes = Object.fromEntries(changed.map((name) => [name, firstOf(urlValues[name]) ?? '']));
    this.setState({
      values: { ...this.state.values, ...changes },
      cursors: cursorKey in urlValues ? [urlValues[cursorKey] ?? []].flat() : this.state.cursors,
    });
  }
}

function firstOf(value: string | string[] | null | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : (value ?? undefined);
}

export function currentCursor(filters: UrlFilters): string {
  return filters.state.cursors.at(-1) ?? '';
}
