import { chmod, mkdtemp, mkdir, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { changedCopy, forgetCopies, noteVerdict, verdictOn } from '../../../../src/main/engine/runtime/changed-copy'

const disk = vi.hoisted(() => ({ isFull: false }))
vi.mock(import('node:fs/promises'), async (original) => {
  const real = await original()
  const open: typeof real.open = async (...how) => {
    const handle = await real.open(...how)
    if (disk.isFull) handle.writeFile = () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }))
    return handle
  }
  return { ...real, open }
})

const CHANGED = Uint8Array.of(9, 8, 7)

describe('a changed copy of a graph', () => {
  let room: string
  let file: string
  let cache: string
  const change = vi.fn(() => Promise.resolve<Uint8Array | null>(CHANGED))
  const copy = (name = 'levers-1') => changedCopy(file, name, cache, change)

  beforeEach(async () => {
    room = await mkdtemp(join(tmpdir(), 'descry-copy-'))
    file = join(room, 'model', 'decoder.onnx')
    cache = join(room, 'cache')
    await mkdir(join(room, 'model'))
    await writeFile(file, Uint8Array.of(1, 2, 3))
    change.mockClear()
  })
  afterEach(async () => {
    disk.isFull = false
    await chmod(room, 0o700)
    await rm(room, { recursive: true, force: true })
  })

  const path = async (name?: string): Promise<string> => {
    const made = await copy(name)
    if (typeof made !== 'string') throw new Error('not kept')
    return made
  }

  const copies = async (): Promise<string[]> =>
    (await readdir(cache, { recursive: true })).filter((name) => name.endsWith('.onnx'))

  test('is kept, complete and for this user alone, and never in the model’s own folder', async () => {
    const kept = await path()
    expect(kept.startsWith(cache)).toBe(true)
    expect(new Uint8Array(await readFile(kept))).toEqual(CHANGED)
    expect((await stat(kept)).mode & 0o077).toBe(0)
    expect(await readdir(join(room, 'model'))).toEqual(['decoder.onnx'])
    expect(new Uint8Array(await readFile(file))).toEqual(Uint8Array.of(1, 2, 3))
    expect(await copies()).toHaveLength(1)
  })

  test('is used again without another change', async () => {
    const kept = await path()
    expect(await path()).toBe(kept)
    expect(change).toHaveBeenCalledTimes(1)
  })

  test.each([
    ['the file has another size', (target: string) => writeFile(target, Uint8Array.of(1, 2, 3, 4))],
    ['the file was written anew', (target: string) => utimes(target, 1_700_000_000, 1_700_000_000)],
  ])('is made anew where %s, and the old one is gone', async (_, touch) => {
    const old = await path()
    await touch(file)
    const kept = await path()
    expect(kept).not.toBe(old)
    expect(change).toHaveBeenCalledTimes(2)
    expect(await copies()).toHaveLength(1)
  })

  test('of another change replaces it; that of another file stays', async () => {
    const other = join(room, 'model', 'other.onnx')
    await writeFile(other, Uint8Array.of(1))
    const beside = await changedCopy(other, 'levers-1', cache, change)
    const one = await path('levers-1')
    const two = await path('levers-2')
    expect(two).not.toBe(one)
    expect((await copies()).map((name) => join(cache, name)).sort()).toEqual([beside, two].sort())
  })

  test('is not made where nothing was changed', async () => {
    change.mockResolvedValueOnce(null)
    expect(await copy()).toBeNull()
    expect(await readdir(room)).toEqual(['model'])
  })

  test('stays in memory where its folder cannot be made', async () => {
    // A file stands where the folder should be: this fails for an administrator too.
    await writeFile(cache, '')
    expect(await copy()).toEqual(CHANGED)
  })

  test.skipIf(process.getuid?.() === 0)('stays in memory where its folder cannot be written to (not as root, who can)', async () => {
    await mkdir(cache)
    await chmod(cache, 0o500)
    expect(await copy()).toEqual(CHANGED)
  })

  test('stays in memory where the disk is full, and leaves no part of itself there', async () => {
    disk.isFull = true
    expect(await copy()).toEqual(CHANGED)
    expect(await copies()).toEqual([])
    expect((await readdir(cache, { recursive: true })).filter((name) => name.endsWith('.partial'))).toEqual([])
    disk.isFull = false
    expect(await path()).toContain(cache)
  })

  test('goes when its file has gone, and only then', async () => {
    const other = join(room, 'model', 'other.onnx')
    await writeFile(other, Uint8Array.of(1))
    const beside = await changedCopy(other, 'levers-1', cache, change)
    await path()
    await forgetCopies(cache)
    expect(await copies()).toHaveLength(2)
    await rm(file)
    await forgetCopies(cache)
    expect((await copies()).map((name) => join(cache, name))).toEqual([beside])
  })

  test('keeps what was found about it', async () => {
    const kept = await path()
    expect(await verdictOn(kept)).toBeNull()
    await noteVerdict(kept, 'unfit')
    expect(await verdictOn(kept)).toBe('unfit')
    await noteVerdict(kept, 'fit')
    expect(await verdictOn(kept)).toBe('fit')
    expect(await copies()).toHaveLength(1)
  })

  test('two at once are one', async () => {
    const [one, two] = await Promise.all([path(), path()])
    expect(one).toBe(two)
    expect(await copies()).toHaveLength(1)
  })

  test('of a file that is not there is an error of the file, not an empty copy', async () => {
    await rm(file)
    await expect(copy()).rejects.toThrow(/ENOENT/)
  })
})
