export interface Address {
  /** Without user name, password and fragment, which must not be sent or shown. */
  url: URL;
  /** What the user name and password become in a request. */
  headers: Record<string, string>;
}

/** Takes the credentials out of a configured URL: `fetch` refuses URLs that hold some. */
export function parseAddress(configured: string): Address {
  const url = new URL(configured);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  url.hash = '';
  return { url, headers: username === '' && password === '' ? {} : { authorization: basic(username, password) } };
}

/** What may be shown of a URL: neither credentials nor a query. */
export function shownAddress({ origin, pathname }: URL): string {
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

function basic(username: string, password: string): string {
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}
