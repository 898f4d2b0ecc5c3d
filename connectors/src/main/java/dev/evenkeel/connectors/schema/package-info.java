/**
 * Where the Avro schemas of rows come from: text, a folder, a registry. No rows, which are the format package's, and no caching,
 * which is up to whoever asks.
 */
package dev.evenkeel.connectors.schema;
