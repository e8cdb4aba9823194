import { host } from '../host'
import { offer } from './offer'

type Handler = (request: Request) => Response | Promise<Response>

/** electron.protocol: schemes of the app's own. They are served over the loopback address. */
class Protocol {
  private readonly registered = new Set<string>()

  /** Every scheme is served with the privileges of a standard, secure one that may fetch and stream. */
  registerSchemesAsPrivileged(schemes: readonly { readonly scheme: string }[]): void {
    for (const { scheme } of schemes) this.registered.add(scheme)
  }

  handle(scheme: string, handler: Handler): void {
    const { handlers } = host().server
    if (!this.registered.has(scheme)) throw new Error(`the Chromium host serves only schemes that were registered as privileged, not ${scheme}`)
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  }
}

export const protocol = offer('protocol', new Protocol(), ['registerSchemesAsPrivileged', 'handle'])
