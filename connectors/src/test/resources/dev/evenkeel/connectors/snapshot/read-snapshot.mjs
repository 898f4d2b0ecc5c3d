// Reads a snapshot with nothing but Node: what it is, how many weights it has, their sum, and the hash of its tensors.
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';

const file = readFileSync(process.argv[2]);
const size = Number(file.readBigUInt64LE(0));
const header = JSON.parse(file.toString('utf8', 8, 8 + size));
const { __metadata__: metadata, ...tensors } = header;
const bytes = ([from, to]) => file.subarray(8 + size + from, 8 + size + to);
const floats = name => {
  const part = bytes(tensors[name].data_offsets);
  return Array.from({ length: part.length / 4 }, (_, i) => part.readFloatLE(4 * i));
};

console.log(metadata.pipeline, metadata.sequence, metadata.version, metadata['learner.update.rule']);
console.log(tensors['weights/linear/index'].shape[0], 'weights');
console.log(floats('weights/linear/value').reduce((sum, weight) => sum + weight, 0));

// the hash is taken of the header without metadata, padded with blanks to whole eights, and the tensors' bytes
const names = JSON.stringify(tensors);
const padded = names + ' '.repeat((8 - (Buffer.byteLength(names) % 8)) % 8);
console.log(createHash('sha256').update(padded).update(file.subarray(8 + size)).digest('hex'));
