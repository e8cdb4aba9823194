import { registerHooks } from 'node:module'

/** Lets plain Node run the sources, whose imports have no endings: for tests that kill a process. */
registerHooks({
  resolve(specifier, context, next) {
    const ours = specifier.startsWith('.') && context.parentURL?.endsWith('.ts')
    return next(ours ? `${specifier}.ts` : specifier, context)
  },
})
