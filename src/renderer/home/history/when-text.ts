/**
 * When an answer was asked for: the time alone on the same day, else the date, too. Pure.
 * @param takenAt milliseconds since the epoch
 */
export function whenText(takenAt: number, locale: string, now: number = Date.now()): string {
  const isToday = new Date(takenAt).toDateString() === new Date(now).toDateString()
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const date = { year: 'numeric', month: 'long', day: 'numeric' } as const
  return new Intl.DateTimeFormat(locale, isToday ? time : { ...date, ...time }).format(takenAt)
}
