// 3,000,000 US flights of 2001 as CSV, in order of actual departure: vega-datasets' flights-3m.parquet with its derived columns.
import { writeSync } from 'node:fs'
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

function write(text) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at)
}

const file = await asyncBufferFromFile(new URL('node_modules/vega-datasets/data/flights-3m.parquet', import.meta.url).pathname)
const metadata = await parquetMetadataAsync(file)
write('hour,dow,distance,origin,destination,delay,late\n')
let from = 0
for (const group of metadata.row_groups) {
  const to = from + Number(group.num_rows)
  const columns = ['date', 'delay', 'distance', 'origin', 'destination']
  const onComplete = (rows) => {
    const lines = rows.map(([date, delay, distance, origin, destination]) => {
      const dow = (date.getUTCDay() + 6) % 7 // Monday is 0
      return `${date.getUTCHours()},${dow},${distance},${origin},${destination},${delay},${delay > 15 ? 1 : 0}\n`
    })
    write(lines.join(''))
  }
  await parquetRead({ file, metadata, compressors, columns, rowStart: from, rowEnd: to, onComplete })
  from = to
}
