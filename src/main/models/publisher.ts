/** Where models are fetched from, and where the publisher may send a download on to. */
export interface Publisher {
  /** The commit that a name or commit stands for: JSON with `sha`. */
  revision(repository: string, revision: string): URL
  /** Every file of a commit: JSON list, in pages. */
  tree(repository: string, commit: string): URL
  file(repository: string, commit: string, path: string): URL
  /** Whether a request may go there. */
  trusts(url: URL): boolean
}

/** Addresses that never leave this machine. */
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)$/

const path = (...parts: string[]): string =>
  parts.flatMap((part) => part.split('/').map(encodeURIComponent)).join('/')

function addresses(base: URL): Pick<Publisher, 'revision' | 'tree' | 'file'> {
  const at = (relative: string): URL => new URL(`/${relative}`, base)
  return {
    revision: (repository, revision) => at(path('api', 'models', repository, 'revision', revision)),
    tree: (repository, commit) => at(`${path('api', 'models', repository, 'tree', commit)}?recursive=true`),
    file: (repository, commit, file) => at(path(repository, 'resolve', commit, file)),
  }
}

/**
 * The publisher of the catalogue, by the interface of the Hugging Face Hub.
 * SECURITY: https only, the default port only, no name or password in the address, and only the publisher's
 * own host or those on the catalogue's list.
 * @param hosts a name, or `*.name` for every host below it
 */
export function createPublisher(base: string, hosts: readonly string[]): Publisher {
  const address = new URL(base)
  const listed = (host: string): boolean =>
    host === address.hostname ||
    hosts.some((known) => (known.startsWith('*.') ? host.endsWith(known.slice(1)) : host === known))
  return {
    ...addresses(address),
    trusts: (url) =>
      url.protocol === 'https:' && url.port === '' && !url.username && !url.password && listed(url.hostname),
  }
}

/**
 * A stand-in on this machine, for tests of the whole product (`DESCRY_MODEL_HOST`); null if it is not one.
 * SECURITY: plain http is allowed here and nowhere else, and only to a loopback address: whoever can set the
 * variable must not be able to make Descry load models from elsewhere. It trusts nothing but itself.
 */
export function createLocalPublisher(base: string): Publisher | null {
  if (!URL.canParse(base)) return null
  const address = new URL(base)
  if (address.protocol !== 'http:' || !LOOPBACK.test(address.hostname)) return null
  if (address.username || address.password) return null
  return { ...addresses(address), trusts: (url) => url.origin === address.origin && !url.username && !url.password }
}
