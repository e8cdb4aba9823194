import { failure, type Result } from '../../shared/codes'
import { OPEN_SCREEN, openScreenSchema } from '../../shared/stage-protocol'

/** The system may show a dialog first, and people read dialogs, milliseconds. */
const DEADLINE = 60_000

/**
 * Has the stage's page open the screen.
 * @param run runs code in the page as a user's gesture: `webContents.executeJavaScript(code, true)`
 * @param source names what the page will be let see; the same name keeps a stream that is open
 */
export async function openScreen(run: (code: string) => Promise<unknown>, source: string): Promise<Result<object>> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(resolve, DEADLINE, undefined)
  try {
    const answer = await Promise.race([run(`${OPEN_SCREEN}(${JSON.stringify(source)})`), late])
    const parsed = openScreenSchema.safeParse(answer)
    if (!parsed.success) return failure('stage-silent', 'the page did not say whether the screen is open')
    return parsed.data.ok ? parsed.data : failure(parsed.data.code, parsed.data.detail)
  } catch (error) {
    return failure('stage-silent', String(error))
  } finally {
    clearTimeout(timer)
  }
}
