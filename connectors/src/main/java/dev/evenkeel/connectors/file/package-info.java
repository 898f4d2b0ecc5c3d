/** Rows of files as byte ranges, and the schema a file suggests. No decoding of rows, which is the format package's. */
package dev.evenkeel.connectors.file;
