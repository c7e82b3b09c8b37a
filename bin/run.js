#!/usr/bin/env node
// Old syntax on purpose, here and in start.js: an old Node has to be able to read its own refusal.
void import('./start.js').then(function (launcher) {
  return launcher.start(function () {
    return import('../dist/bin/main.js')
  }, false)
})
