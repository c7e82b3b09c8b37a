#!/usr/bin/env node
// Old syntax on purpose, here and in start.js: an old Node has to be able to read its own refusal.
import('./start.js').then(function (launcher) {
  launcher.start(function () {
    return import('../dist/bin/main.js')
  }, false)
})
