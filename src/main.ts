#!/usr/bin/env node
// The build puts the bundle in the place of this file (tools/bundle.ts); start.ts stays as it is.
import './start.js';
