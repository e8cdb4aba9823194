import type { ModelView } from '../../../shared/ipc-schema'

export type ModelButton = 'download' | 'go-on' | 'use' | 'check' | 'repair' | 'remove' | 'stop'

interface Doing {
  readonly isWorkedOn: boolean
  readonly isWaiting: boolean
  readonly isSwitching: boolean
}

/** What can be done with a model as it is; in the order of its buttons. Pure. */
export function modelButtons({ state, origin, inUse }: Pick<ModelView, 'state' | 'origin' | 'inUse'>, doing: Doing): ModelButton[] {
  if (doing.isWorkedOn || doing.isWaiting) return ['stop']
  if (doing.isSwitching) return []
  const use: ModelButton[] = inUse ? [] : ['use']
  const remove: ModelButton[] = inUse ? [] : ['remove']
  switch (state) {
    case 'available':
      return ['download']
    case 'partial':
      return ['go-on', 'remove']
    case 'box':
      return use
    case 'damaged':
      return [...(origin === 'catalogue' ? (['repair'] as const) : []), 'check', ...remove]
    case 'installed':
      return [...use, 'check', ...remove]
  }
}
