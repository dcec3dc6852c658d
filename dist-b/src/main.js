#!/usr/bin/env node
import { join } from 'node:path';
import { CompiledProgram } from './compiled-program.js';
new CompiledProgram().load(join(import.meta.dirname, 'bundle/program.cjs')).run();
