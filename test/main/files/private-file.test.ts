import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { asideName, readPrivateFile, writePrivateFile } from '../../../src/main/files/private-file'
import { temporaryFolder } from '../../support/temporary-folder'

const uid = process.getuid?.() ?? -1

async function* parts(...texts: string[]): AsyncGenerator<string> {
  yield* texts
}

describe('a private file', () => {
  test.each([
    ['a text', 'A dog.'],
    ['bytes', Buffer.from('A dog.')],
    ['a text in parts', parts('A ', 'dog.')],
  ])('is written as %s for this user alone, in the place of what was there', async (_, content) => {
    const path = join(temporaryFolder(), 'a')
    writeFileSync(path, 'old and long', { mode: 0o666 })
    await writePrivateFile(path, content)
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['A dog.', 0o600])
    expect((await readPrivateFile(path, uid, 100))?.toString()).toBe('A dog.')
  })

  test('that could not be written whole leaves the old one, and nothing beside it', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'a')
    writeFileSync(path, 'old')
    async function* broken(): AsyncGenerator<string> {
      yield 'half'
      throw new Error('no more')
    }
    await expect(writePrivateFile(path, broken())).rejects.toThrow('no more')
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['a']])
  })

  test('takes the place of a link, and leaves what that leads to alone', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'victim'), 'precious')
    symlinkSync(join(folder, 'victim'), join(folder, 'a'))
    expect(await readPrivateFile(join(folder, 'a'), uid, 100)).toBeNull()
    await writePrivateFile(join(folder, 'a'), 'mine')
    expect([readFileSync(join(folder, 'victim'), 'utf8'), readFileSync(join(folder, 'a'), 'utf8')]).toEqual(['precious', 'mine'])
  })

  test.skipIf(uid === -1)('is not read where others may, where it is another’s, or too long; one that is not there is told apart', async () => {
    const path = join(temporaryFolder(), 'a')
    expect(await readPrivateFile(path, uid, 100)).toBeUndefined()
    await writePrivateFile(path, 'A dog.')
    expect(await readPrivateFile(path, uid + 1, 100)).toBeNull()
    expect(await readPrivateFile(path, uid, 5)).toBeNull()
    chmodSync(path, 0o640)
    expect(await readPrivateFile(path, uid, 100)).toBeNull()
  })
})

test('what is set aside gets the first free number', async () => {
  const folder = temporaryFolder()
  expect(await asideName(folder, 'a', 'db')).toBe('a.unreadable-1.db')
  writeFileSync(join(folder, 'a.unreadable-1.db'), '')
  expect(await asideName(folder, 'a', 'db')).toBe('a.unreadable-2.db')
  expect(existsSync(join(folder, 'a.unreadable-2.db'))).toBe(false)
})
