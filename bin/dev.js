#!/usr/bin/env node
// The program from its sources: nothing is built, and commands are found in commands/ as they are.
void import('./start.js').then(function (launcher) {
  return launcher.start(function () {
    return import('./dev.ts')
  }, true)
})
