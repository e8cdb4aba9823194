import { parseArgs } from 'node:util'
import { ENGINE_ROLES, type EngineRole } from '../../shared/engine-protocol'
import { JobTable } from './job-table'
import { openPort } from './port'
import { ROLES } from './roles'

// Entry of an engine process: `engine.js --role=vision-language` or `--role=text-audio`.
const { values } = parseArgs({ options: { role: { type: 'string' } } })
const role = ENGINE_ROLES.find((known): known is EngineRole => known === values.role)
if (!role) throw new Error(`--role must be one of ${ENGINE_ROLES.join(', ')}`)

// Ctrl+C in a terminal reaches every process of the command; the one that started this one decides.
process.on('SIGINT', () => undefined)

const port = openPort()
const jobs = new JobTable(await ROLES[role](), (event) => port.post(event))
port.listen((message) => jobs.hear(message))
port.post({ type: 'ready', role })
