import { useState } from 'react'
import type { Settings } from '../../../shared/settings'
import { AskDialog } from '../../controls/ask-dialog'
import { Choice } from '../../controls/choice'
import { NumberField } from '../../controls/number-field'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'
import { Group } from './group'

type Where = Settings['memory']['where']

/** Where answers are remembered, and how many. Nothing is removed without a question. */
export function MemorySettings() {
  const { state, say } = usePage()
  const { settings, answers } = state
  const { memory } = settings
  const where = useChange()
  const limit = useChange()
  const [leaving, setLeaving] = useState<Exclude<Where, 'disk'> | null>(null)
  const [few, setFew] = useState<number | null>(null)
  const choose = (to: Where): void => {
    if (memory.where === 'disk' && to !== 'disk') setLeaving(to)
    else void where.change({ memory: { ...memory, where: to } })
  }
  const allow = (most: number): void => {
    if (most < answers.count) setFew(most)
    else void limit.change({ memory: { ...memory, limit: most } })
  }
  return (
    <Group heading={say('history.memory')}>
      {state.memory.problem !== null && <p>{state.memory.problem}</p>}
      <Choice
        label={say('history.memory.where')}
        help={say('history.memory.where.help')}
        options={(['disk', 'memory', 'nothing'] as const).map((one) => [one, say(`history.memory.where.${one}`)] as const)}
        value={memory.where}
        onChange={choose}
        error={where.error}
      />
      <NumberField
        label={say('history.memory.limit')}
        value={memory.limit}
        min={10}
        max={10_000}
        step={10}
        refusal={say('history.memory.limit.range')}
        takesOnLeave
        onChange={allow}
        error={limit.error}
      />
      {leaving && (
        <AskDialog
          heading={say('history.memory.remove.heading')}
          yes={say('history.memory.remove.yes')}
          no={say('history.memory.remove.no')}
          onYes={() => void where.change({ memory: { ...memory, where: leaving } })}
          close={() => setLeaving(null)}
        >
          <p>{say(leaving === 'memory' ? 'history.memory.remove.about' : 'history.memory.remove.nothing', { count: state.memory.kept })}</p>
        </AskDialog>
      )}
      {few !== null && (
        <AskDialog
          heading={say('history.memory.few.heading')}
          yes={say('history.memory.few.yes')}
          no={say('history.memory.few.no')}
          onYes={() => void limit.change({ memory: { ...memory, limit: few } })}
          close={() => setFew(null)}
        >
          <p>{say('history.memory.few.about', { count: answers.count - few })}</p>
        </AskDialog>
      )}
    </Group>
  )
}
