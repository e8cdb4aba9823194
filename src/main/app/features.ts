import { systemPreferences } from 'electron'
import type { Messages } from '../../shared/messages'
import type { StagePort } from '../capture/stage-port'
import type { Desktop } from '../desktop/desktop'
import type { ModelNarrator } from '../narrate/narrator'
import type { SettingsStore } from '../settings/settings-store'
import type { Voice } from '../speak/voice'
import type { Answering } from './answering'
import type { Answers } from './answers'
import type { AskSubjects } from './ask-subject'
import type { TypedQuestions } from './asking'
import { createCells, type Cells } from './cells'
import { createChanges, type Changes } from './changes'
import type { PictureSources } from './descry'
import { createDoubting, type Doubting } from './doubting'
import { createListening, type Listening } from './listening'
import { willAsk } from './listening/consent'
import type { PictureOrigins } from './picture-origins'
import type { Profiles } from './profiles'
import type { AppStateStore } from './state'
import type { Tell } from './tell'
import { createTuning, type Tuning } from './tuning'
import type { Wanted } from './wanted'

/** What the features are made of. */
export interface FeatureParts {
  readonly answering: Answering
  readonly answers: Answers
  readonly narrator: ModelNarrator
  readonly voice: Voice
  readonly pictures: PictureSources
  readonly origins: Pick<PictureOrigins, 'of' | 'compared'>
  readonly subjects: AskSubjects
  readonly asking: TypedQuestions
  readonly desktop: Desktop
  readonly stage: StagePort
  readonly wanted: Wanted
  readonly settings: SettingsStore
  readonly profiles: Profiles
  readonly state: AppStateStore
  readonly messages: () => Messages
  readonly tell: Tell
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** What commands do beyond describing, narrating and typed questions: each in the file of its name. */
export interface Features {
  readonly changes: Changes
  readonly doubting: Doubting
  readonly listening: Listening
  readonly cells: Cells
  readonly tuning: Tuning
}

export function createFeatures(parts: FeatureParts): Features {
  return {
    changes: createChanges(parts),
    doubting: createDoubting(parts),
    listening: createListening(parts, () => willAsk(process.platform, systemPreferences)),
    cells: createCells(parts),
    tuning: createTuning(parts),
  }
}
