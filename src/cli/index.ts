#!/usr/bin/env node
import { handOver } from './handover'
import { finish, processIo } from './io'
import { runCommand } from './run-command'
import { services } from './services'

const argv = process.argv.slice(2)
const io = processIo(services)
finish((await handOver(argv, io, process.cwd())) ?? (await runCommand(argv, io)))
