import { win32 } from 'node:path'
import { expect, test } from 'vitest'
import { clientFiles, userFolder } from '../../../../src/main/speak/nvda/client-file'

const RESOURCES = String.raw`C:\Program Files\Descry\resources\app.asar.unpacked\resources`
const LOCALAPPDATA = String.raw`C:\Users\ada\AppData\Local`

test("the packager's library for this processor comes before the user's own", () => {
  expect(clientFiles(RESOURCES, { LOCALAPPDATA }, 'arm64')).toEqual([
    String.raw`C:\Program Files\Descry\resources\app.asar.unpacked\resources\nvda\arm64\nvdaControllerClient.dll`,
    String.raw`C:\Users\ada\AppData\Local\Descry\nvda\nvdaControllerClient.dll`,
  ])
})

test.each([undefined, '', '.', String.raw`AppData\Local`])(
  'a user folder of %j is nowhere: Windows would search for the library',
  (value) => {
    const env = value === undefined ? {} : { LOCALAPPDATA: value }
    expect(userFolder(env)).toBeUndefined()
    expect(clientFiles(RESOURCES, env, 'x64').every((path) => win32.isAbsolute(path))).toBe(true)
    expect(clientFiles(RESOURCES, env, 'x64')).toHaveLength(1)
  },
)
