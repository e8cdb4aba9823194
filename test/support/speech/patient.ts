/** A deadline that a machine with much else to do keeps, too, milliseconds. */
export const PATIENT = 60_000
