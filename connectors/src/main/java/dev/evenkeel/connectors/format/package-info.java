/**
 * Rows of CSV, JSON, Vowpal Wabbit and LIBSVM text and of Avro, decoded from bytes straight into examples. Nothing here reads files or
 * topics, and nothing learns.
 */
package dev.evenkeel.connectors.format;
