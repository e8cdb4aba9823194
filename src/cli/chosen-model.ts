import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { modelsFolder } from '../main/models/models-folder'
import { placesOf } from '../main/models/places'
import { RESOURCES } from '../main/resources'
import { settingsFolder } from '../main/settings/settings-folder'
import { DEVICES } from '../shared/devices'
import type { DeviceSetting } from '../shared/settings'
import type { CommandIo } from './io'

// This file must stay free of the schema library: it is read before the engine is started.

const ID = /^[a-z0-9][a-z0-9._-]{0,63}$/

type Place = Pick<CommandIo, 'env' | 'platform'>

/** Which model and device a command line goes by. What is left out is the box's model, and `auto`. */
export interface ChosenModel {
  readonly modelFolder?: string
  readonly device?: DeviceSetting
  /** The model of the settings is not there, so that the one in the box stands in for it. */
  readonly missing?: string
}

/** Where an installed model or one in the box lies; undefined where there is none of that id. */
function folderOfModel(id: string, { env, platform }: Place): string | undefined {
  if (!ID.test(id)) return undefined
  const box = join(RESOURCES, 'models', id)
  if (existsSync(join(box, 'config.json'))) return box
  const { model, record } = placesOf(modelsFolder(env, platform, homedir()), id)
  return existsSync(record) ? model : undefined
}

/**
 * The model that `--model` names, by its id or its folder, else that of the settings.
 *
 * @param asked `--model`; a folder that is called like an installed model is meant by `./NAME`
 */
export function chosenModel(asked: string | undefined, place: Place): ChosenModel {
  const { model, device } = chosenInSettings(place)
  const on = device === undefined ? {} : { device }
  if (asked !== undefined) return { ...on, modelFolder: folderOfModel(asked, place) ?? asked }
  if (model === undefined) return on
  const folder = folderOfModel(model, place)
  return folder === undefined ? { ...on, missing: model } : { ...on, modelFolder: folder }
}

/** What the settings file says, as far as it can be understood; who opens it as a whole says what is wrong. */
function chosenInSettings({ env, platform }: Place): { model?: string; device?: DeviceSetting } {
  try {
    const text = readFileSync(join(settingsFolder(env, platform, homedir()), 'settings.json'), 'utf8')
    const { model, device } = JSON.parse(text) as { model?: unknown; device?: unknown }
    const known = DEVICES.find((one) => one === device)
    return {
      ...(typeof model === 'string' && ID.test(model) ? { model } : {}),
      ...(known ? { device: known } : {}),
    }
  } catch {
    return {}
  }
}
