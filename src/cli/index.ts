#!/usr/bin/env node
import { finish, processIo } from './io'
import { runCommand } from './run-command'
import { services } from './services'

finish(await runCommand(process.argv.slice(2), processIo(services)))
