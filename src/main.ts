#!/usr/bin/env node
// Two files, so that the build can put the bundle of the second in the place of the first (tools/bundle.ts).
import './start.js';
