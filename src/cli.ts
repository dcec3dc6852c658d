#!/usr/bin/env node
// The build puts the bundle in the place of this file (tools/bundle.ts).
import { run } from './operator-program.js';

run();
