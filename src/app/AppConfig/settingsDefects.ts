const minimumSecretLength = 32;

/** What is wrong with the URL of the service, in words; undefined when nothing is. */
export function urlDefect(text: string): string | undefined {
  const url = parse(text.trim());
  if (url === null) {
    return 'Enter a URL such as http://localhost:8001.';
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return 'The URL must start with http:// or https://.';
  }
  if (url.username !== '' || url.password !== '') {
    return 'The URL must not hold a user name or password: the shared secret replaces them.';
  }
  return url.search === '' && url.hash === '' ? undefined : 'The URL must end with the host or a path, without ? or #.';
}

export function secretDefect(secret: string): string | undefined {
  return secret.length >= minimumSecretLength
    ? undefined
    : `The shared secret needs at least ${minimumSecretLength} characters.`;
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
